/** Sizes, and blocks of lines set beside each other or scrolled. */
import type { Line } from '../spans/line.ts';
import { padLine } from './text/width.ts';
import { counted } from '../../words/sentence.ts';

export interface Size {
  readonly columns: number;
  readonly rows: number;
}

/** The room of a text that does not fit, in lines. */
export interface Reach {
  /** Lines that a page moves: all that are in view. */
  readonly page: number;
  /** Lines scrolled away when the last one is in view. */
  readonly most: number;
}

/** From this size on, before and after stand side by side. */
export const WIDE: Size = { columns: 112, rows: 30 };

/** Blank columns left and right of everything. */
export const MARGIN = 1;

/** What a sentence may take. */
export interface StatusRoom {
  readonly columns: number;
  readonly lines: number;
}

/** Two columns of lines side by side, `gap` blanks between. */
export function beside(
  left: readonly Line[],
  right: readonly Line[],
  leftWidth: number,
  gap = 3,
): readonly Line[] {
  return Array.from({ length: Math.max(left.length, right.length) }, (_, row) => {
    const first = left[row] ?? [];
    const second = right[row] ?? [];
    return second.length === 0 ? first : [...padLine(first, leftWidth + gap), ...second];
  });
}

/** How far `scrolled` can go with so many lines in so much room. */
export function reachOf(lines: number, height: number): Reach {
  return lines <= height
    ? { page: Math.max(1, height), most: 0 }
    : { page: Math.max(1, height - 1), most: Math.max(0, lines - (height - 1)) };
}

/** Lines from `first` on, as many as fit, with a sign where there are more. */
export function scrolled(
  lines: readonly Line[],
  first: number,
  height: number,
  moreKeys: string,
): readonly Line[] {
  if (height <= 0) return [];
  if (lines.length <= height) return lines;
  const from = Math.min(Math.max(0, first), lines.length - (height - 1));
  const shown = lines.slice(from, from + height - 1);
  const below = lines.length - from - shown.length;
  const text = below > 0 ? `… ${counted(below, 'more line')} (${moreKeys})` : `(${moreKeys} to go back up)`;
  return [...shown, [{ text, style: 'quiet' }]];
}
