/** The SQL prompt's database: opened from a checkpoint, thrown away at the end. */
import { LIMITS, type Limits } from '../database/limits.ts';
import type { Checkpoint, Connection, Engine } from '../database/port.ts';
import type { DatabaseState } from '../database/state.ts';
import type { Job } from './job.ts';
import type { Clock, TextRun } from './model.ts';
import { runScript, type Watch } from './script.ts';

export interface ConsoleSession {
  /** What it holds at its opening. */
  readonly state: DatabaseState;
  /** Each statement is its own transaction unless the texts open one, which may stay open from one text to the next. */
  run(text: string, watch?: Watch): Promise<TextRun>;
}

interface ConsoleStart<Made> extends Clock {
  readonly from: Checkpoint;
  /** A job to run first, up to and including statement number `statements` of it. */
  readonly after: { readonly job: Job<Made>; readonly statements: number } | null;
}

/** Opens a console; it lives until the engine opens something else. */
export async function openConsole<Made>(
  engine: Engine,
  { from, after, now }: ConsoleStart<Made>,
  limits: Limits = LIMITS,
): Promise<ConsoleSession> {
  const seed = after?.job.seed ?? [];
  const connection = await engine.open({ from, foreignKeys: false, now, seed, limits });
  const before = await connection.state(null);
  if (after !== null) await replay(connection, after.job, after.statements, before);
  let state = await connection.state(before);
  return {
    state,
    async run(text, watch) {
      const capture = (previous: DatabaseState): Promise<DatabaseState> => connection.state(previous);
      const ran = await runScript(connection, { sql: text, mode: 'bare', state, capture, watch });
      ({ state } = ran);
      return ran;
    },
  };
}

/** Brings the database to the middle of a job, outside a transaction where that is possible. */
async function replay<Made>(
  connection: Connection,
  job: Job<Made>,
  most: number,
  before: DatabaseState,
): Promise<void> {
  if (job.whole) await connection.begin();
  const { error } = await job.run(connection, { before, most });
  // A unit that failed has ended, and with it whatever transaction it had.
  if (error !== null) await connection.rollback();
  // Where a deferred foreign key is not satisfied yet, the transaction stays open, as it is at this point of the unit.
  else if (job.whole && (await connection.inTransaction())) await connection.commit();
}
