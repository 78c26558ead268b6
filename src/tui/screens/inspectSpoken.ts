/** One cell of a table for a screen reader: nothing but the cell, for every key says the screen anew. */
import { sceneAt } from '../../lesson/scene.ts';
import type { InspectPanel, LessonState } from '../../tutor/state.ts';
import { cellSpoken } from '../../render/speech/cell.ts';
import { tableOf } from '../../view/data.ts';

/** The cell under the cursor in a sentence. */
export function inspectSpoken(lesson: LessonState, panel: InspectPanel): readonly string[] {
  const scene = sceneAt(lesson);
  if (scene?.state == null) return [];
  const view = tableOf(panel.table, scene.state, scene.change);
  // The cursor stays where it was when a moment has fewer rows.
  const row = Math.min(panel.row, Math.max(0, view.rows.length - 1));
  const column = Math.min(panel.column, Math.max(0, view.columns.length - 1));
  return [cellSpoken(view, row, column)];
}
