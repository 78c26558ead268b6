/** Finding a step of the lesson by its words. */
import { matchesOf } from '../../tutor/select.ts';
import type { LessonState, SearchPanel, Tutor } from '../../tutor/state.ts';
import { editorView } from '../editor/view.ts';
import { frame, type Frame, type Surface } from '../frame.ts';
import { MARGIN } from '../../render/terminal/layout.ts';
import type { Line } from '../../render/spans/line.ts';
import { printable } from '../../render/spans/visible.ts';
import { cutLine } from '../../render/terminal/text/width.ts';
import { lessonHeader } from './lessonHeader.ts';
import { statusLine } from './status.ts';

const LABEL = 'Search: ';
/** Title and rule stand above the body. */
const BODY_TOP = 2;

/** The words that are typed, and the steps that hold them. */
export function searchFrame(tutor: Tutor, lesson: LessonState, panel: SearchPanel, size: Surface): Frame {
  const typed = editorView(panel.buffer, { width: size.columns - 2 * MARGIN - LABEL.length, height: 1 });
  const matches = matchesOf(lesson);
  const drawn = frame(tutor, size, {
    ...lessonHeader(lesson),
    body: ({ columns, rows }) => [
      [],
      [{ text: LABEL, style: 'strong' }, ...(typed.lines[0] ?? [])],
      [],
      ...matchLines(lesson, matches, panel.cursor, columns, rows - 3),
    ],
    status: statusLine(tutor, [{ text: `${matches.length} of ${lesson.head.stepCount} steps.` }]),
  });
  return { ...drawn, caret: { x: MARGIN + LABEL.length + (typed.caret?.column ?? 0), y: BODY_TOP + 1 } };
}

function matchLines(
  lesson: LessonState,
  matches: readonly number[],
  cursor: number,
  columns: number,
  room: number,
): readonly Line[] {
  if (matches.length === 0) return [[{ text: 'No step has these words.', style: 'quiet' }]];
  const first = Math.min(Math.max(0, cursor - Math.floor(room / 2)), Math.max(0, matches.length - room));
  return matches.slice(first, first + room).map((number, index) => {
    const chosen = first + index === cursor;
    const title = printable(lesson.lesson?.steps[number - 1]?.title ?? '');
    return cutLine(
      [
        { text: chosen ? '▶ ' : '  ', style: 'current' },
        { text: `${String(number).padStart(2)}  ${title}`, ...(chosen ? { style: 'current' as const } : {}) },
      ],
      columns,
    );
  });
}
