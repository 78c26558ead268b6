/** What there is to show of the application: its fleet and the matrix as they stand at the learner's place. */
import { fleetAbove } from '../rollout/fleet.ts';
import { matrixOf, type Matrix } from '../rollout/matrix.ts';
import { phaseOf } from '../rollout/phases.ts';
import { playedActions } from './play.ts';
import { currentMoment, currentStep, type LessonAt } from './place.ts';

/** The versions that run at the current moment: a move counts as soon as its line is shown. None without an application. */
export function currentFleet(lesson: LessonAt): readonly string[] {
  if (lesson.lesson === null || lesson.lesson.apps.length === 0) return [];
  const moment = currentMoment(lesson);
  if (moment === null) return fleetAbove(lesson.lesson, lesson.position.step, 0);
  const above = moment.type === 'statement' ? moment.action : moment.next;
  return fleetAbove(lesson.lesson, lesson.position.step, above);
}

/** The matrix at the current moment, or null in a lesson without an application. An action counts once it has run. */
export function currentMatrix(lesson: LessonAt): Matrix | null {
  if (lesson.lesson === null || lesson.lesson.apps.length === 0) return null;
  return matrixOf(lesson.lesson, lesson.plays, {
    steps: lesson.position.step - 1,
    actions: actionsRun(lesson),
    fleet: currentFleet(lesson),
    detour: detourOf(lesson),
  });
}

/** The phase that the database is in at the current moment, or null. */
export function currentPhase(lesson: LessonAt): string | null {
  return currentMatrix(lesson)?.rows.find(({ current }) => current)?.phase ?? null;
}

/** Whether what works when is still to be predicted at the current moment. */
export function hidesOutcomes(lesson: LessonAt): boolean {
  const until = lesson.lesson?.matrixAfter ?? null;
  return until !== null && !(currentMatrix(lesson)?.uncovered ?? false);
}

/** How many actions of the current step have run to their end at the current moment. */
function actionsRun(lesson: LessonAt): number {
  const step = currentStep(lesson);
  const moment = currentMoment(lesson);
  if (step === null || moment === null) return 0;
  if (moment.type === 'text') return moment.ran ? playedActions(step).length : (moment.next ?? 0);
  const statements = lesson.plays[step.number - 1]?.actions[moment.action]?.played.statements.length;
  return statements !== undefined && moment.statement === statements - 1 ? moment.action + 1 : moment.action;
}

/** The phase that the rollback on screen has led to, once its last statement has run. */
function detourOf({ rollback }: LessonAt): string | null {
  const play = rollback?.play ?? null;
  if (rollback === null || play === null) return null;
  return rollback.statement === play.played.statements.length - 1 ? phaseOf(play) : null;
}
