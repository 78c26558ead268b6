/** What scrolls: a region asks where it is scrolled to, and tells how it was placed. */
import { counted } from '../../words/sentence.ts';
import type { Line } from '../spans/line.ts';

/** How a region was placed, in its units: lines, or the rows or columns of a table. */
export interface Extent {
  /** Units scrolled away. */
  readonly offset: number;
  /** Units in view, at least 1. */
  readonly page: number;
  /** Units scrolled away when the last one is in view. */
  readonly most: number;
}

/** One region of a screen while it is laid out. */
export interface Region {
  /** Units scrolled away as the reader wants it, not held against what there is; null: as the layout likes. */
  readonly offset: number | null;
  /** Tells how it was placed; what was told last counts. */
  placed(extent: Extent): void;
}

/** A table's two regions. */
export interface TableScroll {
  readonly rows: Region;
  readonly columns: Region;
}

/** A region that nothing scrolls. */
const STILL: Region = { offset: null, placed: () => undefined };
export const STILL_TABLE: TableScroll = { rows: STILL, columns: STILL };

/**
 * As many lines as fit, with a sign where there are more. `start` is the first
 * line while nothing was scrolled; `keys` are those that scroll.
 */
export function scrolled(
  lines: readonly Line[],
  region: Region,
  height: number,
  keys: string,
  start = 0,
): readonly Line[] {
  if (lines.length <= height || height <= 0) {
    region.placed({ offset: 0, page: Math.max(1, height), most: 0 });
    return height <= 0 ? [] : lines;
  }
  // The sign takes a line of its own.
  const page = height - 1;
  const most = lines.length - page;
  const offset = Math.min(Math.max(0, region.offset ?? start), most);
  region.placed({ offset, page: Math.max(1, page), most });
  const below = most - offset;
  const text = below > 0 ? `… ${counted(below, 'more line')} (${keys})` : `(${keys} to go back up)`;
  return [...lines.slice(offset, offset + page), [{ text, style: 'quiet' }]];
}
