/** Units among running versions: each write, batch and request becomes a statement's outcome. */
import type { Connection } from '../../database/port.ts';
import type { DatabaseError } from '../../database/error.ts';
import { runBatches, type BatchRun } from '../../migrate/batches.ts';
import type { Around } from '../../migrate/job.ts';
import type { TextRun } from '../../migrate/model.ts';
import { runScript } from '../../migrate/script.ts';
import type { StatementText } from '../../sql/statements.ts';
import type { RequestOutcome } from '../model.ts';
import { requestsOf } from '../schedule.ts';
import type { BatchPlan, Maker, StatementOutcome, TrafficUnit } from '../unit.ts';
import { applicationOn, watchWrite, type Application } from './application.ts';
import { makeRequest, type RequestRun } from './requests.ts';

/** A write that really happens, each statement its own transaction. */
export async function runTraffic(
  connection: Connection,
  { version, name, sql, reads, others }: TrafficUnit,
  { before, watch, most }: Around<Maker>,
): Promise<TextRun<Maker>> {
  const application = applicationOn(connection);
  const outcomeAfter = await watchWrite(application, { version, reads, write: name }, others);
  const statements: StatementOutcome[] = [];
  // The last statement is reported once its request has been judged.
  const reportLast = (): void => {
    const last = statements.at(-1);
    if (last !== undefined) watch?.finished(last);
  };
  const ran = await runScript(connection, {
    sql,
    mode: 'bare',
    strictNames: true,
    state: before,
    capture: (state) => connection.state(state),
    watch: {
      started(text) {
        reportLast();
        watch?.started(text);
      },
      finished: (outcome) => void statements.push(outcome),
    },
    most,
  });
  application.changed();
  const last = statements.pop();
  if (last !== undefined) {
    const outcome = await outcomeAfter(ran.error?.message ?? null);
    const request: RequestOutcome = { version, kind: 'write', name, sql, ...outcome };
    statements.push({ ...last, made: { type: 'request', request } });
    reportLast();
  }
  return { ...ran, statements };
}

/** Called with what happened, in order; false ends the run there. */
export interface TrafficWatch {
  starting?: ((text: StatementText) => void) | undefined;
  batch(run: BatchRun, text: StatementText): Promise<boolean>;
  request(run: RequestRun, text: StatementText): Promise<boolean>;
}

/** Runs a migration in batches, requests of the running versions between them. Returns why it ended early, or null. */
export function runBatchesInTraffic(
  connection: Connection,
  application: Application,
  sql: string,
  plan: BatchPlan,
  watch: TrafficWatch,
): Promise<DatabaseError | null> {
  const requests = requestsOf(plan.apps, plan.seed);
  return runBatches(connection, sql, {
    starting: watch.starting,
    batch(run, text) {
      application.changed();
      return watch.batch(run, text);
    },
    async between(text) {
      for (let made = 0; made < plan.requests; made++) {
        const next = requests.next();
        if (next.done === true) break;
        if (!(await watch.request(await makeRequest(application, next.value, plan.apps), text))) return false;
      }
      return true;
    },
  });
}

/** A migration in batches: each batch and each request is a statement of the answer. */
export async function runInBatches(
  connection: Connection,
  sql: string,
  plan: BatchPlan,
  { before, watch, most = Infinity }: Around<Maker>,
): Promise<TextRun<Maker>> {
  const statements: StatementOutcome[] = [];
  let state = before;
  const report = async (outcome: Omit<StatementOutcome, 'state'>): Promise<boolean> => {
    if (outcome.rowsChanged > 0) state = await connection.state(state);
    const whole = { ...outcome, state };
    statements.push(whole);
    watch?.finished(whole);
    return statements.length < most;
  };
  const error = await runBatchesInTraffic(connection, applicationOn(connection), sql, plan, {
    starting: (text) => watch?.started(text),
    batch: ({ number, rowsChanged, error }, { sql: text, offset }) =>
      report({ sql: text, offset, rowsChanged, result: null, error, made: { type: 'batch', number } }),
    request: ({ outcome, result, rowsChanged }, { offset }) => {
      const made = { type: 'request', request: outcome } as const;
      return report({ sql: outcome.sql, offset, rowsChanged, result, error: null, made });
    },
  });
  return { statements, rest: '', error, state };
}
