/** One cell of a table as spans, cut to its column. */
import type { Cell } from '../../../database/cell.ts';
import type { Line, Style } from '../../spans/line.ts';
import { showCell, type CellContext } from '../../spans/visible.ts';
import { cutLine, lineWidth } from '../text/width.ts';

export interface GridCell {
  /** What stood here before, where a change is shown in the cell. */
  readonly before: Line | null;
  readonly text: Line;
  /** Numbers stand to the right, everything else to the left; null goes with its column. */
  readonly align: 'left' | 'right' | null;
}

/** A cell that the row does not have: blank, which no value looks like. */
export const NO_CELL: GridCell = { before: null, text: [], align: null };

const ARROW = ' → ';
/** Characters of a text that are looked at; no column is wider. */
const LONG = 2000;

/** Number cells to the right, so that 1 and '1' differ by place as well. */
function alignOf(cell: Cell): 'left' | 'right' | null {
  if (cell === null) return null;
  return typeof cell === 'bigint' || typeof cell === 'number' ? 'right' : 'left';
}

/** The value's spans; what has no style of its own gets `style`. */
function cellSpans(cell: Cell, context: CellContext, style?: Style): Line {
  // Nothing shows more of a huge text than a screen's width.
  const short = typeof cell === 'string' && cell.length > LONG ? `${cell.slice(0, LONG)}…` : cell;
  const spans = showCell(short, context);
  return style === undefined
    ? spans
    : spans.map((span) => (span.style === undefined ? { ...span, style } : span));
}

/** A value as a grid's cell. */
export function gridCell(cell: Cell, context: CellContext, style?: Style): GridCell {
  return { before: null, text: cellSpans(cell, context, style), align: alignOf(cell) };
}

/** A value that changed: `old → new`. */
export function changedCell(before: Cell, after: Cell, context: CellContext): GridCell {
  return {
    before: cellSpans(before, context, 'removed'),
    text: cellSpans(after, context, 'changed'),
    align: alignOf(after) ?? alignOf(before),
  };
}

/** Columns that the cell takes in full. */
export function cellWidth(cell: GridCell): number {
  const before = cell.before === null ? 0 : lineWidth(cell.before) + ARROW.length;
  return before + lineWidth(cell.text);
}

/** The cell in at most `width` columns. Of a change both ends are cut alike; where that says nothing, the new value stays. */
export function cutCell(cell: GridCell, width: number): Line {
  if (cell.before === null) return cutLine(cell.text, width);
  const room = width - ARROW.length;
  if (room < 4) return cutLine([{ text: '→ ', style: 'quiet' }, ...cell.text], width);
  const after = lineWidth(cell.text);
  const before = Math.min(lineWidth(cell.before), Math.max(Math.floor(room / 2), room - after));
  return [
    ...cutLine(cell.before, before),
    { text: ARROW, style: 'quiet' },
    ...cutLine(cell.text, room - before),
  ];
}
