/** What a caller asks of a table on screen, and what that means for its frame. */
import { affinityOf } from '../../../database/sqlite/affinity.ts';
import type { Column } from '../../../database/state.ts';
import type { Line } from '../../spans/line.ts';
import { columnName, type ViewColumn } from '../../../view/table/columns.ts';
import type { FrameSpace } from './frame.ts';
import type { GridColumn } from './grid.ts';
import { shownName } from '../../words/schema.ts';
import { firstChangedOffset, type TableView } from '../../../view/table/table.ts';
import { markedOutside } from '../../../view/table/order.ts';
import { titleLine } from './title.ts';

/** A cell by its row and column in a view, both from 0. */
export interface CellPlace {
  readonly row: number;
  readonly column: number;
}

export interface TableOptions {
  readonly width: number;
  /** Lines in all, title, header and last line included. */
  readonly height: number;
  /** First row shown; null or nothing brings the first change into view. */
  readonly rowOffset?: number | null;
  /** How many columns (the key apart) are scrolled away to the left. */
  readonly columnOffset?: number;
  /** Types under the names, in one line or in two, where there is room; not unless set. */
  readonly types?: boolean;
  /** The line with the table's name; there unless set to false. */
  readonly title?: boolean;
  /** Before and after beside each other rather than in one table; not unless set. */
  readonly beside?: boolean;
  /** The cell to point out, or nothing. Not where before and after stand beside each other. */
  readonly cursor?: CellPlace | null;
  /** What to press for hidden columns; `[ ] to scroll` unless set, empty for nothing. */
  readonly columnHint?: string;
}

/** The space of a frame from the options. */
export function frameSpace(view: TableView, options: TableOptions): FrameSpace {
  return {
    width: options.width,
    height: options.height,
    rowOffset: (capacity) => options.rowOffset ?? firstChangedOffset(view, capacity),
    columnOffset: options.columnOffset ?? 0,
    types: options.types === true ? 1 : 0,
    title: options.title === false ? null : titleLine(view),
    columnHint: options.columnHint ?? '[ ] to scroll',
    changedOutside: (first, count) => markedOutside(view.rows, first, count),
  };
}

/** A column's head in a grid; `side` is the column whose type says where its cells stand. */
export function gridColumn(
  column: ViewColumn,
  header: Line,
  type: string,
  side: Column | null = column.after ?? column.before,
): GridColumn {
  const { added, removed, renamed, changed, touched } = column;
  const affinity = affinityOf(side?.type ?? '');
  return {
    name: columnName(column).split(' → ').map(shownName).join(' → '),
    header,
    type,
    typeStyle: changed ? 'changed' : 'quiet',
    align: affinity === 'INTEGER' || affinity === 'REAL' ? 'right' : null,
    sticky: column.primaryKey,
    wanted: added || removed || renamed || changed || touched,
  };
}
