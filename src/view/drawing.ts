/** The drawing of a walkthrough as a block. */
import { currentPhase } from '../lesson/application.ts';
import type { LessonAt } from '../lesson/place.ts';
import type { DrawingBlock } from './blocks.ts';

/** The drawing, as far as it is made, at a place of its lesson. */
export function drawingBlock(lesson: LessonAt, drawing: DrawingBlock['drawing']): DrawingBlock {
  return { type: 'drawing', drawing, phase: currentPhase(lesson) };
}
