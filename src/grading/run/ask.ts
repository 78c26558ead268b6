/** Asks several queries of one state at once. */
import type { Database } from '../../rollout/database.ts';
import type { Checkpoint } from '../../database/port.ts';
import type { StatementOutcome } from '../../rollout/unit.ts';
import type { DatabaseError } from '../../database/error.ts';
import type { ResultSet } from '../../database/result.ts';
import { isStop } from '../attempt.ts';

export interface Asking {
  readonly database: Pick<Database, 'play'>;
  /** In milliseconds since 1970. */
  readonly now: number;
  readonly signal?: AbortSignal;
}

export interface QueryRun<Q> {
  readonly query: Q;
  /** The first of its results that has rows, or else its last; null where there is none. */
  readonly result: ResultSet | null;
  readonly error: DatabaseError | null;
}

const SEPARATOR = '\n;\n';

/**
 * The queries' answers, in their order. All of them go to the database as one
 * text, which is faster than one by one; those behind one that fails are asked
 * anew. Behind one that had to be stopped the others are left out.
 */
export async function askAll<Q extends { readonly sql: string }>(
  queries: readonly Q[],
  from: Checkpoint,
  asking: Asking,
): Promise<readonly QueryRun<Q>[]> {
  if (queries.length === 0) return [];
  const { database, now, signal } = asking;
  const sql = queries.map((query) => query.sql).join(SEPARATOR);
  const { statements, error } = await database.play({ from, unit: { type: 'query', sql }, now }, signal);
  const runs: QueryRun<Q>[] = [];
  let start = 0;
  for (const query of queries) {
    const end = start + query.sql.length;
    const own = statements.filter(({ offset }) => offset >= start && offset < end);
    start = end + SEPARATOR.length;
    const failure =
      own.find((statement) => statement.error !== null)?.error ?? (own.length === 0 ? error : null);
    runs.push(
      failure === null
        ? { query, result: evidence(own), error: null }
        : { query, result: null, error: failure },
    );
    if (failure === null) continue;
    if (isStop(failure)) return runs;
    return [...runs, ...(await askAll(queries.slice(runs.length), from, asking))];
  }
  return runs;
}

function evidence(statements: readonly StatementOutcome[]): ResultSet | null {
  const results = statements.flatMap(({ result }) => result ?? []);
  return results.find((result) => result.rows.length > 0) ?? results.at(-1) ?? null;
}
