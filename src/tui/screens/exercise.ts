/** The exercise: the task and the draft, what the check said, the tables, the solution. */
import { textOf } from '../../tutor/editor/buffer.ts';
import { cleanText } from '../../tutor/editor/text.ts';
import type { ExercisePanel, LessonState, Tutor } from '../../tutor/state.ts';
import { exerciseChange, exerciseTables, referenceText } from '../../tutor/updateExercise.ts';
import { describeDiff } from '../../diff/describe.ts';
import type { Graded } from '../../grading/graded.ts';
import { joinParts } from '../../diff/words.ts';
import type { Scroll } from '../editor/scroll.ts';
import { editorView, type EditorView } from '../editor/view.ts';
import { frame, type Frame, type Surface } from '../frame.ts';
import { beside, MARGIN, WIDE, type Size } from '../../render/terminal/layout.ts';
import { reportLines, summaryLine } from '../../render/terminal/blocks/report.ts';
import { highlightSql } from '../../render/terminal/text/highlight.ts';
import type { Line } from '../../render/spans/line.ts';
import { proseLines } from '../../render/terminal/text/prose.ts';
import { printable } from '../../render/spans/visible.ts';
import { wrapLine } from '../../render/terminal/text/wrap.ts';
import { solutionLines } from './solution.ts';
import { scrolled, type Region } from '../../render/terminal/scroll.ts';
import { tableScroll, type Scrolling } from '../scroll.ts';
import { statusLine } from './status.ts';
import { dataLines } from '../../render/terminal/blocks/data.ts';
import { tableBlock } from '../../view/data.ts';

/** Title and rule stand above the body. */
const BODY_TOP = 2;
const LEAST_EDITOR = 6;

/** The exercise over a lesson. */
export function exerciseFrame(tutor: Tutor, lesson: LessonState, panel: ExercisePanel, size: Surface): Frame {
  let caret: Frame['caret'] = null;
  let inView: Scroll | undefined;
  const drawn = frame(tutor, size, {
    title: [{ text: `${lesson.head.number}  ${printable(lesson.head.title)}`, style: 'title' }],
    place: [{ text: placeText(lesson) }],
    share: 1,
    body: (body, scrolling) => {
      const { lines, at, editor } = exerciseBody(lesson, panel, body, { scrolling, editor: size.editor });
      inView = editor;
      caret = at === null || panel.asking !== null ? null : { x: MARGIN + at.x, y: BODY_TOP + at.y };
      return lines;
    },
    status: statusLine(tutor, exerciseStatus(lesson, panel, size.columns - 2 * MARGIN)),
  });
  return { ...drawn, caret, ...(inView !== undefined && { editor: inView }) };
}

function placeText(lesson: LessonState): string {
  return lesson.exercise?.solved === true ? 'exercise ✓ solved' : 'exercise';
}

interface Body {
  readonly lines: readonly Line[];
  /** The caret, in cells from the body's upper left corner. */
  readonly at: { readonly x: number; readonly y: number } | null;
  readonly editor?: Scroll;
}

/** Where what scrolls stands. */
interface Stand {
  readonly scrolling: Scrolling;
  readonly editor: Scroll | undefined;
}

function exerciseBody(lesson: LessonState, panel: ExercisePanel, size: Size, stand: Stand): Body {
  const { columns, rows } = size;
  const { scrolling } = stand;
  const heading = wrapLine(
    [{ text: printable(lesson.lesson?.exercise?.title ?? ''), style: 'heading' }],
    columns,
  ).slice(0, 1);
  const room: Size = { columns, rows: rows - heading.length - 1 };
  switch (panel.page) {
    case 'task': {
      const { lines, at, ...more } = taskPage(lesson, panel, room, stand);
      return {
        ...more,
        lines: [...heading, [], ...lines],
        at: at === null ? null : { x: at.x, y: at.y + heading.length + 1 },
      };
    }
    case 'checks': {
      const graded = panel.graded;
      const lines = graded === null ? [] : reportLines(graded.report, graded.text, columns);
      return readingPage(heading, lines, room, scrolling.region('rows', 'report', [graded]));
    }
    case 'tables': {
      const change = exerciseChange(panel);
      const state = change?.after ?? lesson.opened?.state ?? null;
      const name = exerciseTables(lesson, panel).current;
      const scroll = tableScroll(scrolling, 'answer', [panel.graded, panel.table]);
      const lines =
        state === null
          ? []
          : dataLines(tableBlock(name, state, change), room, {
              scroll,
              beside: columns >= WIDE.columns - 2,
            }).lines;
      return { lines: [...heading, [], ...lines], at: null };
    }
    case 'solution': {
      const lines = solutionLines(referenceText(lesson), textOf(panel.buffer), columns);
      return readingPage(heading, lines, room, scrolling.region('rows', 'solution', [panel.graded]));
    }
  }
}

function readingPage(heading: readonly Line[], lines: readonly Line[], { rows }: Size, region: Region): Body {
  return { lines: [...heading, [], ...scrolled(lines, region, rows, '↑ ↓')], at: null };
}

/** What is asked, and the draft: side by side where there is room, else the draft below. */
function taskPage(
  lesson: LessonState,
  panel: ExercisePanel,
  { columns, rows }: Size,
  { scrolling, editor }: Stand,
): Body {
  const wide = columns >= WIDE.columns - 2;
  // The arrows are the editor's while it has the keys.
  const keys = panel.editing ? 'PageUp PageDown' : '↑ ↓';
  const region = scrolling.region('rows', 'task', [lesson.lesson, panel.hinted]);
  // A hint that was asked for stands at the task's end.
  const start = panel.hinted === null ? 0 : Infinity;
  if (wide) {
    const half = Math.floor((columns - 4) / 2);
    const all = taskLines(lesson, half);
    const task = scrolled(all, region, rows, keys, start);
    const title = draftTitle(panel, columns - half - 4);
    const draft = draftView(panel, { columns: columns - half - 4, rows: rows - title.length }, editor);
    const right = [...title, ...draft.lines];
    const at = caretOf(panel, draft);
    return {
      lines: beside(task, right, half, 4),
      editor: draft.scroll,
      at: at === null ? null : { x: at.x + half + 4, y: at.y + title.length },
    };
  }
  const all = taskLines(lesson, columns);
  // While writing, the draft has the space; while reading, the task.
  const title = draftTitle(panel, columns);
  const wanted = panel.editing ? Math.floor(rows * 0.4) : rows - LEAST_EDITOR - 1 - title.length;
  const room = Math.min(all.length, wanted);
  const task = scrolled(all, region, room, keys, start);
  const height = rows - task.length - 1 - title.length;
  const draft = draftView(panel, { columns, rows: height }, editor);
  const at = caretOf(panel, draft);
  return {
    lines: [...task, [], ...title, ...draft.lines],
    editor: draft.scroll,
    at: at === null ? null : { x: at.x, y: at.y + task.length + 1 + title.length },
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

function draftTitle(panel: ExercisePanel, width: number): readonly Line[] {
  if (panel.watching !== null) {
    // Whole: somebody has to find the file, from another window.
    return [
      [
        { text: 'your SQL', style: 'strong' },
        { text: ' · watching this file: save to check', style: 'quiet' },
      ],
      ...wrapLine([{ text: printable(panel.watching), style: 'strong' }], width),
    ];
  }
  return [
    [
      { text: 'your SQL', style: 'strong' },
      { text: panel.editing ? ' · Esc when done' : ' · e to edit', style: 'quiet' },
    ],
  ];
}

function draftView(panel: ExercisePanel, { columns, rows }: Size, scroll?: Scroll): EditorView {
  if (!panel.ready)
    return {
      lines: [
        [
          {
            text: panel.watching === null ? 'Reading your draft…' : 'Nothing has been read yet.',
            style: 'quiet',
          },
        ],
      ],
      caret: null,
      scroll: { top: 0, left: 0 },
    };
  return editorView(panel.buffer, {
    width: columns,
    height: rows,
    lineNumbers: true,
    marked: faultyLine(panel),
    ...(scroll && { scroll }),
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
    const { current } = exerciseTables(lesson, panel);
    const parts = describeDiff(change.diff, {
      shown: current === null ? [] : [current],
      after: change.after,
    });
    return [{ text: printable(joinParts(parts, width)) }];
  }
  if (panel.page === 'task' && panel.graded !== null) return lastResult(panel, panel.graded);
  if (panel.page === 'checks' && panel.graded?.report.solved === true)
    return [{ text: 'S shows a reference answer beside yours.', style: 'quiet' }];
  const hints = lesson.lesson?.exercise?.hints.length ?? 0;
  const used = lesson.exercise?.hints ?? 0;
  return hints === 0 ? [] : [{ text: `${used} of ${hints} hints used.`, style: 'quiet' }];
}

/** Number, from 0, of the line of the last error, as long as it stands there as it was. */
function faultyLine({ graded, buffer }: ExercisePanel): number | null {
  const error = graded?.report.error ?? null;
  if (graded === null || error === null || error.about === 'answer') return null;
  const [then, now] = [cleanText(graded.text), textOf(buffer)].map(
    (text) => text.split('\n')[error.line - 1],
  );
  return then !== undefined && then === now ? error.line - 1 : null;
}

/** The last check in one line; it says so where the text has changed since. */
function lastResult(panel: ExercisePanel, { report, text }: Graded): Line {
  const since: Line = textOf(panel.buffer) === cleanText(text) ? [] : [{ text: 'Before: ', style: 'quiet' }];
  return [...since, ...summaryLine(report)];
}
