/** What the worker does, without the worker: opens databases and plays units on them, from checkpoint to checkpoint. */
import { sql } from 'drizzle-orm';
import { FixtureError, type OpenRequest, type Opened } from './model.ts';
import type { Played, Unit } from '../rollout/unit.ts';
import type { PlayRequest } from '../rollout/database.ts';
import { type DatabaseError, refused } from '../database/error.ts';
import { emptyState, type DatabaseState } from '../database/state.ts';
import { captureState } from '../database/sqlite/capture.ts';
import {
  connect,
  inTransaction,
  rollBack,
  checkpointOf,
  type Connection,
} from '../database/sqlite/connection.ts';
import { databaseError } from '../database/sqlite/errors.ts';
import { forgetMigration, ledgerPresence, OTHER_LEDGER, recordMigration } from '../database/sqlite/ledger.ts';
import { knownState, rememberState } from '../database/sqlite/stateCache.ts';
import { LIMITS, type Limits } from '../database/limits.ts';
import { runScript, type ScriptResult, type Watch } from './script.ts';
import { frozen, type Sqlite } from '../database/sqlite/sqlite.ts';
import { runInBatches, runTraffic } from './traffic.ts';

const EMPTY = emptyState('sqlite');

export interface OpenWatch {
  /** Before a script runs. */
  opening(file: string): void;
}

/** Runs a fixture's scripts on an empty database. Throws FixtureError. */
export function openFixture(
  engine: Sqlite,
  request: OpenRequest,
  limits: Limits = LIMITS,
  watch?: OpenWatch,
): Opened {
  return frozen(request.now, () => {
    const seed = request.scripts.map((script) => script.sql);
    const connection = connect(engine, { from: null, foreignKeys: request.foreignKeys, seed }, limits);
    for (const script of request.scripts) {
      watch?.opening(script.file);
      runFixtureScript(connection, script);
    }
    if (request.baseline !== null) {
      const presence = ledgerPresence(connection);
      if (presence === 'other') {
        throw new FixtureError(request.scripts.at(-1)?.file ?? '', 1, '', OTHER_LEDGER);
      }
      recordMigration(connection, presence, request.baseline, request.now);
    }
    return ended(connection, null);
  });
}

function runFixtureScript(
  connection: Connection,
  script: { readonly file: string; readonly sql: string },
): void {
  const { statements, error } = runScript(connection, {
    sql: script.sql,
    mode: 'bare',
    state: EMPTY,
    capture: (state) => state,
    failed: () => undefined,
  });
  if (error !== null) {
    const last = statements.at(-1);
    throw new FixtureError(
      script.file,
      lineAt(script.sql, last?.offset ?? 0),
      last?.sql ?? '',
      error.message,
    );
  }
  if (inTransaction(connection)) {
    const line = lineAt(script.sql, script.sql.length);
    throw new FixtureError(
      script.file,
      line,
      '',
      'The script leaves a transaction open: a COMMIT is missing.',
    );
  }
}

/** The line of an offset, from 1. */
function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}

export interface PlayWatch extends Watch {
  /** The state that the checkpoint holds, before anything ran. */
  begun(state: DatabaseState): void;
}

/** The state that a checkpoint holds. */
export function inspect(
  engine: Sqlite,
  request: Pick<PlayRequest, 'from' | 'now'>,
  limits: Limits = LIMITS,
): DatabaseState {
  return frozen(request.now, () =>
    captureState(connect(engine, { from: request.from, foreignKeys: false, seed: [] }, limits), null),
  );
}

/**
 * Plays a unit on a checkpoint. An answer whose checkpoint is `request.from` itself
 * says that nothing was changed. Throws only when SQLite breaks down.
 */
export function playUnit(
  engine: Sqlite,
  request: PlayRequest,
  limits: Limits = LIMITS,
  watch?: PlayWatch,
): Played {
  return frozen(request.now, () => {
    const { from, unit, now } = request;
    const connection = connect(engine, { from, foreignKeys: false, seed: seedOf(unit, now) }, limits);
    const before = knownState(from.bytes, limits) ?? captureState(connection, null);
    watch?.begun(before);
    const error = refuseUnit(connection, unit, before);
    if (error !== null) return { statements: [], rest: unit.sql, error, state: before, checkpoint: from };
    if (unit.type === 'query') return playQuery(connection, unit.sql, { before, from, watch });
    return playChange(connection, unit, { before, from, watch, now, brief: request.brief ?? false });
  });
}

/** The texts by which a unit's random values differ from another's. */
export function seedOf(unit: Unit, now: number): string[] {
  return [unit.type, unit.type === 'query' ? '' : (unit.name ?? ''), unit.sql, String(now)];
}

/** Whether a unit runs in one transaction, which the runner opens and ends. */
export function isWhole(unit: Change): boolean {
  if (unit.type === 'traffic') return false;
  return unit.transaction && (unit.type === 'rollback' || unit.batches === null);
}

/** Why a unit is not to be run at all, going by the ledger. */
function refuseUnit(connection: Connection, unit: Unit, { ledger }: DatabaseState): DatabaseError | null {
  if (unit.type === 'query' || unit.type === 'traffic') return null;
  if (ledger === null && ledgerPresence(connection) === 'other') return refused(OTHER_LEDGER);
  const entry = ledger?.find(({ name }) => name === unit.name);
  if (unit.type === 'rollback') {
    return entry === undefined
      ? refused(`The ledger does not hold ${unit.name}: it is not applied, so there is nothing to roll back.`)
      : null;
  }
  if (entry === undefined) return null;
  return entry.checksum === unit.checksum
    ? refused(`${unit.name} is in the ledger already: it was applied at ${entry.appliedAt}.`)
    : refused(
        `${unit.name} is in the ledger with another checksum (${entry.checksum.slice(0, 8)}…, now ${unit.checksum.slice(0, 8)}…): it was changed after it had been applied.`,
      );
}

interface Around {
  readonly before: DatabaseState;
  readonly from: PlayRequest['from'];
  readonly watch: Watch | undefined;
}

function playQuery(connection: Connection, text: string, { before, from, watch }: Around): Played {
  connection.orm.run(sql.raw('PRAGMA query_only = ON'));
  const { statements, rest, error } = runScript(connection, {
    sql: text,
    mode: 'query',
    state: before,
    capture: (state) => state,
    failed: () => undefined,
    ...(watch && { watch }),
  });
  return { statements, rest, error, state: before, checkpoint: from };
}

/** A unit that may change the database. */
export type Change = Exclude<Unit, { type: 'query' }>;

/** As a runner does it: the statements and the ledger's row in one transaction, or statement by statement. */
function playChange(
  connection: Connection,
  unit: Change,
  around: Around & { readonly now: number; readonly brief: boolean },
): Played {
  const { before, from } = around;
  const transaction = isWhole(unit);
  if (transaction) connection.orm.run(sql.raw('BEGIN'));
  const ran = runStatements(connection, unit, around);
  const error = ran.error ?? endUnit(connection, unit, around.now);
  if (error !== null) rollBack(connection);
  // What a ROLLBACK brings back is the very state that was there before.
  if (error !== null && transaction) return { ...ran, error, state: before, checkpoint: from };
  return { ...ran, error, ...ended(connection, ran.state) };
}

/** A database at rest; what equals the previous state is shared with it. */
function ended(connection: Connection, previous: DatabaseState | null): Opened {
  const state = captureState(connection, previous);
  const checkpoint = checkpointOf(connection);
  rememberState(checkpoint.bytes, connection.limits, state);
  return { checkpoint, state };
}

interface Statements {
  readonly before: DatabaseState;
  readonly watch?: Watch | undefined;
  /** Statements to run at most. */
  readonly most?: number;
  /** As in a request to play. */
  readonly brief?: boolean;
}

/** The statements of a unit whose transaction, if it has one, is open already; rolled back if one of them fails. */
export function runStatements(
  connection: Connection,
  unit: Change,
  { before, watch, most, brief }: Statements,
): ScriptResult {
  if (unit.type === 'traffic') return runTraffic(connection, unit, { before, watch, most });
  if (unit.type === 'migration' && unit.batches !== null) {
    return runInBatches(connection, unit.sql, unit.batches, { before, watch, most });
  }
  return runScript(connection, {
    sql: unit.sql,
    mode: unit.transaction ? 'transaction' : 'bare',
    state: before,
    capture: (state) => (brief === true ? state : captureState(connection, state)),
    failed: () => {
      // Without a runner's transaction, one that the text opened stays open until the connection ends.
      if (unit.transaction) rollBack(connection);
    },
    ...(watch && { watch }),
    ...(most !== undefined && { most }),
  });
}

/** The ledger's row and COMMIT. Returns what went wrong, or null. */
function endUnit(connection: Connection, unit: Change, now: number): DatabaseError | null {
  const transaction = isWhole(unit);
  if (!transaction && inTransaction(connection)) {
    return refused('The last transaction was left open, without a COMMIT; it was rolled back.');
  }
  if (transaction && !inTransaction(connection)) {
    // Nothing of the unit's own can end it; SQLite does when it lacks the memory to read a table.
    return {
      kind: 'memory',
      message: 'The tables became too large to be read; the database took everything back.',
    };
  }
  if (unit.type === 'traffic') return null;
  const presence = ledgerPresence(connection);
  if (presence === 'other') return refused(OTHER_LEDGER);
  try {
    if (unit.type === 'migration') recordMigration(connection, presence, unit, now);
    else forgetMigration(connection, presence, unit.name);
    if (transaction) connection.orm.run(sql.raw('COMMIT'));
    return null;
  } catch (thrown) {
    return databaseError(causeOf(thrown), 'bare');
  }
}

/** Drizzle wraps some errors of the database into its own. */
function causeOf(thrown: unknown): unknown {
  return thrown instanceof Error && thrown.cause instanceof Error ? thrown.cause : thrown;
}

/** `3.54.1` */
export function sqliteVersion(engine: Sqlite): string {
  return frozen(0, () => {
    const { orm } = connect(engine, { from: null, foreignKeys: false, seed: [] }, LIMITS);
    return orm.get<{ version: string }>(sql`SELECT sqlite_version() AS version`).version;
  });
}
