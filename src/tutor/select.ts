/** Questions that screens and commands ask of a lesson's state. */
import type { LessonHead, Part, Step } from '../course/model.ts';
import { textOf } from './editor/buffer.ts';
import { actionChange, statementChange, stepChange, type Change } from '../lesson/changes.ts';
import { momentsOf, type Moment } from '../lesson/moments.ts';
import type { ActionPlay, StepPlay } from '../lesson/play.ts';
import type { ResultSet, StatementOutcome } from '../database/database.ts';
import type { DatabaseState } from '../database/state.ts';
import type { LessonState, Position, Tutor } from './state.ts';

export function currentStep(lesson: LessonState): Step | null {
  return lesson.lesson?.steps[lesson.position.step - 1] ?? null;
}

/** How the current step ran, or null while it has not been played. */
export function currentPlay(lesson: LessonState): StepPlay | null {
  return lesson.plays[lesson.position.step - 1] ?? null;
}

export function momentsAt(lesson: LessonState, step: number): readonly Moment[] {
  const found = lesson.lesson?.steps[step - 1];
  return found === undefined ? [] : momentsOf(found, lesson.plays[step - 1] ?? null);
}

export function currentMoment(lesson: LessonState): Moment | null {
  return momentsAt(lesson, lesson.position.step)[lesson.position.moment] ?? null;
}

export function isFirstMoment({ position }: LessonState): boolean {
  return position.step === 1 && position.moment === 0;
}

export function isLastMoment(lesson: LessonState): boolean {
  const { step, moment } = lesson.position;
  return step === lesson.lesson?.steps.length && moment === momentsAt(lesson, step).length - 1;
}

/** What lies behind the last moment of a lesson; null where there is more of the lesson. */
export type ComesNext =
  | { readonly type: 'exercise' }
  | { readonly type: 'lesson'; readonly slug: string }
  /** It was the course's last lesson. */
  | { readonly type: 'course' };

/** First the exercise, once that is solved the next lesson. */
export function comesNext({ heads, lesson }: Tutor): ComesNext | null {
  if (lesson === null || lesson.rollback !== null || !isLastMoment(lesson)) return null;
  if (lesson.head.hasExercise && lesson.exercise?.solved !== true) return { type: 'exercise' };
  const next = heads[heads.findIndex(({ slug }) => slug === lesson.head.slug) + 1];
  return next === undefined ? { type: 'course' } : { type: 'lesson', slug: next.slug };
}

/** The position behind this one, or null at the end. */
export function positionAfter(lesson: LessonState): Position | null {
  const { step, moment } = lesson.position;
  if (moment + 1 < momentsAt(lesson, step).length) return { step, moment: moment + 1 };
  return step < (lesson.lesson?.steps.length ?? 0) ? { step: step + 1, moment: 0 } : null;
}

/** The position in front of this one, or null at the beginning. */
export function positionBefore(lesson: LessonState): Position | null {
  const { step, moment } = lesson.position;
  if (moment > 0) return { step, moment: moment - 1 };
  return step > 1 ? { step: step - 1, moment: Math.max(0, momentsAt(lesson, step - 1).length - 1) } : null;
}

/** Whether the question of the current step has to be answered before going on. */
export function mustPredict(lesson: LessonState): boolean {
  const step = currentStep(lesson);
  const moment = currentMoment(lesson);
  if (step?.predict == null || moment?.type !== 'text' || moment.ran) return false;
  return (moment.next ?? 0) === 0 && lesson.answers[String(step.number)] === undefined;
}

/** What is to be seen at the current moment. */
export interface Scene {
  readonly step: Step;
  readonly moment: Moment;
  readonly action: ActionPlay | null;
  /** The statement that just ran. */
  readonly statement: StatementOutcome | null;
  /** Number of that statement within its action, from 0. */
  readonly index: number;
  /** Null where the state is shown alone, without a before. */
  readonly change: Change | null;
  readonly state: DatabaseState | null;
  readonly result: ResultSet | null;
  /** The moment needs a step that has not been played yet. */
  readonly waiting: boolean;
}

/** The scene at the current position, or of the rollback that is shown instead; null while the lesson loads. */
export function sceneOf(lesson: LessonState): Scene | null {
  const step = currentStep(lesson);
  const moment = currentMoment(lesson);
  if (step === null || moment === null) return null;
  if (lesson.rollback !== null) {
    const { play, statement } = lesson.rollback;
    return play === null
      ? { ...EMPTY, step, moment, waiting: true }
      : { ...statementScene(play, statement), step, moment };
  }
  const play = currentPlay(lesson);
  // While the steps in front of this one are being played, an earlier one's tables are not this one's.
  const there = lesson.plays.length >= step.number - 1 || lesson.breakage !== null;
  const latest = there ? (lesson.plays.at(-1)?.after ?? lesson.opened?.state ?? null) : null;
  const before = play?.before ?? latest;
  if (moment.type === 'statement') {
    const action = play?.actions[moment.action];
    if (action === undefined)
      return { ...EMPTY, step, moment, state: before, waiting: lesson.breakage === null };
    return { ...statementScene(action, moment.statement), step, moment };
  }
  if (moment.next !== null && moment.next > 0) {
    const last = play?.actions[moment.next - 1];
    const query = last?.action.type === 'query';
    return {
      ...EMPTY,
      step,
      moment,
      change: last === undefined || query ? null : actionChange(last),
      state: last?.played.state ?? before,
      // The text may speak of what was found.
      result: query ? (last.played.statements.at(-1)?.result ?? null) : null,
    };
  }
  if (moment.ran && play !== null) {
    const result = play.actions.at(-1)?.played.statements.at(-1)?.result ?? null;
    const change = play.actions.some((action) => action.action.type !== 'query') ? stepChange(play) : null;
    return { ...EMPTY, step, moment, change, state: play.after, result: change === null ? result : null };
  }
  return { ...EMPTY, step, moment, state: before, waiting: moment.ran && lesson.breakage === null };
}

const EMPTY = {
  action: null,
  statement: null,
  index: 0,
  change: null,
  state: null,
  result: null,
  waiting: false,
} as const;

function statementScene(action: ActionPlay, index: number): Omit<Scene, 'step' | 'moment'> {
  const statement = action.played.statements[index] ?? null;
  const made = statement?.made;
  // A request that only reads between two batches has no before and after either.
  const reads = action.action.type === 'query' || (made?.type === 'request' && made.request.kind === 'read');
  const change = reads ? null : (statementChange(action)[index] ?? null);
  // With the last statement comes the COMMIT, and the ledger's row.
  const last = action.played.error === null && index === action.played.statements.length - 1;
  return {
    action,
    statement,
    index,
    change,
    state: last ? action.played.state : (statement?.state ?? action.played.state),
    result: statement?.result ?? null,
    waiting: false,
  };
}

/** The lessons that the home screen lists: all, or those that the filter lets through. */
export function listedHeads(tutor: Tutor): readonly LessonHead[] {
  const words =
    tutor.home.filter === null ? [] : textOf(tutor.home.filter).toLowerCase().split(/\s+/).filter(Boolean);
  return tutor.heads.filter((head) => {
    const text = `${head.number} ${head.slug} ${head.title} ${head.summary}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

/** Numbers of the steps that hold the words searched for, in order. */
export function matchesOf(lesson: LessonState): readonly number[] {
  if (lesson.panel?.type !== 'search' || lesson.lesson === null) return [];
  const words = textOf(lesson.panel.buffer).toLowerCase().split(/\s+/).filter(Boolean);
  return lesson.lesson.steps
    .filter((step) => {
      const text = searchText(step);
      return words.every((word) => text.includes(word));
    })
    .map((step) => step.number);
}

function searchText(step: Step): string {
  return [step.title, ...step.parts.map(partText)].join(' ').toLowerCase();
}

function partText(part: Part): string {
  switch (part.type) {
    case 'prose':
    case 'callout':
      return words(part.content);
    case 'action':
      return `${part.action.sql} ${'name' in part.action ? (part.action.name ?? '') : ''}`;
    case 'app':
      return `${part.version} ${part.sql}`;
    case 'fleet':
      return part.moves.map((move) => `${move.type} ${move.version}`).join(' ');
  }
}

/** All text in a tree of Markdown. */
function words(node: unknown): string {
  if (Array.isArray(node)) return node.map(words).join(' ');
  if (typeof node !== 'object' || node === null) return '';
  if ('value' in node && typeof node.value === 'string') return node.value;
  return 'children' in node ? words(node.children) : '';
}
