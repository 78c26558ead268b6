/** The drawing in the room there is, or why there is none. */
import type { DrawingBlock } from '../../../view/blocks.ts';
import { plainLine, type Line } from '../../spans/line.ts';
import { NO_DRAWING } from '../../words/drawing.ts';
import type { Size } from '../layout.ts';
import { wrapLine } from '../text/wrap.ts';
import { drawingLines } from './drawing.ts';

/** More lines than any drawing has. */
const ENDLESS = 200;

/** As airy as the room allows, and never without its legend: it may be taller than the room. */
export function drawingBody({ drawing, phase }: DrawingBlock, { columns, rows }: Size): readonly Line[] {
  if (drawing === 'pending' || drawing === 'none')
    return wrapLine([{ text: NO_DRAWING[drawing], style: 'quiet' }], columns);
  const whole = drawingLines(drawing, columns, phase, ENDLESS);
  const needed = whole.filter((line) => plainLine(line).trim() !== '').length;
  return drawingLines(drawing, columns, phase, Math.max(rows, needed));
}
