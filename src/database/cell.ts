/**
 * A value in a table, its type kept apart from its text: NULL is null, a whole
 * number a bigint, a floating-point number a number, text a string, bytes an
 * array. So 1, 1.0 and '1' are three different cells. Whatever else an engine
 * stores (a numeric with its digits, a date, a boolean, JSON) is a `TypedValue`.
 */
export type Cell = null | bigint | number | string | Uint8Array | TypedValue;

/** A value of a type that JavaScript has none for. */
export interface TypedValue {
  /** The engine's own name of the type. */
  readonly type: string;
  /** The value as the engine writes it. */
  readonly text: string;
}

/** Whether a cell is of a type that JavaScript has none for. */
export function isTyped(cell: Cell): cell is TypedValue {
  return cell !== null && typeof cell === 'object' && !(cell instanceof Uint8Array);
}

export type StorageClass = 'NULL' | 'INTEGER' | 'REAL' | 'TEXT' | 'BLOB';

/** The storage class that SQLite's typeof() would name; another engine's own type counts as text. */
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
      return cell instanceof Uint8Array ? 'BLOB' : 'TEXT';
  }
}

/** Equal in value and in type: 1n, 1 and '1' differ, so do null and ''; blobs byte by byte. */
export function sameCell(a: Cell, b: Cell): boolean {
  if (a === b) return true;
  if (a === null || b === null) return false;
  if (typeof a === 'number') return Number.isNaN(a) && Number.isNaN(b);
  if (typeof a !== 'object' || typeof b !== 'object') return false;
  if (a instanceof Uint8Array) return b instanceof Uint8Array && sameBytes(a, b);
  return !(b instanceof Uint8Array) && a.type === b.type && a.text === b.text;
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

/** A cell as text that no other cell has, also not as part of a longer text. */
export function cellKey(cell: Cell): string {
  if (cell === null) return 'n;';
  switch (typeof cell) {
    case 'string':
      return `t${cell.length}:${cell}`;
    case 'bigint':
      return `i${cell};`;
    // 0.0 and -0.0 are one value, and have one text, too.
    case 'number':
      return `r${cell};`;
    default:
      return cell instanceof Uint8Array
        ? `b${cell.join()};`
        : `v${cell.type.length}:${cell.type}${cell.text.length}:${cell.text}`;
  }
}

/** Equal for rows whose cells are equal one by one, in value and type, and for no others. */
export function rowKey(cells: readonly Cell[]): string {
  let key = '';
  for (const cell of cells) key += cellKey(cell);
  return key;
}
