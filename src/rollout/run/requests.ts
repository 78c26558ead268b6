/** Requests of running versions that really happen: made, judged, told. */
import type { App } from '../../course/model.ts';
import type { ResultSet } from '../../database/result.ts';
import type { RequestOutcome } from '../model.ts';
import type { Request } from '../schedule.ts';
import { told, watchWrite, type Application } from './application.ts';

export interface RequestRun {
  readonly outcome: RequestOutcome;
  /** Of a read that ran. */
  readonly result: ResultSet | null;
  readonly rowsChanged: number;
}

/** Makes one request. A write stays; its version reads it back, and `fleet` is asked what it does to the others. */
export function makeRequest(application: Application, request: Request, fleet: readonly App[]): RequestRun {
  const { version, kind, does } = request;
  const head = { version, kind, name: does.name, sql: does.sql };
  if (request.kind === 'read') {
    const { judgement, result } = application.read(request.does);
    return { outcome: { ...head, ...told(judgement), effects: [] }, result, rowsChanged: 0 };
  }
  const outcomeOf = watchWrite(application, { version, reads: request.reads, write: does.name }, fleet);
  const { error, rowsChanged } = application.write(does.sql);
  const outcome = { ...head, ...outcomeOf(error) };
  return { outcome, result: null, rowsChanged: error === null ? rowsChanged : 0 };
}

/** One round: each version writes in turn, and after each write all of them read. Without a write they read once. */
export function makeRound(application: Application, fleet: readonly App[]): readonly RequestOutcome[] {
  const outcomes: RequestOutcome[] = [];
  const readAll = (): void => {
    for (const { version, reads } of fleet) {
      for (const does of reads)
        outcomes.push(makeRequest(application, { version, kind: 'read', does }, fleet).outcome);
    }
  };
  if (fleet.every(({ writes }) => writes.length === 0)) readAll();
  for (const { version, writes, reads } of fleet) {
    for (const does of writes) {
      outcomes.push(makeRequest(application, { version, kind: 'write', does, reads }, fleet).outcome);
      readAll();
    }
  }
  return outcomes;
}
