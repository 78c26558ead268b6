/** The drawing of the whole walkthrough over a lesson. */
import type { Drawing } from '../../rollout/drawing.ts';
import { currentFleet, currentPhase } from '../../lesson/application.ts';
import type { DrawingPanel, LessonState, Tutor } from '../../tutor/state.ts';
import { frame, type Frame } from '../frame.ts';
import { scrolled, type Size } from '../../render/terminal/layout.ts';
import type { Line } from '../../render/terminal/text/line.ts';
import { printable } from '../../render/terminal/text/visible.ts';
import { plainLine } from '../../render/terminal/text/width.ts';
import { drawingLines } from './drawing.ts';
import { drawingWords } from './drawingSpoken.ts';
import { wrapLine } from '../../render/terminal/text/wrap.ts';
import { lessonHeader } from './lessonHeader.ts';
import { fleetWords } from '../../render/words/application.ts';
import { statusLine } from './status.ts';

const UNDER_WAY = 'Drawing…';
const NOTHING = 'Nothing to draw: the phases of this lesson do not replace one column by another.';
/** More lines than any drawing has. */
const ENDLESS = 200;

/** The drawing, or that it is being made. */
export function drawingFrame(tutor: Tutor, lesson: LessonState, panel: DrawingPanel, size: Size): Frame {
  return frame(tutor, size, {
    ...lessonHeader(lesson),
    body: ({ columns, rows }) => {
      const { drawing } = lesson;
      if (drawing?.type === 'drawn')
        return scrolled(linesOf(drawing.drawing, lesson, { columns, rows }), panel.scroll, rows, '↑ ↓');
      return wrapLine([{ text: drawing?.type === 'none' ? NOTHING : UNDER_WAY, style: 'quiet' }], columns);
    },
    status: statusLine(tutor, [{ text: fleetWords(currentFleet(lesson)) }]),
  });
}

/** As airy as the room allows, and never without its legend. */
function linesOf(drawing: Drawing, lesson: LessonState, { columns, rows }: Size): readonly Line[] {
  const here = currentPhase(lesson);
  const whole = drawingLines(drawing, columns, here, ENDLESS);
  const needed = whole.filter((line) => plainLine(line).trim() !== '').length;
  return drawingLines(drawing, columns, here, Math.max(rows, needed));
}

/** The drawing in sentences. */
export function drawingSpoken(lesson: LessonState): readonly string[] {
  const { drawing } = lesson;
  if (drawing?.type !== 'drawn') return [drawing?.type === 'none' ? NOTHING : UNDER_WAY];
  const here = currentPhase(lesson);
  return [...(here === null ? [] : [`The phase now: ${printable(here)}.`]), ...drawingWords(drawing.drawing)];
}
