/** Why there is no drawing. */
import type { DrawingBlock } from '../../view/blocks.ts';

export const NO_DRAWING: Readonly<Record<Extract<DrawingBlock['drawing'], string>, string>> = {
  pending: 'Drawing…',
  none: 'Nothing to draw: the phases of this lesson do not replace one column by another.',
};
