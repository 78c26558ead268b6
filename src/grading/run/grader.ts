/** Grades an answer to an exercise, by what it does on the shown data and on data that the learner never sees. */
import { parseAnswer, solutionText } from '../../course/answer.ts';
import type { Answer, Exercise, Fixture, Lesson, WrongAnswer } from '../../course/model.ts';
import type { Attempt } from '../attempt.ts';
import type { Graded, ShownRun } from '../graded.ts';
import { sameCourse, sameEnd } from '../mistake.ts';
import type { Report } from '../model.ts';
import { isReadyForHidden, makeReport, type HiddenJudged, type Judged } from '../report.ts';
import { judge } from '../verdict.ts';
import type { ActionPlay } from '../../lesson/play.ts';
import type { DatabaseState } from '../../database/state.ts';
import { attemptOnce, type GradingDatabase } from './attemptTask.ts';
import { findReference, type ReferenceContext } from './findReference.ts';
import type { Comparison } from '../difference.ts';
import type { ReferenceData, ReferenceResults } from './referenceResults.ts';

/** `answers` is out of reach of the learner's SQL; of `now` an exercise keeps that of its first grading. */
export interface GradeContext extends ReferenceContext {
  /** Where the learner's SQL runs. */
  readonly learner: GradingDatabase;
  /** Whether somebody looks at the shown run statement by statement; not unless said so. */
  readonly detailed?: boolean;
  readonly signal?: AbortSignal;
}

/** A report with what a screen shows beside it. */
export interface Grading {
  readonly report: Report;
  /** What the answer did on the shown data; null where it could not be cut into parts. */
  readonly shown: ShownGrading | null;
}

interface ShownGrading extends ShownRun {
  /** The parts as they were played, for what each statement changed. */
  readonly plays: readonly ActionPlay[];
  readonly solution: {
    /** The reference answer in the form of a learner's file. */
    readonly text: string;
    /** What it makes of the shown data. */
    readonly after: DatabaseState;
  };
  /** How the answer's end differs from the solution's; null where the answer did not get there. */
  readonly comparison: Comparison | null;
}

/**
 * Grades an answer. Rejects with FixtureError or ExerciseError when the lesson
 * itself is broken; whatever the answer does is in the report.
 */
async function grade(
  lesson: Lesson,
  exercise: Exercise,
  answer: Answer,
  fixture: Fixture,
  context: GradeContext,
): Promise<Grading> {
  const reference = await findReference(lesson, exercise, fixture, context);
  const [shownData, ...hiddenData] = reference.dataSets;
  if (shownData === undefined) throw new Error('A reference has shown data');
  const learner = learnerAttempts(exercise, answer, reference, context);
  // While the learner's SQL runs on its own database; whoever needs one hears of its failure.
  for (const data of reference.dataSets) data.solution('end').catch(() => undefined);

  const shown = await judged(exercise, shownData, learner);
  const ready = isReadyForHidden(shown.verdict) && !shown.attempt.stopped;
  const hidden = ready ? await judgeHidden(exercise, hiddenData, learner) : null;
  const request = {
    lesson: lesson.slug,
    exercise,
    shown,
    hidden,
    hasHidden: hiddenData.length > 0,
    error: null,
    sqlite: await reference.version,
  };
  const report = makeReport({ ...request, knownMistake: null });
  const knownMistake = report.solved ? null : await findMistake(exercise, reference, learner);
  return {
    report: { ...report, knownMistake },
    shown: shownGrading(exercise, shown, (await shownData.solution('end')).after),
  };
}

/** Cuts a learner's text into the exercise's parts and grades it; a text that cannot be cut has a report as well. */
export async function gradeText(
  lesson: Lesson,
  fixture: Fixture,
  text: string,
  context: GradeContext,
): Promise<Graded & Grading> {
  const { exercise } = lesson;
  if (exercise === null) throw new Error(`The lesson ${lesson.slug} has no exercise`);
  const parsed = parseAnswer(text, exercise);
  if (parsed.ok) return { text, ...(await grade(lesson, exercise, parsed.answer, fixture, context)) };
  const { version } = await findReference(lesson, exercise, fixture, context);
  const report = makeReport({
    lesson: lesson.slug,
    exercise,
    shown: null,
    hidden: null,
    hasHidden: fixture.variants.length > 0,
    knownMistake: null,
    error: {
      about: parsed.anywhere ? 'answer' : 'line',
      statement: 1,
      line: parsed.line,
      message: parsed.message,
    },
    sqlite: await version,
  });
  return { text, report, shown: null };
}

/** The answer's attempt on a data set, run when first asked for. */
type Learner = (data: ReferenceData) => Promise<Attempt>;

function learnerAttempts(
  exercise: Exercise,
  answer: Answer,
  reference: ReferenceResults,
  context: GradeContext,
): Learner {
  const attempts = new Map<ReferenceData, Promise<Attempt>>();
  const { learner: database, detailed = false, signal } = context;
  const run = async (data: ReferenceData): Promise<Attempt> => {
    const start = await data.start();
    const extent = data.variant === null ? 'whole' : 'hidden';
    return attemptOnce({
      exercise,
      answer,
      start,
      database,
      now: reference.now,
      extent,
      detailed: detailed && data.variant === null,
      ...(signal && { signal }),
    });
  };
  return (data) => {
    const attempt = attempts.get(data) ?? run(data);
    attempts.set(data, attempt);
    return attempt;
  };
}

async function judged(exercise: Exercise, data: ReferenceData, learner: Learner): Promise<Judged> {
  // Side by side: they run on different databases.
  const [attempt, solution] = await Promise.all([learner(data), data.solution('end')]);
  return { attempt, verdict: judge(exercise, attempt, solution) };
}

/** In order; nothing is tried behind an attempt that had to be stopped. */
async function judgeHidden(
  exercise: Exercise,
  dataSets: readonly ReferenceData[],
  learner: Learner,
): Promise<readonly HiddenJudged[]> {
  const all: HiddenJudged[] = [];
  for (const data of dataSets) {
    const one = await judged(exercise, data, learner);
    const { comparison, back } = one.verdict;
    const differs = (comparison !== null && !comparison.equal) || back !== null;
    all.push({ ...one, about: data.about ?? '', kinds: differs ? await data.kinds() : [] });
    if (one.attempt.stopped) break;
  }
  return all;
}

/** What the lesson says to whoever gives this wrong answer: the first one that did the same on every data set. */
async function findMistake(
  exercise: Exercise,
  reference: ReferenceResults,
  learner: Learner,
): Promise<string | null> {
  for (const wrong of exercise.wrong) {
    if (await isMistake(exercise, reference.dataSets, wrong, learner)) return wrong.message;
  }
  return null;
}

/** By how both end; where the wrong one ends right everywhere, its mistake lies on the way, which is compared then. */
async function isMistake(
  exercise: Exercise,
  dataSets: readonly ReferenceData[],
  wrong: WrongAnswer,
  learner: Learner,
): Promise<boolean> {
  let endsRight = true;
  for (const data of dataSets) {
    const [own, other, solution] = await Promise.all([
      learner(data),
      data.wrong(wrong, 'end'),
      data.solution('end'),
    ]);
    if (own.stopped || !sameEnd(exercise, own, other)) return false;
    endsRight &&= sameEnd(exercise, other, solution);
  }
  for (const data of endsRight ? dataSets : []) {
    if (!sameCourse(exercise, await learner(data), await data.wrong(wrong, 'whole'))) return false;
  }
  return true;
}

function shownGrading(exercise: Exercise, { attempt, verdict }: Judged, after: DatabaseState): ShownGrading {
  return {
    before: attempt.before,
    after: attempt.after,
    parts: attempt.parts.map(({ name, play }) => ({ name, statements: play.played.statements })),
    plays: attempt.parts.map(({ play }) => play),
    solution: { text: solutionText(exercise), after },
    comparison: verdict.comparison,
  };
}
