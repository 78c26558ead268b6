/**
 * Text as the editor sees it: graphemes, the boundaries between them where a
 * caret may stand, and their widths in terminal cells. Offsets count UTF-16
 * units in the text, columns count them in a line.
 */
import { stripVTControlCharacters } from 'node:util';
import stringWidth from 'string-width';

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

let sharedSegmenter: Intl.Segmenter | undefined;
function segmenter(): Intl.Segmenter {
  sharedSegmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' });
  return sharedSegmenter;
}

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

/** The graphemes of a line, in order. */
export function graphemesOf(line: string): Grapheme[] {
  const result: Grapheme[] = [];
  if (PLAIN.test(line)) {
    for (let index = 0; index < line.length; index++) {
      result.push({ text: line.charAt(index), start: index, cell: index, width: 1 });
    }
    return result;
  }
  let cell = 0;
  for (const { segment, index } of segmenter().segment(line)) {
    const width = segment === '\t' ? TAB_WIDTH - (cell % TAB_WIDTH) : Math.max(1, stringWidth(segment));
    result.push({ text: segment, start: index, cell, width });
    cell += width;
  }
  return result;
}

/** Cells to the left of a column. */
export function cellAt(line: string, column: number): number {
  if (PLAIN.test(line)) return column;
  const before = graphemesOf(line).findLast((grapheme) => grapheme.start < column);
  return before ? before.cell + before.width : 0;
}

/** The column at a cell: that of the grapheme which covers it, or the end of a shorter line. */
export function columnAt(line: string, cell: number): number {
  if (PLAIN.test(line)) return Math.min(cell, line.length);
  return graphemesOf(line).find((grapheme) => grapheme.cell + grapheme.width > cell)?.start ?? line.length;
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
  const grapheme = segmenter().segment(text.slice(start, end)).containing(column);
  if (grapheme === undefined || grapheme.index === column) return offset;
  return start + grapheme.index + grapheme.segment.length;
}

/** The boundary before an offset, over line breaks too. */
export function boundaryBefore(text: string, offset: number): number {
  const start = lineStart(text, offset);
  if (offset === start) return Math.max(0, offset - 1);
  const line = text.slice(start, lineEnd(text, offset));
  return (
    start +
    (segmenter()
      .segment(line)
      .containing(offset - start - 1)?.index ?? 0)
  );
}

/** The boundary behind an offset, over line breaks too. */
export function boundaryAfter(text: string, offset: number): number {
  return offset >= text.length ? text.length : snap(text, offset + 1);
}

/** Whether the grapheme that begins at an offset belongs to a word. */
export function isWordAt(text: string, offset: number): boolean {
  return WORD.test(text.slice(offset, offset + 2));
}
