/** Draws rows and columns of any origin: header, types, rule, rows in view, and what is out of view. */
import type { Line, Span, Style } from '../../spans/line.ts';
import { cutLine, lineWidth, padLine } from '../text/width.ts';
import { cellWidth, cutCell, type GridCell } from './cell.ts';
import { fitColumns, GAP, type Fit } from './fit.ts';
import { isKeyType, typeLines, typeWidth } from './header.ts';
import { widthOf } from '../../../words/width.ts';

export interface GridColumn {
  /** How the column is called where it is out of view. */
  readonly name: string;
  readonly header: Line;
  /** The type row's text; empty where there is none. */
  readonly type: string;
  readonly typeStyle: Style;
  /** Where to stand whatever the cells say, or null: as its cells in view. */
  readonly align: 'left' | 'right' | null;
  readonly sticky: boolean;
  readonly wanted: boolean;
}

export interface Grid {
  readonly columns: readonly GridColumn[];
  readonly rowCount: number;
  /** The two columns in front of a row, or null for a grid without a gutter. */
  readonly gutter: ((row: number) => Span) | null;
  readonly cell: (row: number, column: number) => GridCell;
}

/** Types stand under the names in no line, in one, or in two where one does not hold them. */
export type TypeLines = 0 | 1 | 2;

export interface GridSpace {
  readonly width: number;
  /** First row in view, given how many fit. */
  readonly rowOffset: (capacity: number) => number;
  readonly columnOffset: number;
  /** Lines of types under the names. */
  readonly types: TypeLines;
}

/** The rows in view, formatted, and the columns that fit. */
export interface Laid {
  readonly fit: Fit;
  readonly first: number;
  readonly cells: readonly (readonly GridCell[])[];
  readonly aligns: readonly ('left' | 'right')[];
}

const GUTTER = 2;

/** Formats the rows in view (at most `capacity`) and finds the columns' widths. */
export function layGrid(grid: Grid, space: GridSpace, capacity: number): Laid {
  const first = Math.max(0, Math.min(space.rowOffset(capacity), grid.rowCount - capacity));
  const count = Math.max(0, Math.min(capacity, grid.rowCount - first));
  const cells = Array.from({ length: count }, (_, at) =>
    grid.columns.map((_column, index) => grid.cell(first + at, index)),
  );
  const columns = grid.columns.map((column, index) => {
    const header = lineWidth(column.header);
    const natural = Math.max(1, header, ...cells.map((row) => cellWidth(row[index] as GridCell)));
    return { natural, header, sticky: column.sticky, wanted: column.wanted };
  });
  const available = space.width - (grid.gutter === null ? 0 : GUTTER);
  const fit = fitColumns(columns, available, space.columnOffset);
  const aligns = grid.columns.map((column, index) => column.align ?? alignOfColumn(cells, index));
  return { fit: widenForTypes(grid, fit, available, space.types), first, cells, aligns };
}

function alignOfColumn(cells: readonly (readonly GridCell[])[], index: number): 'left' | 'right' {
  const aligns = cells.map((row) => row[index]?.align ?? null);
  return aligns.includes('right') && !aligns.includes('left') ? 'right' : 'left';
}

/** Room that is left goes to type texts that it shows whole: those of changed columns first. */
function widenForTypes(grid: Grid, fit: Fit, available: number, lines: TypeLines): Fit {
  if (lines === 0) return fit;
  let left = available - fit.shown.reduce((sum, column) => sum + column.width + GAP, -GAP);
  const widths = new Map(fit.shown.map((column) => [column.index, column.width]));
  const wanted = (index: number): boolean => grid.columns[index]?.wanted === true;
  const order = [...fit.shown].sort((a, b) => Number(wanted(b.index)) - Number(wanted(a.index)));
  for (const { index, width } of order) {
    const type = grid.columns[index]?.type ?? '';
    const more = typeWidth(type, lines) - width;
    // A key stays narrow, beside the mark of its row: `pk` says enough.
    if (more <= 0 || isKeyType(type) || more > left) continue;
    widths.set(index, width + more);
    left -= more;
  }
  return { ...fit, shown: fit.shown.map(({ index }) => ({ index, width: widths.get(index) ?? 1 })) };
}

/** Whether a type in view does not fit one line. */
export function cutsTypes(grid: Grid, { fit }: Laid): boolean {
  return fit.shown.some(({ index, width }) => {
    const type = grid.columns[index]?.type ?? '';
    return widthOf(type) > width && !isKeyType(type);
  });
}

/** Cells beside each other; blanks behind the last one are left out. */
function rowLine(
  front: Span | null,
  parts: readonly { text: Line; width: number; align: 'left' | 'right' }[],
): Line {
  if (parts.every(({ text }) => text.length === 0) && front?.text.trim() === '') return [];
  const spans: Span[] = front === null ? [] : [front];
  let blanks = 0;
  for (const [index, { text, width, align }] of parts.entries()) {
    const missing = Math.max(0, width - lineWidth(text));
    blanks += (index > 0 ? GAP : 0) + (align === 'right' ? missing : 0);
    if (text.length > 0) {
      if (blanks > 0) spans.push({ text: ' '.repeat(blanks) });
      spans.push(...text);
      blanks = 0;
    } else if (align === 'right') blanks -= missing;
    blanks += align === 'left' || text.length === 0 ? missing : 0;
  }
  return spans;
}

/** The lines above the rows: names, types if asked for, rule if asked for. */
export function headLines(
  grid: Grid,
  laid: Laid,
  parts: { readonly types: TypeLines; readonly rule: boolean },
): Line[] {
  const front: Span | null = grid.gutter === null ? null : { text: '  ' };
  const shown = laid.fit.shown.map(({ index, width }) => ({
    column: grid.columns[index] as GridColumn,
    width,
    align: laid.aligns[index] ?? 'left',
  }));
  const names = shown.map(({ column, width, align }) => ({
    text: cutLine(column.header, width),
    width,
    align,
  }));
  const lines = [rowLine(front, names)];
  const types = shown.map(({ column, width }) => typeLines(column.type, width, parts.types));
  for (let at = 0; at < parts.types; at++) {
    const pieces = shown.map(({ column, width, align }, index) => {
      const text = types[index]?.[at] ?? '';
      return { text: text === '' ? [] : [{ text, style: column.typeStyle }], width, align };
    });
    lines.push(rowLine(front, pieces));
  }
  if (parts.rule) {
    const rule = shown.map(({ width }) => '─'.repeat(width)).join(' '.repeat(GAP));
    lines.push([...(front === null ? [] : [front]), { text: rule, style: 'quiet' }]);
  }
  return lines;
}

/** The first `count` of the rows laid out. */
export function bodyLines(grid: Grid, laid: Laid, count: number): Line[] {
  return laid.cells.slice(0, count).map((cells, at) => {
    const parts = laid.fit.shown.map(({ index, width }) => {
      const cell = cells[index] as GridCell;
      return { text: cutCell(cell, width), width, align: cell.align ?? laid.aligns[index] ?? 'left' };
    });
    return rowLine(grid.gutter?.(laid.first + at) ?? null, parts);
  });
}

/** A line's pieces side by side: used by tables that stand beside each other. */
export function beside(left: Line, leftWidth: number, gap: number, right: Line): Line {
  if (right.length === 0) return left;
  return [...padLine(left, leftWidth), { text: ' '.repeat(gap) }, ...right];
}
