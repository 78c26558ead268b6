/** A migration in batches: its one statement again and again, until it changes no row. */
import { refused, type DatabaseError } from '../database/error.ts';
import type { Connection } from '../database/port.ts';
import { describeStatement } from '../sql/describe.ts';
import type { StatementText } from '../sql/statements.ts';

/** Beyond this the statement is taken for one that never comes to an end. */
export const MOST_BATCHES = 1_000;

export interface BatchRun {
  /** From 1. */
  readonly number: number;
  readonly rowsChanged: number;
  readonly error: DatabaseError | null;
}

/** Called with what happens, in order. */
export interface BatchWatch {
  starting?: ((text: StatementText) => void) | undefined;
  /** After a batch; false ends the run there. */
  batch(run: BatchRun, text: StatementText): Promise<boolean>;
  /** Between two batches, for whatever happens meanwhile; false ends the run there. */
  between(text: StatementText): Promise<boolean>;
}

/**
 * Runs batches until one changes no row. Each is its own transaction, or, where
 * a transaction is open, kept within it. An error ends it, and the batches
 * before stay. Returns why it ended early, or null.
 */
export async function runBatches(
  connection: Connection,
  sql: string,
  watch: BatchWatch,
): Promise<DatabaseError | null> {
  const made = connection.statements(sql, { mode: 'transaction' });
  const [text, ...more] = 'statements' in made ? made.statements : [];
  if (text === undefined || more.length > 0 || !describeStatement(text.sql).writes)
    return 'refusal' in made ? made.refusal : refused(NOT_ONE);
  for (let number = 1; number <= MOST_BATCHES; number++) {
    watch.starting?.(text);
    const run = await runBatch(connection, text.sql, number);
    if (!(await watch.batch(run, text)) || run.error !== null) return run.error;
    if (run.rowsChanged === 0 || !(await watch.between(text))) return null;
  }
  return refused(
    `${MOST_BATCHES.toLocaleString('en')} batches, and still each changes rows: the statement has to leave out the rows that it has done.`,
  );
}

const NOT_ONE = 'A migration in batches is one statement that inserts, updates or deletes.';

async function runBatch(connection: Connection, text: string, number: number): Promise<BatchRun> {
  await connection.savepoint('batch');
  const { rowsChanged, error } = await connection.run(text);
  const failure = error ?? (await connection.release('batch'));
  if (failure === null) return { number, rowsChanged, error: null };
  await connection.undo('batch');
  return { number, rowsChanged: 0, error: failure };
}
