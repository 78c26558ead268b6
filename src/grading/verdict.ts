/** What an attempt is worth on one data set, aspect by aspect, against the solution's attempt. */
import type { Exercise } from '../course/model.ts';
import { name, visible } from '../diff/words.ts';
import type { Attempt, CheckRun, Trace } from './attempt.ts';
import { ALL_STRICT, compareStates } from './compare.ts';
import { explainedMessage } from './errors.ts';
import type { ReportValue } from './model.ts';
import { reportResult } from './value.ts';
import { counted, listed } from '../words/sentence.ts';
import type { Comparison, Difference, TableRowsDifference } from './difference.ts';

/** One aspect: passed, not passed, or (null) not looked at because an earlier one stands in the way. */
export interface Aspect {
  readonly passed: boolean | null;
  /** For data that may be shown. */
  readonly message: string;
  readonly expected: ReportValue;
  readonly actual: ReportValue;
}

export interface Verdict {
  readonly schema: Aspect;
  readonly rows: Aspect;
  /** One for each of the exercise's checks, in its order. */
  readonly checks: readonly Aspect[];
  /** Null where the exercise does not ask for it. */
  readonly rollback: Aspect | null;
  readonly twice: Aspect | null;
  /** The end against the solution's; null where the answer did not get there. */
  readonly comparison: Comparison | null;
  /** The start against what the rollbacks left, where that differs; else null. */
  readonly back: Comparison | null;
}

/** Rows of evidence that a check shows. */
const EVIDENCE = 5;

/** Judges an attempt. `solution` is what the solution does with the same data. */
export function judge(exercise: Exercise, attempt: Attempt, solution: Pick<Trace, 'after'>): Verdict {
  const comparison =
    attempt.failure === null ? compareStates(solution.after, attempt.after, exercise.strict) : null;
  const schema = schemaAspect(comparison);
  const runs = new Map(attempt.parts.flatMap((part) => part.checks.map((run) => [run.check, run])));
  const checks = exercise.checks.map((check) => checkAspect(runs.get(check), schema));
  const twice = exercise.twice ? twiceAspect(attempt) : null;
  const { aspect: rollback, back } = exercise.rollback
    ? rollbackAspect(exercise, attempt)
    : { aspect: null, back: null };
  const rows = rowsAspect(comparison);
  const changesSchema = (): boolean =>
    compareStates(attempt.before, solution.after, ALL_STRICT).schema.length > 0;
  const done = schema.passed === true && (rows.passed === true || changesSchema());
  return {
    schema,
    rows,
    checks,
    rollback: earned(rollback, done),
    twice: earned(twice, done),
    comparison,
    back,
  };
}

/** Whoever changes nothing has nothing to take back, and may do it twice: that alone is worth nothing. */
function earned(aspect: Aspect | null, done: boolean): Aspect | null {
  return aspect?.passed === true && !done ? waits('Looked at once the answer does what is asked.') : aspect;
}

function passed(message: string): Aspect {
  return { passed: true, message, expected: null, actual: null };
}

function waits(message: string): Aspect {
  return { passed: null, message, expected: null, actual: null };
}

function not(message: string, difference?: Pick<Difference, 'expected' | 'actual'>): Aspect {
  return {
    passed: false,
    message,
    expected: difference?.expected ?? null,
    actual: difference?.actual ?? null,
  };
}

const NOT_REACHED = 'Not looked at yet: the SQL has to run to its end first.';

function schemaAspect(comparison: Comparison | null): Aspect {
  if (comparison === null) return waits(NOT_REACHED);
  const [first, ...more] = comparison.schema;
  if (first === undefined) return passed('Tables, columns and all that belongs to them are as asked.');
  return not(
    `${first.message}${more.length === 0 ? '' : ` (The first of ${more.length + 1} differences.)`}`,
    first,
  );
}

function rowsAspect(comparison: Comparison | null): Aspect {
  if (comparison === null) return waits(NOT_REACHED);
  const { first, tables, whole } = comparison.rows;
  if (first === null) {
    return whole
      ? passed('The rows are as asked.')
      : waits('The rows can be compared once all tables and columns are there.');
  }
  // The first difference is the first table's.
  return not(`${first.message}${alsoIn(tables.slice(1))}`, first);
}

/** Names that are said; of more there is only the number. */
const NAMED = 3;

function alsoIn(tables: readonly TableRowsDifference[]): string {
  if (tables.length === 0) return '';
  const said = tables.slice(0, NAMED).map(({ table }) => visible(name(table)));
  const more = tables.length - said.length;
  const subject = listed(more === 0 ? said : [...said, counted(more, 'more table')]);
  return ` Rows differ in ${subject}, too.`;
}

function checkAspect(run: CheckRun | undefined, schema: Aspect): Aspect {
  if (run === undefined) return waits(NOT_REACHED);
  const { check, result, error } = run;
  if (error !== null) {
    const message = `It could not be asked: ${explainedMessage(error)}`;
    return check.after === null && schema.passed !== true ? waits(message) : not(message);
  }
  const count = result?.rows.length ?? 0;
  if (result === null || count === 0) return passed('It holds.');
  const more = result.truncated ? 'more than ' : '';
  const message = `${more}${counted(count, 'row')} ${count === 1 ? 'speaks' : 'speak'} against it.`;
  const evidence = reportResult(result, EVIDENCE);
  return not(capital(message), { expected: 'no rows', actual: evidence });
}

function twiceAspect(attempt: Attempt): Aspect {
  for (const { again, play, name: part } of attempt.parts) {
    if (again === null) return waits(NOT_REACHED);
    const subject = attempt.parts.length > 1 ? `${visible(name(part))}, run once more` : 'Run once more';
    if (again.error !== null) return not(`${subject}, it stops: ${explainedMessage(again.error)}`);
    const { equal, schema, rows } = compareStates(play.played.state, again.state, ALL_STRICT);
    const first = schema[0] ?? rows.first;
    if (!equal && first) return not(`${subject}, it changes something. ${first.message}`, first);
  }
  return attempt.failure === null ? passed('Run once more, it changes nothing.') : waits(NOT_REACHED);
}

function rollbackAspect(
  exercise: Exercise,
  { before, after, back }: Attempt,
): { aspect: Aspect; back: Comparison | null } {
  const only = (aspect: Aspect) => ({ aspect, back: null });
  if (back === null) return only(waits(NOT_REACHED));
  const { missing, failure, down, up } = back;
  if (missing !== null) {
    const place = exercise.parts.length > 1 ? ` of ${visible(name(missing))}` : '';
    return only(not(`The way back${place} is not written yet: it stands below a line "-- rollback".`));
  }
  if (failure?.section === 'rollback') {
    return only(not(`The way back stops: ${explainedMessage(failure.error)}`));
  }
  if (down === null) return only(waits(NOT_REACHED));
  const comparison = compareStates(before, down, [...exercise.strict, 'triggers']);
  const first = comparison.schema[0] ?? comparison.rows.first;
  if (!comparison.equal && first) {
    return {
      aspect: not(`After the way back it is not as it was. ${first.message}`, first),
      back: comparison,
    };
  }
  if (failure !== null) {
    return only(not(`After the way back it does not run again: ${explainedMessage(failure.error)}`));
  }
  // Not tried where only the way down was asked for.
  if (up === null) return only(passed('The way back restores the start.'));
  const again = compareStates(after, up, exercise.strict);
  const other = again.schema[0] ?? again.rows.first;
  if (!again.equal && other) {
    return only(not(`Down and up again, it ends differently. ${other.message}`, other));
  }
  return only(passed('The way back restores the start, and from there it runs again.'));
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
