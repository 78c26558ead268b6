/** Counts requests: how many were answered rightly, and how the others went wrong. Pure. */
import type { Played } from './unit.ts';
import type { RequestOutcome, TrafficCount } from './model.ts';

/** Each request counts once. */
export function countRequests(requests: readonly RequestOutcome[]): TrafficCount {
  const count = { served: 0, failed: 0, stale: 0, lost: 0 };
  for (const request of requests) count[placeOf(request)]++;
  return count;
}

/** The requests that a unit's run holds, in their order. */
export function requestsIn(played: Pick<Played, 'statements'>): readonly RequestOutcome[] {
  return played.statements.flatMap(({ made }) => (made?.type === 'request' ? [made.request] : []));
}

function placeOf({ verdict, evidence }: RequestOutcome): keyof TrafficCount {
  switch (verdict) {
    case 'ok':
      return 'served';
    case 'fails':
      return 'failed';
    case 'null':
      return 'lost';
    case 'stale':
      return evidence.some(({ kind }) => kind === 'missing') ? 'lost' : 'stale';
  }
}
