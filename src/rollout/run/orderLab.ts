/** The order lab: moves run one after the other on a copy, with the requests of the versions that run meanwhile. */
import type { App } from '../../course/model.ts';
import type { LabRequest, LabStep } from '../database.ts';
import type { Unit } from '../unit.ts';
import { countRequests } from '../count.ts';
import { diffStates } from '../../diff/states.ts';
import { detectRenames } from '../../diff/renames.ts';
import type { LabCost, LabMoveRun, LabRun, RequestOutcome } from '../model.ts';
import { emptyState, type DatabaseState } from '../../database/state.ts';
import { applicationOn, undoSavepoint } from './application.ts';
import { runBatches } from '../../migrate/batches.ts';
import { captureState } from '../../database/sqlite/capture.ts';
import { connect, type Connection } from '../../database/sqlite/connection.ts';
import { LIMITS, type Limits } from '../../database/limits.ts';
import { makeRound } from './requests.ts';
import { runScript } from '../../migrate/script.ts';
import { frozen, type Sqlite } from '../../database/sqlite/sqlite.ts';
import { counted } from '../../words/sentence.ts';

/** Runs the moves in this order, to its end, whatever goes wrong. Throws when a move or a version is unknown. */
export function runLab(
  engine: Sqlite,
  request: LabRequest,
  order: readonly string[],
  limits: Limits = LIMITS,
): LabRun {
  return frozen(request.now, () => {
    const lab = openLab(engine, request, limits);
    let fleet = request.fleet;
    const moves = order.map((id): LabMoveRun => {
      const step = request.steps.find((candidate) => candidate.id === id);
      if (step === undefined) throw new Error(`The lab has no move ${id}`);
      const before = lab.state();
      const done = lab.move(step, fleet);
      const cost = done.error === null ? lab.costOfGoingBack(step, fleet, before) : null;
      ({ fleet } = done);
      const { error, during, requests } = done;
      return { id, error, fleet: during, requests, reversible: cost === null, cost };
    });
    const wrong = moves.findIndex((move) => isWrong(move));
    return {
      moves,
      firstWrong: wrong === -1 ? null : wrong,
      count: countRequests(moves.flatMap(({ requests }) => requests)),
    };
  });
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
  readonly connection: Connection;
  move(step: LabStep, fleet: readonly string[]): MoveDone;
  /** What it costs to take back a move that was just made, or null: nothing. Tried and undone. */
  costOfGoingBack(step: LabStep, fleet: readonly string[], before: DatabaseState): LabCost | null;
  state(): DatabaseState;
  /** Runs `work` and takes back what it did to the database. */
  undone<T>(work: () => T): T;
}

/** Opens a lab. To be used within `frozen`, until the engine opens something else. */
export function openLab(engine: Sqlite, request: LabRequest, limits: Limits): OpenLab {
  const { from, apps, traffic } = request;
  const connection = connect(engine, { from, foreignKeys: false, seed: ['lab'] }, limits);
  const application = applicationOn(connection);
  connection.sqlite.run('BEGIN');

  function versions(names: readonly string[]): readonly App[] {
    return names.map((name) => {
      const app = apps.find(({ version }) => version === name);
      if (app === undefined) throw new Error(`There is no version ${name}`);
      return app;
    });
  }

  function round(names: readonly string[]): readonly RequestOutcome[] {
    return traffic === 'none' ? [] : makeRound(application, versions(names));
  }

  function undone<T>(work: () => T): T {
    connection.sqlite.run('SAVEPOINT undone');
    try {
      return work();
    } finally {
      undoSavepoint(connection, 'undone');
      application.changed();
    }
  }

  /** A migration or a rollback, as a whole or (in batches) as far as it came. Returns the error, or null. */
  function run(unit: Unit, running: readonly App[], requests: RequestOutcome[]): string | null {
    if (unit.type === 'migration' && unit.batches !== null) {
      const plan = { ...unit.batches, apps: traffic === 'none' ? [] : running };
      const error = runBatches(connection, application, unit.sql, plan, {
        batch: () => true,
        request: ({ outcome }) => requests.push(outcome) > 0,
      });
      return error?.message ?? null;
    }
    connection.sqlite.run('SAVEPOINT unit');
    const { error } = runScript(connection, {
      sql: unit.sql,
      mode: 'transaction',
      state: NOTHING,
      capture: (state) => state,
      failed: () => undefined,
    });
    if (error === null) connection.sqlite.run('RELEASE unit');
    else undoSavepoint(connection, 'unit');
    application.changed();
    return error?.message ?? null;
  }

  function move(step: LabStep, fleet: readonly string[]): MoveDone {
    switch (step.type) {
      case 'migration': {
        const requests: RequestOutcome[] = [];
        const error = step.up === null ? null : run(step.up, versions(fleet), requests);
        return { error, during: fleet, requests: [...requests, ...round(fleet)], fleet };
      }
      case 'deploy': {
        const during = [...fleet.filter((version) => version !== step.version), step.version];
        const after = [step.version];
        return { error: null, during, requests: [...round(during), ...round(after)], fleet: after };
      }
      case 'check':
        return { error: check(step.sql), during: fleet, requests: round(fleet), fleet };
    }
  }

  function check(sql: string): string | null {
    const { result, judgement } = application.read({ name: null, sql, line: 1, expects: [] });
    if (result === null) return judgement.error;
    const { length } = result.rows;
    return length === 0 ? null : `The check found ${counted(length, 'row')}.`;
  }

  function costOfGoingBack(step: LabStep, fleet: readonly string[], before: DatabaseState): LabCost | null {
    switch (step.type) {
      case 'migration': {
        const { up, rollback } = step;
        return up === null || rollback === null
          ? { type: 'noRollback' }
          : undone(migrationGoesBack(up, rollback, before));
      }
      // The versions of before, on what the new one has written by now.
      case 'deploy':
        return undone(() => {
          const unfit = makeRound(application, versions(fleet)).find(({ verdict }) => verdict !== 'ok');
          return unfit === undefined
            ? null
            : { type: 'unfit', version: unfit.version, verdict: unfit.verdict };
        });
      case 'check':
        return null;
    }
  }

  /** What the way back loses is no loss where the migration, run again, makes it again: a copy. */
  function migrationGoesBack(up: Unit, rollback: Unit, before: DatabaseState): () => LabCost | null {
    return () => {
      const error = run(rollback, [], []);
      if (error !== null) return { type: 'refused', error };
      const cost = lossOf(before, captureState(connection, before));
      if (cost === null || run(up, [], []) !== null) return cost;
      return lossOf(before, captureState(connection, before)) === null ? null : cost;
    };
  }

  return { connection, move, costOfGoingBack, state: () => captureState(connection, null), undone };
}

const NOTHING = emptyState('sqlite');

/** Rows and values that are no longer there, or null: every one is. */
function lossOf(before: DatabaseState, after: DatabaseState): LabCost | null {
  const { tables } = diffStates(before, after, detectRenames(before, after));
  const sum = (count: (lost: (typeof tables)[number]['lost']) => number): number =>
    tables.reduce((total, { lost }) => total + count(lost), 0);
  const rows = sum((lost) => lost.rows);
  const values = sum((lost) => lost.values + lost.coerced);
  return rows + values === 0 ? null : { type: 'loses', rows, values };
}
