/** What `run --json` says of a step: a public format, version 1, described by `run --help`. */
import { jsonCell, type JsonCell } from '../../database/jsonCell.ts';
import type { LedgerEntry, TableState } from '../../database/state.ts';
import { diffPublic, type PublicTableDiff } from '../../diff/summary.ts';
import type { MigrationKind } from '../../migrate/kind.ts';
import type { TrafficCount, VersionProbe } from '../../rollout/model.ts';
import type { SqlBlock, TableBlock } from '../../view/blocks.ts';
import type { StepView } from '../../view/step.ts';

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

/** The report of a step that was played. */
export function stepReport({ step, actions, tables, ledger, probe, requests }: StepView): StepReport {
  return {
    number: step.number,
    title: step.title,
    migration: actions.map(({ sql }) => reportMigration(sql)).find((found) => found !== null) ?? null,
    statements: actions.flatMap(({ sql }) => reportStatements(sql)),
    tables: Object.fromEntries(tables.flatMap(reportTable)),
    ledger: ledger.entries,
    fleet: step.fleet,
    apps: Object.fromEntries(
      Object.entries(probe?.versions ?? {}).map(([version, { write, read, error, afterwards }]) => [
        version,
        { write, read, error, afterwards },
      ]),
    ),
    traffic: requests,
  };
}

function reportMigration({ action, kind }: SqlBlock): MigrationReport | null {
  if ((action.type !== 'migration' && action.type !== 'rollback') || kind === null) return null;
  return {
    name: action.name,
    direction: action.type === 'migration' ? 'up' : 'rollback',
    kind,
    checksum: action.checksum,
  };
}

function reportStatements({ statements, error: atEnd }: SqlBlock): readonly StatementReport[] {
  return [
    ...statements.map(({ sql, rowsChanged, error, made }) => ({
      sql,
      rowsChanged,
      error: error?.message ?? (made?.type === 'request' ? made.request.error : null),
      expectedError: error?.announced ?? false,
    })),
    ...(atEnd === null
      ? []
      : [{ sql: 'COMMIT', rowsChanged: 0, error: atEnd.message, expectedError: atEnd.announced }]),
  ];
}

function reportTable({ table }: TableBlock): readonly (readonly [name: string, report: TableReport])[] {
  if (table?.diff == null) return [];
  const { before, after, diff } = table;
  return [
    [diff.after ?? diff.before ?? '', { before: side(before), after: side(after), diff: diffPublic(diff) }],
  ];
}

function side(table: TableState | null): TableReportSide | null {
  return table === null
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
