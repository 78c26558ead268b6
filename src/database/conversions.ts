/** What an engine makes of values by its own rules; a comparison of two states has no such rules itself. */
import type { Cell } from './cell.ts';
import type { Column, TableSchema } from './state.ts';

export interface Conversions {
  /** Whether `after` is what the engine itself makes of `before` where a column's type becomes another. */
  isConversion(before: Cell, after: Cell): boolean;
  /** A form that is the same for a value and for what another type of column makes of it: '7' and 7 are one key. */
  loosened(cell: Cell): Cell;
  /**
   * The cells that stand for a column's default (nearly always one), NULL where
   * it has none; null where any cell may be the default, as of an expression.
   */
  defaultCells(column: Column, schema: TableSchema): readonly Cell[] | null;
  /** A value as a foreign key to the column compares it. */
  asKey(cell: Cell, target: Column): Cell;
}
