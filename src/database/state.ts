/**
 * The state of a database at one moment, as plain data: schema and rows of
 * every table. It crosses the worker boundary and is never changed once made.
 */
import type { Cell } from './cell.ts';

export interface DatabaseState {
  /** In the order in which they were created; the ledger and SQLite's own tables are not among them. */
  readonly tables: readonly TableState[];
  readonly views: readonly ViewSchema[];
  /** The ledger's rows, oldest first; null where there is no ledger table yet. */
  readonly ledger: readonly LedgerEntry[] | null;
}

export interface TableState {
  readonly schema: TableSchema;
  /** Cells in the order of `schema.columns`; rows in key order. */
  readonly rows: readonly (readonly Cell[])[];
  /** A rowid for each row, or null for a WITHOUT ROWID table. */
  readonly rowids: readonly bigint[] | null;
  /** Rows in the table; more than `rows.length` where the row cap cut it. */
  readonly rowCount: number;
}

export interface TableSchema {
  readonly name: string;
  readonly columns: readonly Column[];
  readonly indexes: readonly Index[];
  readonly foreignKeys: readonly ForeignKey[];
  /** The text inside CHECK (…), in order. */
  readonly checks: readonly string[];
  readonly triggers: readonly Trigger[];
  readonly strict: boolean;
  readonly withoutRowid: boolean;
  readonly autoincrement: boolean;
  /** The CREATE statement as SQLite keeps it. */
  readonly sql: string;
}

export interface Column {
  readonly name: string;
  /** The declared type as written; empty where none was declared. */
  readonly type: string;
  readonly notNull: boolean;
  /** The default as SQL text (`'x'`, `0`, `CURRENT_TIMESTAMP`), or null. */
  readonly default: string | null;
  /** Place in the primary key from 1, or 0 outside it. */
  readonly primaryKey: number;
  readonly generated: boolean;
}

export interface Index {
  readonly name: string;
  readonly unique: boolean;
  /** Column names; `<expression>` for an expression. */
  readonly columns: readonly string[];
  /** `create` for CREATE INDEX, `unique` and `primary key` for one that a constraint made. */
  readonly origin: 'create' | 'unique' | 'primary key';
  /** The WHERE of a partial index, or null. */
  readonly where: string | null;
  readonly sql: string | null;
}

export interface ForeignKey {
  readonly columns: readonly string[];
  readonly table: string;
  /** Empty where the reference is to the primary key without naming it. */
  readonly references: readonly string[];
  readonly onDelete: string;
  readonly onUpdate: string;
}

export interface Trigger {
  readonly name: string;
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
