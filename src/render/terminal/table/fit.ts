/** Which columns fit side by side, and how wide each is. Numbers only. */

/** Columns between two table columns. */
export const GAP = 2;
/** No column is cut below this, unless it is the only one. */
const MIN_WIDTH = 5;
/** A name longer than this may be cut. */
const MAX_NAME = 16;

export interface FitColumn {
  /** Width at which nothing is cut: header and cells in view. */
  readonly natural: number;
  readonly header: number;
  /** Stays on screen however far one scrolls: the key. */
  readonly sticky: boolean;
  /** Kept before others where not all fit: it holds the change. */
  readonly wanted: boolean;
}

export interface Fit {
  /** Index and width of each column shown, in table order. */
  readonly shown: readonly { readonly index: number; readonly width: number }[];
  /** Indexes of those left out, in table order. */
  readonly hidden: readonly number[];
  /** Columns (the key apart) scrolled away on the left. */
  readonly offset: number;
  /** How many of them are scrolled away when the last one is in view. */
  readonly most: number;
}

function floorOf(column: FitColumn): number {
  return Math.max(1, Math.min(column.natural, Math.max(MIN_WIDTH, Math.min(column.header, MAX_NAME))));
}

function total(widths: readonly number[]): number {
  return widths.reduce((sum, width) => sum + width, 0) + GAP * Math.max(0, widths.length - 1);
}

/** Widths that fill at most `available`: the widest give way first, none below its floor. */
function shrink(columns: readonly FitColumn[], available: number): number[] {
  // A changed cell holds two values, so its column counts as half as wide.
  const share = columns.map((column) => (column.wanted ? 0.5 : 1));
  const widths = columns.map((column) => Math.max(1, column.natural));
  const weight = (index: number): number => (widths[index] ?? 0) * (share[index] ?? 1);
  const floors = columns.map(floorOf);
  for (let over = total(widths) - available; over > 0;) {
    const able = widths.flatMap((width, index) => (width > (floors[index] ?? 0) ? [index] : []));
    if (able.length === 0) break;
    able.sort((a, b) => weight(b) - weight(a));
    const [widest = 0, next] = able;
    // Down to the next wide one at once, so that a very long text costs no more than a long word.
    const level = next === undefined ? 0 : Math.floor(weight(next) / (share[widest] ?? 1));
    const lowest = Math.max(floors[widest] ?? 1, level);
    const step = Math.min(over, Math.max(1, (widths[widest] ?? 0) - lowest));
    widths[widest] = (widths[widest] ?? 0) - step;
    over -= step;
  }
  return widths;
}

/**
 * Chooses columns for `available` screen columns. Whole columns are left out,
 * never half a one. At offset 0 the key comes first, then what holds a change,
 * then the rest in order; further on, the key and then the columns from
 * number `offset` (of those that scroll), at most so far that the last one is in view.
 */
export function fitColumns(columns: readonly FitColumn[], available: number, offset: number): Fit {
  const all = columns.map((_, index) => index);
  if (available <= 0 || columns.length === 0) return { shown: [], hidden: all, offset: 0, most: 0 };
  const sticky = all.filter((index) => columns[index]?.sticky === true);
  const moving = all.filter((index) => columns[index]?.sticky !== true);
  const width = (indexes: readonly number[]): number =>
    total(indexes.flatMap((index) => columns[index] ?? []).map(floorOf));
  const keys: number[] = [];
  for (const index of sticky) {
    // A key of many columns leaves room for others.
    if (keys.length === 0 || width([...keys, index]) <= available / 2) keys.push(index);
  }
  const most =
    width(all) <= available ? 0 : lastStart(moving, (shown) => width([...keys, ...shown]) <= available);
  const start = Math.max(0, Math.min(offset, most));
  const queue =
    start > 0
      ? moving.slice(start)
      : [
          ...moving.filter((index) => columns[index]?.wanted === true),
          ...moving.filter((index) => columns[index]?.wanted !== true),
        ];
  const chosen = [...keys];
  for (const index of queue) {
    if (width([...chosen, index]) > available) {
      // Scrolled, the columns shown are neighbours: no gap that the reader cannot see.
      if (start > 0) break;
      continue;
    }
    chosen.push(index);
  }
  // Better the change without its key than the key alone.
  const [first] = queue;
  if (
    keys.length > 0 &&
    chosen.length === keys.length &&
    first !== undefined &&
    columns[first]?.wanted === true
  )
    chosen.splice(0, keys.length, first);
  if (chosen.length === 0 && first !== undefined) chosen.push(first);
  chosen.sort((a, b) => a - b);
  const kept = chosen.flatMap((index) => columns[index] ?? []);
  const widths = shrink(kept, available);
  // One column alone may be cut below its floor.
  if (chosen.length === 1) widths[0] = Math.min(widths[0] ?? available, available);
  const shown = chosen.map((index, at) => ({ index, width: widths[at] ?? 1 }));
  return { shown, hidden: all.filter((index) => !chosen.includes(index)), offset: start, most };
}

/** The first column from which all others fit beside the key: further on there is nothing more to see. */
function lastStart(moving: readonly number[], fits: (shown: readonly number[]) => boolean): number {
  let start = Math.max(0, moving.length - 1);
  while (start > 1 && fits(moving.slice(start - 1))) start--;
  return start;
}
