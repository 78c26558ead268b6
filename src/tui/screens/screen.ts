/** Which screen the state asks for. */
import type { Tutor } from '../../tutor/state.ts';
import { isTooSmall, tooSmall, type Frame, type Surface } from '../frame.ts';
import { type Size } from '../../render/terminal/layout.ts';
import { drawingFrame } from './drawing.ts';
import { exerciseFrame } from './exercise.ts';
import { helpFrame } from './help.ts';
import { homeFrame } from './home.ts';
import { inspectFrame } from './inspect.ts';
import { labFrame } from './lab.ts';
import { lessonFrame } from './lesson.ts';
import { matrixFrame } from './matrix.ts';
import { promptFrame } from './prompt.ts';
import { searchFrame } from './search.ts';
import { toolsFrame } from './tools.ts';

type Before = Omit<Surface, keyof Size>;
const FIRST: Before = { offsets: new Map() };

/** The screen at a size: never taller or wider than it. `before` is what the screen before left. */
export function screenOf(tutor: Tutor, { columns, rows }: Size, before: Before = FIRST): Frame {
  const size: Surface = { ...before, columns, rows };
  if (isTooSmall(size)) return tooSmall(size);
  if (tutor.help !== null) return helpFrame(tutor, tutor.help, size);
  const { lesson } = tutor;
  if (lesson === null) return homeFrame(tutor, size);
  switch (lesson.panel?.type) {
    case undefined:
    case 'predict':
      return lessonFrame(tutor, lesson, size);
    case 'prompt':
      return promptFrame(tutor, lesson, lesson.panel, size);
    case 'tools':
      return toolsFrame(tutor, lesson, lesson.panel, size);
    case 'search':
      return searchFrame(tutor, lesson, lesson.panel, size);
    case 'matrix':
      return matrixFrame(tutor, lesson, lesson.panel, size);
    case 'drawing':
      return drawingFrame(tutor, lesson, lesson.panel, size);
    case 'lab':
      return labFrame(tutor, lesson, lesson.panel, size);
    case 'exercise':
      return exerciseFrame(tutor, lesson, lesson.panel, size);
    case 'inspect':
      return inspectFrame(tutor, lesson, lesson.panel, size);
  }
}
