/** Requests of running versions that really happen: made and judged. */
import type { App } from '../../course/model.ts';
import type { ResultSet } from '../../database/result.ts';
import type { RequestOutcome } from '../model.ts';
import type { Request } from '../schedule.ts';
import { outcomeOf, watchWrite, type Application } from './application.ts';

export interface RequestRun {
  readonly outcome: RequestOutcome;
  /** Of a read that ran. */
  readonly result: ResultSet | null;
  readonly rowsChanged: number;
}

/** Makes one request. A write stays; its version reads it back, and `fleet` is asked what it does to the others. */
export async function makeRequest(
  application: Application,
  request: Request,
  fleet: readonly App[],
): Promise<RequestRun> {
  const { version, kind, does } = request;
  const head = { version, kind, name: does.name, sql: does.sql };
  if (request.kind === 'read') {
    const { judgement, result } = await application.read(request.does);
    return { outcome: { ...head, ...outcomeOf(judgement), effects: [] }, result, rowsChanged: 0 };
  }
  const outcomeAfter = await watchWrite(
    application,
    { version, reads: request.reads, write: does.name },
    fleet,
  );
  const { error, rowsChanged } = await application.write(does.sql);
  const outcome = { ...head, ...(await outcomeAfter(error)) };
  return { outcome, result: null, rowsChanged: error === null ? rowsChanged : 0 };
}

/** One round: each version writes in turn, and after each write all of them read. Without a write they read once. */
export async function makeRound(
  application: Application,
  fleet: readonly App[],
): Promise<readonly RequestOutcome[]> {
  const outcomes: RequestOutcome[] = [];
  const readAll = async (): Promise<void> => {
    for (const { version, reads } of fleet) {
      for (const does of reads)
        outcomes.push((await makeRequest(application, { version, kind: 'read', does }, fleet)).outcome);
    }
  };
  if (fleet.every(({ writes }) => writes.length === 0)) await readAll();
  for (const { version, writes, reads } of fleet) {
    for (const does of writes) {
      const request = { version, kind: 'write', does, reads } as const;
      outcomes.push((await makeRequest(application, request, fleet)).outcome);
      await readAll();
    }
  }
  return outcomes;
}
