/** Plays a lesson and every rollback at hand. */
import { makeFault, type Fault } from '../../course/faults.ts';
import type { Fixture, Lesson, RollbackAction } from '../../course/model.ts';
import { compareStates } from '../../grading/compare.ts';
import { rollbackAtHand, surprise, type ActionPlay, type StepPlay } from '../../lesson/play.ts';
import type { CheckContext } from './context.ts';
import { playAction, playLesson } from '../../lesson/player.ts';
import { sqlFault } from './sqlFault.ts';

/** What does not go as the lesson says. Rejects with FixtureError when its fixture does not run. */
export async function* checkWalkthrough(
  lesson: Lesson,
  fixture: Fixture,
  { learner: database, now }: CheckContext,
): AsyncGenerator<Fault> {
  const stage = { database, fixture, now };
  for await (const event of playLesson(lesson, stage)) {
    if (event.type === 'broken') {
      const { line, sql, message } = event.breakage;
      const mend = 'Correct the SQL, or say with `fails "…"` what it ends in.';
      yield makeFault({
        file: lesson.file,
        line,
        text: sql,
        message: `In step ${event.breakage.step}: ${message}.`,
        mend,
      });
    }
    if (event.type !== 'step') continue;
    const rollback = rollbackAtHand(event.play.step);
    const fault = rollback === null ? null : await checkRollback(lesson, event.play, rollback, stage);
    if (fault !== null) yield fault;
  }
}

/**
 * A rollback has to run, and to bring the schema back. The rows may differ: what
 * a rollback cannot bring back is what some lessons are about.
 */
async function checkRollback(
  lesson: Lesson,
  { actions }: StepPlay,
  rollback: RollbackAction,
  stage: { readonly database: CheckContext['learner']; readonly now: number },
): Promise<Fault | null> {
  const last = actions.at(-1);
  const taken = actions.find(({ action }) => action.type === 'migration' && action.name === rollback.name);
  if (last === undefined || taken === undefined || taken.played.error !== null) return null;
  const back = await playAction(rollback, last.played.checkpoint, last.played.state, stage);
  const problem = surprise(rollback, back.played.error);
  const fault = (message: string, mend: string) => sqlFault(lesson.file, rollback, message, mend);
  if (problem !== null) {
    return fault(
      `The rollback of ${rollback.name} does not go as it should: ${problem}.`,
      'Correct the rollback.',
    );
  }
  if (rollback.fails !== null || otherChanges(actions, taken)) return null;
  const [difference] = compareStates(taken.before, back.played.state, ['triggers']).schema;
  if (difference === undefined) return null;
  const message = `The rollback of ${rollback.name} does not bring the schema back: ${difference.message}`;
  return fault(message, 'Take back in it all that the migration changed.');
}

/** Whether the step changed anything besides the migration that is rolled back. */
function otherChanges(actions: readonly ActionPlay[], taken: ActionPlay): boolean {
  return actions.some((play) => play !== taken && play.action.type !== 'query' && play.played.error === null);
}
