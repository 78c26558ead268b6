/** The drawing of the whole walkthrough over a lesson. */
import { currentFleet } from '../../lesson/application.ts';
import { drawingBody } from '../../render/terminal/drawing/body.ts';
import { scrolled } from '../../render/terminal/scroll.ts';
import { fleetWords } from '../../render/words/application.ts';
import type { DrawingPanel, LessonState, Tutor } from '../../tutor/state.ts';
import type { DrawingBlock } from '../../view/blocks.ts';
import { drawingBlock } from '../../view/drawing.ts';
import { frame, type Frame, type Surface } from '../frame.ts';
import { lessonHeader } from './lessonHeader.ts';
import { statusLine } from './status.ts';

/** The drawing, or that it is being made. */
export function drawingFrame(tutor: Tutor, lesson: LessonState, panel: DrawingPanel, size: Surface): Frame {
  const block = drawingOfLesson(lesson);
  return frame(tutor, size, {
    ...lessonHeader(lesson),
    body: (room, scrolling) => {
      const region = scrolling.region('rows', 'drawing', [panel, lesson.drawing]);
      return scrolled(drawingBody(block, room), region, room.rows, '↑ ↓');
    },
    status: statusLine(tutor, [{ text: fleetWords(currentFleet(lesson)) }]),
  });
}

/** What of the drawing there is by now. */
export function drawingOfLesson(lesson: LessonState): DrawingBlock {
  const { drawing } = lesson;
  return drawingBlock(
    lesson,
    drawing?.type === 'drawn' ? drawing.drawing : drawing?.type === 'none' ? 'none' : 'pending',
  );
}
