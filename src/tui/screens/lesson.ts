/** A lesson's screen at the present moment: where I am, the text, the SQL, the tables before and after. */
import type { Matrix } from '../../rollout/matrix.ts';
import { currentMatrix } from '../../lesson/application.ts';
import { sceneAt, type Scene } from '../../lesson/scene.ts';
import { currentStep } from '../../lesson/place.ts';
import type { LessonState, Tutor } from '../../tutor/state.ts';
import { frame, type Frame } from '../frame.ts';
import { MARGIN, WIDE, type Size, type StatusRoom } from '../../render/terminal/layout.ts';
import type { Line } from '../../render/terminal/text/line.ts';
import { lessonBody } from './lessonBody.ts';
import { matrixLines, matrixStrip } from './matrixGrid.ts';
import { lessonHeader } from './lessonHeader.ts';
import { statusLine } from './status.ts';
import { changeLine } from './words.ts';

/** The lesson that is open; `lesson` is the tutor's. */
export function lessonFrame(tutor: Tutor, lesson: LessonState, size: Size): Frame {
  const scene = sceneAt(lesson);
  const matrix = currentMatrix(lesson);
  let drawn: string | null = null;
  return frame(tutor, size, {
    ...lessonHeader(lesson),
    body: (body) => {
      if (scene === null) return [[], [{ text: 'Loading…', style: 'quiet' }]];
      const filled = lessonBody(lesson, scene, body);
      ({ drawn } = filled);
      return filled.lines;
    },
    status: statusLine(
      tutor,
      lesson.digits === '' ? (room) => sceneStatus(lesson, scene, drawn, room) : digitsLine(lesson),
    ),
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

function sceneStatus(lesson: LessonState, scene: Scene | null, drawn: string | null, room: StatusRoom): Line {
  if (scene === null || currentStep(lesson) === null) return [];
  if (scene.waiting) return [{ text: 'Running… Ctrl-C stops it.' }];
  return changeLine(lesson, scene, drawn, room);
}
