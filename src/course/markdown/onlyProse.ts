/** Places in a lesson where only prose may stand: nothing that acts, no callout, no section with a meaning. */
import type { BlockContent } from 'mdast';
import { isCallout } from './callout.ts';
import { readFence } from './fences/fence.ts';
import { lineOf } from './markdown.ts';
import type { ParseContext } from './normalize.ts';
import { specialHeading } from './step.ts';

/** Whether a block is prose; one that is not is a fault: `<what it is> <where>.`, with the mend. */
export function isProse(
  node: BlockContent,
  { source, faults }: ParseContext,
  { where, mend }: { readonly where: string; readonly mend: string },
): boolean {
  let misplaced: string | null = null;
  if (node.type === 'code') {
    const fence = readFence(node, source, faults);
    if (fence.type === 'fault') return false;
    if (fence.type !== 'code') misplaced = 'A labelled fence';
  } else if (node.type === 'blockquote' && isCallout(node)) misplaced = 'A callout';
  else if (specialHeading(node) !== null) misplaced = 'This section';
  if (misplaced === null) return true;
  faults.add({ line: lineOf(node), message: `${misplaced} ${where}.`, mend });
  return false;
}
