/** Which row before is which row afterwards, and in what order they stand on screen. */
import type { TableDiff } from '../../diff/model.ts';
import type { TableState } from '../../database/state.ts';

export type RowStatus = 'same' | 'added' | 'removed' | 'changed';

/**
 * The rows of both sides in one order, a slot for each: numbers only, because
 * there may be a hundred thousand of them and thirty on screen.
 */
export interface RowOrder {
  readonly length: number;
  /** Index into the rows before, or -1 where the row is not among them. */
  readonly before: Int32Array;
  /** Index into the rows afterwards, or -1 where the row is not among them. */
  readonly after: Int32Array;
  /** Index into the diff's changed rows, or -1. */
  readonly change: Int32Array;
  /** Slots of rows that were added, removed or changed, ascending. */
  readonly marked: readonly number[];
}

/** What happened to the row of a slot. */
export function statusAt(order: RowOrder, slot: number): RowStatus {
  if ((order.after[slot] ?? -1) < 0) return 'removed';
  if ((order.change[slot] ?? -1) >= 0) return 'changed';
  if ((order.before[slot] ?? -1) >= 0) return 'same';
  // A row that came into view below the row cap has no row before either, but was there.
  return isMarked(order.marked, slot) ? 'added' : 'same';
}

/** How many of the ascending slots are smaller than `slot`. */
function countBelow(marked: readonly number[], slot: number): number {
  let low = 0;
  let high = marked.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((marked[middle] ?? 0) < slot) low = middle + 1;
    else high = middle;
  }
  return low;
}

function isMarked(marked: readonly number[], slot: number): boolean {
  return marked[countBelow(marked, slot)] === slot;
}

/** How many rows that differ stand outside the `count` slots from `first`. */
export function markedOutside({ marked }: RowOrder, first: number, count: number): number {
  return marked.length - (countBelow(marked, first + count) - countBelow(marked, first));
}

/** The order of a table that stands alone: each row is there before and after. */
export function plainOrder(length: number): RowOrder {
  const indexes = Int32Array.from({ length }, (_, index) => index);
  return { length, before: indexes, after: indexes, change: new Int32Array(length).fill(-1), marked: [] };
}

/** Rows afterwards in their order, those removed where they stood before. */
export function mergedOrder(
  before: TableState | null,
  after: TableState | null,
  diff: TableDiff | null,
): RowOrder {
  const removed = diff?.rows.removed ?? (after === null ? [...(before?.rows.keys() ?? [])] : []);
  const afterCount = after?.rows.length ?? 0;
  const length = afterCount + removed.length;
  const order = {
    length,
    before: new Int32Array(length).fill(-1),
    after: new Int32Array(length).fill(-1),
    change: new Int32Array(length).fill(-1),
    marked: [] as number[],
  };
  const origins = originsOf(before, after, diff);
  const changes = new Int32Array(afterCount).fill(-1);
  diff?.rows.changed.forEach((change, index) => (changes[change.after] = index));
  const added = new Uint8Array(afterCount);
  for (const row of diff?.rows.added ?? (before === null ? (after?.rows.keys() ?? []) : [])) added[row] = 1;

  let slot = 0;
  let next = 0;
  const flushRemoved = (limit: number): void => {
    for (let row = removed[next]; row !== undefined && row < limit; row = removed[++next]) {
      order.before[slot] = row;
      order.marked.push(slot++);
    }
  };
  let ahead = -1;
  for (let row = 0; row < afterCount; row++) {
    // Rows removed at one place stand in front of those added there, as in any diff.
    if (ahead < row) for (ahead = row; ahead < afterCount && (origins[ahead] ?? -1) < 0;) ahead++;
    flushRemoved(ahead < afterCount ? (origins[ahead] ?? 0) : Number.MAX_SAFE_INTEGER);
    order.before[slot] = origins[row] ?? -1;
    order.after[slot] = row;
    order.change[slot] = changes[row] ?? -1;
    if (added[row] === 1 || (changes[row] ?? -1) >= 0) order.marked.push(slot);
    slot++;
  }
  flushRemoved(Number.MAX_SAFE_INTEGER);
  return order;
}

/** For each row afterwards its row before, or -1; without word from the diff each stands where it stood. */
function originsOf(before: TableState | null, after: TableState | null, diff: TableDiff | null): Int32Array {
  if (diff?.rows.origins !== undefined) return diff.rows.origins;
  const count = before?.rows.length ?? 0;
  return Int32Array.from({ length: after?.rows.length ?? 0 }, (_, row) => (row < count ? row : -1));
}
