/** Rows that a statement returned. */
import type { Cell } from './cell.ts';

export interface ResultSet {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
  /** True when the row cap cut it. */
  readonly truncated: boolean;
}
