/** The order lab: moves run one after the other on a copy, with the requests of the versions that run meanwhile. */
import type { App } from '../../course/model.ts';
import type { LabRequest, LabStep } from '../database.ts';
import type { Unit } from '../unit.ts';
import { countRequests } from '../count.ts';
import { diffStates } from '../../diff/states.ts';
import { detectRenames } from '../../diff/renames.ts';
import type { LabCost, LabMoveRun, LabRun, RequestOutcome } from '../model.ts';
import { emptyState, type DatabaseState } from '../../database/state.ts';
import { applicationOn } from './application.ts';
import { runBatchesInTraffic } from './traffic.ts';
import type { Engine } from '../../database/port.ts';
import { LIMITS, type Limits } from '../../database/limits.ts';
import { makeRound } from './requests.ts';
import { runScript } from '../../migrate/script.ts';
import { counted } from '../../words/sentence.ts';

/** Runs the moves in this order, to its end, whatever goes wrong. Rejects when a move or a version is unknown. */
export async function runLab(
  engine: Engine,
  request: LabRequest,
  order: readonly string[],
  limits: Limits = LIMITS,
): Promise<LabRun> {
  const lab = await openLab(engine, request, limits);
  let fleet = request.fleet;
  const moves: LabMoveRun[] = [];
  for (const id of order) {
    const step = request.steps.find((candidate) => candidate.id === id);
    if (step === undefined) throw new Error(`The lab has no move ${id}`);
    const before = await lab.state();
    const done = await lab.move(step, fleet);
    const cost = done.error === null ? await lab.costOfGoingBack(step, fleet, before) : null;
    ({ fleet } = done);
    const { error, during, requests } = done;
    moves.push({ id, error, fleet: during, requests, reversible: cost === null, cost });
  }
  const wrong = moves.findIndex((move) => isWrong(move));
  return {
    moves,
    firstWrong: wrong === -1 ? null : wrong,
    count: countRequests(moves.flatMap(({ requests }) => requests)),
  };
}

/** Whether something went wrong at a move. */
export function isWrong({ error, requests }: Pick<LabMoveRun, 'error' | 'requests'>): boolean {
  return error !== null || requests.some(({ verdict }) => verdict !== 'ok');
}

export interface MoveDone {
  readonly error: string | null;
  /** Versions that ran while the move was under way or after it. */
  readonly during: readonly string[];
  readonly requests: readonly RequestOutcome[];
  /** Versions that run now. */
  readonly fleet: readonly string[];
}

/** A lab's database, in one transaction that is never kept: moves stay unless they are undone by savepoints. */
export interface OpenLab {
  move(step: LabStep, fleet: readonly string[]): Promise<MoveDone>;
  /** What it costs to take back a move that was just made, or null: nothing. Tried and undone. */
  costOfGoingBack(step: LabStep, fleet: readonly string[], before: DatabaseState): Promise<LabCost | null>;
  state(): Promise<DatabaseState>;
  /** Runs `work` and takes back what it did to the database. */
  undone<T>(work: () => Promise<T>): Promise<T>;
}

/** Opens a lab, to be used until the engine opens something else. */
export async function openLab(engine: Engine, request: LabRequest, limits: Limits): Promise<OpenLab> {
  const { from, apps, traffic, now } = request;
  const connection = await engine.open({ from, foreignKeys: false, now, seed: ['lab'], limits });
  const application = applicationOn(connection);
  await connection.begin();
  const nothing = emptyState(connection.capabilities.dialect);

  function versions(names: readonly string[]): readonly App[] {
    return names.map((name) => {
      const app = apps.find(({ version }) => version === name);
      if (app === undefined) throw new Error(`There is no version ${name}`);
      return app;
    });
  }

  async function round(names: readonly string[]): Promise<readonly RequestOutcome[]> {
    return traffic === 'none' ? [] : makeRound(application, versions(names));
  }

  async function undone<T>(work: () => Promise<T>): Promise<T> {
    await connection.savepoint('undone');
    try {
      return await work();
    } finally {
      await connection.undo('undone');
      application.changed();
    }
  }

  /** A migration or a rollback, as a whole or (in batches) as far as it came. Returns the error, or null. */
  async function run(
    unit: Unit,
    running: readonly App[],
    requests: RequestOutcome[],
  ): Promise<string | null> {
    if (unit.type === 'migration' && unit.batches !== null) {
      const plan = { ...unit.batches, apps: traffic === 'none' ? [] : running };
      const error = await runBatchesInTraffic(connection, application, unit.sql, plan, {
        batch: () => Promise.resolve(true),
        request: ({ outcome }) => Promise.resolve(requests.push(outcome) > 0),
      });
      return error?.message ?? null;
    }
    await connection.savepoint('unit');
    const ran = await runScript(connection, { sql: unit.sql, mode: 'transaction', state: nothing });
    const error = ran.error ?? (await connection.release('unit'));
    if (error !== null) await connection.undo('unit');
    application.changed();
    return error?.message ?? null;
  }

  async function move(step: LabStep, fleet: readonly string[]): Promise<MoveDone> {
    switch (step.type) {
      case 'migration': {
        const requests: RequestOutcome[] = [];
        const error = step.up === null ? null : await run(step.up, versions(fleet), requests);
        return { error, during: fleet, requests: [...requests, ...(await round(fleet))], fleet };
      }
      case 'deploy': {
        const during = [...fleet.filter((version) => version !== step.version), step.version];
        const after = [step.version];
        const requests = [...(await round(during)), ...(await round(after))];
        return { error: null, during, requests, fleet: after };
      }
      case 'check':
        return { error: await check(step.sql), during: fleet, requests: await round(fleet), fleet };
    }
  }

  async function check(sql: string): Promise<string | null> {
    const { result, judgement } = await application.read({ name: null, sql, line: 1, expects: [] });
    if (result === null) return judgement.error;
    const { length } = result.rows;
    return length === 0 ? null : `The check found ${counted(length, 'row')}.`;
  }

  async function costOfGoingBack(
    step: LabStep,
    fleet: readonly string[],
    before: DatabaseState,
  ): Promise<LabCost | null> {
    switch (step.type) {
      case 'migration': {
        const { up, rollback } = step;
        return up === null || rollback === null
          ? { type: 'noRollback' }
          : undone(() => goBack(up, rollback, before));
      }
      // The versions of before, on what the new one has written by now.
      case 'deploy':
        return undone(async () => {
          const outcomes = await makeRound(application, versions(fleet));
          const unfit = outcomes.find(({ verdict }) => verdict !== 'ok');
          return unfit === undefined
            ? null
            : { type: 'unfit', version: unfit.version, verdict: unfit.verdict };
        });
      case 'check':
        return null;
    }
  }

  /** What the way back loses is no loss where the migration, run again, makes it again: a copy. */
  async function goBack(up: Unit, rollback: Unit, before: DatabaseState): Promise<LabCost | null> {
    const error = await run(rollback, [], []);
    if (error !== null) return { type: 'refused', error };
    const cost = lossOf(before, await connection.state(before));
    if (cost === null || (await run(up, [], [])) !== null) return cost;
    return lossOf(before, await connection.state(before)) === null ? null : cost;
  }

  return { move, costOfGoingBack, state: () => connection.state(null), undone };
}

/** Rows and values that are no longer there, or null: every one is. */
function lossOf(before: DatabaseState, after: DatabaseState): LabCost | null {
  const { tables } = diffStates(before, after, detectRenames(before, after));
  const sum = (count: (lost: (typeof tables)[number]['lost']) => number): number =>
    tables.reduce((total, { lost }) => total + count(lost), 0);
  const rows = sum((lost) => lost.rows);
  const values = sum((lost) => lost.values + lost.coerced);
  return rows + values === 0 ? null : { type: 'loses', rows, values };
}
