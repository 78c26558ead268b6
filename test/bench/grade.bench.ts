/** Grading an exercise on all its data sets: as a whole process, and once more inside the running program. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { pathToFileURL } from 'node:url';
import { solutionText } from '../../src/course/answer.ts';
import type { Exercise, Fixture, Lesson } from '../../src/course/model.ts';
import { createDatabase } from '../../src/worker/client.ts';
import { gradeText } from '../../src/grading/run/grader.ts';
import { atMost, comparison, information, milliseconds, times, type Figure, type Part } from './figure.ts';
import {
  freshEnvironment,
  NOTHING,
  nothings,
  PROGRAM,
  ROOT,
  temporaryFolder,
  wholeProcess,
} from './processes.ts';
import { compare, median } from './statistics.ts';

/** An exercise of one migration, as most are, and the one with the most. */
const LESSONS = [3, 18];
const PAIRS = 8;
const GRADINGS = 15;

export const grade: Part = {
  name: 'grade',
  needsBuild: true,
  async measure() {
    const figures: Figure[] = [];
    for (const number of LESSONS) {
      const subject = await findSubject(number);
      figures.push(await asProcess(subject), ...(await inside(subject)));
    }
    return figures;
  },
};

interface Subject {
  readonly lesson: Lesson;
  readonly exercise: Exercise;
  readonly fixture: Fixture;
}

/** Loads the course here alone: a lesson that is broken spoils no other part. */
async function findSubject(number: number): Promise<Subject> {
  const { fixtureOf, lessonNumbered } = await import('../support/course.ts');
  const lesson = lessonNumbered(number);
  if (lesson.exercise === null) throw new Error(`lesson ${number} has no exercise`);
  return { lesson, exercise: lesson.exercise, fixture: fixtureOf(lesson) };
}

async function asProcess({ lesson, exercise }: Subject): Promise<Figure> {
  const file = join(temporaryFolder(), 'solution.sql');
  writeFileSync(file, solutionText(exercise));
  const env = freshEnvironment();
  const compared = await compare(
    PAIRS,
    () => wholeProcess([PROGRAM, 'check', String(lesson.number), file], env),
    () => wholeProcess(NOTHING, env),
  );
  return comparison(`check ${lesson.number} (its solution) against node -e 0`, compared, 6);
}

/** On the program's own workers, as they ship. */
async function inside(subject: Subject): Promise<readonly Figure[]> {
  const workerUrl = pathToFileURL(join(ROOT, 'dist', 'worker.js'));
  const learner = createDatabase({ workerUrl });
  const answers = createDatabase({ workerUrl, spare: false });
  const { lesson, exercise, fixture } = subject;

  /** Milliseconds of one grading. */
  async function timed(text: string, solved: boolean): Promise<number> {
    const start = performance.now();
    const { report } = await gradeText(lesson, fixture, text, { learner, answers, now: Date.now() });
    if (report.solved !== solved) throw new Error(`an answer was graded ${solved ? 'wrong' : 'right'}`);
    return performance.now() - start;
  }

  /** Once the reference answers have run: they are kept, as they are while the learner tries again. */
  async function again(what: string, text: string, solved: boolean): Promise<Figure> {
    await timed(text, solved);
    const before = nothings();
    const taken: number[] = [];
    while (taken.length < GRADINGS) taken.push(await timed(text, solved));
    const unit = median([...before, ...nothings()]);
    const ratio = median(taken) / unit;
    const inMilliseconds = `${milliseconds(median(taken))} against ${milliseconds(unit)}`;
    const most = `at most ${times(Math.max(...taken) / unit)} in ${GRADINGS} gradings`;
    return atMost(
      `grading ${what} of lesson ${lesson.number} again, in the running program, against node -e 0`,
      ratio,
      1,
      '×',
      `${times(ratio)}, ${inMilliseconds}; ${most}`,
    );
  }

  try {
    await Promise.all([learner.version(), answers.version()]);
    const solution = solutionText(exercise);
    const first = milliseconds(await timed(solution, true));
    const figures = [
      information(`grading lesson ${lesson.number} for the first time, in the running program`, first),
      await again('the solution', solution, true),
    ];
    const wrong = exercise.wrong.at(-1);
    if (wrong !== undefined) figures.push(await again('a known wrong answer', wrong.sql, false));
    return figures;
  } finally {
    await Promise.all([learner.close(), answers.close()]);
  }
}
