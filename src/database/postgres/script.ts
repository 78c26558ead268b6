/** Walks a text through PostgreSQL, one statement at a time. */
import { describeStatement } from '../../sql/describe.ts';
import { DIALECTS } from '../../sql/dialects.ts';
import { statementsOf } from '../../sql/statements.ts';
import { refused } from '../error.ts';
import type { Script, SqlOptions, Statements } from '../port.ts';
import { refuseText } from '../text.ts';
import { callsOnly } from './functions.ts';
import { refuseStatement } from './guard.ts';
import { runGuarded, type Runner } from './run.ts';

/** PostgreSQL tells no statement from the next, so the reader of SQL divides the text; it takes no two for one. */
export function walk(runner: Runner, sql: string, { mode }: SqlOptions): Script {
  const refusal = refuseText(sql);
  const statements = refusal === null ? statementsOf(sql, DIALECTS.postgresql) : [];
  let at = 0;
  return {
    refusal: refusal === null ? null : refused(refusal),
    next: () => statements[at] ?? null,
    async run() {
      const text = statements[at];
      if (text === undefined) throw new Error('No statement is left to be run');
      const ran = await runGuarded(runner, text.sql, mode);
      at++;
      const { leavesTables } = describeStatement(text.sql, DIALECTS.postgresql);
      // A query may call what writes.
      return { ...ran, text, leavesTables: leavesTables && callsOnly(text.sql, runner.harmless) };
    },
    rest() {
      const next = statements[at];
      return next === undefined ? '' : sql.slice(next.offset).trimEnd();
    },
    close: () => undefined,
  };
}

/** The statements of a text, or why one of them is not let through. */
export function guarded(sql: string, { mode }: SqlOptions): Statements {
  const refusal = refuseText(sql);
  if (refusal !== null) return { refusal: refused(refusal) };
  const statements = statementsOf(sql, DIALECTS.postgresql);
  for (const statement of statements) {
    const reason = refuseStatement(statement.sql, mode);
    if (reason !== null) return { refusal: refused(reason) };
  }
  return { statements };
}
