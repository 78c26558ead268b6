/** Whether an exercise holds: its solution passes everywhere, nothing else does, and every known mistake is known. */
import { parseAnswer, starterText } from '../../course/answer.ts';
import { makeFault, type Fault } from '../../course/faults.ts';
import type { Check, Exercise, Fixture, Lesson, WrongAnswer } from '../../course/model.ts';
import type { Attempt } from '../../grading/attempt.ts';
import { compareStates } from '../../grading/compare.ts';
import { judge, type Aspect } from '../../grading/verdict.ts';
import type { CheckContext } from './context.ts';
import { runAttempt } from '../../grading/run/attempt.ts';
import { referenceFor, type DataSet, type Reference } from '../../grading/run/reference.ts';
import { gradeText } from '../../grading/run/grader.ts';
import { findIdleChecks } from './idle.ts';
import { sqlFault } from './sqlFault.ts';

/** Hidden data sets that an exercise needs at least: one alone can be met by chance. */
const LEAST_HIDDEN = 2;

/** Rejects with FixtureError or ExerciseError when a data set or the solution does not run at all. */
export async function* checkExercise(
  lesson: Lesson,
  exercise: Exercise,
  fixture: Fixture,
  context: CheckContext,
): AsyncGenerator<Fault> {
  const fault = (line: number, text: string, message: string, mend: string) =>
    makeFault({ file: lesson.file, line, text, message, mend });
  const heading = `Exercise: ${exercise.title}`;
  if (fixture.variants.length < LEAST_HIDDEN) {
    const message = `The exercise is graded on fewer than ${LEAST_HIDDEN} hidden data sets.`;
    const mend = `Write other data into fixtures/${fixture.id}/variants/, each with a first line "-- about: …".`;
    yield fault(exercise.line, heading, message, mend);
  }
  const reference = referenceFor(lesson, exercise, fixture, context);
  yield* checkSolution(lesson, exercise, reference);
  if (await assertsNothing(exercise, reference)) {
    const mend = 'Let the solution change something, or write a check.';
    yield fault(
      exercise.line,
      heading,
      'The exercise asserts nothing: it is solved before anything is done.',
      mend,
    );
  }

  const grade = (text: string) =>
    gradeText(lesson, fixture, text, {
      learner: context.learner,
      answers: context.answers,
      now: context.now,
    });
  const starter = await grade(starterText(exercise));
  if (starter.report.solved) {
    const mend = 'Leave something to be done, or assert more.';
    yield fault(exercise.line, heading, 'The starter solves the exercise already.', mend);
  }
  for (const wrong of exercise.wrong) {
    const wrongFault = (message: string, mend: string) => fault(wrong.line, wrong.message, message, mend);
    const parsed = parseAnswer(wrong.sql, exercise);
    if (!parsed.ok) {
      yield fault(wrong.line + parsed.line - 1, wrong.message, parsed.message, 'Write a whole answer.');
      continue;
    }
    const { report } = await grade(wrong.sql);
    if (report.solved) {
      yield wrongFault(
        'The wrong answer solves the exercise.',
        'Correct it, or add data or a check that it fails on.',
      );
    } else if (report.knownMistake === null) {
      yield wrongFault(
        'The wrong answer is not recognised as itself.',
        'Let it do the same each time that it runs.',
      );
    } else if (report.knownMistake !== wrong.message) {
      const mend = 'Keep one of them, or add data on which they differ.';
      yield wrongFault(`The wrong answer is taken for another one: "${report.knownMistake}"`, mend);
    } else if (report.error !== null && isSlip(report.error.message)) {
      yield wrongFault(
        `The wrong answer does not run: ${report.error.message}.`,
        'Correct the slip in its SQL.',
      );
    }
  }
  yield* checkChecks(lesson, exercise, reference, context);
}

/** An error that is hardly the mistake meant. */
function isSlip(message: string): boolean {
  return /syntax error|incomplete input|unrecognized token/.test(message);
}

async function* checkSolution(
  lesson: Lesson,
  exercise: Exercise,
  { dataSets }: Reference,
): AsyncGenerator<Fault> {
  for (const data of dataSets) {
    const attempt = await data.solution('whole');
    const { checks, rollback, twice } = judge(exercise, attempt, attempt);
    const where = data.variant === null ? '' : ` on the data set "${data.variant}"`;
    const line = exercise.parts[0]?.solution.line ?? exercise.line;
    const problem = (at: number, what: string, { message }: Aspect, mend: string) =>
      makeFault({ file: lesson.file, line: at, message: `${what}${where}: ${message}`, mend });
    for (const [index, check] of exercise.checks.entries()) {
      const aspect = checks[index];
      if (aspect === undefined || aspect.passed === true) continue;
      const what = `The solution does not pass the check "${check.name}"`;
      yield problem(check.line, what, aspect, 'Correct the check or the solution.');
    }
    if (rollback !== null && rollback.passed !== true) {
      const back = exercise.parts.find((part) => part.name === attempt.back?.failure?.part)?.rollback;
      const at = back?.line ?? exercise.parts.at(-1)?.rollback?.line ?? line;
      yield problem(at, "The solution's rollback does not restore", rollback, 'Correct the rollback.');
    }
    if (twice !== null && twice.passed !== true) {
      const mend = 'Correct the solution, or take `twice` away.';
      yield problem(line, 'The solution does not hold when it runs twice', twice, mend);
    }
  }
}

/** Whether nothing at all is as good as the solution, on every data set. */
async function assertsNothing(exercise: Exercise, { dataSets }: Reference): Promise<boolean> {
  for (const data of dataSets) {
    const [start, solution] = await Promise.all([data.start(), data.solution('whole')]);
    if (!compareStates(solution.after, start.state, exercise.strict).equal) return false;
  }
  // The end is where it began. What is asked on the way may still tell something.
  const asked = exercise.checks.some(({ after }) => after !== null && after !== exercise.parts.at(-1)?.name);
  return !asked;
}

/** Every check must be able to fail. */
async function* checkChecks(
  lesson: Lesson,
  exercise: Exercise,
  reference: Reference,
  context: CheckContext,
): AsyncGenerator<Fault> {
  if (exercise.checks.length === 0) return;
  const failed = new Set<Check>();
  for (const data of reference.dataSets) {
    for (const attempt of await failingAttempts(exercise, data, reference.now, context)) {
      for (const { check, result } of attempt.parts.flatMap((part) => part.checks)) {
        if ((result?.rows.length ?? 0) > 0) failed.add(check);
      }
    }
  }
  const idle = exercise.checks.filter((check) => !failed.has(check));
  for (const check of await findIdleChecks(idle, reference, context)) {
    const message = `The check "${check.name}" seems never to fail: no wrong answer, and no damage to the end, makes it return rows.`;
    const mend = 'Correct its query, or add a wrong answer that it tells.';
    yield sqlFault(lesson.file, check, message, mend);
  }
}

/** The starter and every known wrong answer on a data set. */
async function failingAttempts(
  exercise: Exercise,
  data: DataSet,
  now: number,
  { answers: database }: CheckContext,
): Promise<readonly Attempt[]> {
  const starter = parseAnswer(starterText(exercise), exercise);
  const sound = (wrong: WrongAnswer) => parseAnswer(wrong.sql, exercise).ok;
  const wrongs = await Promise.all(exercise.wrong.filter(sound).map((wrong) => data.wrong(wrong, 'whole')));
  if (!starter.ok) return wrongs;
  const start = await data.start();
  return [...wrongs, await runAttempt({ exercise, answer: starter.answer, start, database, now })];
}
