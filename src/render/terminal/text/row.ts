/** A line drawn from pieces at fixed columns, later ones over earlier ones. */
import type { Line, Span, Style } from '../../spans/line.ts';
import { trimLine } from './width.ts';
import { joinSpans } from '../../spans/line.ts';
import { graphemes, widthOf } from '../../../words/width.ts';

export interface Piece {
  /** Column of its first character, from 0. */
  readonly at: number;
  readonly text: string;
  readonly style?: Style;
}

/** The pieces as one line of at most `width` columns; what lies outside is left out. */
export function drawRow(pieces: readonly Piece[], width: number): Line {
  const cells: Span[] = Array.from({ length: Math.max(0, width) }, () => ({ text: ' ' }));
  for (const { at, text, style } of pieces) {
    let column = at;
    for (const grapheme of graphemes(text)) {
      const wide = widthOf(grapheme);
      if (column >= 0 && column + wide <= width && wide > 0) {
        cells[column] = style === undefined ? { text: grapheme } : { text: grapheme, style };
        // The column behind a wide character is taken by it.
        for (let behind = 1; behind < wide; behind++) cells[column + behind] = { text: '' };
      }
      column += wide;
    }
  }
  return trimLine(joinSpans(cells));
}
