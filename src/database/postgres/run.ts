/** Running one statement on PostgreSQL, and what it did as the port tells it. */
import { refused } from '../error.ts';
import type { Limits } from '../limits.ts';
import type { RunMode, StatementRun } from '../port.ts';
import { cellsOf, learnTypes, type TypeNames } from './cells.ts';
import { databaseError } from './errors.ts';
import { refuseStatement } from './guard.ts';
import type { Answer, Session } from './session.ts';

export interface Runner {
  readonly session: Session;
  readonly types: TypeNames;
  readonly limits: Limits;
  /** From `readHarmlessFunctions`. */
  readonly harmless: ReadonlySet<string>;
  /** To be called behind whatever may have changed the database. */
  ran(): void;
}

/**
 * Runs a statement, having asked the guard. One that writes is always run to its
 * end; one that only reads ends at the cap of rows.
 */
export async function runGuarded(runner: Runner, sql: string, mode: RunMode): Promise<StatementRun> {
  const refusal = refuseStatement(sql, mode);
  if (refusal !== null) return { rowsChanged: 0, result: null, error: refused(refusal) };
  return runStatement(runner, sql, mode, runner.limits.resultRows);
}

/** Runs a statement that the guard has let through, and reads `most` rows of its result. */
export async function runStatement(
  runner: Runner,
  sql: string,
  mode: RunMode,
  most: number,
): Promise<StatementRun> {
  const { session, types, limits } = runner;
  const answer = await (mode === 'query' ? onlyLooking(session, sql, most) : session.ask(sql, most));
  if (mode !== 'query') runner.ran();
  const error = answer.fault === null ? null : databaseError(answer.fault, sql, mode);
  if (error !== null || answer.columns === null)
    return { rowsChanged: rowsChanged(answer), result: null, error };
  await learnTypes(session, types, answer.columns);
  const { rows, cut } = cellsOf(answer, types, limits);
  const columns = answer.columns.map(({ name }) => name);
  return {
    rowsChanged: rowsChanged(answer),
    result: { columns, rows, truncated: answer.more || cut },
    error,
  };
}

/** `INSERT 0 2`, `UPDATE 2`: the last number, where rows were written and not only read. */
function rowsChanged({ tag }: Answer): number {
  return Number(/^(?:INSERT|UPDATE|DELETE|MERGE)\b.* (\d+)$/.exec(tag ?? '')?.[1] ?? 0);
}

/** Runs a statement so that PostgreSQL itself refuses what would write. */
async function onlyLooking(session: Session, sql: string, most: number): Promise<Answer> {
  const isOpen = session.status() !== 'idle';
  if (isOpen) await session.must('SAVEPOINT only_looking', 'SET LOCAL transaction_read_only = on');
  else await session.must('BEGIN READ ONLY');
  const answer = await session.ask(sql, most);
  if (isOpen) await session.must('ROLLBACK TO only_looking', 'RELEASE only_looking');
  else await session.must('ROLLBACK');
  return answer;
}
