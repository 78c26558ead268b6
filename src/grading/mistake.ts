/** Whether an answer did the same as a known wrong one. */
import type { Exercise } from '../course/model.ts';
import type { Trace, TracedFailure } from './attempt.ts';
import { compareStates } from './compare.ts';
import type { DatabaseError } from '../database/error.ts';
import type { DatabaseState } from '../database/state.ts';

/** Whether both end alike: in the same state, or in the same error in the same part. */
export function sameEnd(exercise: Exercise, a: Trace, b: Trace): boolean {
  return sameFailure(a.failure, b.failure) && sameStates(exercise, a.after, b.after);
}

/**
 * Whether both are alike all the way, for a mistake that the end does not show:
 * after each part, when run twice, and on the way back, as far as both went.
 */
export function sameCourse(exercise: Exercise, a: Trace, b: Trace): boolean {
  if (!sameEnd(exercise, a, b) || a.parts.length !== b.parts.length) return false;
  const parts = a.parts.every((part, index) => {
    const other = b.parts[index];
    return (
      other !== undefined &&
      sameStates(exercise, part.play.played.state, other.play.played.state) &&
      sameError(part.again?.error, other.again?.error) &&
      sameStates(exercise, part.again?.state ?? null, other.again?.state ?? null)
    );
  });
  return (
    parts &&
    a.back?.missing === b.back?.missing &&
    sameFailure(a.back?.failure ?? null, b.back?.failure ?? null) &&
    sameStates(exercise, a.back?.down ?? null, b.back?.down ?? null) &&
    (a.back?.up == null || b.back?.up == null || sameStates(exercise, a.back.up, b.back.up))
  );
}

function sameFailure(a: TracedFailure | null, b: TracedFailure | null): boolean {
  if (a === null || b === null) return a === b;
  return a.part === b.part && a.section === b.section && sameError(a.error, b.error);
}

function sameError(a: DatabaseError | null | undefined, b: DatabaseError | null | undefined): boolean {
  if (a == null || b == null) return a == null && b == null;
  return a.kind === b.kind && a.message === b.message;
}

function sameStates(exercise: Exercise, a: DatabaseState | null, b: DatabaseState | null): boolean {
  if (a === null || b === null) return a === b;
  return compareStates(a, b, exercise.strict).equal;
}
