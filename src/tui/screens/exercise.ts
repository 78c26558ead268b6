/** The exercise: the task and the draft, what the check said, the tables, the solution. */
import { textOf } from '../../engine/editor/buffer.ts';
import type { ExercisePanel, LessonState, Tutor } from '../../engine/tutor/state.ts';
import { exerciseChange, exerciseTables, referenceText } from '../../engine/tutor/updateExercise.ts';
import { describeDiff } from '../../engine/diff/describe.ts';
import { joinParts } from '../../engine/diff/words.ts';
import { editorView, type EditorView } from '../editor/view.ts';
import { beside, frame, MARGIN, scrolled, WIDE, type Frame, type Size } from '../frame.ts';
import { highlightSql } from '../text/highlight.ts';
import type { Line } from '../text/line.ts';
import { proseLines } from '../text/prose.ts';
import { printable } from '../text/visible.ts';
import { wrapLine } from '../text/wrap.ts';
import { checkLines, verdictLine } from './checks.ts';
import { solutionLines } from './solution.ts';
import { statusLine } from './status.ts';
import { stateTable } from './tablePane.ts';

/** Title and rule stand above the body. */
const BODY_TOP = 2;
const LEAST_EDITOR = 6;

/** The exercise over a lesson. */
export function exerciseFrame(tutor: Tutor, lesson: LessonState, panel: ExercisePanel, size: Size): Frame {
  let caret: Frame['caret'] = null;
  const drawn = frame(tutor, size, {
    title: [{ text: `${lesson.head.number}  ${printable(lesson.head.title)}`, style: 'title' }],
    place: [{ text: placeText(lesson) }],
    share: 1,
    body: (body) => {
      const { lines, at } = exerciseBody(lesson, panel, body);
      caret = at === null || panel.asking !== null ? null : { x: MARGIN + at.x, y: BODY_TOP + at.y };
      return lines;
    },
    status: statusLine(tutor, exerciseStatus(lesson, panel, size.columns - 2 * MARGIN)),
  });
  return { ...drawn, caret };
}

function placeText(lesson: LessonState): string {
  return lesson.exercise?.solved === true ? 'exercise ✓ solved' : 'exercise';
}

interface Body {
  readonly lines: readonly Line[];
  /** The caret, in cells from the body's upper left corner. */
  readonly at: { readonly x: number; readonly y: number } | null;
}

function exerciseBody(lesson: LessonState, panel: ExercisePanel, size: Size): Body {
  const { columns, rows } = size;
  const heading = wrapLine(
    [{ text: printable(lesson.lesson?.exercise?.title ?? ''), style: 'heading' }],
    columns,
  ).slice(0, 1);
  const room: Size = { columns, rows: rows - heading.length - 1 };
  switch (panel.page) {
    case 'task': {
      const { lines, at } = taskPage(lesson, panel, room);
      return {
        lines: [...heading, [], ...lines],
        at: at === null ? null : { x: at.x, y: at.y + heading.length + 1 },
      };
    }
    case 'checks': {
      const graded = panel.graded;
      const lines = graded === null ? [] : checkLines(graded, columns);
      return { lines: [...heading, [], ...scrolled(lines, panel.scroll, room.rows, '↑ ↓')], at: null };
    }
    case 'tables': {
      const change = exerciseChange(panel);
      const state = change?.after ?? lesson.opened?.state ?? null;
      const name = exerciseTables(lesson, panel).current;
      const lines =
        state === null
          ? []
          : stateTable({ name, state, change, view: panel.view }, room, columns >= WIDE.columns - 2);
      return { lines: [...heading, [], ...lines], at: null };
    }
    case 'solution': {
      const lines = solutionLines(referenceText(lesson), textOf(panel.buffer), columns);
      return { lines: [...heading, [], ...scrolled(lines, panel.scroll, room.rows, '↑ ↓')], at: null };
    }
  }
}

/** What is asked, and the draft: side by side where there is room, else the draft below. */
function taskPage(lesson: LessonState, panel: ExercisePanel, { columns, rows }: Size): Body {
  const wide = columns >= WIDE.columns - 2;
  if (wide) {
    const half = Math.floor((columns - 4) / 2);
    const task = scrolled(taskLines(lesson, half), panel.scroll, rows, '↑ ↓');
    const draft = draftView(panel, columns - half - 4, rows - 1);
    const right = [draftTitle(panel), ...draft.lines];
    const at = caretOf(panel, draft);
    return {
      lines: beside(task, right, half, 4),
      at: at === null ? null : { x: at.x + half + 4, y: at.y + 1 },
    };
  }
  const all = taskLines(lesson, columns);
  // While writing, the draft has the space; while reading, the task.
  const wanted = panel.editing ? Math.floor(rows * 0.4) : rows - LEAST_EDITOR - 2;
  const task = scrolled(all, panel.scroll, Math.min(all.length, wanted), '↑ ↓');
  const height = rows - task.length - 2;
  const draft = draftView(panel, columns, height);
  const at = caretOf(panel, draft);
  return {
    lines: [...task, [], draftTitle(panel), ...draft.lines],
    at: at === null ? null : { x: at.x, y: at.y + task.length + 2 },
  };
}

function taskLines(lesson: LessonState, width: number): readonly Line[] {
  const exercise = lesson.lesson?.exercise;
  if (exercise == null) return [];
  const shown = exercise.hints.slice(0, lesson.exercise?.hints ?? 0);
  return [
    ...proseLines(exercise.task, width),
    ...shown.flatMap((hint, index): readonly Line[] => [
      [],
      [{ text: `Hint ${index + 1} of ${exercise.hints.length}`, style: 'insight' }],
      ...proseLines(hint, width),
    ]),
  ];
}

function draftTitle(panel: ExercisePanel): Line {
  if (panel.watching !== null) {
    return [
      { text: `watching ${printable(panel.watching)}`, style: 'strong' },
      { text: ' · checked at every save', style: 'quiet' },
    ];
  }
  return [
    { text: 'your SQL', style: 'strong' },
    { text: panel.editing ? ' · Esc when done' : ' · e to edit', style: 'quiet' },
  ];
}

function draftView(panel: ExercisePanel, width: number, height: number): EditorView {
  if (!panel.ready)
    return {
      lines: [[{ text: 'Reading your draft…', style: 'quiet' }]],
      caret: null,
      scroll: { top: 0, left: 0 },
    };
  return editorView(panel.buffer, {
    width,
    height,
    lineNumbers: true,
    highlight: (line) => highlightSql(line),
  });
}

function caretOf(panel: ExercisePanel, view: EditorView): Body['at'] {
  return panel.editing && view.caret !== null ? { x: view.caret.column, y: view.caret.row } : null;
}

function exerciseStatus(lesson: LessonState, panel: ExercisePanel, width: number): Line {
  if (panel.asking === 'startOver')
    return [{ text: 'Start over? Undo in the editor brings yours back. y or n', style: 'strong' }];
  if (panel.asking === 'solution')
    return [{ text: 'Show the solution already? It is remembered. y or n', style: 'strong' }];
  if (panel.running) return [{ text: 'Running your SQL on every data set… Ctrl-C stops it.' }];
  if (panel.page === 'tables') {
    const change = exerciseChange(panel);
    if (change === null) return [{ text: 'The tables before your SQL. r runs it.' }];
    const parts = describeDiff(change.diff, { shown: lesson.lesson?.show ?? [], after: change.after });
    return [{ text: printable(joinParts(parts, width)) }];
  }
  if (panel.graded !== null) return verdictLine(panel.graded.report);
  const hints = lesson.lesson?.exercise?.hints.length ?? 0;
  const used = lesson.exercise?.hints ?? 0;
  return hints === 0 ? [] : [{ text: `${used} of ${hints} hints used.`, style: 'quiet' }];
}
