/**
 * Scrolling. Only the layout knows how much of something is in view, so where
 * it is scrolled to is kept here, beside the layout, and not in the tutor.
 * While a screen is laid out, each region asks for its offset and tells how it
 * was placed; a key that scrolls starts from where the last frame really
 * stood, so that no key is lost behind an end. An offset holds as long as the
 * region's content is the same, and begins anew with another one.
 */
import type { Command } from '../tutor/command.ts';
import type { Extent, Region, TableScroll } from '../render/terminal/scroll.ts';

/** What a key scrolls; a screen has at most one region of each. */
export type Axis = 'rows' | 'columns' | 'text';

/** What a screen asks and tells while it is laid out. */
export interface Scrolling {
  /**
   * `name` is the region's own among all screens. `content` is what it shows: where
   * any part of it is another than before, the region is where the layout puts it.
   */
  region(axis: Axis, name: string, content: readonly unknown[]): Region;
  /** Tells how many items of the list under the cursor are in view. */
  list(inView: number): void;
}

/** What the learner scrolled, by the region's name. */
export type Offsets = ReadonlyMap<string, Offset>;

interface Offset {
  readonly content: readonly unknown[];
  readonly offset: number;
}

/** How a frame's regions were placed. */
export interface Placement {
  readonly regions: ReadonlyMap<Axis, PlacedRegion>;
  /** Items in view of the list under the cursor; null without one. */
  readonly list: number | null;
}

interface PlacedRegion extends Extent {
  readonly name: string;
  readonly content: readonly unknown[];
}

/** The name of the lesson's table in front: the cells of a table are opened where it stands. */
export const TABLE = 'table';

/** The regions of one layout; `placement` is to be asked when it is done. */
export function startLayout(offsets: Offsets): Scrolling & { placement(): Placement } {
  const regions = new Map<Axis, PlacedRegion>();
  let list: number | null = null;
  return {
    region(axis, name, content) {
      const kept = offsets.get(name);
      return {
        offset: kept !== undefined && isSame(kept.content, content) ? kept.offset : null,
        placed: (extent) => regions.set(axis, { ...extent, name, content }),
      };
    },
    list(inView) {
      list = inView;
    },
    placement: () => ({ regions, list }),
  };
}

/** The rows and columns of a table, scrolled by keys of their own. */
export function tableScroll(scrolling: Scrolling, name: string, content: readonly unknown[]): TableScroll {
  return {
    rows: scrolling.region('rows', name, content),
    columns: scrolling.region('columns', `${name}, columns`, content),
  };
}

interface Move {
  readonly axis: Axis;
  readonly by: 1 | -1;
  readonly unit: 'one' | 'page';
}

/** The commands that scroll, and what they do. */
const MOVES: Readonly<Partial<Record<Command, Move>>> = {
  scrollUp: { axis: 'rows', by: -1, unit: 'one' },
  scrollDown: { axis: 'rows', by: 1, unit: 'one' },
  scrollPageUp: { axis: 'rows', by: -1, unit: 'page' },
  scrollPageDown: { axis: 'rows', by: 1, unit: 'page' },
  columnsLeft: { axis: 'columns', by: -1, unit: 'one' },
  columnsRight: { axis: 'columns', by: 1, unit: 'one' },
  textUp: { axis: 'text', by: -1, unit: 'one' },
  textDown: { axis: 'text', by: 1, unit: 'one' },
};

/** Whether a command only moves what is in view, and means nothing where the whole is read out. */
export function isScrolling(command: Command): boolean {
  return MOVES[command] !== undefined;
}

/** The offsets after a command on a frame; the same ones where it scrolls nothing there. */
export function scrolledBy(command: Command, { regions }: Placement, offsets: Offsets): Offsets {
  const move = MOVES[command];
  const region = move === undefined ? undefined : regions.get(move.axis);
  if (move === undefined || region === undefined) return offsets;
  const { name, content, page, most } = region;
  const wanted = region.offset + move.by * (move.unit === 'page' ? page : 1);
  const offset = Math.max(0, Math.min(most, wanted));
  return offset === region.offset ? offsets : new Map([...offsets, [name, { content, offset }]]);
}

function isSame(before: readonly unknown[], after: readonly unknown[]): boolean {
  return before.length === after.length && before.every((part, index) => part === after[index]);
}
