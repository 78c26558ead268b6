/** Which row is which on the two sides, while rows are paired: each row of one side with at most one of the other. */
import { cellKey, sameCell, type Cell } from '../database/cell.ts';
import type { Conversions } from '../database/conversions.ts';
import type { TableState } from '../database/state.ts';

/** A column on both sides, as places in `schema.columns`. */
export interface PlacePair {
  readonly before: number;
  readonly after: number;
}

type Rows = TableState['rows'];

interface JoinOptions {
  readonly conversions?: Conversions | null;
  readonly telling?: boolean;
}

/** Pairs of rows under way. */
export class Pairing {
  /** For each row afterwards its row before, or -1. */
  readonly origins: Int32Array;
  /** For each row before its row afterwards, or -1. */
  readonly targets: Int32Array;

  readonly before: Rows;
  readonly after: Rows;

  constructor(before: Rows, after: Rows) {
    this.before = before;
    this.after = after;
    this.origins = new Int32Array(after.length).fill(-1);
    this.targets = new Int32Array(before.length).fill(-1);
  }

  /** A pairing that begins with these pairs. */
  static from(before: Rows, after: Rows, origins: Int32Array): Pairing {
    const pairing = new Pairing(before, after);
    origins.forEach((origin, row) => {
      if (origin >= 0) pairing.join(origin, row);
    });
    return pairing;
  }

  join(before: number, after: number): void {
    this.origins[after] = before;
    this.targets[before] = after;
  }

  part(before: number, after: number): void {
    this.origins[after] = -1;
    this.targets[before] = -1;
  }

  /** Rows afterwards without a partner, in order. */
  freeAfter(): number[] {
    return free(this.origins);
  }

  freeBefore(): number[] {
    return free(this.targets);
  }

  /**
   * Pairs free rows whose cells are equal in all these columns, as often as they
   * occur, in the order of the rows; those without any value are left. With
   * `conversions`, cells are equal that another type of column would make equal;
   * with `telling`, only rows count of which either side has one. Answers how
   * many pairs that made.
   */
  joinEqual(
    columns: readonly PlacePair[],
    { conversions = null, telling = false }: JoinOptions = {},
  ): number {
    const [left, right] = [this.freeBefore(), this.freeAfter()];
    if (columns.length === 0 || left.length === 0 || right.length === 0) return 0;
    const counts = telling ? this.counts(columns, conversions) : null;
    const waiting = new Map<string, number[]>();
    // From the last to the first, so that the first is taken first.
    for (const row of left.reverse()) {
      const key = contentKey(this.before[row] ?? [], columns, 'before', conversions);
      if (key === null || (counts !== null && counts.get(key) !== 2)) continue;
      const same = waiting.get(key);
      if (same === undefined) waiting.set(key, [row]);
      else same.push(row);
    }
    let joined = 0;
    for (const row of right) {
      const key = contentKey(this.after[row] ?? [], columns, 'after', conversions);
      const partner = key === null ? undefined : waiting.get(key)?.pop();
      if (partner === undefined) continue;
      this.join(partner, row);
      joined++;
    }
    return joined;
  }

  /** How often each content stands on both sides together. */
  private counts(
    columns: readonly PlacePair[],
    conversions: Conversions | null,
  ): ReadonlyMap<string, number> {
    const counts = new Map<string, number>();
    for (const side of ['before', 'after'] as const) {
      for (const row of this[side]) {
        const key = contentKey(row, columns, side, conversions);
        if (key !== null) counts.set(key, (counts.get(key) ?? 0) + 1);
      }
    }
    return counts;
  }

  /** Whether two rows have a value in common, in at least this part of the columns. */
  resembles(before: number, after: number, columns: readonly PlacePair[], part = 0): boolean {
    const [old, now] = [this.before[before] ?? [], this.after[after] ?? []];
    const same = columns.filter((pair) => {
      const cell = old[pair.before] ?? null;
      return cell !== null && sameCell(cell, now[pair.after] ?? null);
    });
    return same.length > 0 && same.length >= columns.length * part;
  }

  /** Whether two rows are equal in all these columns. */
  agree(before: number, after: number, columns: readonly PlacePair[]): boolean {
    const [old, now] = [this.before[before] ?? [], this.after[after] ?? []];
    return columns.every((pair) => sameCell(old[pair.before] ?? null, now[pair.after] ?? null));
  }
}

function free(partners: Int32Array): number[] {
  const rows: number[] = [];
  for (let row = 0; row < partners.length; row++) if (partners[row] === -1) rows.push(row);
  return rows;
}

/** The cells in these columns as one text; null where there is no value in them. */
function contentKey(
  row: readonly Cell[],
  columns: readonly PlacePair[],
  side: keyof PlacePair,
  conversions: Conversions | null,
): string | null {
  let key = '';
  let empty = true;
  for (const column of columns) {
    const cell = row[column[side]] ?? null;
    if (cell !== null) empty = false;
    key += cellKey(conversions === null ? cell : conversions.loosened(cell));
  }
  return empty ? null : key;
}

/** Which column is which on the two sides, as places in `schema.columns`. */
export interface ColumnPairs {
  /** In the order of the columns afterwards. */
  readonly both: readonly PlacePair[];
  readonly added: readonly number[];
  readonly removed: readonly number[];
}
