/** A table with a cursor on a cell, and that cell in full. */
import type { InspectView } from '../../view/inspect.ts';
import type { TableView } from '../../view/table/table.ts';
import type { Line } from '../spans/line.ts';
import type { Size } from './layout.ts';
import { cellDetail, detailLines } from './table/detail.ts';
import type { TableFrame } from './table/frame.ts';
import { tableFrame } from './table/lines.ts';

/** The table, and below it the cell under the cursor. */
export function inspectLines(
  { table, row, column }: InspectView,
  { columns, rows }: Size,
): Pick<TableFrame, 'lines' | 'rowsShown'> {
  const detail = detailPart(table, row, column, columns, Math.max(5, Math.floor(rows * 0.4)));
  const room = rows - detail.length - 1;
  const { lines, rowsShown } = tableFrame(table, {
    width: columns,
    height: room,
    rowOffset: Math.max(0, row - Math.floor(Math.max(1, room - 5) / 2)),
    columnOffset: hiddenFor(table, column),
    types: true,
    cursor: { row, column },
    columnHint: '',
  });
  return { lines: [...lines, [], ...detail], rowsShown };
}

function detailPart(
  view: TableView,
  row: number,
  column: number,
  width: number,
  height: number,
): readonly Line[] {
  const detail = cellDetail(view, row, column);
  if (detail === null) return [[{ text: 'There is no cell here.', style: 'quiet' }]];
  const lines: readonly Line[] = [
    [
      { text: `row ${row + 1} of ${view.rows.length} · `, style: 'quiet' },
      { text: detail.name, style: 'heading' },
      { text: ` · ${detail.type}`, style: 'quiet' },
    ],
    ...detailLines(detail, width),
  ];
  if (lines.length <= height) return lines;
  return [
    ...lines.slice(0, height - 1),
    [{ text: `… ${lines.length - height + 1} more lines`, style: 'quiet' }],
  ];
}

/** Columns scrolled away so that the one under the cursor comes into view. */
function hiddenFor(view: TableView, column: number): number {
  const keys = view.columns.slice(0, column).filter((each) => each.primaryKey).length;
  return Math.max(0, column - keys - 2);
}
