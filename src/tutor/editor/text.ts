/**
 * Text as the editor sees it: graphemes, the boundaries between them where a
 * caret may stand, and their widths in terminal cells. Offsets count UTF-16
 * units in the text, columns count them in a line.
 */
import { stripVTControlCharacters } from 'node:util';
import { eachGrapheme, graphemeAt } from '../../words/graphemes.ts';

/** What a reader takes for one character. */
export interface Grapheme {
  readonly text: string;
  /** Its column in the line. */
  readonly start: number;
  /** Terminal cells to its left in the line. */
  readonly cell: number;
  /** Cells that it takes, at least 1: what has no width of its own is shown by a stand-in. */
  readonly width: number;
}

/** A tab reaches to the next multiple of this many cells. */
const TAB_WIDTH = 4;

const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g;
const PLAIN = /^[\x20-\x7e]*$/;
const WORD = /^[\p{L}\p{N}\p{M}_]/u;

/**
 * Text fit for a buffer: line breaks as \n; terminal sequences and control
 * characters (NUL too) dropped, except tab and line break; halves of surrogate
 * pairs replaced, so that it can be written as UTF-8.
 */
export function cleanText(text: string): string {
  const breaks = text.replace(/\r\n?|[\u2028\u2029]/g, '\n');
  const clean = /[\u001b\u009b]/.test(breaks) ? stripVTControlCharacters(breaks) : breaks;
  return clean.replace(CONTROLS, '').replace(/\p{Surrogate}/gu, '\ufffd');
}

/** A line with its graphemes' places, in numbers: a long line has too many for an object each. */
interface Measured {
  readonly line: string;
  /** Null where every unit is a grapheme of one cell. */
  readonly places: { readonly starts: Uint32Array; readonly cells: Uint32Array } | null;
  /** Graphemes, and cells of the whole line. */
  readonly count: number;
  readonly width: number;
}

/** Lines that were measured last: each key asks several times of the same few. */
const measured: Measured[] = [];
const MOST_MEASURED = 8;

function measure(line: string): Measured {
  if (PLAIN.test(line)) return { line, places: null, count: line.length, width: line.length };
  const found = measured.find((one) => one.line === line);
  if (found !== undefined) return found;
  const starts = new Uint32Array(line.length);
  const cells = new Uint32Array(line.length);
  let count = 0;
  let width = 0;
  eachGrapheme(line, (text, start, columns) => {
    starts[count] = start;
    cells[count] = width;
    count++;
    width += text === '\t' ? TAB_WIDTH - (width % TAB_WIDTH) : Math.max(1, columns);
  });
  const made: Measured = { line, places: { starts, cells }, count, width };
  measured.unshift(made);
  measured.length = Math.min(measured.length, MOST_MEASURED);
  return made;
}

function graphemeOf({ line, places, count, width }: Measured, index: number): Grapheme {
  if (places === null) return { text: line.charAt(index), start: index, cell: index, width: 1 };
  const start = places.starts[index] ?? 0;
  const cell = places.cells[index] ?? 0;
  const last = index + 1 >= count;
  const end = last ? line.length : (places.starts[index + 1] ?? 0);
  const next = last ? width : (places.cells[index + 1] ?? 0);
  return { text: line.slice(start, end), start, cell, width: next - cell };
}

/** How many of the first `count` numbers, which rise, are at most `value`. */
function countUpTo(numbers: Uint32Array, count: number, value: number): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((numbers[middle] ?? 0) <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The graphemes of a line that have a cell from `from` up to but without `to`, in order; all of them unless set. */
export function graphemesOf(line: string, from = 0, to = Infinity): Grapheme[] {
  const all = measure(line);
  const { places, count } = all;
  const first = places === null ? from : Math.max(0, countUpTo(places.cells, count, from) - 1);
  const result: Grapheme[] = [];
  for (let index = first; index < count; index++) {
    const grapheme = graphemeOf(all, index);
    if (grapheme.cell >= to) break;
    if (grapheme.cell + grapheme.width > from) result.push(grapheme);
  }
  return result;
}

/** The grapheme that begins at a column, or null. */
export function graphemeAtColumn(line: string, column: number): Grapheme | null {
  const all = measure(line);
  const { places, count } = all;
  const index = places === null ? column : countUpTo(places.starts, count, column) - 1;
  if (index < 0 || index >= count) return null;
  const found = graphemeOf(all, index);
  return found.start === column ? found : null;
}

/** Cells to the left of a column. */
export function cellAt(line: string, column: number): number {
  const { places, count, width } = measure(line);
  if (places === null) return column;
  // The first grapheme that begins at the column or behind it.
  const index = countUpTo(places.starts, count, column - 1);
  return index < count ? (places.cells[index] ?? 0) : width;
}

/** The column at a cell: that of the grapheme which covers it, or the end of a shorter line. */
export function columnAt(line: string, cell: number): number {
  const { places, count, width } = measure(line);
  if (places === null) return Math.min(cell, line.length);
  if (cell >= width) return line.length;
  return places.starts[Math.max(0, countUpTo(places.cells, count, cell) - 1)] ?? line.length;
}

/** Offset of the beginning of the line that holds an offset. */
export function lineStart(text: string, offset: number): number {
  return offset === 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1;
}

/** Offset of the end of the line that holds an offset. */
export function lineEnd(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  return end === -1 ? text.length : end;
}

/** The line that holds an offset, without its line break. */
export function lineAt(text: string, offset: number): string {
  return text.slice(lineStart(text, offset), lineEnd(text, offset));
}

/** The nearest boundary at or behind an offset. */
export function snap(text: string, offset: number): number {
  const start = lineStart(text, offset);
  const end = lineEnd(text, offset);
  if (offset === start || offset === end) return offset;
  const column = offset - start;
  const grapheme = graphemeAt(text.slice(start, end), column);
  if (grapheme === null || grapheme.start === column) return offset;
  return start + grapheme.start + grapheme.text.length;
}

/** The boundary before an offset, over line breaks too. */
export function boundaryBefore(text: string, offset: number): number {
  const start = lineStart(text, offset);
  if (offset === start) return Math.max(0, offset - 1);
  const line = text.slice(start, lineEnd(text, offset));
  return start + (graphemeAt(line, offset - start - 1)?.start ?? 0);
}

/** The boundary behind an offset, over line breaks too. */
export function boundaryAfter(text: string, offset: number): number {
  return offset >= text.length ? text.length : snap(text, offset + 1);
}

/** Whether the grapheme that begins at an offset belongs to a word. */
export function isWordAt(text: string, offset: number): boolean {
  return WORD.test(text.slice(offset, offset + 2));
}
