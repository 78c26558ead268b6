/** The exercise: writing, checking, hints, and what is asked before something would be lost. */
import { solutionText, starterText } from '../course/answer.ts';
import { applyEdit, createBuffer, textOf } from './editor/buffer.ts';
import { changeOfStatements, type Change } from '../lesson/changes.ts';
import type { Effect, Step, TutorEvent } from './events.ts';
import { saved, to, withPanel } from './moves.ts';
import {
  NO_EXERCISE,
  type ExercisePanel,
  type ExerciseProgress,
  type LessonState,
  type Tutor,
} from './state.ts';
import { tablesIn, turn, type Tables } from '../lesson/tables.ts';

/** Opens the exercise over the lesson; its draft is read. */
export function openExercise(tutor: Tutor, lesson: LessonState, watching: string | null): Step<Tutor> {
  const exercise = lesson.lesson?.exercise ?? null;
  if (exercise === null) return to(tutor, lesson);
  const panel: ExercisePanel = {
    type: 'exercise',
    ready: false,
    buffer: createBuffer(),
    editing: false,
    page: 'task',
    running: false,
    graded: null,
    asking: null,
    hinted: null,
    table: null,
    watching,
    looking: false,
  };
  const opened = { ...lesson, panel, exercise: lesson.exercise ?? NO_EXERCISE };
  const { slug } = lesson.head;
  return to(tutor, opened, [{ type: 'readDraft', slug, watching, starter: starterText(exercise) }]);
}

/** What comes back while the exercise is open. */
export function receiveExercise(
  tutor: Tutor,
  lesson: LessonState,
  event: Extract<TutorEvent, { type: 'draftRead' | 'textEdited' | 'graded' | 'gradingStopped' }>,
): Step<Tutor> {
  const { panel } = lesson;
  const exercise = lesson.lesson?.exercise;
  if (panel?.type !== 'exercise' || exercise == null) return { state: tutor, effects: [] };
  switch (event.type) {
    case 'draftRead': {
      // From its beginning, as an editor opens a file.
      const buffer = applyEdit(createBuffer(event.text ?? starterText(exercise)), { type: 'docStart' });
      return withPanel(tutor, lesson, { ...panel, ready: true, buffer });
    }
    case 'textEdited': {
      const edited = applyEdit(panel.buffer, { type: 'replaceAll', text: event.text });
      const buffer = applyEdit(edited, { type: 'docStart' });
      const { slug } = lesson.head;
      if (panel.watching === null) {
        return withPanel(tutor, lesson, { ...panel, buffer, page: 'task' }, [
          { type: 'saveDraft', slug, text: event.text },
        ]);
      }
      const looking = !panel.ready;
      const read = { ...panel, ready: true, buffer, looking };
      // Whatever was said of the file is of an earlier look at it.
      const calm = { ...tutor, notice: null };
      // Nobody has written anything yet.
      if (looking && textOf(buffer) === starterText(exercise)) {
        return withPanel(calm, lesson, { ...read, looking: false });
      }
      // A file that is watched is checked at every save.
      return withPanel(calm, lesson, { ...read, running: true }, [{ type: 'grade', text: event.text }]);
    }
    case 'graded': {
      const { report } = event.graded;
      const before = lesson.exercise ?? NO_EXERCISE;
      const exerciseNow: ExerciseProgress = {
        ...before,
        solved: before.solved || report.solved,
        attempts: before.attempts + (panel.looking ? 0 : 1),
        points: Math.max(before.points, report.points),
        maxPoints: report.maxPoints,
      };
      const judged = { ...panel, running: false, looking: false, graded: event.graded, table: null };
      // Whoever went on writing meanwhile, or has just come, is not interrupted; the verdict stands below.
      const stays = panel.editing || panel.looking;
      const shown: ExercisePanel = stays ? judged : { ...judged, page: 'checks' };
      return saved(tutor, { ...lesson, panel: shown, exercise: exerciseNow });
    }
    case 'gradingStopped':
      return withPanel(tutor, lesson, { ...panel, running: false, looking: false });
  }
}

export function updateExercise(
  tutor: Tutor,
  lesson: LessonState,
  panel: ExercisePanel,
  event: TutorEvent,
): Step<Tutor> {
  const stay = (change: Partial<ExercisePanel>, effects: readonly Effect[] = []): Step<Tutor> =>
    withPanel(tutor, lesson, { ...panel, ...change }, effects);
  const { slug } = lesson.head;
  if (event.type === 'edit') {
    if (!panel.editing) return stay({});
    const buffer = applyEdit(panel.buffer, event.edit);
    const text = textOf(buffer);
    const changed = text !== textOf(panel.buffer);
    return stay({ buffer }, changed ? [{ type: 'saveDraft', slug, text }] : []);
  }
  if (event.type !== 'command') return stay({});
  if (panel.asking !== null) return answered(tutor, lesson, panel, event.command === 'yes');
  switch (event.command) {
    case 'edit':
      return stay({ editing: true, page: 'task' });
    case 'editOutside':
      return stay({}, [{ type: 'editOutside', slug, text: textOf(panel.buffer) }]);
    case 'check':
      return stay({ running: true, editing: false, looking: false }, [
        { type: 'grade', text: textOf(panel.buffer) },
      ]);
    case 'hint': {
      const had = lesson.exercise ?? NO_EXERCISE;
      const exercise = { ...had, hints: had.hints + 1 };
      return saved(tutor, { ...lesson, exercise, panel: { ...panel, page: 'task', hinted: exercise.hints } });
    }
    case 'undoRun':
      return stay({ graded: null, page: 'task', table: null });
    case 'startOver':
      return stay({ asking: 'startOver' });
    case 'solution':
      return lesson.exercise?.solved === true || lesson.exercise?.solutionSeen === true
        ? stay({ page: 'solution' })
        : stay({ asking: 'solution' });
    case 'nextTable':
    case 'previousTable': {
      const by = event.command === 'nextTable' ? 1 : -1;
      const table = panel.page === 'tables' ? turn(exerciseTables(lesson, panel), by) : panel.table;
      return stay({ page: 'tables', table });
    }
    case 'escape':
      if (panel.editing) return stay({ editing: false });
      if (panel.page !== 'task')
        return stay({ page: panel.page === 'checks' || panel.graded === null ? 'task' : 'checks' });
      return withPanel(tutor, lesson, null, [{ type: 'closeExercise' }]);
    default:
      return stay({});
  }
}

function answered(tutor: Tutor, lesson: LessonState, panel: ExercisePanel, yes: boolean): Step<Tutor> {
  const exercise = lesson.lesson?.exercise;
  const calm = { ...panel, asking: null };
  if (!yes || exercise == null) return withPanel(tutor, lesson, calm);
  if (panel.asking === 'solution') {
    const progress = { ...(lesson.exercise ?? NO_EXERCISE), solutionSeen: true };
    return saved(tutor, { ...lesson, exercise: progress, panel: { ...calm, page: 'solution' } });
  }
  const text = starterText(exercise);
  // An edit like any other, so that undo brings back what was thrown away.
  const buffer = applyEdit(applyEdit(panel.buffer, { type: 'replaceAll', text }), { type: 'docStart' });
  const fresh = { ...calm, buffer, graded: null, page: 'task', hinted: null } as const;
  return withPanel(tutor, lesson, fresh, [{ type: 'saveDraft', slug: lesson.head.slug, text }]);
}

/** What the answer changed on the shown data, or null before a run. */
export function exerciseChange(panel: ExercisePanel): Change | null {
  const run = panel.graded?.shown ?? null;
  if (run === null) return null;
  return changeOfStatements(
    run.before,
    run.parts.flatMap((part) => part.statements),
    run.after,
  );
}

/** The tables that Tab goes through. */
export function exerciseTables(lesson: LessonState, panel: ExercisePanel): Tables {
  const change = exerciseChange(panel);
  const state = change?.after ?? lesson.opened?.state ?? null;
  return tablesIn(lesson.lesson?.show ?? [], state, change?.diff ?? null, panel.table);
}

/** The reference answer in the form of the learner's text. */
export function referenceText(lesson: LessonState): string {
  const exercise = lesson.lesson?.exercise;
  return exercise == null ? '' : solutionText(exercise);
}
