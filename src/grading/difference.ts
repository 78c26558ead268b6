/** What a comparison of two states finds. */
import type { Cell } from '../database/cell.ts';
import type { ReportValue } from './model.ts';

/** One thing that is not as expected. The message names tables and columns, and never holds a cell's value. */
export interface Difference {
  readonly message: string;
  readonly expected: ReportValue;
  readonly actual: ReportValue;
}

export interface Comparison {
  readonly equal: boolean;
  /** The most telling first; empty where the schemas are alike. */
  readonly schema: readonly Difference[];
  readonly rows: RowsComparison;
}

export interface RowsComparison {
  /** Whether every expected table and column is there, so that all rows could be compared. */
  readonly whole: boolean;
  /** The first of them; null where the rows are alike, as far as they could be compared. */
  readonly first: Difference | null;
  /** The tables whose rows differ, those that are missing with rows included. */
  readonly tables: readonly TableRowsDifference[];
}

export interface TableRowsDifference {
  /** The table's name as the expected state has it. */
  readonly table: string;
  /** Rows that should be there. */
  readonly missing: number;
  /** Rows that should not be there. */
  readonly extra: number;
  /** Rows that are there with other cells; only told from missing and extra where there is a primary key. */
  readonly changed: number;
  /** Columns in which changed rows differ, in the table's order. */
  readonly columns: readonly string[];
  /** Primary keys of the rows that differ; empty where the table has none. */
  readonly keys: readonly (readonly Cell[])[];
}
