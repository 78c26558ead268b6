/** One table on the whole screen, with a cursor on a cell whose value is shown in full. */
import { sceneAt } from '../../lesson/scene.ts';
import type { InspectPanel, LessonState, Tutor } from '../../tutor/state.ts';
import { frame, type Frame } from '../frame.ts';
import { type Size } from '../../render/terminal/layout.ts';
import { cellDetail, detailLines } from '../../render/terminal/table/detail.ts';
import { tableLines } from '../../render/terminal/table/lines.ts';
import type { TableView } from '../../view/table/table.ts';
import type { Line } from '../../render/terminal/text/line.ts';
import { lessonHeader } from './lessonHeader.ts';
import { statusLine } from './status.ts';
import { tableOf } from '../../view/data.ts';

/** The table, and below it the cell under the cursor. */
export function inspectFrame(tutor: Tutor, lesson: LessonState, panel: InspectPanel, size: Size): Frame {
  const scene = sceneAt(lesson);
  return frame(tutor, size, {
    ...lessonHeader(lesson),
    body: ({ columns, rows }) => {
      if (scene?.state == null) return [];
      const view = tableOf(panel.table, scene.state, scene.change);
      const row = Math.min(panel.row, Math.max(0, view.rows.length - 1));
      const column = Math.min(panel.column, Math.max(0, view.columns.length - 1));
      const detail = detailPart(view, row, column, columns, Math.max(5, Math.floor(rows * 0.4)));
      const room = rows - detail.length - 1;
      const table = tableLines(view, {
        width: columns,
        height: room,
        rowOffset: Math.max(0, row - Math.floor(Math.max(1, room - 5) / 2)),
        columnOffset: hiddenFor(view, column),
        types: true,
        cursor: { row, column },
        columnHint: '',
      });
      return [...table, [], ...detail];
    },
    status: statusLine(tutor),
  });
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
