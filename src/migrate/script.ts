/** Runs a text statement by statement, and says of each what it did. */
import type { Connection, SqlOptions } from '../database/port.ts';
import type { DatabaseState } from '../database/state.ts';
import type { StatementText } from '../sql/statements.ts';
import type { Outcome, TextRun } from './model.ts';

/** Called while a text runs, so that it is clear how far it came when it has to be stopped. */
export interface Watch<Made = never> {
  /** Before a statement is given to the database. */
  started(statement: StatementText): void;
  finished(outcome: Outcome<Made>): void;
}

export interface ScriptRequest extends SqlOptions {
  readonly sql: string;
  /** Statements to run at most. */
  readonly most?: number | undefined;
  /** The state before the text. */
  readonly state: DatabaseState;
  /** Takes the state after a statement; called when an error's consequences (a rollback) are over. Without it, the state stays that before the text. */
  readonly capture?: ((previous: DatabaseState) => Promise<DatabaseState>) | undefined;
  /** What an error of a statement has to lead to before the state is taken. */
  readonly failed?: (() => Promise<void>) | undefined;
  readonly watch?: Watch | undefined;
}

/** Runs the statements in order and stops at the first error. Rejects only when the database itself breaks down. */
export async function runScript(connection: Connection, request: ScriptRequest): Promise<TextRun> {
  const { sql, mode, strictNames = false, most = Infinity, capture, failed, watch } = request;
  const script = connection.script(sql, { mode, strictNames });
  const statements: Outcome[] = [];
  let { state } = request;
  try {
    if (script.refusal !== null) return { statements, rest: sql, error: script.refusal, state };
    while (statements.length < most) {
      const next = script.next();
      if (next === null) break;
      watch?.started(next);
      const { text, leavesTables, rowsChanged, result, error } = await script.run();
      if (error !== null) await failed?.();
      if (capture !== undefined && (error !== null || !leavesTables)) state = await capture(state);
      const outcome: Outcome = {
        sql: text.sql,
        offset: text.offset,
        rowsChanged,
        result,
        error,
        made: null,
        state,
      };
      statements.push(outcome);
      watch?.finished(outcome);
      if (error !== null) return { statements, rest: script.rest(), error, state };
    }
    return { statements, rest: '', error: null, state };
  } finally {
    script.close();
  }
}
