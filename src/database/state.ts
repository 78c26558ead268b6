/**
 * The state of a database at one moment, as plain data: schema and rows of
 * every table. It crosses the worker boundary and is never changed once made.
 * Names of types, options and events are the engine's own words; whatever an
 * engine has no field for here goes into `options`, one entry for each thing
 * that can come or go by itself.
 */
import type { Cell } from './cell.ts';

/** The engine that a state was read from, by which its own conversions are found. */
export type Dialect = 'sqlite' | 'postgresql';

export interface DatabaseState {
  readonly dialect: Dialect;
  /** In the order in which they were created; the ledger and the engine's own tables are not among them. */
  readonly tables: readonly TableState[];
  readonly views: readonly ViewSchema[];
  /** The ledger's rows, oldest first; null where there is no ledger table yet. */
  readonly ledger: readonly LedgerEntry[] | null;
  /** The ledger's own table, whole, as any other; null where there is none. */
  readonly ledgerTable: TableState | null;
  /** What the database keeps beside its tables, by the engine's names: `user_version`, `application_id`. */
  readonly settings: Readonly<Record<string, string>>;
}

export interface TableState {
  readonly schema: TableSchema;
  /** Cells in the order of `schema.columns`; rows in key order. */
  readonly rows: readonly (readonly Cell[])[];
  /**
   * The engine's own identity of each row, kept while the row stays in its table
   * (SQLite's rowid); null where the engine has none. Opaque: only good to be
   * compared with those of another state of the same table.
   */
  readonly rowIds: readonly RowId[] | null;
  /** Rows in the table; more than `rows.length` where the row cap cut it. */
  readonly rowCount: number;
  /** The counters that give out keys, by column: of SQLite's AUTOINCREMENT, of an identity column. */
  readonly sequences: readonly Sequence[];
}

export type RowId = bigint | string;

export interface Sequence {
  readonly column: string;
  /** The last number given out. */
  readonly last: bigint;
}

export interface TableSchema {
  readonly name: string;
  readonly columns: readonly Column[];
  readonly primaryKey: PrimaryKey | null;
  readonly indexes: readonly Index[];
  readonly foreignKeys: readonly ForeignKey[];
  /** In the order in which they were written. */
  readonly checks: readonly Check[];
  readonly triggers: readonly Trigger[];
  /** Of the table as a whole: `STRICT`, `WITHOUT ROWID`, `AUTOINCREMENT`, `UNLOGGED`. */
  readonly options: readonly string[];
  /** What makes a virtual table, with its arguments; null for an ordinary table. */
  readonly module: string | null;
  /** Tables in which a virtual table keeps its content; they are not among the state's tables. */
  readonly shadows: readonly string[];
  /** The CREATE statement as the engine keeps it; empty where it keeps none. */
  readonly sql: string;
}

export interface Column {
  readonly name: string;
  /** The declared type as written, or by the engine's own name; empty where none was declared. */
  readonly type: string;
  readonly notNull: boolean;
  /** The default as SQL text (`'x'`, `0`, `CURRENT_TIMESTAMP`), or null. */
  readonly default: string | null;
  /** Place in the primary key from 1, or 0 outside it. */
  readonly primaryKey: number;
  /** How its value is made, or null for a column that takes values. */
  readonly generated: Generated | null;
  /** The collation that was declared; null for the engine's default. */
  readonly collation: string | null;
  /** `NOT NULL ON CONFLICT IGNORE`, `GENERATED ALWAYS AS IDENTITY`. */
  readonly options: readonly string[];
}

export interface Generated {
  /** Without the parentheses around it. */
  readonly expression: string;
  readonly kept: 'stored' | 'virtual';
}

export interface PrimaryKey {
  /** The constraint's name, or null. */
  readonly name: string | null;
  readonly terms: readonly KeyTerm[];
  /** `ON CONFLICT REPLACE`, `DEFERRABLE`. */
  readonly options: readonly string[];
}

/** A column or an expression by which a key or an index orders. */
export interface KeyTerm {
  /** The column, or null for an expression. */
  readonly column: string | null;
  /** The column's name or the expression's text. */
  readonly text: string;
  /** Other than the column's own; else null. */
  readonly collation: string | null;
  readonly descending: boolean;
}

export interface Index {
  readonly name: string;
  readonly unique: boolean;
  readonly terms: readonly KeyTerm[];
  /** `create` for CREATE INDEX, `unique` and `primary key` for one that a constraint made. */
  readonly origin: 'create' | 'unique' | 'primary key';
  /** The WHERE of a partial index, or null. */
  readonly where: string | null;
  /** The name of the constraint that made it, or null. */
  readonly constraint: string | null;
  /** `ON CONFLICT IGNORE`, `USING gin`, `NULLS NOT DISTINCT`. */
  readonly options: readonly string[];
  readonly sql: string | null;
}

export interface ForeignKey {
  /** The constraint's name, or null. */
  readonly name: string | null;
  readonly columns: readonly string[];
  readonly table: string;
  /** Empty where the reference is to the primary key without naming it. */
  readonly references: readonly string[];
  readonly onDelete: string;
  readonly onUpdate: string;
  /** `DEFERRABLE INITIALLY DEFERRED`, `MATCH FULL`. */
  readonly options: readonly string[];
}

export interface Check {
  /** The constraint's name, or null. */
  readonly name: string | null;
  /** The text inside CHECK (…). */
  readonly expression: string;
}

export interface Trigger {
  readonly name: string;
  readonly timing: 'BEFORE' | 'AFTER' | 'INSTEAD OF';
  /** `INSERT`, `DELETE`, `UPDATE`, `UPDATE OF a, b`. */
  readonly event: string;
  /** The condition of WHEN, or null. */
  readonly when: string | null;
  /** What it runs. */
  readonly body: string;
  /** The CREATE statement. */
  readonly sql: string;
}

export interface ViewSchema {
  readonly name: string;
  readonly sql: string;
  readonly triggers: readonly Trigger[];
}

export interface LedgerEntry {
  readonly name: string;
  readonly checksum: string;
  /** ISO 8601, UTC. */
  readonly appliedAt: string;
}

/** Whether a table has an option, such as `STRICT`. */
export function hasOption({ options }: TableSchema, option: string): boolean {
  return options.includes(option);
}

/** A database without anything in it. */
export function emptyState(dialect: Dialect): DatabaseState {
  return { dialect, tables: [], views: [], ledger: null, ledgerTable: null, settings: {} };
}
