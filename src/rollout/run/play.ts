/** Plays units of all kinds on a database, from checkpoint to checkpoint. */
import { LIMITS, type Limits } from '../../database/limits.ts';
import type { Engine } from '../../database/port.ts';
import { openConsole, type ConsoleSession } from '../../migrate/console.ts';
import { plainJob, type Job } from '../../migrate/job.ts';
import { runJob, runQuery, type UnitWatch } from '../../migrate/runner.ts';
import type { ConsoleRequest, PlayRequest } from '../database.ts';
import type { Maker, Played, Unit } from '../unit.ts';
import { runInBatches, runTraffic } from './traffic.ts';

/**
 * Plays a unit on a checkpoint. An answer whose checkpoint is `request.from`
 * itself says that nothing was changed. Rejects only when the engine breaks down.
 */
export function playUnit(
  engine: Engine,
  request: PlayRequest,
  limits: Limits = LIMITS,
  watch?: UnitWatch<Maker>,
): Promise<Played> {
  const { unit, now } = request;
  return unit.type === 'query'
    ? runQuery(engine, request, unit, seedOf(unit, now), limits, watch)
    : runJob(engine, request, jobOf(unit, now), limits, watch);
}

/** Opens a console at the moment that the request names; it lives until the engine opens something else. */
export function openConsoleAt(
  engine: Engine,
  { from, after, now }: ConsoleRequest,
  limits: Limits = LIMITS,
): Promise<ConsoleSession> {
  if (after === null || after.unit.type === 'query')
    return openConsole(engine, { from, after: null, now }, limits);
  const { unit, statements } = after;
  return openConsole(engine, { from, after: { job: jobOf(unit, now), statements }, now }, limits);
}

/** How a unit that may change the database is run. */
function jobOf(unit: Exclude<Unit, { type: 'query' }>, now: number): Job<Maker> {
  const { sql } = unit;
  const seed = seedOf(unit, now);
  if (unit.type === 'traffic') {
    const run: Job<Maker>['run'] = (connection, around) => runTraffic(connection, unit, around);
    return { sql, seed, recorded: null, whole: false, run };
  }
  if (unit.type === 'migration' && unit.batches !== null) {
    const plan = unit.batches;
    const run: Job<Maker>['run'] = (connection, around) => runInBatches(connection, sql, plan, around);
    return { sql, seed, recorded: unit, whole: false, run };
  }
  return plainJob(unit, seed);
}

/** The texts by which a unit's random values differ from another's. */
function seedOf(unit: Unit, now: number): string[] {
  return [unit.type, unit.type === 'query' ? '' : (unit.name ?? ''), unit.sql, String(now)];
}
