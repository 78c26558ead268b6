/** The line above the keys: what was just said to the learner, else what the screen has to say. */
import type { Tutor } from '../../tutor/state.ts';
import type { FrameParts } from '../frame.ts';
import { printable } from '../../render/spans/visible.ts';

/** The notice where there is one, else `otherwise`. */
export function statusLine(tutor: Tutor, otherwise: FrameParts['status'] = []): FrameParts['status'] {
  const { notice } = tutor;
  if (notice === null) return otherwise;
  return [
    { text: printable(notice.text), ...(notice.tone === 'warning' ? { style: 'warning' as const } : {}) },
  ];
}
