/** What `run --json` says of a step: a public format, version 1, described by `run --help`. */
import { isTyped, type Cell } from '../database/cell.ts';
import type { TableDiff } from '../diff/model.ts';
import { diffPublic, type PublicTableDiff } from '../diff/summary.ts';
import { migrationKind, type MigrationKind } from '../migrate/kind.ts';
import type { Probe, TrafficCount, VersionProbe } from '../rollout/model.ts';
import type { DatabaseState, LedgerEntry, TableState } from '../database/state.ts';
import { actionChange, stepChange } from './changes.ts';
import { surprise, type ActionPlay, type StepPlay } from './play.ts';

export interface StepReport {
  readonly number: number;
  readonly title: string;
  readonly migration: MigrationReport | null;
  readonly statements: readonly StatementReport[];
  /** Every table that is there before or after, by its name afterwards; the ledger is in `ledger`. */
  readonly tables: Readonly<Record<string, TableReport>>;
  /** Null while there is no ledger. */
  readonly ledger: readonly LedgerEntry[] | null;
  /** Versions of the application that run when the step has ended. */
  readonly fleet: readonly string[];
  /** By version, what it can do after the step; empty where the lesson has no versions. */
  readonly apps: Readonly<Record<string, AppReport>>;
  /** The requests that really happened in the step; null where there were none. */
  readonly traffic: TrafficCount | null;
}

/** What a version can do. */
export type AppReport = Omit<VersionProbe, 'evidence' | 'effects'>;

export interface MigrationReport {
  readonly name: string;
  readonly direction: 'up' | 'rollback';
  readonly kind: MigrationKind;
  readonly checksum: string;
}

export interface StatementReport {
  readonly sql: string;
  readonly rowsChanged: number;
  readonly error: string | null;
  /** Whether the lesson announces this error. */
  readonly expectedError: boolean;
}

export interface TableReport {
  readonly before: TableReportSide | null;
  readonly after: TableReportSide | null;
  readonly diff: PublicTableDiff;
}

export interface TableReportSide {
  readonly columns: readonly {
    readonly name: string;
    readonly type: string;
    readonly notNull: boolean;
    readonly default: string | null;
    readonly primaryKey: boolean;
  }[];
  readonly rows: readonly (readonly JsonCell[])[];
}

/** An INTEGER beyond ±(2^53 − 1) is a string of its digits, a BLOB an object with its hex digits. */
export type JsonCell = null | number | string | { readonly blob: string };

/** The report of a step that was played. */
export function reportStep(play: StepPlay): StepReport {
  const { step, actions, before, after, probe, traffic } = play;
  const migration = actions.find(({ action }) => action.type === 'migration' || action.type === 'rollback');
  return {
    number: step.number,
    title: step.title,
    migration: migration === undefined ? null : reportMigration(migration),
    statements: actions.flatMap(reportStatements),
    tables: Object.fromEntries(
      stepChange(play).diff.tables.map((diff) => [
        diff.after ?? diff.before ?? '',
        reportTable(diff, before, after),
      ]),
    ),
    ledger: after.ledger,
    fleet: step.fleet,
    apps: reportApps(probe),
    traffic,
  };
}

function reportApps(probe: Probe | null): StepReport['apps'] {
  return Object.fromEntries(
    Object.entries(probe?.versions ?? {}).map(([version, { write, read, error, afterwards }]) => [
      version,
      { write, read, error, afterwards },
    ]),
  );
}

function reportMigration(play: ActionPlay): MigrationReport | null {
  const { action } = play;
  if (action.type === 'query' || action.type === 'traffic') return null;
  return {
    name: action.name,
    direction: action.type === 'migration' ? 'up' : 'rollback',
    kind: migrationKind(actionChange(play).diff, action.sql),
    checksum: action.checksum,
  };
}

function reportStatements({ action, played }: ActionPlay): readonly StatementReport[] {
  const failed = played.statements.at(-1)?.error != null;
  // An error that no statement has came at the end, when the transaction was to be kept.
  const end =
    played.error === null || failed
      ? []
      : [{ sql: 'COMMIT', rowsChanged: 0, error: played.error, made: null }];
  return [...played.statements, ...end].map(({ sql, rowsChanged, error, made }) => ({
    sql,
    rowsChanged,
    error: error?.message ?? (made?.type === 'request' ? made.request.error : null),
    expectedError: error !== null && surprise(action, error) === null,
  }));
}

function reportTable(diff: TableDiff, before: DatabaseState, after: DatabaseState): TableReport {
  return {
    before: side(before, diff.before),
    after: side(after, diff.after),
    diff: diffPublic(diff),
  };
}

function side(state: DatabaseState, name: string | null): TableReportSide | null {
  const table = state.tables.find((candidate) => candidate.schema.name === name);
  return table === undefined
    ? null
    : { columns: columnsOf(table), rows: table.rows.map((row) => row.map(jsonCell)) };
}

function columnsOf({ schema }: TableState): TableReportSide['columns'] {
  return schema.columns.map((column) => ({
    name: column.name,
    type: column.type,
    notNull: column.notNull,
    default: column.default,
    primaryKey: column.primaryKey > 0,
  }));
}

/** A cell as JSON has it. */
export function jsonCell(cell: Cell): JsonCell {
  if (typeof cell === 'bigint') {
    const number = Number(cell);
    return Number.isSafeInteger(number) ? number : String(cell);
  }
  // JSON has no infinities.
  if (typeof cell === 'number') return Number.isFinite(cell) ? cell : String(cell);
  if (cell instanceof Uint8Array) return { blob: Buffer.from(cell).toString('hex') };
  return isTyped(cell) ? cell.text : cell;
}
