/**
 * What data looks like. Three promises: nothing in data reaches the terminal as
 * a command; two different values never look the same; and no difference is one
 * of colour alone.
 *
 *   NULL            NULL        in style `null`
 *   empty text      ''          in style `null`
 *   text NULL       'NULL'      quoted, as is any text that begins with a quote or reads as a blob
 *   text 250 where numbers are possible   '250'
 *   blanks at either end        ·
 *   newline, tab, ESC, NUL      ⏎ ⇥ \x1b \x00
 *   anything else that hides    \u202e, and then the text's own backslashes doubled
 *   blob            x'0aff…' 12 B
 */
import type { Cell } from '../../database/cell.ts';
import type { Span } from './line.ts';
import { joinSpans } from './line.ts';
import { graphemes } from '../../words/width.ts';
import { counted, listed } from '../../words/sentence.ts';

/** What a cell's place says about how to show it. */
export interface CellContext {
  /** Numbers are possible here, so a text that reads as one is quoted: `1` and `'1'` differ. */
  readonly numbers?: boolean;
}

/**
 * What the eye cannot see or a terminal obeys, the plain blank aside. Unpaired
 * surrogates are \p{Cs} in a /u pattern. A skin tone outside an emoji counts
 * too: terminals and width tables disagree about it.
 */
const HIDDEN =
  /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800\u{1f3fb}-\u{1f3ff}]|(?! )\p{Zs}/u;
/** Takes no column of its own. */
const MARK = /[\p{Mn}\p{Me}]/u;
/** Characters that we use as signs, and the beginning of an escape: a text that holds them is escaped. */
const SIGNS = /[⏎⇥]|\\[ux]/;
const NUMBER = /^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?\s*$|^[+-]?inf$/i;
const BLOB_BYTES = 8;

let emoji: RegExp | undefined;
function isEmoji(grapheme: string): boolean {
  // The long pattern below is slow, and few characters need it.
  if (!/\p{Emoji}/u.test(grapheme) || /^[ -~]$/.test(grapheme)) return false;
  // The v flag is younger than our compile target's syntax, hence not a literal.
  emoji ??= new RegExp('^\\p{RGI_Emoji}$', 'v');
  return emoji.test(grapheme);
}

function escaped(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  const digits = code.toString(16);
  if (/\p{Cc}/u.test(character)) return `\\x${digits.padStart(2, '0')}`;
  return code > 0xffff ? `\\u{${digits}}` : `\\u${digits.padStart(4, '0')}`;
}

function signOf(character: string): string {
  if (character === '\n') return '⏎';
  if (character === '\t') return '⇥';
  return escaped(character);
}

/** Whether the text, shown, needs `\u…` or `\x…` somewhere: then its own backslashes are doubled. */
function needsEscapes(text: string, edges: boolean): boolean {
  if (SIGNS.test(text)) return true;
  return show(text, edges, false).some((span) => span.style === 'null' && /\\[ux]/.test(span.text));
}

/** Where the text without such characters at its ends begins and ends. */
function inner(text: string, characters: string): { first: number; last: number } {
  let first = 0;
  let last = text.length;
  while (first < text.length && characters.includes(text.charAt(first))) first++;
  while (last > first && characters.includes(text.charAt(last - 1))) last--;
  return { first, last };
}

function show(text: string, edges: boolean, doubled: boolean): Span[] {
  const { first, last } = edges ? inner(text, ' ·') : { first: 0, last: text.length };
  const spans: Span[] = [];
  let at = 0;
  for (const grapheme of graphemes(text)) {
    if (isEmoji(grapheme) && !HIDDEN.test(String.fromCodePoint(grapheme.codePointAt(0) ?? 0))) {
      spans.push({ text: grapheme });
      at += grapheme.length;
      continue;
    }
    // A mark is drawn on what stands before it, so one without a base would be drawn on a sign or a frame.
    let hasBase = false;
    for (const character of grapheme) {
      const atEdge = at < first || at >= last;
      if (atEdge && character === ' ') spans.push({ text: '·', style: 'null' });
      else if (atEdge && character === '·') spans.push({ text: '\\u00b7', style: 'null' });
      else if (HIDDEN.test(character) || (!hasBase && MARK.test(character)))
        spans.push({ text: signOf(character), style: 'null' });
      else if (SIGNS.test(character)) spans.push({ text: escaped(character), style: 'null' });
      else if (doubled && character === '\\') spans.push({ text: '\\\\', style: 'null' });
      else {
        spans.push({ text: character });
        hasBase = character !== ' ';
      }
      if (HIDDEN.test(character)) hasBase = false;
      at += character.length;
    }
  }
  return joinSpans(spans);
}

/**
 * The text with everything invisible made visible: signs in style `null`, the
 * rest unstyled. Different texts give different results, whatever the styles.
 * The empty text gives no span at all: see `showCell`.
 */
export function showText(text: string): Span[] {
  if (/^[!-[\]-~](?:[ -[\]-~]*[!-[\]-~])?$/.test(text)) return [{ text }];
  return shownWhole(text);
}

const shownWhole = keepingLong((text) => show(text, true, needsEscapes(text, true)));

/** Text that is not data (a name, prose, SQL) made safe to print: control characters as signs, blanks left alone. */
export function printable(text: string): string {
  return /^[ -~]*$/.test(text) ? text : printed(text);
}

const printed = keepingLong((text) =>
  show(text, false, false)
    .map((span) => span.text)
    .join(''),
);

/** UTF-16 units from which a text is worth keeping, and how many such texts are kept. */
const LONG = 1000;
const MOST_KEPT = 16;

/** The same function; what it makes of a long text is kept, because each frame asks for it again. */
function keepingLong<T>(make: (text: string) => T): (text: string) => T {
  const kept = new Map<string, T>();
  return (text) => {
    if (text.length < LONG) return make(text);
    const found = kept.get(text);
    if (found !== undefined) return found;
    const made = make(text);
    if (kept.size >= MOST_KEPT) kept.clear();
    kept.set(text, made);
    return made;
  };
}

/** Whether the text reads as a number. */
function readsAsNumber(text: string): boolean {
  return NUMBER.test(text);
}

/** Whether the text, shown bare, could be taken for another value: NULL, a quoted text, a blob, a number. */
function isMistakable(text: string, context: CellContext): boolean {
  if (/^(?:null$|'|x')/i.test(text)) return true;
  return context.numbers === true && readsAsNumber(text);
}

/** A cell as a table shows it, on one line, in full. */
export function showCell(cell: Cell, context: CellContext = {}): Span[] {
  if (cell === null) return [{ text: 'NULL', style: 'null' }];
  if (typeof cell === 'string') {
    if (cell === '') return [{ text: "''", style: 'null' }];
    if (!isMistakable(cell, context)) return showText(cell);
    const quote: Span = { text: "'", style: 'null' };
    return joinSpans([quote, ...showText(cell.replaceAll("'", "''")), quote]);
  }
  if (cell instanceof Uint8Array) return [{ text: showBlob(cell) }];
  if (typeof cell === 'object') return showText(cell.text);
  return [{ text: showNumber(cell) }];
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function showBlob(bytes: Uint8Array): string {
  const more = bytes.length > BLOB_BYTES ? '…' : '';
  return `x'${hex(bytes.subarray(0, BLOB_BYTES))}${more}' ${bytes.length} B`;
}

/** An INTEGER as digits; a REAL always with a point or an exponent, so that 1 and 1.0 differ. */
function showNumber(value: bigint | number): string {
  if (typeof value === 'bigint') return String(value);
  if (!Number.isFinite(value)) return value < 0 ? '-Inf' : 'Inf';
  const digits = Object.is(value, -0) ? '-0' : String(value);
  return /^-?\d+$/.test(digits) ? `${digits}.0` : digits;
}

/** A cell in words, for a screen reader or plain output: `null`, `empty text`, `Mary with 2 blanks before`. */
export function cellPlain(cell: Cell, context: CellContext = {}): string {
  if (cell === null) return 'null';
  if (cell instanceof Uint8Array) return `blob of ${counted(cell.length, 'byte')}`;
  if (typeof cell === 'object') return printable(cell.text);
  if (typeof cell !== 'string') return showNumber(cell);
  if (cell === '') return 'empty text';
  const { first: before, last } = inner(cell, ' ');
  if (before === cell.length) return counted(before, 'blank');
  const behind = cell.length - last;
  const blanks = listed([
    ...(before > 0 ? [`${counted(before, 'blank')} before`] : []),
    ...(behind > 0 ? [`${counted(behind, 'blank')} behind`] : []),
  ]);
  // A text's own ⏎ and ⇥ are written as escapes, so these are its breaks and tabs.
  const shown = printable(cell.slice(before, last))
    .replace(/ ?⏎ ?/g, ', line break, ')
    .replace(/ ?⇥ ?/g, ', tab, ');
  const words = isMistakable(cell, context) ? `the text ${shown}` : shown;
  return blanks === '' ? words : `${words} with ${blanks}`;
}

/** A cell as an SQL literal that gives the same value and type back. */
export function literal(cell: Cell): string {
  if (cell === null) return 'NULL';
  if (cell instanceof Uint8Array) return `x'${hex(cell)}'`;
  if (typeof cell === 'object') return `'${cell.text.replaceAll("'", "''")}'`;
  if (typeof cell === 'string') {
    // SQLite ends SQL text at a NUL.
    if (cell.includes('\0')) return `CAST(x'${hex(new TextEncoder().encode(cell))}' AS TEXT)`;
    return `'${cell.replaceAll("'", "''")}'`;
  }
  if (typeof cell === 'number' && !Number.isFinite(cell)) return cell < 0 ? '-9e999' : '9e999';
  return showNumber(cell);
}
