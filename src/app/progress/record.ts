/**
 * What a progress file holds, and how two accounts of one lesson become one.
 * Checked by hand, not by zod: `list` reads progress and must start as fast as
 * Node itself, and one check for all readers is better than two that may differ.
 */
import { Buffer, isUtf8 } from 'node:buffer';
import type { ExerciseProgress, Progress } from '../../tutor/state.ts';
import type { Position } from '../../lesson/place.ts';

/** A file as parsed: what is known of it, and all its keys, those of newer versions too. */
export interface ProgressRecord {
  readonly progress: Progress;
  readonly raw: Readonly<Record<string, unknown>>;
}

export type Checked =
  | { readonly type: 'record'; readonly record: ProgressRecord }
  | { readonly type: 'damaged'; readonly why: string }
  /** Written by a newer version of the program: not ours to change. */
  | { readonly type: 'newer' };

/** The format that this version writes. */
const FORMAT = 1;

/** Checks a file's bytes. */
export function checkRecord(bytes: Uint8Array): Checked {
  if (bytes.length === 0) return { type: 'damaged', why: 'it is empty' };
  if (!isUtf8(bytes)) return { type: 'damaged', why: 'it is not UTF-8' };
  let raw: unknown;
  try {
    // An editor may have put a byte order mark in front.
    raw = JSON.parse(
      Buffer.from(bytes)
        .toString('utf8')
        .replace(/^\ufeff/, ''),
    );
  } catch {
    return { type: 'damaged', why: 'it is not JSON' };
  }
  if (!isObject(raw)) return { type: 'damaged', why: 'it holds no progress' };
  const { format, position, furthest, done, answers, exercise, lab, updatedAt } = raw;
  if (typeof format === 'number' && format > FORMAT) return { type: 'newer' };
  const sound =
    format === FORMAT &&
    isPosition(position) &&
    isCount(furthest, 1) &&
    typeof done === 'boolean' &&
    isAnswers(answers) &&
    isExercise(exercise) &&
    isLab(lab) &&
    typeof updatedAt === 'string' &&
    !Number.isNaN(Date.parse(updatedAt));
  if (!sound) return { type: 'damaged', why: 'a part of it is missing or wrong' };
  const { step, moment } = position;
  const progress = {
    position: { step, moment },
    furthest,
    done,
    answers,
    exercise: exercise ?? null,
    lab: lab ?? {},
    updatedAt,
  };
  return { type: 'record', record: { progress, raw } };
}

/** A file's text. Keys that this version does not know stay as they were. */
export function recordText(raw: Readonly<Record<string, unknown>>, progress: Progress): string {
  const position = isObject(raw.position) ? { ...raw.position, ...progress.position } : progress.position;
  return `${JSON.stringify({ ...raw, format: FORMAT, ...progress, position }, null, 2)}\n`;
}

/** Two accounts of one lesson as one: nothing reached or answered is lost, and the later one says where the learner is. */
export function merge(one: Progress, other: Progress): Progress {
  const otherIsLater = Date.parse(other.updatedAt) >= Date.parse(one.updatedAt);
  const [earlier, later] = otherIsLater ? [one, other] : [other, one];
  return {
    position: later.position,
    furthest: Math.max(earlier.furthest, later.furthest),
    done: earlier.done || later.done,
    answers: { ...earlier.answers, ...later.answers },
    exercise: mergeExercise(earlier.exercise, later.exercise),
    lab: mergeLab(earlier.lab, later.lab),
    updatedAt: later.updatedAt,
  };
}

/** Nothing reached is lost: the better of both in each respect. */
function mergeExercise(
  one: ExerciseProgress | null,
  other: ExerciseProgress | null,
): ExerciseProgress | null {
  if (one === null || other === null) return one ?? other;
  return {
    solved: one.solved || other.solved,
    attempts: Math.max(one.attempts, other.attempts),
    hints: Math.max(one.hints, other.hints),
    solutionSeen: one.solutionSeen || other.solutionSeen,
    points: Math.max(one.points, other.points),
    maxPoints: other.maxPoints,
  };
}

/** Of each challenge the shorter order. */
function mergeLab(one: Progress['lab'], other: Progress['lab']): Progress['lab'] {
  const kept = { ...one };
  for (const [challenge, order] of Object.entries(other)) {
    const best = kept[challenge];
    if (best === undefined || order.length < best.length) kept[challenge] = order;
  }
  return kept;
}

/** Absent in a file from before there was a lab. */
function isLab(value: unknown): value is Progress['lab'] | undefined {
  if (value === undefined) return true;
  return (
    isObject(value) &&
    Object.values(value).every((order) => Array.isArray(order) && order.every((id) => typeof id === 'string'))
  );
}

/** Absent in a file from before there were exercises. */
function isExercise(value: unknown): value is ExerciseProgress | null | undefined {
  if (value === undefined || value === null) return true;
  return (
    isObject(value) &&
    typeof value.solved === 'boolean' &&
    typeof value.solutionSeen === 'boolean' &&
    [value.attempts, value.hints, value.points, value.maxPoints].every((count) => isCount(count, 0))
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isCount(value: unknown, least: number): value is number {
  return Number.isSafeInteger(value) && (value as number) >= least;
}

function isPosition(value: unknown): value is Position {
  return isObject(value) && isCount(value.step, 1) && isCount(value.moment, 0);
}

function isAnswers(value: unknown): value is Progress['answers'] {
  if (!isObject(value)) return false;
  return Object.values(value).every(
    (options) => Array.isArray(options) && options.every((option) => isCount(option, 0)),
  );
}
