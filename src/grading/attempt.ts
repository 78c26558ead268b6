/** What an answer did on one data set: everything that grading looks at, as plain data. */
import type { AnswerSql, Check } from '../course/model.ts';
import type { Played } from '../rollout/unit.ts';
import type { DatabaseError } from '../database/error.ts';
import type { ResultSet } from '../database/result.ts';
import type { ActionPlay } from '../lesson/play.ts';
import type { DatabaseState } from '../database/state.ts';

export interface Attempt {
  /** The data set as it was. */
  readonly before: DatabaseState;
  /** The parts that ran, in order; the last may have failed. */
  readonly parts: readonly PartRun[];
  /** After the last part, or after those that ran. */
  readonly after: DatabaseState;
  /** Why not all parts ran, or null. */
  readonly failure: Failure | null;
  /** Down and up again; null where the exercise asks for no rollback, or where that was not reached. */
  readonly back: WayBack | null;
  /** Whether something had to be stopped; nothing was run after it. */
  readonly stopped: boolean;
}

export interface PartRun {
  readonly name: string;
  readonly play: ActionPlay;
  /** The checks that were asked after this part, in the exercise's order. */
  readonly checks: readonly CheckRun[];
  /** The same SQL once more; null where the exercise does not ask for that, or where it was not reached. */
  readonly again: Played | null;
}

export interface CheckRun {
  readonly check: Check;
  /** What it returned; null where it could not be asked. */
  readonly result: ResultSet | null;
  readonly error: DatabaseError | null;
}

export interface WayBack {
  /** Where it ended early, or null. */
  readonly failure: Failure | null;
  /** The part whose rollback the answer lacks, or null. */
  readonly missing: string | null;
  /** After all rollbacks; null where that was not reached. */
  readonly down: DatabaseState | null;
  /** After the parts were run again; null where that was not reached. */
  readonly up: DatabaseState | null;
}

/** A section of the answer that did not run. */
export interface Failure {
  /** The part's name. */
  readonly part: string;
  readonly section: 'up' | 'rollback';
  readonly sql: AnswerSql;
  readonly played: Played;
  readonly error: DatabaseError;
}

/** What an attempt comes to: as much of it as others are compared with. */
export interface Trace {
  readonly after: DatabaseState;
  readonly failure: TracedFailure | null;
  readonly parts: readonly {
    readonly play: { readonly played: Pick<Played, 'state'> };
    readonly again: Pick<Played, 'state' | 'error'> | null;
  }[];
  readonly back: (Omit<WayBack, 'failure'> & { readonly failure: TracedFailure | null }) | null;
}

export type TracedFailure = Pick<Failure, 'part' | 'section' | 'error'>;

/** Whether an error means that nothing more should be tried: the next piece would take as long. */
export function isStop(error: DatabaseError | null): boolean {
  return error !== null && (error.kind === 'timeout' || error.kind === 'cancelled');
}
