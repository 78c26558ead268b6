/** The difference of the rows of one table, and what was lost in them. */
import { sameCell, type Cell } from '../database/cell.ts';
import type { Conversions } from '../database/conversions.ts';
import type { TableState } from '../database/state.ts';
import { standsIn, type DoubtfulColumn } from './foundColumns.ts';
import { ownKey, type RowPairs } from './keys.ts';
import type { CellChange, Losses, RowChange, RowsDiff } from './model.ts';
import type { ColumnPairs } from './pairing.ts';

const NOTHING_LOST: Losses = { rows: 0, values: 0, coerced: 0 };

/** What corresponds to what in two states of a table. */
export interface Correspondence {
  readonly columns: ColumnPairs;
  readonly doubtful: readonly DoubtfulColumn[];
  readonly pairs: RowPairs;
}

export interface RowsAndLosses {
  readonly rows: RowsDiff;
  readonly lost: Losses;
}

/** The rows of a table that was not there before. */
export function rowsOfAdded(table: TableState): RowsAndLosses {
  const unseen = { added: table.rowCount - table.rows.length, removed: 0 };
  return {
    rows: {
      keyedBy: ownKey(table),
      added: [...table.rows.keys()],
      removed: [],
      changed: [],
      ...unseenPart(unseen),
    },
    lost: NOTHING_LOST,
  };
}

/** The rows of a table that is gone: all of them lost. */
export function rowsOfRemoved(table: TableState): RowsAndLosses {
  const unseen = { added: 0, removed: table.rowCount - table.rows.length };
  return {
    rows: {
      keyedBy: ownKey(table),
      added: [],
      removed: [...table.rows.keys()],
      changed: [],
      ...unseenPart(unseen),
    },
    lost: { rows: table.rowCount, values: 0, coerced: 0 },
  };
}

export function sameRowsDiff(table: TableState): RowsAndLosses {
  return { rows: { keyedBy: ownKey(table), added: [], removed: [], changed: [] }, lost: NOTHING_LOST };
}

/** The rows of a table that is on both sides. Time and memory grow in proportion to the rows. */
export function diffRows(
  before: TableState,
  after: TableState,
  { columns, doubtful, pairs: { keyedBy, origins, newKeys } }: Correspondence,
  conversions: Conversions,
): RowsAndLosses {
  const kept = new Uint8Array(before.rows.length);
  const added: number[] = [];
  for (let row = 0; row < origins.length; row++) {
    const origin = origins[row] ?? -1;
    if (origin < 0) added.push(row);
    else kept[origin] = 1;
  }
  const removed: number[] = [];
  for (let row = 0; row < kept.length; row++) if (kept[row] === 0) removed.push(row);

  const { changed, ...values } = compareCells(before, after, {
    columns,
    origins,
    conversions,
    doubtful,
    // Another key in its place is what a new key is: no value is missed.
    replacedKey: newKeys > 0,
  });
  const unseen = withoutWindowEdges(before, after, added, removed);
  const rows = {
    keyedBy,
    added,
    removed,
    changed,
    ...(newKeys > 0 ? { newKeys } : {}),
    ...originsPart(origins, before),
    ...unseenPart(unseen),
  };
  return { rows, lost: { rows: removed.length + (unseen?.removed ?? 0), ...values } };
}

function originsPart(origins: Int32Array, before: TableState): { origins?: Int32Array } {
  const inPlace = origins.length === before.rows.length && origins.every((origin, row) => origin === row);
  return inPlace ? {} : { origins };
}

function unseenPart(unseen: RowsDiff['unseen'] | null): { unseen?: NonNullable<RowsDiff['unseen']> } {
  return unseen && unseen.added + unseen.removed > 0 ? { unseen } : {};
}

/**
 * Where the row cap cut a side, rows at the end may have come into view or left
 * it without being added or removed: takes them out of the lists, and answers
 * how many rows came or went out of sight. Null where both sides are whole.
 */
function withoutWindowEdges(
  before: TableState,
  after: TableState,
  added: number[],
  removed: number[],
): { added: number; removed: number } | null {
  const cutBefore = before.rowCount > before.rows.length;
  const cutAfter = after.rowCount > after.rows.length;
  if (!cutBefore && !cutAfter) return null;
  if (cutBefore) dropTail(added, after.rows.length);
  if (cutAfter) dropTail(removed, before.rows.length);
  const net = after.rowCount - before.rowCount - (added.length - removed.length);
  return { added: Math.max(0, net), removed: Math.max(0, -net) };
}

/** Takes away the unbroken run of places that ends at `end`. */
function dropTail(places: number[], end: number): void {
  for (let place = end - 1; places.at(-1) === place; place--) places.pop();
}

interface CellsCompared {
  readonly changed: readonly RowChange[];
  readonly values: number;
  readonly coerced: number;
}

interface CellRules extends Pick<Correspondence, 'columns' | 'doubtful'> {
  readonly origins: Int32Array;
  readonly conversions: Conversions;
  readonly replacedKey: boolean;
}

function compareCells(
  before: TableState,
  after: TableState,
  { columns, origins, conversions, doubtful, replacedKey }: CellRules,
): CellsCompared {
  const changed: RowChange[] = [];
  const names = after.schema.columns.map((column) => column.name);
  const lefts = Int32Array.from(columns.both, (pair) => pair.before);
  const rights = Int32Array.from(columns.both, (pair) => pair.after);
  const filled = filledColumns(after, columns, conversions);
  const gone = columns.removed
    .filter((place) => {
      const column = before.schema.columns[place];
      return column?.generated === null && !(replacedKey && column.primaryKey > 0);
    })
    .map((place) => ({ place, in: doubtful.find((each) => each.before === place)?.after ?? [] }));
  const derived = columns.both.map((pair) => before.schema.columns[pair.before]?.generated != null);
  let values = 0;
  let coerced = 0;
  for (let r = 0; r < origins.length; r++) {
    const origin = origins[r] ?? -1;
    const old = before.rows[origin];
    const now = after.rows[r];
    if (old === undefined || now === undefined) continue;
    let cells: CellChange[] | null = null;
    for (let pair = 0; pair < lefts.length; pair++) {
      const was = old[lefts[pair] as number] as Cell;
      const is = now[rights[pair] as number] as Cell;
      if (was === is || sameCell(was, is)) continue;
      const how = is === null ? 'nulled' : conversions.isConversion(was, is) ? 'coerced' : 'changed';
      if (!derived[pair]) {
        if (how === 'nulled') values++;
        else if (how === 'coerced') coerced++;
      }
      (cells ??= []).push({ column: names[rights[pair] as number] ?? '', before: was, after: is, how });
    }
    for (const { place, defaults } of filled) {
      const is = now[place] ?? null;
      if (defaults.some((cell) => sameCell(cell, is))) continue;
      (cells ??= []).push({ column: names[place] ?? '', before: null, after: is, how: 'changed' });
    }
    for (const { place, in: places } of gone) {
      const was = old[place] ?? null;
      if (was !== null && !standsIn(was, now, places, conversions)) values++;
    }
    if (cells !== null) changed.push({ before: origin, after: r, cells });
  }
  return { changed, values, coerced };
}

/** The added columns whose default is known, so that a departure from it can be told. */
function filledColumns(
  after: TableState,
  columns: ColumnPairs,
  conversions: Conversions,
): readonly { readonly place: number; readonly defaults: readonly Cell[] }[] {
  return columns.added.flatMap((place) => {
    const column = after.schema.columns[place];
    const defaults = column === undefined ? null : conversions.defaultCells(column, after.schema);
    return defaults === null ? [] : [{ place, defaults }];
  });
}
