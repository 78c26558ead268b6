/** What a statement or a whole migration changed: the difference of two states. */
import type { Cell } from '../database/cell.ts';
import type { Check, Column, ForeignKey, Index, PrimaryKey, Trigger, ViewSchema } from '../database/state.ts';

/** Renames that the statements made, by which `before` names are matched to `after` names. */
export interface Renames {
  readonly tables: readonly Rename[];
  readonly columns: readonly (Rename & { /** The table's name afterwards. */ readonly table: string })[];
  /** Names afterwards of tables that were made anew on the way, in place of one that was there. */
  readonly rebuilt?: readonly string[];
}

export interface Rename {
  readonly from: string;
  readonly to: string;
}

export interface DatabaseDiff {
  /** Every table of either state, unchanged ones included; removed ones last. */
  readonly tables: readonly TableDiff[];
  readonly views: Sides<ViewSchema>;
  /** The ledger's own table, as any other; null where nothing of it changed. */
  readonly ledger: TableDiff | null;
  /** What the database keeps beside its tables; null on the side where it is not set. */
  readonly settings: readonly SettingChange[];
  /** Foreign keys that lead nowhere since this change; absent where nobody looked. */
  readonly dangling?: readonly DanglingReference[];
  /** Tables whose rebuild ended with this change, each compared with how it was before the rebuild began. */
  readonly rebuilds?: readonly TableDiff[];
}

export interface SettingChange {
  readonly name: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** A foreign key that leads nowhere. */
export interface DanglingReference {
  /** The table that has it. */
  readonly table: string;
  readonly key: ForeignKey;
  /** What is not there: the other table, the column in it, or rows in it. */
  readonly missing: 'table' | 'column' | 'rows';
  /** Rows that refer to nothing; all rows where the table or the column is gone. */
  readonly rows: number;
}

export interface Sides<T> {
  readonly added: readonly T[];
  readonly removed: readonly T[];
  readonly changed: readonly { readonly before: T; readonly after: T }[];
}

export interface TableDiff {
  /** Null for a table that was added; then all that it has counts as added. */
  readonly before: string | null;
  /** Null for a table that was removed; then all that it had counts as removed. */
  readonly after: string | null;
  readonly columns: ColumnsDiff;
  readonly indexes: Sides<Index>;
  readonly triggers: Sides<Trigger>;
  readonly foreignKeys: Sides<ForeignKey>;
  readonly checks: Sides<Check>;
  /** The key on both sides, with its order and options; which columns are in it, they tell themselves. */
  readonly primaryKey: Sides<PrimaryKey>;
  /** Counters that give out keys and begin again: they are lower than before, or gone. */
  readonly restarted: readonly { readonly column: string; readonly last: bigint; readonly now: bigint }[];
  /** Options of the whole table, such as STRICT. */
  readonly options: Sides<string>;
  /** The table was made anew on the way. */
  readonly rebuilt: boolean;
  readonly rows: RowsDiff;
  readonly lost: Losses;
}

export interface ColumnsDiff {
  readonly added: readonly Column[];
  readonly removed: readonly Column[];
  readonly renamed: readonly ColumnRename[];
  /** Removed columns whose values are still there, in columns of which none can be said to be the same. */
  readonly doubtful: readonly DoubtfulRename[];
  /** Type, NOT NULL, default or place in the primary key differ; a column may be renamed and changed. */
  readonly changed: readonly { readonly before: Column; readonly after: Column }[];
  /** True where the columns on both sides stand in another order; by itself that is no change. */
  readonly reordered?: boolean;
}

/** A column under another name. */
export interface ColumnRename extends Rename {
  /** It was copied and is known by its values; no statement renamed it. */
  readonly byValue?: true;
}

export interface DoubtfulRename {
  readonly from: string;
  /** Columns that hold the values; one where there are too few rows to tell. */
  readonly to: readonly string[];
}

export interface RowsDiff {
  /** `row id`: by the engine's own identity of rows. `content`: by what is in them. */
  readonly keyedBy: 'primary key' | 'row id' | 'content';
  /** Rows on both sides whose key is another one; absent where there are none. */
  readonly newKeys?: number;
  /** Indexes into the rows afterwards. */
  readonly added: readonly number[];
  /** Indexes into the rows before. */
  readonly removed: readonly number[];
  /** Rows on both sides in which a cell of a column on both sides differs, or a cell of an added column departs from its default. */
  readonly changed: readonly RowChange[];
  /**
   * For each row afterwards its row before, or -1 for one that was added (or that
   * came into view below the row cap). Absent where each row stands where it stood,
   * and for a table that is on one side only.
   */
  readonly origins?: Int32Array;
  /** Rows beyond the row cap, known by their number alone; absent where both sides are whole. */
  readonly unseen?: { readonly added: number; readonly removed: number };
}

export interface RowChange {
  /** Index into the rows before. */
  readonly before: number;
  /** Index into the rows afterwards. */
  readonly after: number;
  readonly cells: readonly CellChange[];
}

export interface CellChange {
  /** The column's name afterwards. */
  readonly column: string;
  readonly before: Cell;
  readonly after: Cell;
  /** `nulled`: a value became NULL. `coerced`: the storage class changed as a CAST would. */
  readonly how: 'changed' | 'nulled' | 'coerced';
}

export interface Losses {
  /** Rows that are gone. */
  readonly rows: number;
  /** Values, not NULL before, that are NULL now or whose column is gone, in rows that are still there; generated columns do not count. */
  readonly values: number;
  /** Values whose storage class changed as a CAST would change it. */
  readonly coerced: number;
}
