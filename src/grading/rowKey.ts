/** Cells as one text, by which rows can be found. */
import type { Cell } from '../database/cell.ts';

/** Equal for cells that are equal one by one, in value and storage class, and for no others. */
export function rowKey(cells: readonly Cell[]): string {
  return cells.map(cellKey).join('');
}

function cellKey(cell: Cell): string {
  if (cell === null) return 'n;';
  if (typeof cell === 'bigint') return `i${cell};`;
  // 0.0 and -0.0 are one value; a key made by String() has them as one, too.
  if (typeof cell === 'number') return `r${cell};`;
  if (typeof cell === 'string') return `t${cell.length}:${cell}`;
  return `b${cell.join()};`;
}
