/**
 * What an exercise's answers are measured against: its data sets, opened, and
 * what the solution and the known wrong answers make of them. Worked out once
 * for each exercise, when asked for, on a database that no learner's SQL reaches.
 */
import { parseAnswer } from '../../course/answer.ts';
import { checksum } from '../../course/checksum.ts';
import type { Answer, Exercise, Fixture, FixtureScript, Lesson, WrongAnswer } from '../../course/model.ts';
import type { Opened } from '../../migrate/model.ts';
import { isStop, type Attempt } from '../attempt.ts';
import { kindRows, type KindRows } from '../kinds.ts';
import { askAll } from './ask.ts';
import type { Extent } from './attempt.ts';
import { attemptOnce, type GradingDatabase } from './attemptTask.ts';

export interface Reference {
  /** The clock of every attempt that is measured against this reference. */
  readonly now: number;
  /** The shown one first, then the hidden ones. */
  readonly dataSets: readonly DataSet[];
  readonly version: Promise<string>;
}

export interface DataSet {
  /** `two patients without an mrn`; null for the shown data. */
  readonly about: string | null;
  /** The variant's name; null for the shown data. */
  readonly variant: string | null;
  start(): Promise<Opened>;
  /** With `end`, possibly no more than what the parts do. */
  solution(extent: ReferenceExtent): Promise<Attempt>;
  wrong(wrong: WrongAnswer, extent: ReferenceExtent): Promise<Attempt>;
  kinds(): Promise<readonly KindRows[]>;
}

type ReferenceExtent = Extract<Extent, 'whole' | 'end'>;

/** The exercise itself does not hold: its lesson is broken. */
export class ExerciseError extends Error {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  constructor(file: string, line: number, message: string) {
    super(message);
    this.name = 'ExerciseError';
    this.file = file;
    this.line = line;
  }
}

interface Kept {
  readonly reference: Reference;
  readonly fixture: Fixture;
  readonly answers: GradingDatabase;
}

const references = new WeakMap<Exercise, Kept>();

/** The reference of an exercise, made anew only for other data or another database; the first call decides on the clock. */
export function referenceFor(
  lesson: Lesson,
  exercise: Exercise,
  fixture: Fixture,
  { answers, now }: { readonly answers: GradingDatabase; readonly now: number },
): Reference {
  const known = references.get(exercise);
  if (known?.fixture === fixture && known.answers === answers) return known.reference;
  const reference = createReference(lesson, exercise, fixture, answers, now);
  references.set(exercise, { reference, fixture, answers });
  return reference;
}

function createReference(
  lesson: Lesson,
  exercise: Exercise,
  fixture: Fixture,
  answers: GradingDatabase,
  now: number,
): Reference {
  const [schema] = fixture.scripts;
  const hidden = fixture.variants.map((variant) => ({
    about: variant.about,
    variant: variant.name,
    scripts: schema === undefined ? [variant.script] : [schema, variant.script],
  }));
  const all = [{ about: null, variant: null, scripts: fixture.scripts }, ...hidden];
  const solution = solutionAnswer(exercise);

  function dataSet({ about, variant, scripts }: (typeof all)[number]): DataSet {
    const start = once(() => openStart(lesson, scripts, answers, now));
    const attempt = async (answer: Answer, extent: ReferenceExtent): Promise<Attempt> => {
      const request = { exercise, answer, start: await start(), database: answers, now, extent };
      const ran = await attemptOnce(request);
      const error = ran.failure?.error ?? ran.back?.failure?.error ?? null;
      // A machine that was too slow just now says nothing about the exercise.
      if (error !== null && isStop(error))
        throw new Error(`A reference answer was stopped: ${error.message}`);
      return ran;
    };
    const solve = async (extent: ReferenceExtent): Promise<Attempt> => {
      const ran = await attempt(solution, extent);
      const { failure } = ran;
      if (failure === null) return ran;
      const line = exercise.parts.find(({ name }) => name === failure.part)?.solution.line ?? exercise.line;
      const where = variant === null ? '' : ` on the data set "${variant}"`;
      throw new ExerciseError(
        lesson.file,
        line,
        `the solution does not run${where}: ${failure.error.message}`,
      );
    };
    const wrongs = new Map<WrongAnswer, (extent: ReferenceExtent) => Promise<Attempt>>();
    return {
      about,
      variant,
      start,
      solution: byExtent(solve),
      wrong: (wrong, extent) => {
        const run = (asked: ReferenceExtent) => attempt(wrongAnswer(lesson, exercise, wrong), asked);
        const known = wrongs.get(wrong) ?? byExtent(run);
        wrongs.set(wrong, known);
        return known(extent);
      },
      kinds: once(async () => findKinds(fixture, await start(), answers, now)),
    };
  }

  const version = once(() => answers.version());
  return {
    now,
    dataSets: all.map(dataSet),
    get version() {
      return version();
    },
  };
}

/** The fixture with one data set's scripts, opened as the lesson opens it. Rejects with FixtureError. */
function openStart(
  lesson: Lesson,
  scripts: readonly FixtureScript[],
  database: GradingDatabase,
  now: number,
): Promise<Opened> {
  const { baseline, foreignKeys } = lesson;
  const sum = () => checksum(scripts.map((script) => script.sql).join('\n'));
  return database.open({
    scripts,
    foreignKeys,
    baseline: baseline === null ? null : { name: baseline, checksum: sum() },
    now,
  });
}

/** The solution in the form of an answer, with lines of the lesson's file. */
function solutionAnswer(exercise: Exercise): Answer {
  return {
    parts: exercise.parts.map(({ name, solution, rollback }) => ({ name, up: solution, rollback })),
  };
}

function wrongAnswer(lesson: Lesson, exercise: Exercise, wrong: WrongAnswer): Answer {
  const parsed = parseAnswer(wrong.sql, exercise);
  if (parsed.ok) return parsed.answer;
  throw new ExerciseError(lesson.file, wrong.line + parsed.line - 1, parsed.message);
}

/** A kind whose query does not run is passed over: the check of the course tells of it. */
async function findKinds(
  fixture: Fixture,
  { checkpoint }: Opened,
  database: GradingDatabase,
  now: number,
): Promise<readonly KindRows[]> {
  const queries = fixture.kinds.map(({ table, name, query }) => ({ table, name, sql: query.sql }));
  const runs = await askAll(queries, checkpoint, { database, now });
  return runs.map(({ query, result }) => kindRows(query.table, query.name, result?.rows ?? []));
}

/** Runs an attempt once for each extent; a whole one does for its end, too. */
function byExtent(
  run: (extent: ReferenceExtent) => Promise<Attempt>,
): (extent: ReferenceExtent) => Promise<Attempt> {
  let hasWhole = false;
  const end = once(() => run('end'));
  const whole = once(() => run('whole'));
  return (extent) => {
    hasWhole ||= extent === 'whole';
    return hasWhole ? whole() : end();
  };
}

/** Runs `make` at the first call; a failure is not kept. */
function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | null = null;
  return () => {
    made ??= make().catch((error: unknown) => {
      made = null;
      throw error;
    });
    return made;
  };
}
