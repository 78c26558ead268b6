/** Pieces set one behind the other, none broken in two. */
import type { Line } from '../../spans/line.ts';
import { lineWidth } from './width.ts';

/** The pieces in as few lines as they take, three blanks between two. */
export function packed(pieces: readonly Line[], width: number): readonly Line[] {
  const lines: Line[] = [];
  for (const piece of pieces) {
    const last = lines.at(-1);
    if (last !== undefined && lineWidth(last) + 3 + lineWidth(piece) <= width)
      lines[lines.length - 1] = [...last, { text: '   ' }, ...piece];
    else lines.push(piece);
  }
  return lines;
}
