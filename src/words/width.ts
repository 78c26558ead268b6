/** How many terminal columns text takes, and cutting and padding it to a number of them. */
import stringWidth from 'string-width';
import { eachGrapheme } from './graphemes.ts';
import { isPlain } from './plain.ts';

/** Ends what was cut. One column. */
export const ELLIPSIS = '…';

/** Texts longer than this are not remembered. */
const MEMO_LENGTH = 200;
const MEMO_SIZE = 5000;
const memo = new Map<string, number>();

/** The text's graphemes: what a reader takes for one character. */
export function graphemes(text: string): string[] {
  if (isPlain(text)) return text.split('');
  const found: string[] = [];
  eachGrapheme(text, (grapheme) => found.push(grapheme));
  return found;
}

/** Columns that the text takes. The text must hold no control characters (see `showText`). */
export function widthOf(text: string): number {
  if (isPlain(text)) return text.length;
  const known = memo.get(text);
  if (known !== undefined) return known;
  if (text.length > MEMO_LENGTH) {
    let sum = 0;
    eachGrapheme(text, (_, __, columns) => (sum += columns));
    return sum;
  }
  const width = stringWidth(text, { countAnsiEscapeCodes: true });
  if (memo.size >= MEMO_SIZE) memo.clear();
  memo.set(text, width);
  return width;
}

/** The longest beginning of the text that fits `width` columns; no grapheme is split. */
export function head(text: string, width: number): string {
  if (width <= 0) return '';
  if (isPlain(text)) return text.slice(0, width);
  let taken = '';
  let used = 0;
  // A huge text is looked at only as far as it can fit: segmenting all of it would take seconds.
  for (const grapheme of graphemes(text.slice(0, 64 * (width + 1)))) {
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

/** The text, or as much of it as is `most` characters (code points) long with `…` at the end. */
export function cutCharacters(text: string, most: number): string {
  if (text.length <= most) return text;
  // A code point takes at most two units.
  const points = Array.from(text.slice(0, 2 * most + 2));
  return points.length <= most ? text : points.slice(0, most - 1).join('') + ELLIPSIS;
}

/** The text with blanks up to `width` columns; a wider text stays as it is. */
export function pad(text: string, width: number, align: 'left' | 'right' = 'left'): string {
  const blanks = ' '.repeat(Math.max(0, width - widthOf(text)));
  return align === 'left' ? text + blanks : blanks + text;
}
