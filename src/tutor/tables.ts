/** The tables that Tab turns through at a lesson's current moment. */
import { sceneAt } from '../lesson/scene.ts';
import { tablesIn, turn, type Tables } from '../lesson/tables.ts';
import type { LessonState } from './state.ts';

/** The tables at the lesson's current moment. */
export function tablesOf(lesson: LessonState): Tables {
  const scene = sceneAt(lesson);
  return tablesIn(
    lesson.lesson?.show ?? [],
    scene?.state ?? null,
    scene?.change?.diff ?? null,
    lesson.view.table,
  );
}

/** The name of the table that Tab turns to. */
export function turnTable(lesson: LessonState, by: 1 | -1): string | null {
  return turn(tablesOf(lesson), by);
}
