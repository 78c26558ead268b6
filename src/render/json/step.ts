/** What `run --json` says of a step: a public format, version 2, described by `run --help`. */
import { jsonCell, type JsonCell } from '../../database/jsonCell.ts';
import type { LedgerEntry, TableState } from '../../database/state.ts';
import { describeDiff } from '../../diff/describe.ts';
import type { DanglingReference, SettingChange } from '../../diff/model.ts';
import { diffPublic, type PublicTableDiff } from '../../diff/summary.ts';
import type { MigrationKind } from '../../migrate/kind.ts';
import type { TrafficCount, VersionProbe } from '../../rollout/model.ts';
import type { SqlBlock, StatusBlock, TableBlock } from '../../view/blocks.ts';
import type { PlayedAction, StepView } from '../../view/step.ts';

export interface StepReport {
  readonly number: number;
  readonly title: string;
  readonly migration: MigrationReport | null;
  readonly statements: readonly StatementReport[];
  /** Every table that is there before or after, by its name afterwards; the ledger is in `ledger`. */
  readonly tables: Readonly<Record<string, TableReport>>;
  /** What the database keeps beside its tables, such as user_version, where it changed. */
  readonly settings: readonly SettingChange[];
  /** Foreign keys that lead nowhere since the step. */
  readonly dangling: readonly DanglingReport[];
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
  /** What it did in sentences, as the screen says it; empty where nothing changed, and where it failed. */
  readonly said: readonly string[];
}

export interface DanglingReport {
  readonly table: string;
  readonly columns: readonly string[];
  /** The table that it refers to. */
  readonly target: string;
  /** What is not there: the other table, the column in it, or rows in it. */
  readonly missing: DanglingReference['missing'];
  /** Rows that refer to nothing. */
  readonly rows: number;
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
export function stepReport(view: StepView): StepReport {
  const { step, actions, tables, settings, dangling, ledger, probe, requests } = view;
  return {
    number: step.number,
    title: step.title,
    migration: actions.map(({ sql }) => reportMigration(sql)).find((found) => found !== null) ?? null,
    statements: actions.flatMap(reportStatements),
    tables: Object.fromEntries(tables.flatMap(reportTable)),
    settings,
    dangling: dangling.map(({ table, key, missing, rows }) => ({
      table,
      columns: key.columns,
      target: key.table,
      missing,
      rows,
    })),
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

function reportStatements({ sql: block, did }: PlayedAction): readonly StatementReport[] {
  const { statements, error: atEnd } = block;
  return [
    ...statements.map(({ sql, rowsChanged, error, made }, index) => ({
      sql,
      rowsChanged,
      error: error?.message ?? (made?.type === 'request' ? made.request.error : null),
      expectedError: error?.announced ?? false,
      said: saidOf(did[index]),
    })),
    ...(atEnd === null
      ? []
      : [{ sql: 'COMMIT', rowsChanged: 0, error: atEnd.message, expectedError: atEnd.announced, said: [] }]),
  ];
}

function saidOf(status: StatusBlock | undefined): readonly string[] {
  if (status?.type !== 'changed') return [];
  return describeDiff(status.change.diff, { after: status.change.after });
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
