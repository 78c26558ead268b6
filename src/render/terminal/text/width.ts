/** How many terminal columns text takes, and cutting and padding it to a number of them. */
import stringWidth from 'string-width';
import type { Line, Span } from './line.ts';
import { isPlain } from './plain.ts';

/** Ends what was cut. One column. */
export const ELLIPSIS = '…';

/** Texts longer than this are not remembered. */
const MEMO_LENGTH = 200;
const MEMO_SIZE = 5000;
const memo = new Map<string, number>();
let segmenter: Intl.Segmenter | undefined;

function segments(text: string): Iterable<Intl.SegmentData> {
  // Made on first use, because making one costs more than most programs' whole start.
  segmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' });
  return segmenter.segment(text);
}

/** The text's graphemes: what a reader takes for one character. */
export function graphemes(text: string): string[] {
  return isPlain(text) ? text.split('') : Array.from(segments(text), (part) => part.segment);
}

/** Columns that the text takes. The text must hold no control characters (see `showText`). */
export function widthOf(text: string): number {
  if (isPlain(text)) return text.length;
  const known = memo.get(text);
  if (known !== undefined) return known;
  const width = stringWidth(text, { countAnsiEscapeCodes: true });
  if (text.length <= MEMO_LENGTH) {
    if (memo.size >= MEMO_SIZE) memo.clear();
    memo.set(text, width);
  }
  return width;
}

/** The longest beginning of the text that fits `width` columns; no grapheme is split. */
export function head(text: string, width: number): string {
  if (width <= 0) return '';
  if (isPlain(text)) return text.slice(0, width);
  let taken = '';
  let used = 0;
  // A huge text is looked at only as far as it can fit: segmenting all of it would take seconds.
  for (const { segment: grapheme } of segments(text.slice(0, 64 * (width + 1)))) {
    const next = widthOf(grapheme);
    if (used + next > width) break;
    taken += grapheme;
    used += next;
  }
  return taken;
}

/** The text, or as much of it as fits `width` columns with `…` at the end. */
export function cut(text: string, width: number): string {
  if (width <= 0) return '';
  if (isPlain(text) && text.length <= width) return text;
  // A text of many more units than columns cannot be measured cheaply and rarely fits: look at its beginning first.
  if (text.length <= MEMO_LENGTH + width && widthOf(text) <= width) return text;
  const start = head(text, width);
  return start === text ? text : head(start, width - 1) + ELLIPSIS;
}

/** The text with blanks up to `width` columns; a wider text stays as it is. */
export function pad(text: string, width: number, align: 'left' | 'right' = 'left'): string {
  const blanks = ' '.repeat(Math.max(0, width - widthOf(text)));
  return align === 'left' ? text + blanks : blanks + text;
}

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

/** The spans with neighbours of one style made one, and empty ones left out. */
export function joinSpans(spans: readonly Span[]): Span[] {
  const joined: Span[] = [];
  for (const span of spans) {
    if (span.text === '') continue;
    const last = joined.at(-1);
    if (last !== undefined && last.style === span.style) {
      joined[joined.length - 1] = { ...last, text: last.text + span.text };
    } else joined.push(span);
  }
  return joined;
}

/** The line without blanks at its end. */
export function trimLine(line: Line): Line {
  const last = line.at(-1);
  if (last === undefined || !/(?:^| )$/.test(last.text)) return line;
  const text = last.text.trimEnd();
  return text === '' ? trimLine(line.slice(0, -1)) : [...line.slice(0, -1), { ...last, text }];
}

/** A line's text without its styles. */
export function plainLine(line: Line): string {
  return line.map((span) => span.text).join('');
}
