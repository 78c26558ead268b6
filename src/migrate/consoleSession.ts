/** The SQL prompt's scratch database: opened from a checkpoint, thrown away at the end. */
import { sql } from 'drizzle-orm';
import type { ConsoleReply, ConsoleRequest } from '../rollout/database.ts';
import type { DatabaseState } from '../database/state.ts';
import { captureState } from '../database/sqlite/capture.ts';
import { connect, inTransaction, rollBack, type Connection } from '../database/sqlite/connection.ts';
import { LIMITS, type Limits } from '../database/limits.ts';
import { runScript, type Watch } from './script.ts';
import { isWhole, runStatements, seedOf } from './session.ts';
import { frozen, type Sqlite } from '../database/sqlite/sqlite.ts';

export interface Scratch {
  /** What the scratch holds at its opening. */
  readonly state: DatabaseState;
  /** Each statement is its own transaction unless the texts open one, which may stay open from one text to the next. */
  run(text: string, watch?: Watch): ConsoleReply;
}

/** Opens a scratch; it lives until the engine opens something else. */
export function openScratch(engine: Sqlite, request: ConsoleRequest, limits: Limits = LIMITS): Scratch {
  const { from, after, now } = request;
  const seed = after === null ? [] : seedOf(after.unit, now);
  const connection = frozen(now, () => connect(engine, { from, foreignKeys: false, seed }, limits));
  let state = frozen(now, () => {
    const before = captureState(connection, null);
    if (after !== null) replay(connection, after, before);
    return captureState(connection, before);
  });
  return {
    state,
    run: (text, watch) =>
      frozen(now, () => {
        const result = runScript(connection, {
          sql: text,
          mode: 'bare',
          state,
          capture: (previous) => captureState(connection, previous),
          failed: () => undefined,
          ...(watch && { watch }),
        });
        state = result.state;
        return result;
      }),
  };
}

/** Brings the scratch to the middle of a unit, outside a transaction where that is possible. */
function replay(
  connection: Connection,
  after: NonNullable<ConsoleRequest['after']>,
  before: DatabaseState,
): void {
  const { unit, statements } = after;
  if (unit.type === 'query') return;
  const transaction = isWhole(unit);
  if (transaction) connection.orm.run(sql.raw('BEGIN'));
  const { error } = runStatements(connection, unit, { before, most: statements });
  if (error !== null) {
    // A unit that failed has ended, and with it whatever transaction it had.
    rollBack(connection);
    return;
  }
  if (!transaction || !inTransaction(connection)) return;
  try {
    connection.orm.run(sql.raw('COMMIT'));
  } catch {
    // A deferred foreign key is not satisfied yet: the transaction stays open, as it is at this point of the unit.
  }
}
