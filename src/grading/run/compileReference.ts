/** Works an exercise's reference out at build time; `compiledReference.ts` reads it. */
import { serialize } from 'node:v8';
import type { Exercise, Fixture, WrongAnswer } from '../../course/model.ts';
import type { Trace } from '../attempt.ts';
import { sameEnd } from '../mistake.ts';
import type { DatabaseState, TableState } from '../../database/state.ts';
import type { CompiledReference } from './compiledReference.ts';
import type { DataSet, Reference } from './reference.ts';

/**
 * What makes a database's content depend on when or where it is made. An answer
 * is graded under the clock of its own day, so such an exercise is worked out then.
 */
const CHANGING =
  /\bcurrent_(?:date|time|timestamp)\b|['"`[](?:now|localtime|utc|subsec(?:ond)?|auto)['"`\]]|\brandom(?:blob)?\b|\b(?:date|time|datetime|julianday|unixepoch)\s*\(\s*\)/i;

/** Null for an exercise whose reference differs from day to day. Rejects as grading does where the exercise does not hold. */
export async function compileReference(
  exercise: Exercise,
  fixture: Fixture,
  reference: Reference,
): Promise<Uint8Array | null> {
  if (textsOf(exercise, fixture).some((text) => CHANGING.test(text))) return null;
  const thin = thinner();
  const wrongs: Trace[][] = reference.dataSets.map(() => []);
  for (const wrong of exercise.wrong) {
    const traces = await tracesOf(exercise, wrong, reference.dataSets);
    for (const [place, trace] of traces.entries()) wrongs[place]?.push(thin.trace(trace));
  }
  const compiled: CompiledReference = {
    sqlite: await reference.version,
    dataSets: await Promise.all(
      reference.dataSets.map(async (data) => {
        const [{ checkpoint, state }, solution, kinds] = [
          await data.start(),
          await data.solution('end'),
          await data.kinds(),
        ];
        return { start: { checkpoint, state: thin.state(state) }, solution: thin.trace(solution), kinds };
      }),
    ),
    wrongs: serialize(wrongs),
  };
  return serialize(compiled);
}

/** How a wrong answer is told from others: by its ends, or by all of its course where it ends right everywhere. */
async function tracesOf(
  exercise: Exercise,
  wrong: WrongAnswer,
  dataSets: readonly DataSet[],
): Promise<readonly Trace[]> {
  const ends = await Promise.all(dataSets.map((data) => data.wrong(wrong, 'end')));
  const solutions = await Promise.all(dataSets.map((data) => data.solution('end')));
  const right = ends.every((end, place) => {
    const solution = solutions[place];
    return solution !== undefined && sameEnd(exercise, end, solution);
  });
  return right ? Promise.all(dataSets.map((data) => data.wrong(wrong, 'whole'))) : ends;
}

function textsOf(exercise: Exercise, fixture: Fixture): readonly string[] {
  return [
    ...fixture.scripts.map(({ sql }) => sql),
    ...fixture.variants.map(({ script }) => script.sql),
    ...fixture.kinds.map(({ query }) => query.sql),
    ...exercise.wrong.map(({ sql }) => sql),
    ...exercise.parts.flatMap(({ solution, rollback }) => [solution.sql, rollback?.sql ?? '']),
  ];
}

interface Thinner {
  state(state: DatabaseState): DatabaseState;
  trace(trace: Trace): Trace;
}

/** Leaves out of traces what nobody compares, and makes one object of equal tables and rows. */
function thinner(): Thinner {
  const known = new Map<string, unknown>();
  const one = <T>(value: T): T => {
    const key = serialize(value).toString('base64');
    if (!known.has(key)) known.set(key, value);
    return known.get(key) as T;
  };
  const table = (whole: TableState): TableState =>
    one({ ...whole, schema: one(whole.schema), rows: whole.rows.map(one) });
  const state = (whole: DatabaseState): DatabaseState => ({ ...whole, tables: whole.tables.map(table) });
  const maybe = (whole: DatabaseState | null): DatabaseState | null => whole && state(whole);
  const failure = (whole: Trace['failure']): Trace['failure'] =>
    whole && { part: whole.part, section: whole.section, error: whole.error };
  return {
    state,
    trace: ({ after, failure: failed, parts, back }) => ({
      after: state(after),
      failure: failure(failed),
      parts: parts.map(({ play, again }) => ({
        play: { played: { state: state(play.played.state) } },
        again: again && { state: state(again.state), error: again.error },
      })),
      back: back && {
        missing: back.missing,
        failure: failure(back.failure),
        down: maybe(back.down),
        up: maybe(back.up),
      },
    }),
  };
}
