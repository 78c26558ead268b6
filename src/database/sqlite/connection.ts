/** An open SQLite database behind the port. */
import type { Capabilities, Checkpoint, Connection, Selected, StatementRun } from '../port.ts';
import { shareState } from '../shareState.ts';
import type { DatabaseState } from '../state.ts';
import { describeStatement } from '../../sql/describe.ts';
import { answer } from './answer.ts';
import { captureState } from './capture.ts';
import { databaseError } from './errors.ts';
import { checkpointOf, inTransaction, rollBack, type Handle } from './handle.ts';
import { ledgerTable } from './ledger.ts';
import { runStatement, selectRows } from './rows.ts';
import { scriptOn, statementsOf } from './script.ts';
import { cachedState, cacheState } from './stateCache.ts';

export const CAPABILITIES: Capabilities = {
  dialect: 'sqlite',
  transactionalDdl: true,
  savepoints: true,
  replayable: true,
};

/** `now` is its clock, in milliseconds since 1970; `from` is what was opened, null for an empty database. */
export function connectionOn(handle: Handle, now: number, from: Checkpoint | null): Connection {
  const { sqlite, limits } = handle;
  /** The database's state; null while it is not known. */
  let current: DatabaseState | null = from === null ? null : cachedState(from.bytes, limits);

  const at = <T>(work: () => T): Promise<T> => answer(now, work);
  const changing = (): void => {
    current = null;
  };

  function state(previous: DatabaseState | null): DatabaseState {
    current = current === null ? captureState(handle, previous) : shareState(previous, current);
    return current;
  }

  return {
    capabilities: CAPABILITIES,
    limits,
    ledger: ledgerTable(handle, now, changing),

    script: (sql, options) => scriptOn(handle, sql, options, now, changing),
    statements: statementsOf,
    run: (text) =>
      at(() => {
        changing();
        return run(handle, text);
      }),
    select: (text) => at(() => select(handle, text)),

    begin: () => at(() => void sqlite.run('BEGIN')),
    commit: () => at(() => attempt(() => void sqlite.run('COMMIT'))),
    rollback: () =>
      at(() => {
        changing();
        rollBack(handle);
      }),
    inTransaction: () => at(() => inTransaction(handle)),
    savepoint: (name) => at(() => void sqlite.run(`SAVEPOINT ${name}`)),
    release: (name) => at(() => attempt(() => void sqlite.run(`RELEASE ${name}`))),
    undo: (name) =>
      at(() => {
        changing();
        try {
          sqlite.run(`ROLLBACK TO ${name}`);
          sqlite.run(`RELEASE ${name}`);
        } catch {
          // An error such as RAISE(ROLLBACK) takes the whole transaction back, savepoints included.
        }
      }),

    state: (previous) => at(() => state(previous)),
    checkpoint: () =>
      at(() => {
        const checkpoint = checkpointOf(handle);
        if (current !== null) cacheState(checkpoint.bytes, limits, current);
        return checkpoint;
      }),
  };
}

function run({ sqlite, limits }: Handle, text: string): StatementRun {
  try {
    const statement = sqlite.prepare(text);
    try {
      const writes = describeStatement(text).writes;
      const result = runStatement(statement, writes, limits);
      return { rowsChanged: writes ? sqlite.getRowsModified() : 0, result, error: null };
    } finally {
      statement.free();
    }
  } catch (thrown) {
    return { rowsChanged: 0, result: null, error: databaseError(thrown, 'transaction') };
  }
}

function select(handle: Handle, text: string): Selected {
  try {
    return { result: selectRows(handle, text) };
  } catch (thrown) {
    return { error: databaseError(thrown, 'transaction') };
  }
}

/** Null, or the error that `work` threw. */
function attempt(work: () => void): ReturnType<typeof databaseError> | null {
  try {
    work();
    return null;
  } catch (thrown) {
    return databaseError(thrown, 'bare');
  }
}
