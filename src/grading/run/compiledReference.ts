/**
 * An exercise's reference as the build leaves it, so that grading runs nothing
 * but the learner's SQL. In V8's own format, which knows bigints and bytes and
 * writes what occurs twice but once.
 */
import { deserialize } from 'node:v8';
import type { Exercise, Fixture } from '../../course/model.ts';
import type { Opened } from '../../migrate/model.ts';
import type { Trace } from '../attempt.ts';
import type { KindRows } from '../kinds.ts';
import type { ReferenceData, ReferenceResults } from './referenceResults.ts';

/** What the bytes hold. */
export interface CompiledReference {
  readonly sqlite: string;
  /** In the order of the fixture: the shown data, then its variants. */
  readonly dataSets: readonly CompiledDataSet[];
  /** Serialized by itself, as only an answer that is not right needs them: `Trace[][]`, by data set, then by wrong answer. */
  readonly wrongs: Uint8Array;
}

export interface CompiledDataSet {
  readonly start: Opened;
  readonly solution: Trace;
  readonly kinds: readonly KindRows[];
}

/** Null where another version of Node wrote what this one cannot read: it is worked out anew then. */
export function readCompiled(
  bytes: Uint8Array,
  exercise: Exercise,
  fixture: Fixture,
  now: number,
): ReferenceResults | null {
  let compiled: CompiledReference;
  try {
    compiled = deserialize(bytes) as CompiledReference;
  } catch {
    return null;
  }
  let traces: readonly (readonly Trace[])[] | null = null;
  const dataSets = compiled.dataSets.map(({ start, solution, kinds }, place): ReferenceData => {
    const variant = place === 0 ? null : (fixture.variants[place - 1] ?? null);
    // A copy: what was read shares one memory, and a message to the worker would take all of it along.
    const checkpoint = { ...start.checkpoint, bytes: new Uint8Array(start.checkpoint.bytes) };
    return {
      about: variant?.about ?? null,
      variant: variant?.name ?? null,
      start: () => Promise.resolve({ checkpoint, state: start.state }),
      solution: () => Promise.resolve(solution),
      // As far as it was run: to its end where that tells it from the solution, else all the way.
      wrong(wrong) {
        traces ??= deserialize(compiled.wrongs) as Trace[][];
        const trace = traces[place]?.[exercise.wrong.indexOf(wrong)];
        return trace === undefined
          ? Promise.reject(new Error(`The course was compiled without the wrong answer "${wrong.message}"`))
          : Promise.resolve(trace);
      },
      kinds: () => Promise.resolve(kinds),
    };
  });
  return { now, dataSets, version: Promise.resolve(compiled.sqlite) };
}
