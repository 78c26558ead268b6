/** Paints screens one after the other, and knows the one that is on the terminal. */
import type { Tutor } from '../tutor/state.ts';
import type { Frame } from './frame.ts';
import type { Reach, Size } from '../render/terminal/layout.ts';
import { screenOf } from './screens/screen.ts';

export interface Painter {
  /** The screen of a state. Painting the same state once more gives the same screen. */
  paint(tutor: Tutor, size: Size): Frame;
  /** How far the screen painted last can be scrolled; undefined where it does not say. */
  reach(): Reach | undefined;
}

export function createPainter(): Painter {
  let seen: Frame | undefined;
  return {
    paint(tutor, size) {
      seen = screenOf(tutor, size, seen);
      return seen;
    },
    reach: () => seen?.reach,
  };
}
