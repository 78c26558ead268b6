/** Runs an answer on one data set, as a runner would, and asks everything that grading looks at. */
import { checksum } from '../../course/checksum.ts';
import type {
  Answer,
  AnswerPart,
  Check,
  Exercise,
  MigrationAction,
  RollbackAction,
} from '../../course/model.ts';
import type { Database } from '../../rollout/database.ts';
import type { Opened } from '../../migrate/model.ts';
import type { Checkpoint } from '../../database/port.ts';
import { isStop, type Attempt, type CheckRun, type Failure, type PartRun, type WayBack } from '../attempt.ts';
import type { ActionPlay } from '../../lesson/play.ts';
import type { DatabaseState } from '../../database/state.ts';
import { playAction } from '../../lesson/player.ts';
import { askAll } from './ask.ts';

export interface AttemptScope {
  /** The database's clock, in milliseconds since 1970; the same for all attempts that are compared. */
  readonly now: number;
  /** How much of it to run; everything unless said otherwise. */
  readonly extent?: Extent;
  /** Whether the state after each statement of the parts is looked at; not unless said so. */
  readonly detailed?: boolean;
}

export interface AttemptRequest extends AttemptScope {
  readonly exercise: Pick<Exercise, 'twice' | 'rollback' | 'checks'>;
  readonly answer: Answer;
  /** The data set, opened. */
  readonly start: Opened;
  readonly database: Pick<Database, 'play'>;
  readonly signal?: AbortSignal;
}

/**
 * `whole`: everything. `hidden`: without what the shown data has told already,
 * because it does not depend on the rows: checks of an end that is compared
 * anyway, and up again from a start that is compared, too. `end`: the parts alone.
 */
export type Extent = 'whole' | 'hidden' | 'end';

interface Moment {
  readonly checkpoint: Checkpoint;
  readonly state: DatabaseState;
}

/** Never throws for what the answer does: errors and stops are in the attempt. */
export async function runAttempt(request: AttemptRequest): Promise<Attempt> {
  const { exercise, answer, start, extent = 'whole' } = request;
  const parts: PartRun[] = [];
  let at: Moment = start;
  let stopped = false;
  let failure: Failure | null = null;
  for (const [index, part] of answer.parts.entries()) {
    const play = await playUp(request, part, at, { brief: request.detailed !== true });
    at = play.played;
    failure = failureOf(part, 'up', play);
    if (failure !== null) {
      parts.push({ name: part.name, play, checks: [], again: null });
      stopped = isStop(failure.error);
      break;
    }
    const isLast = index === answer.parts.length - 1;
    const asked = extent === 'whole' || (extent === 'hidden' && !isLast);
    const due = asked ? checksAfter(exercise, part.name, isLast) : [];
    const checks = await askChecks(request, due, at.checkpoint);
    stopped = checks.some((run) => isStop(run.error));
    const again =
      exercise.twice && extent !== 'end' && !stopped ? (await playAgain(request, part, at)).played : null;
    stopped ||= isStop(again?.error ?? null);
    parts.push({ name: part.name, play, checks, again });
    if (stopped) break;
  }
  // A stop between two parts leaves the end unknown: what was stopped counts as what failed.
  const whole = failure === null && parts.length === answer.parts.length;
  const back =
    exercise.rollback && extent !== 'end' && whole && !stopped ? await playBack(request, at) : null;
  return {
    before: start.state,
    parts,
    after: at.state,
    failure: failure ?? (whole ? null : stoppedBetween(answer, parts)),
    back,
    stopped: stopped || isStop(back?.failure?.error ?? null),
  };
}

function checksAfter(exercise: AttemptRequest['exercise'], part: string, isLast: boolean): readonly Check[] {
  return exercise.checks.filter((check) => check.after === part || (isLast && check.after === null));
}

async function askChecks(
  request: AttemptRequest,
  checks: readonly Check[],
  checkpoint: Checkpoint,
): Promise<readonly CheckRun[]> {
  const runs = await askAll(checks, checkpoint, request);
  return runs.map(({ query, result, error }) => ({ check: query, result, error }));
}

interface UpOptions {
  readonly brief?: boolean;
  /** Another one than the part's own keeps the ledger from refusing a second run. */
  readonly name?: string;
}

function playUp(
  request: AttemptRequest,
  part: AnswerPart,
  from: Moment,
  { brief = true, name = part.name }: UpOptions = {},
): Promise<ActionPlay> {
  const { sql, line } = part.up;
  const action: MigrationAction = {
    type: 'migration',
    name,
    sql,
    line,
    fails: null,
    checksum: checksum(sql),
    transaction: true,
    phase: null,
    batches: null,
  };
  return playAction(action, from.checkpoint, from.state, { ...request, brief });
}

function playAgain(request: AttemptRequest, part: AnswerPart, from: Moment): Promise<ActionPlay> {
  return playUp(request, part, from, { name: `${part.name} (once more)` });
}

/** All rollbacks, the last part's first, and then every part again. */
async function playBack(request: AttemptRequest, end: Moment): Promise<WayBack> {
  const { answer } = request;
  let at = end;
  for (const part of [...answer.parts].reverse()) {
    const { rollback } = part;
    if (rollback === null) return { failure: null, missing: part.name, down: null, up: null };
    const { sql, line } = rollback;
    const action: RollbackAction = {
      type: 'rollback',
      name: part.name,
      sql,
      line,
      fails: null,
      checksum: checksum(sql),
      transaction: true,
      atHand: false,
      phase: null,
    };
    const play = await playAction(action, at.checkpoint, at.state, { ...request, brief: true });
    at = play.played;
    const failure = failureOf(part, 'rollback', play);
    if (failure !== null) return { failure, missing: null, down: null, up: null };
  }
  const down = at.state;
  if (request.extent === 'hidden') return { failure: null, missing: null, down, up: null };
  for (const part of answer.parts) {
    const play = await playUp(request, part, at);
    at = play.played;
    const failure = failureOf(part, 'up', play);
    if (failure !== null) return { failure, missing: null, down, up: null };
  }
  return { failure: null, missing: null, down, up: at.state };
}

function failureOf(part: AnswerPart, section: Failure['section'], { played }: ActionPlay): Failure | null {
  const { error } = played;
  if (error === null) return null;
  const sql = section === 'up' ? part.up : (part.rollback ?? part.up);
  return { part: part.name, section, sql, played, error };
}

/** The failure of an answer of which a check, or a second run, had to be stopped before the last part. */
function stoppedBetween(answer: Answer, parts: readonly PartRun[]): Failure | null {
  const last = parts.at(-1);
  const part = answer.parts.find(({ name }) => name === last?.name);
  if (last === undefined || part === undefined) return null;
  const error = last.again?.error ?? last.checks.find((run) => isStop(run.error))?.error ?? null;
  const played = last.again ?? last.play.played;
  return error === null ? null : { part: part.name, section: 'up', sql: part.up, played, error };
}
