/** One table with a cursor on a cell. */
import { sceneAt } from '../lesson/scene.ts';
import type { LessonAt } from '../lesson/place.ts';
import { tableOf } from './data.ts';
import type { TableView } from './table/table.ts';

export interface InspectView {
  readonly table: TableView;
  /** The cell under the cursor, from 0, within the table as far as it has any. */
  readonly row: number;
  readonly column: number;
}

/** The table at the present moment, or null while there is no state; the cursor stays inside where a moment has fewer rows. */
export function inspectView(
  lesson: LessonAt,
  at: { readonly table: string; readonly row: number; readonly column: number },
): InspectView | null {
  const scene = sceneAt(lesson);
  if (scene?.state == null) return null;
  const table = tableOf(at.table, scene.state, scene.change);
  return {
    table,
    row: Math.min(at.row, Math.max(0, table.rows.length - 1)),
    column: Math.min(at.column, Math.max(0, table.columns.length - 1)),
  };
}
