/**
 * A value in a table, with SQLite's own storage classes kept apart:
 * NULL is null, INTEGER a bigint, REAL a number, TEXT a string, BLOB bytes.
 * So 1, 1.0 and '1' are three different cells.
 */
export type Cell = null | bigint | number | string | Uint8Array;

export type StorageClass = 'NULL' | 'INTEGER' | 'REAL' | 'TEXT' | 'BLOB';

/** The storage class that SQLite's typeof() would name. */
export function storageClass(cell: Cell): StorageClass {
  if (cell === null) return 'NULL';
  switch (typeof cell) {
    case 'bigint':
      return 'INTEGER';
    case 'number':
      return 'REAL';
    case 'string':
      return 'TEXT';
    default:
      return 'BLOB';
  }
}

/** Equal in value and in storage class: 1n, 1 and '1' differ, so do null and ''; blobs byte by byte. */
export function sameCell(a: Cell, b: Cell): boolean {
  if (a === b) return true;
  if (typeof a === 'number') return Number.isNaN(a) && Number.isNaN(b);
  if (!(a instanceof Uint8Array) || !(b instanceof Uint8Array) || a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}
