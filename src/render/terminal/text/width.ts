/** How many terminal columns a line takes, and cutting and padding it to a number of them. */
import { ELLIPSIS, head, widthOf } from '../../../words/width.ts';
import { joinSpans, type Line, type Span } from '../../spans/line.ts';

/** Columns that a line takes. */
export function lineWidth(line: Line): number {
  let width = 0;
  for (const span of line) width += widthOf(span.text);
  return width;
}

/** The line, or as much of it as fits `width` columns with `…` at the end, in the style of what it cuts. */
export function cutLine(line: Line, width: number): Line {
  if (width <= 0) return [];
  if (lineWidth(line) <= width) return line;
  const kept: Span[] = [];
  let left = width - 1;
  for (const span of line) {
    const taken = head(span.text, left);
    if (taken !== '') kept.push({ ...span, text: taken });
    left -= widthOf(taken);
    if (taken !== span.text) {
      kept.push({ ...span, text: ELLIPSIS });
      break;
    }
  }
  return joinSpans(kept);
}

/** The line with blanks up to `width` columns; a wider line stays as it is. */
export function padLine(line: Line, width: number, align: 'left' | 'right' = 'left'): Line {
  const missing = width - lineWidth(line);
  if (missing <= 0) return line;
  const blanks: Span = { text: ' '.repeat(missing) };
  return align === 'left' ? [...line, blanks] : [blanks, ...line];
}

/** The line without blanks at its end. */
export function trimLine(line: Line): Line {
  const last = line.at(-1);
  if (last === undefined || !/(?:^| )$/.test(last.text)) return line;
  const text = last.text.trimEnd();
  return text === '' ? trimLine(line.slice(0, -1)) : [...line.slice(0, -1), { ...last, text }];
}
