/** A difference in numbers, and in the form that `run --json` prints. */
import type { DatabaseDiff, DoubtfulRename, Losses, Rename, RowsDiff, Sides, TableDiff } from './model.ts';
import { pieceChanges, type PieceChange } from './pieces.ts';
import { isChanged } from './schema.ts';

export interface RowCounts {
  readonly added: number;
  readonly removed: number;
  readonly changed: number;
}

/** Sums over a whole difference, for a badge. */
export interface Totals {
  readonly tables: { readonly added: number; readonly removed: number; readonly renamed: number };
  /** In the tables that are on both sides. */
  readonly columns: RowCounts & { readonly renamed: number };
  /** In all tables, those added and removed included. */
  readonly rows: RowCounts;
  /** Indexes, triggers, foreign keys and checks of the tables on both sides, table options, and views. */
  readonly others: number;
  readonly lost: Losses;
}

/** What `run --json` says of a table's difference: a public format, version 2. */
export interface PublicTableDiff {
  readonly columns: {
    readonly added: readonly string[];
    readonly removed: readonly string[];
    readonly renamed: readonly Rename[];
    /** Removed columns whose values are still there, in columns of which none can be said to be the same. */
    readonly doubtful: readonly DoubtfulRename[];
    /** Names afterwards. */
    readonly changed: readonly string[];
  };
  /** `newKeys`: rows that are still there under another key. */
  readonly rows: RowCounts & { readonly newKeys: number };
  /** Indexes, triggers, foreign keys, checks, the primary key and options, one by one. */
  readonly others: readonly PieceChange[];
  /** Whether the table was made anew in the step. */
  readonly rebuilt: boolean;
  readonly lost: Losses;
}

/** Rows by number, those beyond the row cap included. */
export function rowCounts(rows: RowsDiff): RowCounts {
  return {
    added: rows.added.length + (rows.unseen?.added ?? 0),
    removed: rows.removed.length + (rows.unseen?.removed ?? 0),
    changed: rows.changed.length,
  };
}

/** Whether the table came, went, got another name, or differs in anything but its rows. */
export function hasSchemaChange(diff: TableDiff): boolean {
  const { columns } = diff;
  return (
    diff.before !== diff.after ||
    isChanged(columns) ||
    columns.renamed.length > 0 ||
    sidesOf(diff).some(isChanged) ||
    diff.restarted.length > 0
  );
}

/** Whether rows were added, removed or changed. */
export function hasRowChange({ rows }: TableDiff): boolean {
  const { added, removed, changed } = rowCounts(rows);
  return added + removed + changed > 0;
}

export function totals(diff: DatabaseDiff): Totals {
  const both = diff.tables.filter((table) => table.before !== null && table.after !== null);
  const rows = diff.tables.map((table) => rowCounts(table.rows));
  return {
    tables: {
      added: diff.tables.filter((table) => table.before === null).length,
      removed: diff.tables.filter((table) => table.after === null).length,
      renamed: both.filter((table) => table.before !== table.after).length,
    },
    columns: {
      added: sum(both, ({ columns }) => columns.added.length),
      removed: sum(both, ({ columns }) => columns.removed.length),
      renamed: sum(both, ({ columns }) => columns.renamed.length),
      changed: sum(both, ({ columns }) => columns.changed.length),
    },
    rows: {
      added: sum(rows, (counts) => counts.added),
      removed: sum(rows, (counts) => counts.removed),
      changed: sum(rows, (counts) => counts.changed),
    },
    others: size(diff.views) + diff.settings.length + sum(both, (table) => sum(sidesOf(table), size)),
    lost: {
      rows: sum(diff.tables, ({ lost }) => lost.rows),
      values: sum(diff.tables, ({ lost }) => lost.values),
      coerced: sum(diff.tables, ({ lost }) => lost.coerced),
    },
  };
}

/** The public form; of a table that came or went, all its columns and rows count. */
export function diffPublic(diff: TableDiff): PublicTableDiff {
  const { columns, rows, rebuilt, lost } = diff;
  const bothSides = diff.before !== null && diff.after !== null;
  return {
    columns: {
      added: columns.added.map((column) => column.name),
      removed: columns.removed.map((column) => column.name),
      renamed: columns.renamed.map(({ from, to }) => ({ from, to })),
      doubtful: columns.doubtful,
      changed: columns.changed.map(({ after }) => after.name),
    },
    rows: { ...rowCounts(rows), newKeys: rows.newKeys ?? 0 },
    // Of a table that came or went, everything would be listed again.
    others: bothSides ? pieceChanges(diff) : [],
    rebuilt,
    lost: { rows: lost.rows, values: lost.values, coerced: lost.coerced },
  };
}

function sidesOf(table: TableDiff): readonly Sides<unknown>[] {
  return [table.indexes, table.triggers, table.foreignKeys, table.checks, table.primaryKey, table.options];
}

function size(side: Sides<unknown>): number {
  return side.added.length + side.removed.length + side.changed.length;
}

function sum<T>(items: readonly T[], count: (item: T) => number): number {
  return items.reduce((total, item) => total + count(item), 0);
}
