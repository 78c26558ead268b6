/** What there is to see of the database at a place of a lesson. */
import type { Step } from '../course/model.ts';
import type { StatementOutcome } from '../rollout/unit.ts';
import type { ResultSet } from '../database/result.ts';
import type { DatabaseState } from '../database/state.ts';
import { actionChange, statementChange, stepChange, type Change } from './changes.ts';
import type { Moment } from './moments.ts';
import { currentMoment, currentPlay, currentStep, type LessonAt } from './place.ts';
import type { ActionPlay } from './play.ts';

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
export function sceneAt(lesson: LessonAt): Scene | null {
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
