/** Which row is which on the two sides: by primary key or by the engine's identity of rows, else by what is in them. */
import { cellKey } from '../database/cell.ts';
import type { Conversions } from '../database/conversions.ts';
import type { RowId, TableSchema, TableState } from '../database/state.ts';
import type { RowsDiff } from './model.ts';
import { Pairing, type PlacePair } from './pairing.ts';
import type { ColumnPairs } from './pairing.ts';

export interface RowPairs {
  readonly keyedBy: RowsDiff['keyedBy'];
  /** For each row afterwards its row before, or -1 for one that was added. */
  readonly origins: Int32Array;
  /** Rows that were kept though their key is another one. */
  readonly newKeys: number;
}

export interface PairRules {
  readonly conversions: Conversions;
  /** The table was made anew on the way, so that the engine's identities of rows say nothing. */
  readonly rebuilt: boolean;
}

type Key = bigint | number | string;

/**
 * Pairs the rows of two states of a table. A key decides as long as it explains
 * every row; where some are left, and what is in the rows
 * explains more, the keys were given out anew. Without a key a table is a heap
 * of rows: equal ones are paired as often as they occur. One pass over each
 * side, and hash tables where rows are not in order.
 */
export function pairRows(
  before: TableState,
  after: TableState,
  columns: ColumnPairs,
  rules: PairRules,
): RowPairs {
  for (const places of keyCandidates(before.schema, after.schema, columns)) {
    const origins = matchColumns(before, after, places, rules.conversions);
    if (origins === null) continue;
    const pairing = Pairing.from(before.rows, after.rows, origins);
    const newKeys = reconsider(pairing, withoutPlaces(columns.both, places), rules.conversions);
    return { keyedBy: 'primary key', origins: pairing.origins, newKeys };
  }
  const identities = rules.rebuilt ? null : matchIds(before.rowIds, after.rowIds);
  if (identities !== null) {
    const pairing = Pairing.from(before.rows, after.rows, identities);
    reconsider(pairing, columns.both, rules.conversions);
    return { keyedBy: 'row id', origins: pairing.origins, newKeys: 0 };
  }
  const pairing = new Pairing(before.rows, after.rows);
  joinContent(pairing, columns.both, rules.conversions, false);
  joinInOrder(pairing, columns.both);
  const newKeys = isKeyed(before.schema) && isKeyed(after.schema) ? paired(pairing) : 0;
  return { keyedBy: 'content', origins: pairing.origins, newKeys };
}

/** How the rows of a table that stands on one side only, or that did not change, are told apart. */
export function ownKey(table: TableState): RowsDiff['keyedBy'] {
  if (isKeyed(table.schema)) return 'primary key';
  return table.rowIds === null ? 'content' : 'row id';
}

function isKeyed(schema: TableSchema): boolean {
  return schema.columns.some((column) => column.primaryKey > 0);
}

function paired({ origins }: Pairing): number {
  return origins.reduce((count, origin) => (origin < 0 ? count : count + 1), 0);
}

/**
 * Where an identity leaves rows on a side, looks for them by the rest of the
 * row. Answers how many rows have got another identity.
 */
function reconsider(pairing: Pairing, rest: readonly PlacePair[], conversions: Conversions): number {
  if (rest.length === 0 || pairing.freeBefore().length + pairing.freeAfter().length === 0) return 0;
  const apart: { readonly before: number; readonly after: number }[] = [];
  pairing.origins.forEach((before, after) => {
    if (before >= 0 && !pairing.agree(before, after, rest)) apart.push({ before, after });
  });
  const wider = Pairing.from(pairing.before, pairing.after, pairing.origins);
  for (const { before, after } of apart) wider.part(before, after);
  // Where some keys hold, a row has got a new one only if it can be told from all others.
  const some = paired(pairing) > apart.length;
  const left = joinContent(pairing, rest, conversions, some);
  const found = apart.length === 0 ? 0 : joinContent(wider, rest, conversions, false);
  // A row may have come to hold what another one held by chance; most of those that disagree do not, and
  // not one that has nothing left of the row whose key it has.
  const strangers = apart.every(({ before, after }) => !pairing.resembles(before, after, rest));
  if (found - left < Math.max(strangers ? 1 : 2, apart.length / 2)) return left;
  for (const { before, after } of apart) {
    if (wider.targets[before] === -1 && wider.origins[after] === -1) wider.join(before, after);
  }
  pairing.origins.set(wider.origins);
  pairing.targets.set(wider.targets);
  return found;
}

function joinContent(
  pairing: Pairing,
  columns: readonly PlacePair[],
  conversions: Conversions,
  telling: boolean,
): number {
  return pairing.joinEqual(columns, { telling }) + pairing.joinEqual(columns, { telling, conversions });
}

/** Pairs what is left one after the other, where it is as many rows on both sides and each still resembles its partner. */
function joinInOrder(pairing: Pairing, columns: readonly PlacePair[]): void {
  const [before, after] = [pairing.freeBefore(), pairing.freeAfter()];
  if (before.length !== after.length || columns.length === 0) return;
  const alike = before.every((row, place) => {
    const other = after[place] ?? -1;
    return pairing.resembles(row, other, columns, 0.5) || pairing.agree(row, other, columns);
  });
  if (alike) before.forEach((row, place) => pairing.join(row, after[place] ?? -1));
}

/**
 * The column sets to try as a key. Where a rebuild changed the primary key,
 * either side's key is a guide as long as its columns are on both sides.
 */
function keyCandidates(
  before: TableSchema,
  after: TableSchema,
  columns: ColumnPairs,
): (readonly PlacePair[])[] {
  const old = columns.both.filter((pair) => (before.columns[pair.before]?.primaryKey ?? 0) > 0);
  const now = columns.both.filter((pair) => (after.columns[pair.after]?.primaryKey ?? 0) > 0);
  const wholeOld =
    old.length > 0 && old.length === before.columns.filter((column) => column.primaryKey > 0).length;
  const wholeNow =
    now.length > 0 && now.length === after.columns.filter((column) => column.primaryKey > 0).length;
  const same = old.length === now.length && old.every((pair, index) => pair === now[index]);
  return [...(wholeOld ? [old] : []), ...(wholeNow && !(wholeOld && same) ? [now] : [])];
}

function withoutPlaces(columns: readonly PlacePair[], places: readonly PlacePair[]): readonly PlacePair[] {
  return columns.filter((pair) => !places.includes(pair));
}

function matchColumns(
  before: TableState,
  after: TableState,
  places: readonly PlacePair[],
  conversions: Conversions,
): Int32Array | null {
  // Where the key's type changed, '7' and 7 are the same key.
  const loose = places.some(
    (pair) => before.schema.columns[pair.before]?.type !== after.schema.columns[pair.after]?.type,
  );
  const rule = loose ? conversions : null;
  const old = keysOf(
    before.rows,
    places.map((pair) => pair.before),
    rule,
  );
  const now = keysOf(
    after.rows,
    places.map((pair) => pair.after),
    rule,
  );
  return matchKeys(old, now);
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
      // The NUL in front keeps a cell's key apart from plain text.
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

function matchIds(before: readonly RowId[] | null, after: readonly RowId[] | null): Int32Array | null {
  return before === null || after === null ? null : matchKeys(before, after);
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
