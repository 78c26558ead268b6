/** A lesson's screen at the present moment: where I am, the text, the SQL, the tables before and after. */
import type { Matrix } from '../../rollout/matrix.ts';
import { statusWords } from '../../render/terminal/blocks/status.ts';
import type { QuestionHints } from '../../render/terminal/blocks/text.ts';
import { MARGIN, WIDE, type Size } from '../../render/terminal/layout.ts';
import { lessonBody, type LessonScroll } from '../../render/terminal/lesson.ts';
import { matrixLines } from '../../render/terminal/matrix/grid.ts';
import { matrixStrip } from '../../render/terminal/matrix/versions.ts';
import type { Line } from '../../render/spans/line.ts';
import type { Command } from '../../tutor/command.ts';
import type { LessonState, Tutor } from '../../tutor/state.ts';
import { lessonView, type LessonView } from '../../view/lesson.ts';
import { TABLE, tableScroll, type Scrolling } from '../scroll.ts';
import { frame, type Frame, type Surface } from '../frame.ts';
import { bindingsOf, keySign } from '../keymap.ts';
import { lessonHeader } from './lessonHeader.ts';
import { statusLine } from './status.ts';

/** What scrolls of a moment's body: each of it begins anew at every moment. */
function bodyScroll(
  { position, rollback, panel, view }: LessonState,
  { data }: LessonView,
  scrolling: Scrolling,
): LessonScroll {
  const moment = [position, rollback];
  const front = data[0]?.type ?? 'note';
  return {
    text: scrolling.region('text', panel === null ? 'text' : 'question', moment),
    data: tableScroll(scrolling, front === 'table' ? TABLE : front, [...moment, view.table]),
  };
}

/** The lesson that is open; `lesson` is the tutor's. */
export function lessonFrame(tutor: Tutor, lesson: LessonState, size: Surface): Frame {
  const view = lessonView(lesson, lesson.panel?.type === 'predict' ? lesson.panel : null);
  const matrix = view?.matrix ?? null;
  let table: string | null = null;
  return frame(tutor, size, {
    ...lessonHeader(lesson),
    body: (body, scrolling) => {
      if (view === null) return [[], [{ text: 'Loading…', style: 'quiet' }]];
      const filled = lessonBody(view, body, {
        scroll: bodyScroll(lesson, view, scrolling),
        hints: questionHints(),
      });
      ({ table } = filled);
      return filled.lines;
    },
    status: statusLine(tutor, (room) => {
      if (lesson.digits !== '') return digitsLine(lesson);
      return view?.status == null ? [] : statusWords(view.status, table, room);
    }),
    ...(matrix !== null && { foot: matrixFoot(matrix, size) }),
  });
}

/** Lines that are kept for everything else where the whole matrix is on screen all the time. */
const BESIDE_MATRIX = 30;

/** The whole matrix, or its present row. Which of the two depends on the size alone, so that nothing jumps. */
function matrixFoot(matrix: Matrix, size: Size): readonly Line[] {
  const width = size.columns - 2 * MARGIN;
  const whole = [[], ...matrixLines(matrix, width, null)];
  const fits = size.columns >= WIDE.columns && size.rows >= BESIDE_MATRIX + whole.length;
  return fits ? whole : [matrixStrip(matrix, width)];
}

function digitsLine(lesson: LessonState): Line {
  return [{ text: `Go to step ${lesson.digits}: press G. Esc forgets the number.` }];
}

/** How to answer, in the keys' own names. Enter takes the answer under the cursor where none is chosen. */
function questionHints(): QuestionHints {
  const sign = (command: Command): string =>
    keySign(bindingsOf('predict').find((binding) => binding.command === command)?.keys[0] ?? '');
  return {
    one: `One holds: ${sign('up')} ${sign('down')} or its number, then ${sign('accept')}.`,
    several: `Several may hold: ${sign('choose')} or their numbers, then ${sign('accept')}.`,
  };
}
