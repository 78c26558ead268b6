/** One table on the whole screen, with a cursor on a cell whose value is shown in full. */
import { inspectLines } from '../../render/terminal/inspect.ts';
import type { InspectPanel, LessonState, Tutor } from '../../tutor/state.ts';
import { inspectView } from '../../view/inspect.ts';
import { frame, type Frame, type Surface } from '../frame.ts';
import { lessonHeader } from './lessonHeader.ts';
import { statusLine } from './status.ts';

export function inspectFrame(tutor: Tutor, lesson: LessonState, panel: InspectPanel, size: Surface): Frame {
  const view = inspectView(lesson, panel);
  return frame(tutor, size, {
    ...lessonHeader(lesson),
    body: (room, scrolling) => {
      if (view === null) return [];
      const { lines, rowsShown } = inspectLines(view, room);
      scrolling.list(rowsShown);
      return lines;
    },
    status: statusLine(tutor),
  });
}
