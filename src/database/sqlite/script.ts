/** Walks a text through SQLite, whose own iterator says where a statement ends. */
import type { Script, ScriptStatement, SqlOptions, Statements } from '../port.ts';
import { refused } from '../error.ts';
import { describeStatement } from '../../sql/describe.ts';
import { namesOnly } from '../../sql/names.ts';
import { type StatementText, nextStatement, place, restFrom } from '../../sql/statements.ts';
import { answer } from './answer.ts';
import { databaseError } from './errors.ts';
import { errorOffset } from './errorPosition.ts';
import { refuseText } from '../text.ts';
import { refuseStatement } from './guard.ts';
import type { Handle } from './handle.ts';
import { runStatement } from './rows.ts';
import type { SqlStatement } from './sqlite.ts';

/** The statements of a text that the guard lets through. */
export function statementsOf(sql: string, { mode, strictNames = false }: SqlOptions): Statements {
  const refusal = refuseText(sql);
  if (refusal !== null) return { refusal: refused(refusal) };
  const statements: StatementText[] = [];
  for (let text = nextStatement(sql, 0); text !== null; text = nextStatement(sql, text.end)) {
    const reason = refuseStatement(text.sql, mode);
    if (reason !== null) return { refusal: refused(reason) };
    statements.push(strictNames ? { ...text, sql: namesOnly(text.sql) } : text);
  }
  return { statements };
}

/** `changing` is called before a statement runs that may leave the database other than it was. */
export function scriptOn(
  handle: Handle,
  written: string,
  { mode, strictNames = false }: SqlOptions,
  now: number,
  changing: () => void,
): Script {
  const { sqlite, limits } = handle;
  const sql = strictNames ? namesOnly(written) : written;
  const refusal = refuseText(sql);
  const iterator: Iterator<SqlStatement> | null = refusal === null ? sqlite.iterateStatements(sql) : null;
  let position = 0;
  let expected: StatementText | null = null;
  if (mode === 'query') sqlite.run('PRAGMA query_only = ON');

  /** As the text has it, where nothing but quotes was changed. */
  function asWritten(text: StatementText): StatementText {
    if (sql === written || sql.length !== written.length) return text;
    return { ...text, sql: written.slice(text.offset, text.offset + text.sql.length) };
  }

  function run(planned: StatementText): ScriptStatement {
    const reason = refuseStatement(planned.sql, mode);
    if (reason !== null) return failed(planned, refused(reason));
    let text = planned;
    try {
      const next = iterator?.next();
      if (next === undefined || next.done === true)
        return failed(text, refused('The database read nothing where a statement begins.'));
      const statement = next.value;
      // Taken now: once a statement has failed, what is left of the script is no longer to be trusted.
      text = agreed(sql, position, planned, statement.getSQL());
      const { answers, leavesTables, onlyReads, writes } = describeStatement(text.sql);
      if (!leavesTables) changing();
      try {
        const rows = runStatement(statement, !onlyReads, limits);
        return {
          text,
          leavesTables,
          result: answers ? rows : null,
          rowsChanged: writes ? sqlite.getRowsModified() : 0,
          error: null,
        };
      } catch (thrown) {
        statement.reset();
        throw thrown;
      }
    } catch (thrown) {
      changing();
      const error = databaseError(thrown, mode);
      const at = error.kind === 'sql' ? errorOffset(sqlite, text.sql, error.message) : null;
      return failed(text, at === null ? error : { ...error, at });
    }
  }

  return {
    refusal: refusal === null ? null : refused(refusal),
    next() {
      expected = refusal === null ? nextStatement(sql, position) : null;
      return expected && asWritten(expected);
    },
    run: () =>
      answer(now, () => {
        if (expected === null) throw new Error('No statement comes next');
        const ran = run(expected);
        position = ran.text.end;
        return { ...ran, text: asWritten(ran.text) };
      }),
    rest: () => restFrom(sql.length === written.length ? written : sql, position),
    close() {
      iterator?.return?.();
      if (mode === 'query') sqlite.run('PRAGMA query_only = OFF');
    },
  };
}

function failed(text: StatementText, error: ScriptStatement['error']): ScriptStatement {
  return { text, leavesTables: false, rowsChanged: 0, result: null, error };
}

/** SQLite is right about where its statement ends, should we ever differ. */
function agreed(script: string, position: number, expected: StatementText, taken: string): StatementText {
  const length = expected.end - position;
  // A byte order mark does not come back from SQLite.
  const bare = script.slice(position, expected.end).replace(/^\uFEFF/, '');
  return taken.length === bare.length
    ? expected
    : place(script, position, position + Math.min(taken.length, length));
}
