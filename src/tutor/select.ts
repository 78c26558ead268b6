/** Questions that screens and commands ask of a lesson's state. */
import type { LessonHead, Part, Step } from '../course/model.ts';
import { currentMoment, currentStep, momentsAt } from '../lesson/place.ts';
import { textOf } from './editor/buffer.ts';
import type { LessonState, Tutor } from './state.ts';
import type { Position } from '../lesson/place.ts';

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
