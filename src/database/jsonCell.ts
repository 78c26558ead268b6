/** Cells in JSON. */
import { isTyped, type Cell } from './cell.ts';

/** An INTEGER beyond ±(2^53 − 1) is a string of its digits, a BLOB an object with its hex digits. */
export type JsonCell = null | number | string | { readonly blob: string };

/** A cell as JSON has it. */
export function jsonCell(cell: Cell): JsonCell {
  if (typeof cell === 'bigint') {
    const number = Number(cell);
    return Number.isSafeInteger(number) ? number : String(cell);
  }
  // JSON has no infinities.
  if (typeof cell === 'number') return Number.isFinite(cell) ? cell : String(cell);
  if (cell instanceof Uint8Array) return { blob: Buffer.from(cell).toString('hex') };
  return isTyped(cell) ? cell.text : cell;
}
