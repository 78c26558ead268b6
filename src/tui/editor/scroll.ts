/** How far a text has to be scrolled so that the caret is in view. */

export interface Scroll {
  /** Lines above the view. */
  readonly top: number;
  /** Cells to the left of the view. */
  readonly left: number;
}

/** Where the caret is, and what room there is. */
export interface CaretInSpace {
  /** At least 1. */
  readonly width: number;
  /** At least 1. */
  readonly height: number;
  /** Cells kept between the caret and a side where the line goes on. */
  readonly margin: number;
  readonly lineCount: number;
  /** The caret's line, from 0. */
  readonly line: number;
  /** The caret's cell in its line, from 0. */
  readonly cell: number;
  /** Cells of the grapheme at the caret; 1 at a line's end. */
  readonly caretWidth: number;
  /** Cells of the caret's line. */
  readonly lineWidth: number;
}

/** The scroll nearest to the one before that has the caret in view and shows no emptiness below the text for nothing. */
export function scrollTo(before: Scroll, caret: CaretInSpace): Scroll {
  const highest = Math.max(0, Math.min(before.top, caret.lineCount - caret.height));
  const top = Math.min(caret.line, Math.max(highest, caret.line - caret.height + 1));
  return { top, left: leftOf(before.left, caret) };
}

function leftOf(before: number, { width, margin, cell, caretWidth, lineWidth }: CaretInSpace): number {
  // Room for the caret behind the last character.
  if (lineWidth < width) return 0;
  const most = Math.max(0, cell - margin);
  const goesOn = cell + caretWidth < lineWidth ? margin : 0;
  const least = Math.max(0, cell + Math.min(caretWidth, width) + goesOn - width);
  return Math.min(most, Math.max(least, before));
}
