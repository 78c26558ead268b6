/** One table on the whole screen, with a cursor on a cell whose value is shown in full. */
import { inspectLines } from '../../render/terminal/inspect.ts';
import type { Size } from '../../render/terminal/layout.ts';
import type { InspectPanel, LessonState, Tutor } from '../../tutor/state.ts';
import { inspectView } from '../../view/inspect.ts';
import { frame, type Frame } from '../frame.ts';
import { lessonHeader } from './lessonHeader.ts';
import { statusLine } from './status.ts';

export function inspectFrame(tutor: Tutor, lesson: LessonState, panel: InspectPanel, size: Size): Frame {
  const view = inspectView(lesson, panel);
  return frame(tutor, size, {
    ...lessonHeader(lesson),
    body: (room) => (view === null ? [] : inspectLines(view, room)),
    status: statusLine(tutor),
  });
}
