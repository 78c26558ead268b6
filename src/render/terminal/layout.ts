/** Sizes, and blocks of lines set beside each other. */
import type { Line } from '../spans/line.ts';
import { padLine } from './text/width.ts';

export interface Size {
  readonly columns: number;
  readonly rows: number;
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
