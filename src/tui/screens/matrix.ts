/** The matrix over a lesson: which version works in which phase; Enter opens one version in one phase. */
import { cellLines } from '../../render/terminal/matrix/cell.ts';
import { matrixBody } from '../../render/terminal/matrix/matrix.ts';
import { fleetWords } from '../../render/words/application.ts';
import type { LessonState, MatrixPanel, Tutor } from '../../tutor/state.ts';
import { matrixBlock } from '../../view/matrix.ts';
import { frame, type Frame, type Surface } from '../frame.ts';
import { lessonHeader } from './lessonHeader.ts';
import { statusLine } from './status.ts';

/** The matrix over a lesson, with a cursor on one version in one phase, or that cell opened. */
export function matrixFrame(tutor: Tutor, lesson: LessonState, panel: MatrixPanel, size: Surface): Frame {
  const block = matrixBlock(lesson, panel);
  return frame(tutor, size, {
    ...lessonHeader(lesson),
    body: (room) => {
      if (block === null) return [];
      if (!panel.open) return matrixBody(block, room);
      return block.cell === null ? [] : cellLines(block.cell, room.columns);
    },
    status: statusLine(tutor, block === null ? [] : [{ text: fleetWords(block.matrix.fleet) }]),
  });
}
