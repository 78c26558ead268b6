/** Which row is which on the two sides: by primary key, else by rowid, else by position. */
import type { Cell } from '../database/cell.ts';
import { castCell, withAffinity } from '../database/sqlite/affinity.ts';
import type { TableSchema, TableState } from '../database/state.ts';
import type { RowsDiff } from './model.ts';
import type { ColumnPairs } from './schema.ts';

export interface RowPairs {
  readonly keyedBy: RowsDiff['keyedBy'];
  /** For each row afterwards its row before, or -1 for one that was added. */
  readonly origins: Int32Array;
}

type Key = Exclude<Cell, null | Uint8Array>;

/** Pairs the rows of two states of a table; one pass over each side, a hash table only where keys are not in order. */
export function pairRows(before: TableState, after: TableState, columns: ColumnPairs): RowPairs {
  for (const places of keyCandidates(before.schema, after.schema, columns)) {
    const loose = places.some((pair) => {
      const [left, right] = [before.schema.columns[pair.before], after.schema.columns[pair.after]];
      return left?.type !== right?.type;
    });
    const origins = matchKeys(
      keysOf(
        before.rows,
        places.map((pair) => pair.before),
        loose,
      ),
      keysOf(
        after.rows,
        places.map((pair) => pair.after),
        loose,
      ),
    );
    if (origins !== null) return { keyedBy: 'primary key', origins };
  }
  if (before.rowids !== null && after.rowids !== null) {
    const origins = matchKeys(before.rowids, after.rowids);
    if (origins !== null) return { keyedBy: 'rowid', origins };
  }
  const origins = Int32Array.from(after.rows, (_, row) => (row < before.rows.length ? row : -1));
  return { keyedBy: 'position', origins };
}

/** How the rows of a table that stands on one side only, or that did not change, are told apart. */
export function ownKey(table: TableState): RowsDiff['keyedBy'] {
  if (table.schema.columns.some((column) => column.primaryKey > 0)) return 'primary key';
  return table.rowids === null ? 'position' : 'rowid';
}

/**
 * The column sets to try as a key. Where a rebuild changed the primary key, the
 * rowids were given out anew, so either side's key is the better guide as long
 * as its columns are on both sides.
 */
function keyCandidates(before: TableSchema, after: TableSchema, columns: ColumnPairs): ColumnPairs['both'][] {
  const old = columns.both.filter((pair) => (before.columns[pair.before]?.primaryKey ?? 0) > 0);
  const now = columns.both.filter((pair) => (after.columns[pair.after]?.primaryKey ?? 0) > 0);
  const wholeOld =
    old.length > 0 && old.length === before.columns.filter((column) => column.primaryKey > 0).length;
  const wholeNow =
    now.length > 0 && now.length === after.columns.filter((column) => column.primaryKey > 0).length;
  const same = old.length === now.length && old.every((pair, index) => pair === now[index]);
  return [...(wholeOld ? [old] : []), ...(wholeNow && !(wholeOld && same) ? [now] : [])];
}

/** A key for each row, or null where a row has none because a part of it is NULL. */
function keysOf(rows: TableState['rows'], places: readonly number[], loose: boolean): readonly Key[] | null {
  const keys: Key[] = new Array<Key>(rows.length);
  const [only = -1] = places;
  const single = places.length === 1;
  for (let r = 0; r < rows.length; r++) {
    const row = rows[r] ?? [];
    if (single) {
      const cell = row[only] ?? null;
      if (cell === null) return null;
      const plain = loose ? loosened(cell) : cell;
      keys[r] =
        plain instanceof Uint8Array || (typeof plain === 'string' && plain.charCodeAt(0) === 0)
          ? encoded(plain)
          : plain;
      continue;
    }
    let key = '';
    for (const place of places) {
      const cell = row[place] ?? null;
      if (cell === null) return null;
      key += encoded(loose ? loosened(cell) : cell);
    }
    keys[r] = key;
  }
  return keys;
}

/** A cell as text that no other cell has, also not as part of a longer key. The NUL in front keeps it apart from plain text. */
function encoded(cell: Exclude<Cell, null>): string {
  if (typeof cell === 'string') return `\0t${cell.length}:${cell}`;
  if (typeof cell === 'bigint') return `\0i${cell};`;
  return typeof cell === 'number' ? `\0r${cell};` : `\0b${cell.join()};`;
}

/** A key's cell without its storage class: where the key's type changed, '7' and 7 are the same row. */
function loosened(cell: Exclude<Cell, null>): Exclude<Cell, null> {
  const text = cell instanceof Uint8Array ? castCell(cell, 'TEXT') : cell;
  return withAffinity(text, 'NUMERIC') ?? cell;
}

/** For each later key the place of the same earlier key, or -1; null where the keys do not tell rows apart. */
function matchKeys(before: readonly Key[] | null, after: readonly Key[] | null): Int32Array | null {
  if (before === null || after === null) return null;
  const kind = typeof (before[0] ?? after[0]);
  return isRising(before, kind) && isRising(after, kind) ? merged(before, after) : hashed(before, after);
}

/** All of one type, each greater than the one before it: so unique as well. */
function isRising(keys: readonly Key[], kind: string): boolean {
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i] as Key;
    if (typeof key !== kind || (i > 0 && !(key > (keys[i - 1] as Key)))) return false;
  }
  return true;
}

function merged(before: readonly Key[], after: readonly Key[]): Int32Array {
  const origins = new Int32Array(after.length).fill(-1);
  let b = 0;
  for (let a = 0; a < after.length && b < before.length; a++) {
    const key = after[a] as Key;
    while (b < before.length && (before[b] as Key) < key) b++;
    if (before[b] === key) origins[a] = b++;
  }
  return origins;
}

function hashed(before: readonly Key[], after: readonly Key[]): Int32Array | null {
  const places = new Map<Key, number>();
  for (let b = 0; b < before.length; b++) places.set(before[b] as Key, b);
  if (places.size < before.length || new Set(after).size < after.length) return null;
  return Int32Array.from(after, (key) => places.get(key) ?? -1);
}
