/** The report of an answer, from what it did on the shown and on the hidden data. */
import type { Exercise } from '../course/model.ts';
import { name, visible } from '../diff/words.ts';
import type { Attempt } from './attempt.ts';
import { answerError, hiddenError } from './errors.ts';
import { rowsInKinds, type KindRows } from './kinds.ts';
import type { AnswerError, CheckResult, Report } from './model.ts';
import type { Aspect, Verdict } from './verdict.ts';

/** The names under which a report has what is not one of the exercise's own checks. */
export const CHECK_NAMES = {
  schema: 'the schema is as asked',
  rows: 'the rows are as asked',
  rollback: 'the rollback brings everything back',
  twice: 'running it twice changes nothing',
  hidden: 'the same holds on other data',
} as const;

const POINTS = { schema: 1, rows: 1, rollback: 2, twice: 1, hidden: 2 } as const;

/** An attempt with what is made of it. */
export interface Judged {
  readonly attempt: Attempt;
  readonly verdict: Verdict;
}

export interface HiddenJudged extends Judged {
  /** `two patients without an mrn` */
  readonly about: string;
  readonly kinds: readonly KindRows[];
}

export interface ReportRequest {
  /** The lesson's slug. */
  readonly lesson: string;
  readonly exercise: Exercise;
  /** Null: the answer was not run at all. */
  readonly shown: Judged | null;
  /** Those that were run, in order; null: not run, because the shown data stands in the way. */
  readonly hidden: readonly HiddenJudged[] | null;
  /** Whether there is hidden data. */
  readonly hasHidden: boolean;
  readonly knownMistake: string | null;
  /** Why the answer was not run at all; else null. */
  readonly error: AnswerError | null;
  /** SQLite's version. */
  readonly sqlite: string;
}

/** Puts a report together. */
export function makeReport(request: ReportRequest): Report {
  const { exercise, shown, hasHidden } = request;
  const checks = [
    ...shownChecks(exercise, shown?.verdict ?? null),
    ...(hasHidden ? [hiddenCheck(request)] : []),
  ];
  const error = request.error ?? (shown === null ? null : errorOf(exercise, shown));
  const solved = error === null && checks.every((check) => check.passed === true);
  return {
    format: 1,
    lesson: request.lesson,
    solved,
    points: sum(checks.filter((check) => check.passed === true)),
    maxPoints: sum(checks),
    knownMistake: solved ? null : request.knownMistake,
    checks,
    error,
    engine: { sqlite: request.sqlite },
  };
}

function sum(checks: readonly CheckResult[]): number {
  return checks.reduce((total, check) => total + check.points, 0);
}

const NOT_RUN: Aspect = { passed: null, message: 'Not looked at yet.', expected: null, actual: null };

/** Checks after a part in the middle come first, as they are asked. */
function shownChecks(exercise: Exercise, verdict: Verdict | null): readonly CheckResult[] {
  const own = exercise.checks.map((check, index) => ({
    after: check.after,
    result: result(check.name, check.points, verdict?.checks[index] ?? NOT_RUN),
  }));
  const last = exercise.parts.at(-1)?.name ?? null;
  const isMiddle = ({ after }: (typeof own)[number]) => after !== null && after !== last;
  return [
    ...own.filter(isMiddle).map((check) => check.result),
    result(CHECK_NAMES.schema, POINTS.schema, verdict?.schema ?? NOT_RUN),
    result(CHECK_NAMES.rows, POINTS.rows, verdict?.rows ?? NOT_RUN),
    ...own.filter((check) => !isMiddle(check)).map((check) => check.result),
    ...(exercise.rollback
      ? [result(CHECK_NAMES.rollback, POINTS.rollback, verdict?.rollback ?? NOT_RUN)]
      : []),
    ...(exercise.twice ? [result(CHECK_NAMES.twice, POINTS.twice, verdict?.twice ?? NOT_RUN)] : []),
  ];
}

function result(name: string, points: number, { passed, message, expected, actual }: Aspect): CheckResult {
  return { name, dataset: 'shown', passed, message, expected, actual, points };
}

/** The first thing that did not run on the shown data. */
function errorOf(exercise: Exercise, { attempt, verdict }: Judged): AnswerError | null {
  const named = exercise.parts.length > 1;
  // Where the way back ended in another state, that is why it does not run again from there.
  const failure = attempt.failure ?? (verdict.back === null ? (attempt.back?.failure ?? null) : null);
  if (failure !== null) return answerError(failure, named);
  for (const { name: part, again, play } of attempt.parts) {
    if (again === null || again.error === null) continue;
    const { action } = play;
    const sql = { sql: action.sql, line: action.line };
    const located = answerError({ part, section: 'up', sql, played: again, error: again.error }, named);
    return { ...located, message: `When it is run once more: ${located.message}` };
  }
  return null;
}

/** Whether the shown data leaves the hidden worth looking at: end and checks are right there. */
export function isReadyForHidden({ schema, rows, checks }: Verdict): boolean {
  return [schema, rows, ...checks].every((aspect) => aspect.passed === true);
}

function hiddenCheck({ shown, hidden, exercise }: ReportRequest): CheckResult {
  const base = { name: CHECK_NAMES.hidden, dataset: 'hidden', expected: null, actual: null } as const;
  const { hidden: points } = POINTS;
  if (shown === null || hidden === null) {
    return { ...base, passed: null, message: 'Looked at once the shown data comes out right.', points };
  }
  for (const judged of hidden) {
    const problem = hiddenProblem(exercise, shown.verdict, judged);
    if (problem === null) continue;
    const about = visible(judged.about);
    return { ...base, passed: false, message: `On other data (${about}) ${problem}.`, points };
  }
  return { ...base, passed: true, message: 'It holds on data that you have not seen, too.', points };
}

/**
 * What is not right on a hidden data set, as the end of a sentence without any
 * value, or null. What fails on the shown data already is not said again.
 */
function hiddenProblem(
  exercise: Exercise,
  shown: Verdict,
  { attempt, verdict, kinds }: HiddenJudged,
): string | null {
  if (attempt.failure !== null) {
    return `the answer does not run: ${hiddenError(attempt.failure.error, sourcesOf(attempt))}`;
  }
  const { comparison } = verdict;
  if (comparison !== null && !comparison.equal) {
    const [schema] = comparison.schema;
    if (schema !== undefined) return `the schema comes out differently: ${withoutStop(schema.message)}`;
    const [rows] = comparison.rows.tables;
    return rows === undefined
      ? 'the rows come out differently'
      : `something else comes out for ${rowsInKinds(rows, kinds)}`;
  }
  const check = exercise.checks.find((_, index) => verdict.checks[index]?.passed === false);
  if (check !== undefined) return `this does not hold: ${visible(check.name)}`;
  if (shown.rollback?.passed === true && verdict.rollback?.passed === false) {
    return `the way back ${rollbackProblem(attempt, verdict, kinds)}`;
  }
  if (shown.twice?.passed === true && verdict.twice?.passed === false) {
    const error = attempt.parts.find((part) => part.again?.error != null)?.again?.error ?? null;
    return error === null
      ? 'running it once more changes something'
      : `it does not run once more: ${hiddenError(error, sourcesOf(attempt))}`;
  }
  return attempt.stopped ? 'it did not come to an end in time' : null;
}

function rollbackProblem(
  { back, ...attempt }: Attempt,
  verdict: Verdict,
  kinds: readonly KindRows[],
): string {
  const failure = back?.failure ?? null;
  if (failure !== null) {
    const where =
      failure.section === 'rollback' ? 'does not run' : 'leaves a database on which the answer does not run';
    return `${where}: ${hiddenError(failure.error, [...sourcesOf(attempt), failure.sql.sql])}`;
  }
  const [schema] = verdict.back?.schema ?? [];
  if (schema !== undefined) return `does not bring the schema back: ${withoutStop(schema.message)}`;
  const [rows] = verdict.back?.rows.tables ?? [];
  return rows === undefined
    ? 'does not bring the start back'
    : `does not bring back ${rowsInKinds(rows, kinds)}`;
}

/** Texts that the learner knows: what they wrote, and the names of tables and columns. */
function sourcesOf({
  parts,
  failure,
  before,
}: Pick<Attempt, 'parts' | 'failure' | 'before'>): readonly string[] {
  return [
    ...parts.map((part) => part.play.action.sql),
    ...(failure === null ? [] : [failure.sql.sql]),
    ...before.tables.flatMap(({ schema }) => [
      name(schema.name),
      ...schema.columns.map((column) => name(column.name)),
      ...schema.indexes.map((index) => name(index.name)),
    ]),
  ];
}

function withoutStop(sentence: string): string {
  return sentence.replace(/\.$/, '');
}
