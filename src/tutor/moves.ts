/** The few changes of a lesson's state that several parts of the machine make. */
import type { Effect, Step } from './events.ts';
import { isLastMoment } from './select.ts';
import { FRESH_VIEW, type LessonState, type Panel, type Tutor } from './state.ts';
import { type Position } from '../lesson/place.ts';

/** Moves to a position and remembers it. */
export function go(tutor: Tutor, lesson: LessonState, position: Position): Step<Tutor> {
  const moved = {
    ...lesson,
    position,
    panel: null,
    rollback: null,
    view: FRESH_VIEW,
    furthest: Math.max(lesson.furthest, position.step),
  };
  return saved(tutor, { ...moved, done: moved.done || isLastMoment(moved) });
}

/** Keeps the lesson's progress, in memory and on disk. */
export function saved(tutor: Tutor, lesson: LessonState): Step<Tutor> {
  const { position, furthest, done, answers, exercise, lab } = lesson;
  const progress = { position, furthest, done, answers, exercise, lab };
  const updatedAt = tutor.progress[lesson.head.slug]?.updatedAt ?? '';
  return {
    state: {
      ...tutor,
      lesson,
      progress: { ...tutor.progress, [lesson.head.slug]: { ...progress, updatedAt } },
    },
    effects: [{ type: 'save', slug: lesson.head.slug, progress }],
  };
}

/** Opens a panel over the lesson, replaces it, or closes it (null). */
export function withPanel(
  tutor: Tutor,
  lesson: LessonState,
  panel: Panel | null,
  effects: readonly Effect[] = [],
): Step<Tutor> {
  return to(tutor, { ...lesson, panel }, effects);
}

/** The lesson's next state, nothing else changed. */
export function to(tutor: Tutor, lesson: LessonState, effects: readonly Effect[] = []): Step<Tutor> {
  return { state: { ...tutor, lesson }, effects };
}
