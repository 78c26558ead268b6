/** What the check of a course proves by running it: lessons play, rollbacks restore, exercises hold. */
import { makeFault, type Fault } from '../course/faults.ts';
import type { Course, Lesson } from '../course/model.ts';
import { FixtureError } from '../migrate/model.ts';
import { checkExercise } from './courseCheck/exercise.ts';
import { checkKinds } from './courseCheck/kinds.ts';
import { checkWalkthrough } from './courseCheck/walkthrough.ts';
import { ExerciseError, referenceFor } from '../grading/run/reference.ts';
import type { CheckContext } from './courseCheck/context.ts';

/** One thing that does not hold, with its place and its mend. */
export type Finding = Fault;

/** Every finding, as it is found, lesson by lesson. A course without findings holds. */
export async function* checkCourse(course: Course, context: CheckContext): AsyncGenerator<Finding> {
  const withKinds = new Set<string>();
  for (const lesson of course.lessons) {
    const fixture = course.fixtures[lesson.fixture];
    if (fixture === undefined) continue;
    yield* guarded(lesson, checkWalkthrough(lesson, fixture, context));
    const { exercise } = lesson;
    if (exercise === null) continue;
    if (!withKinds.has(fixture.id)) {
      withKinds.add(fixture.id);
      const { dataSets } = referenceFor(lesson, exercise, fixture, context);
      yield* guarded(lesson, checkKinds(fixture, dataSets, context));
    }
    yield* guarded(lesson, checkExercise(lesson, exercise, fixture, context));
  }
}

/** A script or a solution that does not run at all is a finding, too. */
async function* guarded(lesson: Lesson, findings: AsyncGenerator<Finding>): AsyncGenerator<Finding> {
  try {
    yield* findings;
  } catch (error) {
    if (error instanceof FixtureError) {
      yield makeFault({
        file: error.file,
        line: error.line,
        text: error.statement,
        message: `The script does not run: ${error.message}`,
        mend: 'Correct the SQL.',
      });
    } else if (error instanceof ExerciseError) {
      const mend = 'Correct the SQL, or the exercise around it.';
      yield makeFault({ file: lesson.file, line: error.line, message: error.message, mend });
    } else throw error;
  }
}

/** Lessons with an exercise, for the summary of a check. */
export function countExercises(course: Course): number {
  return course.lessons.filter((lesson) => lesson.exercise !== null).length;
}
