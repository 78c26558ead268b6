/** Bounds on what SQL may use and on what is read of its outcome. */

export interface Limits {
  /** Rows of a table that a state holds. */
  readonly tableRows: number;
  /** Rows of a result set; nothing is stepped beyond, so that an endless SELECT ends. */
  readonly resultRows: number;
  /** Characters or bytes of a cell; a longer one is cut, a text with `…` behind it. */
  readonly cellLength: number;
  /** Characters and bytes of a table's or a result's cells together; no row is read beyond. */
  readonly totalLength: number;
  /** Bytes of SQLite's heap. */
  readonly heap: number;
  /** Pages of 4096 bytes. */
  readonly pages: number;
}

export const LIMITS: Limits = {
  tableRows: 100_000,
  resultRows: 1_000,
  cellLength: 1_000_000,
  totalLength: 32_000_000,
  heap: 64 * 1024 * 1024,
  pages: 8192,
};
