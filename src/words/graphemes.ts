/**
 * What a reader takes for one character, and how wide a terminal draws it.
 *
 * Intl.Segmenter and string-width decide; they take about 0.1 ms a character,
 * seconds for a long line. Most characters of most scripts join with nothing:
 * what is known of these is kept, and only what stands around the others is
 * given to the libraries.
 */
import stringWidth from 'string-width';

/** Called with each grapheme: its text, its first unit in the text, its columns. */
export type EachGrapheme = (grapheme: string, start: number, width: number) => void;

const UNKNOWN = 0;
/** May join with its neighbours, or has no width of its own. */
const JOINING = 1;
/** Joins with nothing that is alone, too: one column, or two. */
const NARROW = 2;
const WIDE = 3;
/** Joins with what stands before it, and with nothing alone that stands behind it: accents, skin tones. */
const EXTENDING = 4;

/** Scripts whose letters never join by themselves. Common has punctuation, symbols, digits and emoji. */
const ALONE =
  /^[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Common}\uac00-\ud7a3]$/u;
const EXTENDS = /[\p{M}\p{Emoji_Modifier}]/u;
const NEVER_ALONE =
  /[\p{M}\p{C}\p{Z}\p{Grapheme_Extend}\p{Default_Ignorable_Code_Point}\p{Emoji_Modifier}\p{Regional_Indicator}]/u;

const kinds = new Uint8Array(0x11_0000);
let segmenter: Intl.Segmenter | undefined;

/** Made on first use, because making one costs more than most programs' whole start. */
function segments(text: string): Iterable<Intl.SegmentData> & Intl.Segments {
  segmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' });
  return segmenter.segment(text);
}

function kindOf(point: number): number {
  const known = kinds[point] ?? UNKNOWN;
  if (known !== UNKNOWN) return known;
  const kind = findKind(String.fromCodePoint(point));
  kinds[point] = kind;
  return kind;
}

function findKind(character: string): number {
  if (character === ' ') return NARROW;
  if (EXTENDS.test(character)) return EXTENDING;
  if (NEVER_ALONE.test(character) || !ALONE.test(character)) return JOINING;
  const width = stringWidth(character);
  if (width === 1) return NARROW;
  return width === 2 ? WIDE : JOINING;
}

/**
 * Calls `each` for the text's graphemes, in order. Widths are those of
 * string-width, 0 for what has none. Linear in the text.
 */
export function eachGrapheme(text: string, each: EachGrapheme): void {
  let at = 0;
  while (at < text.length) {
    const start = at;
    const kind = kindOf(pointAt(text, at));
    at += unitsAt(text, at);
    if (isAlone(kind)) {
      const first = at;
      while (at < text.length && kindOf(pointAt(text, at)) === EXTENDING) at += unitsAt(text, at);
      if (at >= text.length || isAlone(kindOf(pointAt(text, at)))) {
        if (at > first) {
          const grapheme = text.slice(start, at);
          each(grapheme, start, joinedWidth(grapheme));
        } else
          each(first - start === 1 ? text.charAt(start) : text.slice(start, first), start, kind - NARROW + 1);
        continue;
      }
    }
    while (at < text.length && !isBoundary(text, at)) at++;
    eachJoined(text, start, at, each);
  }
}

function isAlone(kind: number): boolean {
  return kind === NARROW || kind === WIDE;
}

function pointAt(text: string, at: number): number {
  return text.codePointAt(at) ?? 0;
}

function unitsAt(text: string, at: number): number {
  return pointAt(text, at) > 0xffff ? 2 : 1;
}

const MEMO_SIZE = 5000;
const widths = new Map<string, number>();

/** The columns of one grapheme of several characters: a text repeats the ones that it has. */
function joinedWidth(grapheme: string): number {
  const known = widths.get(grapheme);
  if (known !== undefined) return known;
  const width = stringWidth(grapheme, { countAnsiEscapeCodes: true });
  if (widths.size >= MEMO_SIZE) widths.clear();
  widths.set(grapheme, width);
  return width;
}

/** Units that the libraries are given at once: a long text of some scripts takes them the square of its length. */
const SLICE = 128;

/** Reads a run piece by piece. Of each piece the last grapheme is read again, with what follows it. */
function eachJoined(text: string, from: number, stop: number, each: EachGrapheme): void {
  let at = from;
  let length = SLICE;
  while (at < stop) {
    const end = Math.min(stop, at + length);
    const found = Array.from(segments(text.slice(at, end)));
    const whole = end === stop ? found : found.slice(0, -1);
    for (const { segment, index } of whole) each(segment, at + index, joinedWidth(segment));
    // One grapheme that is longer than the piece: with a longer piece.
    length = whole.length === 0 ? 2 * length : SLICE;
    at += whole.reduce((units, { segment }) => units + segment.length, 0);
  }
}

/** The grapheme that holds a unit of the text, looked for around it alone; null outside the text. */
export function graphemeAt(
  text: string,
  unit: number,
): { readonly text: string; readonly start: number } | null {
  if (unit < 0 || unit >= text.length) return null;
  let from = unit;
  // Back to a place between two characters that join with nothing.
  while (from > 0 && !isBoundary(text, from)) from--;
  let to = unit + 1;
  while (to < text.length && !isBoundary(text, to)) to++;
  let holding: { readonly text: string; readonly start: number } | null = null;
  if (to - from > SLICE) {
    eachJoined(text, from, to, (grapheme, start) => {
      if (start <= unit) holding = { text: grapheme, start };
    });
    return holding;
  }
  const found = segments(text.slice(from, to)).containing(unit - from);
  return found === undefined ? null : { text: found.segment, start: from + found.index };
}

/** Whether a grapheme surely ends here. Where it says no, one may end all the same. */
function isBoundary(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  if (unit >= 0xdc00 && unit <= 0xdfff) return false;
  if (!isAlone(kindOf(pointAt(text, at)))) return false;
  const before = text.charCodeAt(at - 1);
  const point = before >= 0xdc00 && before <= 0xdfff && at > 1 ? pointAt(text, at - 2) : before;
  const kind = kindOf(point);
  return isAlone(kind) || kind === EXTENDING;
}
