/** Runs a text statement by statement, and says of each what it did. */
import type { StatementOutcome } from '../rollout/unit.ts';
import { type DatabaseError, refused } from '../database/error.ts';
import type { DatabaseState } from '../database/state.ts';
import type { Connection } from '../database/sqlite/connection.ts';
import { databaseError } from '../database/sqlite/errors.ts';
import { faultOffset } from '../database/sqlite/errorPosition.ts';
import { refuseStatement, refuseText, type RunMode } from '../database/sqlite/guard.ts';
import { runStatement } from '../database/sqlite/rows.ts';
import {
  answers,
  changesRows,
  leavesTables,
  nextStatement,
  onlyReads,
  place,
  restFrom,
  verbOf,
  type StatementText,
} from '../sql/statements.ts';

/** Told of what runs, while it runs: what is known of a text when it has to be stopped. */
export interface Watch {
  /** Before a statement is given to the database. */
  started(statement: StatementText): void;
  finished(outcome: StatementOutcome): void;
}

export interface ScriptRequest {
  readonly sql: string;
  readonly mode: RunMode;
  /** Statements to run at most. */
  readonly most?: number;
  /** The state before the text. */
  readonly state: DatabaseState;
  /** Takes the state after a statement; called when an error's consequences (a ROLLBACK) are over. */
  capture(previous: DatabaseState): DatabaseState;
  /** What an error of a statement has to lead to before the state is taken. */
  failed(): void;
  readonly watch?: Watch;
}

export interface ScriptResult {
  readonly statements: readonly StatementOutcome[];
  readonly rest: string;
  readonly error: DatabaseError | null;
  /** After the last statement that ran. */
  readonly state: DatabaseState;
}

/** Runs the statements in order and stops at the first error. Throws only when the database itself breaks down. */
export function runScript(connection: Connection, request: ScriptRequest): ScriptResult {
  const { sql: script, watch } = request;
  const refusal = refuseText(script);
  if (refusal !== null)
    return { statements: [], rest: script, error: refused(refusal), state: request.state };

  const iterator: Iterator<ReturnType<Connection['sqlite']['prepare']>> =
    connection.sqlite.iterateStatements(script);
  const statements: StatementOutcome[] = [];
  let { state } = request;
  let position = 0;
  try {
    while (statements.length < (request.most ?? Infinity)) {
      const text = nextStatement(script, position);
      if (text === null) break;
      watch?.started(text);
      const ran = runOne(connection, iterator, script, position, text, request.mode);
      if (ran.error !== null) request.failed();
      if (ran.error !== null || !leavesTables(ran.verb)) state = request.capture(state);
      const outcome: StatementOutcome = {
        sql: ran.text.sql,
        offset: ran.text.offset,
        rowsChanged: ran.rowsChanged,
        result: ran.result,
        error: ran.error,
        made: null,
        state,
      };
      statements.push(outcome);
      watch?.finished(outcome);
      position = ran.text.end;
      if (ran.error !== null)
        return { statements, rest: restFrom(script, position), error: ran.error, state };
    }
    return { statements, rest: '', error: null, state };
  } finally {
    iterator.return?.();
  }
}

interface Ran extends Pick<StatementOutcome, 'rowsChanged' | 'result' | 'error'> {
  readonly text: StatementText;
  readonly verb: string;
}

function runOne(
  connection: Connection,
  iterator: Iterator<ReturnType<Connection['sqlite']['prepare']>>,
  script: string,
  position: number,
  expected: StatementText,
  mode: RunMode,
): Ran {
  const failure = (error: DatabaseError, text = expected): Ran => {
    return { text, verb: '', rowsChanged: 0, result: null, error };
  };
  const refusal = refuseStatement(expected.sql, mode);
  if (refusal !== null) return failure(refused(refusal));
  let text = expected;
  try {
    const next = iterator.next();
    if (next.done === true) return failure(refused('The database read nothing where a statement begins.'));
    const statement = next.value;
    // Taken now: once a statement has failed, what is left of the script is no longer to be trusted.
    text = agreed(script, position, expected, statement.getSQL());
    const verb = verbOf(text.sql);
    try {
      const ran = runStatement(statement, !onlyReads(verb), connection.limits);
      const result = answers(verb) ? ran : null;
      const rowsChanged = changesRows(verb) ? connection.sqlite.getRowsModified() : 0;
      return { text, verb, rowsChanged, result, error: null };
    } catch (thrown) {
      statement.reset();
      throw thrown;
    }
  } catch (thrown) {
    const error = databaseError(thrown, mode);
    const at = error.kind === 'sql' ? faultOffset(connection.sqlite, text.sql, error.message) : null;
    return failure(at === null ? error : { ...error, at }, text);
  }
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
