/** Which row is which on the two sides: by primary key, else by rowid, else by position. */
import { cellKey } from '../database/cell.ts';
import type { Conversions } from '../database/conversions.ts';
import type { TableSchema, TableState } from '../database/state.ts';
import type { RowsDiff } from './model.ts';
import type { ColumnPairs } from './schema.ts';

export interface RowPairs {
  readonly keyedBy: RowsDiff['keyedBy'];
  /** For each row afterwards its row before, or -1 for one that was added. */
  readonly origins: Int32Array;
}

type Key = bigint | number | string;

/** Pairs the rows of two states of a table; one pass over each side, a hash table only where keys are not in order. */
export function pairRows(
  before: TableState,
  after: TableState,
  columns: ColumnPairs,
  conversions: Conversions,
): RowPairs {
  for (const places of keyCandidates(before.schema, after.schema, columns)) {
    const loose = places.some((pair) => {
      const [left, right] = [before.schema.columns[pair.before], after.schema.columns[pair.after]];
      return left?.type !== right?.type;
    });
    const origins = matchKeys(
      keysOf(
        before.rows,
        places.map((pair) => pair.before),
        loose ? conversions : null,
      ),
      keysOf(
        after.rows,
        places.map((pair) => pair.after),
        loose ? conversions : null,
      ),
    );
    if (origins !== null) return { keyedBy: 'primary key', origins };
  }
  if (before.rowIds !== null && after.rowIds !== null) {
    const origins = matchKeys(before.rowIds, after.rowIds);
    if (origins !== null) return { keyedBy: 'rowid', origins };
  }
  const origins = Int32Array.from(after.rows, (_, row) => (row < before.rows.length ? row : -1));
  return { keyedBy: 'position', origins };
}

/** How the rows of a table that stands on one side only, or that did not change, are told apart. */
export function ownKey(table: TableState): RowsDiff['keyedBy'] {
  if (table.schema.columns.some((column) => column.primaryKey > 0)) return 'primary key';
  return table.rowIds === null ? 'position' : 'rowid';
}

/**
 * The column sets to try as a key. Where a rebuild changed the primary key, the
 * rowIds were given out anew, so either side's key is the better guide as long
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
function keysOf(
  rows: TableState['rows'],
  places: readonly number[],
  loose: Conversions | null,
): readonly Key[] | null {
  const keys: Key[] = new Array<Key>(rows.length);
  const [only = -1] = places;
  const single = places.length === 1;
  for (let r = 0; r < rows.length; r++) {
    const row = rows[r] ?? [];
    if (single) {
      const cell = row[only] ?? null;
      if (cell === null) return null;
      const plain = loose?.loosened(cell) ?? cell;
      keys[r] =
        typeof plain === 'object' || (typeof plain === 'string' && plain.charCodeAt(0) === 0)
          ? `\0${cellKey(plain)}`
          : plain;
      continue;
    }
    let key = '';
    for (const place of places) {
      const cell = row[place] ?? null;
      if (cell === null) return null;
      key += cellKey(loose?.loosened(cell) ?? cell);
    }
    keys[r] = key;
  }
  return keys;
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
