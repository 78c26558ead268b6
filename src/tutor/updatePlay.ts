/** Opening a lesson, and what the database answers while it is open. */
import type { Effect, Step, TutorEvent } from './events.ts';
import { momentsAt } from '../lesson/place.ts';
import { openLab, receiveLab } from './updateLab.ts';
import { openExercise, receiveExercise } from './updateExercise.ts';
import { FRESH_VIEW, type LessonState, type Practise, type PromptPanel, type Tutor } from './state.ts';
import { type Position } from '../lesson/place.ts';

/** Opens a lesson where the learner stopped, or at the beginning of step number `step`. */
export function openAt(tutor: Tutor, slug: string, step?: number, practise?: Practise): Step<Tutor> {
  const head = tutor.heads.find((candidate) => candidate.slug === slug);
  if (head === undefined) return { state: tutor, effects: [] };
  const known = tutor.progress[slug];
  // A lesson taken to its end begins anew.
  const resumed = known === undefined || known.done ? { step: 1, moment: 0 } : known.position;
  const position = step === undefined ? resumed : { step: clamp(step, 1, head.stepCount), moment: 0 };
  const lesson: LessonState = {
    head,
    lesson: null,
    opened: null,
    plays: [],
    breakage: null,
    drawing: null,
    position,
    answers: known?.answers ?? {},
    furthest: Math.max(position.step, known?.furthest ?? 1),
    done: known?.done ?? false,
    exercise: known?.exercise ?? null,
    lab: known?.lab ?? {},
    practise: practise ?? null,
    view: FRESH_VIEW,
    panel: null,
    rollback: null,
    digits: '',
  };
  return { state: { ...tutor, lesson }, effects: [{ type: 'openLesson', slug }] };
}

/** Takes an answer in; one for a lesson or a prompt that is no longer open is dropped. */
export function receive(
  tutor: Tutor,
  event: Exclude<TutorEvent, { type: 'command' | 'digit' | 'edit' | 'open' | 'idle' | 'notice' }>,
): Step<Tutor> {
  const { lesson } = tutor;
  if (lesson === null) return { state: tutor, effects: [] };
  if ('slug' in event && event.slug !== lesson.head.slug) return { state: tutor, effects: [] };
  const withLesson = (change: Partial<LessonState>, effects: readonly Effect[] = []): Step<Tutor> => ({
    state: { ...tutor, lesson: { ...lesson, ...change } },
    effects,
  });
  switch (event.type) {
    case 'lessonRead': {
      const steps = event.lesson.steps.length;
      // The file may have become shorter since the place was remembered.
      const position = lesson.position.step <= steps ? lesson.position : { step: steps, moment: 0 };
      const read = { ...lesson, lesson: event.lesson, position };
      const opened = { ...read, practise: null };
      switch (lesson.practise?.what) {
        case undefined:
          return withLesson(read);
        case 'lab':
          return openLab(tutor, opened);
        case 'exercise':
          return openExercise(tutor, opened, lesson.practise.watching);
      }
    }
    case 'databaseOpened':
      return withLesson({ opened: event.opened });
    case 'stepPlayed': {
      const played = { ...lesson, plays: [...lesson.plays, event.play] };
      return withLesson({ plays: played.plays, position: within(played) });
    }
    case 'broken':
      return withLesson({ breakage: event.breakage });
    case 'rollbackPlayed':
      return lesson.rollback === null
        ? withLesson({})
        : withLesson({ rollback: { play: event.play, statement: 0 } });
    case 'drawn':
      return withLesson({
        drawing: event.drawing === null ? { type: 'none' } : { type: 'drawn', drawing: event.drawing },
      });
    case 'labRan':
      return receiveLab(tutor, lesson, event.order, event.run);
    case 'draftRead':
    case 'textEdited':
    case 'graded':
    case 'gradingStopped':
      return receiveExercise(tutor, lesson, event);
    case 'consoleOpened':
      return withPrompt(tutor, lesson, { ready: true, start: event.state });
    case 'consoleReplied': {
      if (lesson.panel?.type !== 'prompt') return { state: tutor, effects: [] };
      const before = lesson.panel.last?.reply.state ?? lesson.panel.start;
      const last = { sql: event.sql, before, reply: event.reply };
      return withPrompt(tutor, lesson, { running: false, last, table: null });
    }
  }
}

function withPrompt(tutor: Tutor, lesson: LessonState, change: Partial<PromptPanel>): Step<Tutor> {
  if (lesson.panel?.type !== 'prompt') return { state: tutor, effects: [] };
  return { state: { ...tutor, lesson: { ...lesson, panel: { ...lesson.panel, ...change } } }, effects: [] };
}

/** A remembered moment may lie beyond those that the step turned out to have. */
function within(lesson: LessonState): Position {
  const { step, moment } = lesson.position;
  const count = momentsAt(lesson, step).length;
  return lesson.plays.length >= step && moment >= count
    ? { step, moment: Math.max(0, count - 1) }
    : lesson.position;
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}
