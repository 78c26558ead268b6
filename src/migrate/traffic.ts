/** Units among running versions, told as the statements that they come to. */
import type { BatchPlan, StatementOutcome, Unit } from '../rollout/unit.ts';
import type { RequestOutcome } from '../rollout/model.ts';
import type { DatabaseState } from '../database/state.ts';
import { applicationOn, watchWrite } from '../rollout/run/application.ts';
import { runBatches } from './batches.ts';
import { captureState } from '../database/sqlite/capture.ts';
import type { Connection } from '../database/sqlite/connection.ts';
import { namesOnly } from '../sql/quotes.ts';
import { runScript, type ScriptResult, type Watch } from './script.ts';

interface Around {
  readonly before: DatabaseState;
  readonly watch?: Watch | undefined;
  /** Statements to run at most. */
  readonly most?: number | undefined;
}

/** A write that really happens, each statement its own transaction. */
export function runTraffic(
  connection: Connection,
  unit: Extract<Unit, { type: 'traffic' }>,
  { before, watch, most }: Around,
): ScriptResult {
  const application = applicationOn(connection);
  const { version, name, reads, others } = unit;
  const outcomeOf = watchWrite(application, { version, reads, write: name }, others);
  const sql = namesOnly(unit.sql);
  /** As the unit has it, where nothing but quotes was changed. */
  const asWritten = <T extends { readonly sql: string; readonly offset: number }>(text: T): T =>
    sql.length === unit.sql.length
      ? { ...text, sql: unit.sql.slice(text.offset, text.offset + text.sql.length) }
      : text;
  const statements: StatementOutcome[] = [];
  // The last statement is told of once its request has been judged.
  const tellLast = () => {
    const last = statements.at(-1);
    if (last !== undefined) watch?.finished(last);
  };
  const ran = runScript(connection, {
    sql,
    mode: 'bare',
    state: before,
    capture: (state) => captureState(connection, state),
    failed: () => undefined,
    watch: {
      started(text) {
        tellLast();
        watch?.started(asWritten(text));
      },
      finished: (outcome) => void statements.push(asWritten(outcome)),
    },
    ...(most !== undefined && { most }),
  });
  application.changed();
  const last = statements.pop();
  if (last !== undefined) {
    const outcome = outcomeOf(ran.error?.message ?? null);
    const request: RequestOutcome = { version, kind: 'write', name, sql: unit.sql, ...outcome };
    statements.push({ ...last, made: { type: 'request', request } });
    tellLast();
  }
  return { ...ran, statements };
}

/** A migration in batches: each batch and each request is told as a statement. */
export function runInBatches(
  connection: Connection,
  sql: string,
  plan: BatchPlan,
  { before, watch, most = Infinity }: Around,
): ScriptResult {
  const statements: StatementOutcome[] = [];
  let state = before;
  const tell = (outcome: Omit<StatementOutcome, 'state'>): boolean => {
    if (outcome.rowsChanged > 0) state = captureState(connection, state);
    const whole = { ...outcome, state };
    statements.push(whole);
    watch?.finished(whole);
    return statements.length < most;
  };
  const error = runBatches(connection, applicationOn(connection), sql, plan, {
    starting: (text) => watch?.started(text),
    batch({ number, rowsChanged, error }, { sql: text, offset }) {
      return tell({ sql: text, offset, rowsChanged, result: null, error, made: { type: 'batch', number } });
    },
    request({ outcome, result, rowsChanged }, { offset }) {
      const made = { type: 'request', request: outcome } as const;
      return tell({ sql: outcome.sql, offset, rowsChanged, result, error: null, made });
    },
  });
  return { statements, rest: '', error, state };
}
