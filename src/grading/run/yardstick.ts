/** What an answer is measured against: worked out when the course was built, or else worked out now. */
import type { Exercise, Fixture, Lesson, WrongAnswer } from '../../course/model.ts';
import type { GradingDatabase } from './attemptTask.ts';
import type { Opened } from '../../migrate/model.ts';
import type { Trace } from '../attempt.ts';
import type { KindRows } from '../kinds.ts';
import { readCompiled } from './compiledReference.ts';
import { referenceFor } from './reference.ts';

export interface Yardstick {
  /** The clock of every attempt that is measured by it, in milliseconds since 1970. */
  readonly now: number;
  /** The shown one first, then the hidden ones. */
  readonly dataSets: readonly Measured[];
  /** Of SQLite. */
  readonly version: Promise<string>;
}

/** A data set, and what is known of it. */
export interface Measured {
  /** `two patients without an mrn`; null for the shown data. */
  readonly about: string | null;
  /** The variant's name; null for the shown data. */
  readonly variant: string | null;
  start(): Promise<Opened>;
  /** `end`: possibly no more than what the parts do. */
  solution(extent: 'end'): Promise<Trace>;
  wrong(wrong: WrongAnswer, extent: 'end' | 'whole'): Promise<Trace>;
  kinds(): Promise<readonly KindRows[]>;
}

export interface YardstickContext {
  /** Where solutions and known wrong answers run, unless the build has run them. */
  readonly answers: GradingDatabase;
  readonly now: number;
  /** What the build worked out of a lesson's exercise, or null. */
  readonly compiled?: (slug: string) => Promise<Uint8Array | null>;
}

const kept = new WeakMap<Exercise, { readonly fixture: Fixture; readonly yardstick: Yardstick }>();

/** The exercise's yardstick; one that was compiled is read once. */
export async function yardstickFor(
  lesson: Lesson,
  exercise: Exercise,
  fixture: Fixture,
  context: YardstickContext,
): Promise<Yardstick> {
  const known = kept.get(exercise);
  if (known?.fixture === fixture) return known.yardstick;
  const bytes = (await context.compiled?.(lesson.slug)) ?? null;
  const yardstick = bytes === null ? null : readCompiled(bytes, exercise, fixture, context.now);
  if (yardstick === null) return referenceFor(lesson, exercise, fixture, context);
  kept.set(exercise, { fixture, yardstick });
  return yardstick;
}
