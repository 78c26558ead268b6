/** What the screens show of the application: the matrix as it stands at the learner's place. */
import { fleetBefore } from '../fleet/fleet.ts';
import { matrixOf, type Matrix } from '../fleet/matrix.ts';
import { currentMoment } from './select.ts';
import type { LessonState } from './state.ts';

/** The versions that run at the current moment; none in a lesson without an application. */
export function currentFleet(lesson: LessonState): readonly string[] {
  if (lesson.lesson === null || lesson.lesson.apps.length === 0) return [];
  const { step } = lesson.position;
  return hasRun(lesson) ? (lesson.lesson.steps[step - 1]?.fleet ?? []) : fleetBefore(lesson.lesson, step);
}

/** The matrix up to the current moment, or null in a lesson without an application. A step counts once it has run. */
export function currentMatrix(lesson: LessonState): Matrix | null {
  if (lesson.lesson === null || lesson.lesson.apps.length === 0) return null;
  const { step } = lesson.position;
  return matrixOf(lesson.plays.slice(0, hasRun(lesson) ? step : step - 1));
}

/** Whether the current step has run to its end at the current moment. */
function hasRun(lesson: LessonState): boolean {
  const moment = currentMoment(lesson);
  if (moment === null) return false;
  if (moment.type === 'text') return moment.ran;
  const actions = lesson.plays[lesson.position.step - 1]?.actions ?? [];
  const last = actions.length - 1;
  return moment.action === last && moment.statement === (actions[last]?.played.statements.length ?? 0) - 1;
}
