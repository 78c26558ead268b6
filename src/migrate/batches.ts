/** A migration in batches: its one statement again and again, requests of the running versions in between. */
import type { BatchPlan } from '../rollout/unit.ts';
import { type DatabaseError, refused } from '../database/error.ts';
import { requestsOf } from '../rollout/schedule.ts';
import { undoSavepoint, type Application } from '../rollout/run/application.ts';
import type { Connection } from '../database/sqlite/connection.ts';
import { databaseError } from '../database/sqlite/errors.ts';
import { refuseStatement, refuseText } from '../database/sqlite/guard.ts';
import { makeRequest, type RequestRun } from '../rollout/run/requests.ts';
import { runStatement } from '../database/sqlite/rows.ts';
import { changesRows, nextStatement, restFrom, verbOf, type StatementText } from '../sql/statements.ts';

/** Beyond this the statement is taken for one that never comes to an end. */
export const MOST_BATCHES = 1_000;

export interface BatchRun {
  /** From 1. */
  readonly number: number;
  readonly rowsChanged: number;
  readonly error: DatabaseError | null;
}

/** Told of what happened, in order; returning false ends the run there. */
export interface BatchWatch {
  starting?(text: StatementText): void;
  batch(run: BatchRun, text: StatementText): boolean;
  request(run: RequestRun, text: StatementText): boolean;
}

/**
 * Runs batches until one changes no row. Each is its own transaction, or, where
 * a transaction is open, kept within it. An error ends it, and the batches
 * before stay. Returns why it ended early, or null.
 */
export function runBatches(
  connection: Connection,
  application: Application,
  sql: string,
  plan: BatchPlan,
  watch: BatchWatch,
): DatabaseError | null {
  const text = nextStatement(sql, 0);
  const refusal = refuseBatches(sql, text);
  if (refusal !== null || text === null) return refused(refusal ?? NOT_ONE);
  const requests = requestsOf(plan.apps, plan.seed);
  for (let number = 1; number <= MOST_BATCHES; number++) {
    watch.starting?.(text);
    const run = runBatch(connection, text.sql, number);
    application.changed();
    if (!watch.batch(run, text) || run.error !== null) return run.error;
    if (run.rowsChanged === 0) return null;
    for (let made = 0; made < plan.requests; made++) {
      const next = requests.next();
      if (next.done === true) break;
      if (!watch.request(makeRequest(application, next.value, plan.apps), text)) return null;
    }
  }
  return refused(
    `${MOST_BATCHES.toLocaleString('en')} batches, and still each changes rows: the statement has to leave out the rows that it has done.`,
  );
}

const NOT_ONE = 'A migration in batches is one statement that inserts, updates or deletes.';

function refuseBatches(sql: string, text: StatementText | null): string | null {
  if (text === null || restFrom(sql, text.end) !== '' || !changesRows(verbOf(text.sql))) return NOT_ONE;
  return refuseText(sql) ?? refuseStatement(text.sql, 'transaction');
}

function runBatch(connection: Connection, text: string, number: number): BatchRun {
  const { sqlite } = connection;
  sqlite.run('SAVEPOINT batch');
  try {
    const statement = sqlite.prepare(text);
    try {
      runStatement(statement, true, connection.limits);
    } finally {
      statement.free();
    }
    const rowsChanged = sqlite.getRowsModified();
    sqlite.run('RELEASE batch');
    return { number, rowsChanged, error: null };
  } catch (thrown) {
    const error = databaseError(thrown, 'transaction');
    undoSavepoint(connection, 'batch');
    return { number, rowsChanged: 0, error };
  }
}
