/** What an answer is measured against: worked out when the course was built, or else worked out now. */
import type { Exercise, Fixture, Lesson } from '../../course/model.ts';
import type { GradingDatabase } from './attemptTask.ts';
import { readCompiled } from './compiledReference.ts';
import { referenceFor } from './reference.ts';
import type { ReferenceResults } from './referenceResults.ts';

export interface ReferenceContext {
  /** Where solutions and known wrong answers run, unless the build has run them. */
  readonly answers: GradingDatabase;
  readonly now: number;
  /** What the build worked out of a lesson's exercise, or null. */
  readonly compiled?: (slug: string) => Promise<Uint8Array | null>;
}

const kept = new WeakMap<Exercise, { readonly fixture: Fixture; readonly reference: ReferenceResults }>();

/** The exercise's reference; one that was compiled is read once. */
export async function findReference(
  lesson: Lesson,
  exercise: Exercise,
  fixture: Fixture,
  context: ReferenceContext,
): Promise<ReferenceResults> {
  const known = kept.get(exercise);
  if (known?.fixture === fixture) return known.reference;
  const bytes = (await context.compiled?.(lesson.slug)) ?? null;
  const reference = bytes === null ? null : readCompiled(bytes, exercise, fixture, context.now);
  if (reference === null) return referenceFor(lesson, exercise, fixture, context);
  kept.set(exercise, { fixture, reference });
  return reference;
}
