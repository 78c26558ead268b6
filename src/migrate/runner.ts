/** Runs units on a database as a migration tool does, from checkpoint to checkpoint. */
import { refused, type DatabaseError } from '../database/error.ts';
import { LIMITS, type Limits } from '../database/limits.ts';
import type { Checkpoint, Connection, Engine } from '../database/port.ts';
import type { DatabaseState } from '../database/state.ts';
import type { Job } from './job.ts';
import { OTHER_LEDGER, refuseByLedger, writeLedger } from './ledger.ts';
import type { Clock, QueryUnit, UnitRun } from './model.ts';
import { runScript, type Watch } from './script.ts';

export interface UnitWatch<Made> extends Watch<Made> {
  /** The state that the checkpoint holds, before anything ran. */
  begun(state: DatabaseState): void;
}

interface RunRequest extends Clock {
  readonly from: Checkpoint;
  readonly brief?: boolean;
}

/** The state that a checkpoint holds. */
export async function inspect(
  engine: Engine,
  { from, now }: RunRequest,
  limits: Limits = LIMITS,
): Promise<DatabaseState> {
  const connection = await engine.open({ from, foreignKeys: false, now, seed: [], limits });
  return connection.state(null);
}

/** Runs a query, which changes nothing: the checkpoint of the answer is `request.from`. */
export async function runQuery<Made>(
  engine: Engine,
  { from, now }: RunRequest,
  { sql }: QueryUnit,
  seed: readonly string[],
  limits: Limits = LIMITS,
  watch?: UnitWatch<Made>,
): Promise<UnitRun<Made>> {
  const connection = await engine.open({ from, foreignKeys: false, now, seed, limits });
  const state = await connection.state(null);
  watch?.begun(state);
  return { ...(await runScript(connection, { sql, mode: 'query', state, watch })), checkpoint: from };
}

/**
 * Runs a job on a checkpoint: its statements and the ledger's row in one
 * transaction, or statement by statement. An answer whose checkpoint is
 * `request.from` itself says that nothing was changed. Rejects only when the
 * engine breaks down.
 */
export async function runJob<Made>(
  engine: Engine,
  request: RunRequest,
  job: Job<Made>,
  limits: Limits = LIMITS,
  watch?: UnitWatch<Made>,
): Promise<UnitRun<Made>> {
  const { from, now, brief } = request;
  const { seed, whole } = job;
  const connection = await engine.open({ from, foreignKeys: false, now, seed, limits });
  const before = await connection.state(null);
  watch?.begun(before);
  const refusal = await refuse(connection, job, before);
  if (refusal !== null)
    return { statements: [], rest: job.sql, error: refusal, state: before, checkpoint: from };
  if (whole) await connection.begin();
  const ran = await job.run(connection, { before, watch, brief });
  const error = ran.error ?? (await end(connection, job, now));
  if (error !== null) await connection.rollback();
  // What a rollback brings back is the very state that was there before.
  if (error !== null && whole) return { ...ran, error, state: before, checkpoint: from };
  return {
    ...ran,
    error,
    state: await connection.state(ran.state),
    checkpoint: await connection.checkpoint(),
  };
}

/** Why a job is not to be run at all, going by the ledger. */
async function refuse(
  { ledger }: Connection,
  { recorded }: Job<unknown>,
  before: DatabaseState,
): Promise<DatabaseError | null> {
  if (recorded === null) return null;
  if (before.ledger === null && (await ledger.presence()) === 'other') return refused(OTHER_LEDGER);
  return refuseByLedger(recorded, before.ledger);
}

/** The ledger's row and COMMIT. Returns what went wrong, or null. */
async function end(
  connection: Connection,
  { recorded, whole }: Job<unknown>,
  now: number,
): Promise<DatabaseError | null> {
  const open = await connection.inTransaction();
  if (!whole && open) {
    return refused('The last transaction was left open, without a COMMIT; it was rolled back.');
  }
  if (whole && !open) {
    // Nothing of the unit's own can end it; a database does when it lacks the memory to read a table.
    return {
      kind: 'memory',
      message: 'The tables became too large to be read; the database took everything back.',
    };
  }
  const error = recorded === null ? null : await writeLedger(connection.ledger, recorded, now);
  return error ?? (whole ? connection.commit() : null);
}
