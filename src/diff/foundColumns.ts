/** Columns that are gone by name and still there by value: copied under another name. */
import { cellKey, sameCell, type Cell } from '../database/cell.ts';
import type { Conversions } from '../database/conversions.ts';
import type { TableState } from '../database/state.ts';
import type { ColumnPairs, PlacePair } from './pairing.ts';

export interface FoundColumns {
  /** Columns that are one beyond doubt, as places in `schema.columns`. */
  readonly pairs: readonly PlacePair[];
  readonly doubtful: readonly DoubtfulColumn[];
}

/** A removed column whose values are all there: in more columns than one, or too few to tell a copy from chance. */
export interface DoubtfulColumn {
  readonly before: number;
  readonly after: readonly number[];
}

const NONE_FOUND: FoundColumns = { pairs: [], doubtful: [] };

interface Candidate extends PlacePair {
  /** Rows in which the value is the same, or the same but for its type. */
  readonly agreed: number;
  /** Of them those in which it is the very same. */
  readonly same: number;
  /** Whether there were different values to tell a copy by. */
  readonly telling: boolean;
}

/**
 * Looks for each removed column among those added. `origins`: for each row
 * afterwards its row before, or -1. A column is found where every value that
 * stands in the other one agrees, row by row, and not by its default alone.
 */
export function findColumns(
  before: TableState,
  after: TableState,
  columns: ColumnPairs,
  origins: Int32Array,
  conversions: Conversions,
): FoundColumns {
  if (columns.removed.length === 0 || columns.added.length === 0) return NONE_FOUND;
  const rows = pairedRows(before, origins);
  if (rows.length === 0) return NONE_FOUND;
  const candidates = columns.removed.flatMap((place) => {
    if (before.schema.columns[place]?.generated !== null) return [];
    return columns.added.flatMap((added) => {
      const candidate = compare(before, after, { before: place, after: added }, rows, conversions);
      return candidate === null ? [] : [candidate];
    });
  });
  return decide(candidates);
}

/** Rows on both sides; where none is known to be, all of them one after the other, if there are as many. */
function pairedRows(before: TableState, origins: Int32Array): readonly PlacePair[] {
  const rows: PlacePair[] = [];
  origins.forEach((origin, row) => {
    if (origin >= 0) rows.push({ before: origin, after: row });
  });
  if (rows.length > 0 || origins.length !== before.rows.length) return rows;
  return before.rows.map((_, row) => ({ before: row, after: row }));
}

function compare(
  before: TableState,
  after: TableState,
  pair: PlacePair,
  rows: readonly PlacePair[],
  conversions: Conversions,
): Candidate | null {
  let values = 0;
  let agreed = 0;
  let same = 0;
  const distinct = new Set<string>();
  for (const row of rows) {
    const old = before.rows[row.before]?.[pair.before] ?? null;
    const now = after.rows[row.after]?.[pair.after] ?? null;
    if (old === null) continue;
    values++;
    if (now === null) continue;
    if (sameCell(old, now)) same++;
    else if (!sameCell(conversions.loosened(old), conversions.loosened(now))) {
      if (conversions.isConversion(old, now)) continue;
      return null;
    }
    agreed++;
    if (distinct.size < 2) distinct.add(cellKey(conversions.loosened(old)));
  }
  const telling = distinct.size > 1;
  if (agreed === 0 || agreed * 2 < values || (!telling && agreed < values)) return null;
  return !telling && isDefault(after, pair.after, conversions) ? null : { ...pair, agreed, same, telling };
}

/** Whether nothing but the column's default stands in it. */
function isDefault({ schema, rows }: TableState, place: number, conversions: Conversions): boolean {
  const column = schema.columns[place];
  const defaults = column === undefined ? null : conversions.defaultCells(column, schema);
  return defaults?.some((cell) => rows.every((row) => sameCell(row[place] ?? null, cell))) ?? true;
}

function decide(candidates: readonly Candidate[]): FoundColumns {
  const best = candidates.filter(
    (one) => !candidates.some((other) => rivals(one, other) && isBetter(other, one)),
  );
  const pairs = best.filter((one) => one.telling && !best.some((other) => rivals(one, other)));
  const left = best.filter((one) => !pairs.includes(one));
  const places = [...new Set(left.map((one) => one.before))];
  return {
    pairs,
    doubtful: places.map((before) => ({
      before,
      after: left.filter((one) => one.before === before).map((one) => one.after),
    })),
  };
}

/** Whether at most one of the two can be. */
function rivals(one: Candidate, other: Candidate): boolean {
  return one !== other && (one.before === other.before || one.after === other.after);
}

function isBetter(one: Candidate, other: Candidate): boolean {
  return one.agreed > other.agreed || (one.agreed === other.agreed && one.same > other.same);
}

/** Whether a value stands in one of these columns of a row, in whatever type. */
export function standsIn(
  value: Cell,
  row: readonly Cell[],
  places: readonly number[],
  conversions: Conversions,
): boolean {
  const loose = conversions.loosened(value);
  return places.some((place) => sameCell(loose, conversions.loosened(row[place] ?? null)));
}
