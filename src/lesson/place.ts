/** A place in a lesson, and what the lesson has there. */
import type { Lesson, Step } from '../course/model.ts';
import type { Opened } from '../migrate/model.ts';
import { momentsOf, type Moment } from './moments.ts';
import type { ActionPlay, Breakage, StepPlay } from './play.ts';

/** Where in a lesson: step from 1, moment of it from 0 (see moments.ts). */
export interface Position {
  readonly step: number;
  readonly moment: number;
}

/** A rollback at hand that is shown instead of the position's own moment. */
export interface ShownRollback {
  /** Null while it runs. */
  readonly play: ActionPlay | null;
  /** The statement shown, from 0. */
  readonly statement: number;
}

/** A lesson as far as it has been played, and a place in it. */
export interface LessonAt {
  /** Null while the file is being read. */
  readonly lesson: Lesson | null;
  /** Null while the database starts. */
  readonly opened: Opened | null;
  /** The steps played so far, from the first. */
  readonly plays: readonly StepPlay[];
  readonly breakage: Breakage | null;
  readonly position: Position;
  readonly rollback: ShownRollback | null;
}

export function currentStep(lesson: LessonAt): Step | null {
  return lesson.lesson?.steps[lesson.position.step - 1] ?? null;
}

/** How the current step ran, or null while it has not been played. */
export function currentPlay(lesson: LessonAt): StepPlay | null {
  return lesson.plays[lesson.position.step - 1] ?? null;
}

export function momentsAt(lesson: LessonAt, step: number): readonly Moment[] {
  const found = lesson.lesson?.steps[step - 1];
  return found === undefined ? [] : momentsOf(found, lesson.plays[step - 1] ?? null);
}

export function currentMoment(lesson: LessonAt): Moment | null {
  return momentsAt(lesson, lesson.position.step)[lesson.position.moment] ?? null;
}
