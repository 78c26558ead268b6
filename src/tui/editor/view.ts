/** A buffer as lines for the screen: what of it is in view, how it is styled, and where the caret stands. */
import { selectionOf, textOf, type Range, type TextBuffer } from '../../tutor/editor/buffer.ts';
import { cellAt, graphemeAtColumn, graphemesOf, lineStart, type Grapheme } from '../../tutor/editor/text.ts';
import type { Line, Span, Style } from '../../render/spans/line.ts';
import { joinSpans } from '../../render/spans/line.ts';
import { scrollTo, type Scroll } from './scroll.ts';

export interface ViewOptions {
  /** Cells for the whole view, line numbers included. */
  readonly width: number;
  /** Rows for the whole view. */
  readonly height: number;
  /** What `editorView` answered last time, so that the text moves only when the caret would leave the view. */
  readonly scroll?: Scroll;
  readonly lineNumbers?: boolean;
  /** Number, from 0, of a line whose number gets a `✗` behind it. */
  readonly marked?: number | null;
  /**
   * The styles of a line; the spans' text must be the line's. The line's number, from 0, is for a highlighter
   * that went through the whole text before, as block comments need.
   */
  readonly highlight?: (line: string, index: number) => readonly Span[];
}

export interface EditorView {
  /** At most `height`, each at most `width` cells wide; fewer where the text is shorter. */
  readonly lines: readonly Line[];
  /** Where the terminal's cursor belongs, in cells from the view's upper left corner; null in a view without room. */
  readonly caret: { readonly row: number; readonly column: number } | null;
  readonly scroll: Scroll;
}

/** Stands for what has no width of its own and would be lost, or obeyed, if it were printed. */
const STAND_IN = '·';
const CUT: Span = { text: '…', style: 'quiet' };
/** In a narrower view the marks of cut lines would cost more than they tell. */
const MARKED_WIDTH = 6;

/** The view of a buffer in a given space. The caret is always in view. */
export function editorView(buffer: TextBuffer, options: ViewOptions): EditorView {
  const text = textOf(buffer);
  const lines = text.split('\n');
  const gutter = options.lineNumbers === true ? gutterWidth(lines.length, options.width) : 0;
  const width = options.width - gutter;
  const { height } = options;
  const scroll = options.scroll ?? { top: 0, left: 0 };
  if (width < 1 || height < 1) return { lines: [], caret: null, scroll };

  const start = lineStart(text, buffer.caret);
  const caretLine = text.slice(0, start).split('\n').length - 1;
  const current = lines[caretLine] ?? '';
  const caretColumn = buffer.caret - start;
  const next = scrollTo(scroll, {
    width,
    height,
    margin: width >= MARKED_WIDTH ? 1 : 0,
    lineCount: lines.length,
    line: caretLine,
    cell: cellAt(current, caretColumn),
    lineWidth: cellAt(current, current.length),
    caretWidth: graphemeAtColumn(current, caretColumn)?.width ?? 1,
  });

  const selection = selectionOf(buffer);
  const shown: Line[] = [];
  let offset = lines.slice(0, next.top).reduce((sum, line) => sum + line.length + 1, 0);
  for (const [row, line] of lines.slice(next.top, next.top + height).entries()) {
    const index = next.top + row;
    const styles = stylesOf(line, options.highlight?.(line, index));
    const spans = rowOf(line, styles, within(selection, offset), next.left, width);
    const number = gutter === 0 ? [] : [numberSpan(index, gutter, index === options.marked)];
    shown.push([...number, ...spans]);
    offset += line.length + 1;
  }
  const cell = cellAt(current, caretColumn) - next.left;
  return { lines: shown, caret: { row: caretLine - next.top, column: gutter + cell }, scroll: next };
}

/** Columns for line numbers and the blank behind them, or 0 where they would take too much of the width. */
function gutterWidth(lineCount: number, width: number): number {
  const gutter = Math.max(2, String(lineCount).length) + 1;
  return gutter * 3 <= width ? gutter : 0;
}

function numberSpan(index: number, gutter: number, marked: boolean): Span {
  const number = String(index + 1).padStart(gutter - 1);
  return marked ? { text: `${number}✗`, style: 'error' } : { text: `${number} `, style: 'quiet' };
}

/** The style at each column at which a span begins; a highlighter that changes the text is not listened to. */
function stylesOf(line: string, spans: readonly Span[] | undefined): readonly (Style | undefined)[] {
  const styles: (Style | undefined)[] = [];
  if (spans === undefined || spans.map((span) => span.text).join('') !== line) return styles;
  for (const { text, style } of spans) {
    for (let column = 0; column < text.length; column++) styles.push(style);
  }
  return styles;
}

/** The selection in columns of a line that begins at an offset. */
function within(selection: Range | null, offset: number): Range | null {
  return selection && { from: selection.from - offset, to: selection.to - offset };
}

function rowOf(
  line: string,
  styles: readonly (Style | undefined)[],
  selection: Range | null,
  left: number,
  width: number,
): Line {
  const total = cellAt(line, line.length);
  const marked = width >= MARKED_WIDTH;
  const from = marked && left > 0 && total > 0 ? left + 1 : left;
  const to = marked && total > left + width ? left + width - 1 : left + width;

  const spans: Span[] = from > left ? [CUT] : [];
  let cell = from;
  for (const grapheme of graphemesOf(line, from, to)) {
    const selected = selection !== null && grapheme.start >= selection.from && grapheme.start < selection.to;
    const style = selected ? 'selected' : styles[grapheme.start];
    const end = Math.min(to, grapheme.cell + grapheme.width);
    spans.push(span(cellText(grapheme, end - cell), isHidden(grapheme) && !selected ? 'null' : style));
    cell = end;
  }
  if (to < left + width) spans.push(span(' '.repeat(to - cell)), CUT);
  // A selected line break shows as a blank, or an empty line would not look selected.
  else if (selection !== null && selection.from <= line.length && selection.to > line.length && cell < to) {
    spans.push(span(' '.repeat(Math.max(0, total - cell))), span(' ', 'selected'));
  }
  return joinSpans(spans);
}

function span(text: string, style?: Style): Span {
  return style === undefined ? { text } : { text, style };
}

/** What a grapheme looks like in `cells` cells: blanks where only a part of it is in view. */
function cellText(grapheme: Grapheme, cells: number): string {
  if (grapheme.text === '\t' || cells < grapheme.width) return ' '.repeat(cells);
  return isHidden(grapheme) ? STAND_IN.padEnd(cells) : grapheme.text;
}

/** What could not be seen, or would turn the line's direction; blanks other than the plain one, which SQL chokes on. */
function isHidden({ text }: Grapheme): boolean {
  return (
    text !== '\t' && /^(?:[\p{Default_Ignorable_Code_Point}\p{Cf}\p{M}\p{Cc}]|(?! )\p{Zs})+$/u.test(text)
  );
}
