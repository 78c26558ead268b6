/** A view of a table as lines: one state, or both in one table. */
import type { Line, Span } from '../../spans/line.ts';
import { changedCell, gridCell, NO_CELL, type GridCell } from './cell.ts';
import { frameGrid, type TableFrame } from './frame.ts';
import type { Grid } from './grid.ts';
import { headerLine, typeText } from './header.ts';
import { cellAt, type TableView } from '../../../view/table/table.ts';
import { statusAt } from '../../../view/table/order.ts';
import { besideFrame } from './beside.ts';
import { frameSpace, gridColumn, type CellPlace, type TableOptions } from './space.ts';

/** The table as lines: never more than `height`, none wider than `width`. */
export function tableLines(view: TableView, options: TableOptions): readonly Line[] {
  return tableFrame(view, options).lines;
}

/** `tableLines` with what a viewport must know to scroll. */
export function tableFrame(view: TableView, options: TableOptions): TableFrame {
  return options.beside === true && view.mode === 'compared'
    ? besideFrame(view, options)
    : frameGrid(mergedGrid(view, options.cursor ?? null), frameSpace(view, options));
}

function gutterSpan(view: TableView, row: number): Span {
  switch (statusAt(view.rows, row)) {
    case 'added':
      return { text: '+ ', style: 'added' };
    case 'removed':
      return { text: '- ', style: 'removed' };
    case 'changed':
      return { text: '~ ', style: 'changed' };
    case 'same':
      return { text: '  ' };
  }
}

function mergedGrid(view: TableView, cursor: CellPlace | null): Grid {
  return {
    columns: view.columns.map((column) => gridColumn(column, headerLine(column), typeText(column))),
    rowCount: view.rows.length,
    gutter: (row) => {
      const span = gutterSpan(view, row);
      return row === cursor?.row ? { ...span, text: `${span.text.charAt(0)}▶` } : span;
    },
    cell: (row, column) => {
      const cell = mergedCell(view, row, column);
      return row === cursor?.row && column === cursor.column ? selected(cell) : cell;
    },
  };
}

function mergedCell(view: TableView, row: number, index: number): GridCell {
  const column = view.columns[index];
  if (column === undefined) return NO_CELL;
  const { status, before, after, change } = cellAt(view, row, index);
  const context = { numbers: column.numbers || change?.how === 'coerced' };
  if (status === 'removed') return before === undefined ? NO_CELL : gridCell(before, context, 'removed');
  if (status === 'added') return after === undefined ? NO_CELL : gridCell(after, context, 'added');
  if (after === undefined) return before === undefined ? NO_CELL : gridCell(before, context, 'removed');
  if (column.added) return gridCell(after, context, 'added');
  if (change !== null) return changedCell(change.before, change.after, context);
  return gridCell(after, context);
}

/** Inverse, and with a blank where there is nothing to invert. */
function selected(cell: GridCell): GridCell {
  const inverse = (line: Line): Line => line.map((span) => ({ ...span, style: 'selected' }));
  const text = cell.text.length === 0 ? [{ text: ' ' }] : cell.text;
  return { ...cell, before: cell.before === null ? null : inverse(cell.before), text: inverse(text) };
}
