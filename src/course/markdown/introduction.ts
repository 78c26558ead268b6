/** What stands between the front matter and the first step: prose, and nothing that acts. */
import type { BlockContent, RootContent } from 'mdast';
import { isCallout } from './callout.ts';
import { readFence } from './fences/fence.ts';
import { lineOf, withoutPosition } from './markdown.ts';
import type { Prose } from '../model.ts';
import { specialHeading } from './step.ts';
import { normalize, type ParseContext } from './normalize.ts';

/** The introduction's prose; anything that only a step can have is a fault. */
export function readIntroduction(nodes: readonly RootContent[], context: ParseContext): Prose {
  const { source, faults } = context;
  const { blocks, notes } = normalize(nodes, context);
  const first = nodes[0];
  if (notes.length > 0 && first !== undefined) {
    const html = nodes.find((node) => source.of(node).includes('<!--')) ?? first;
    const message = 'A presenter note stands above the first step.';
    faults.add({ line: lineOf(html), message, mend: 'Move it below a `##` heading.' });
  }
  return blocks.filter((node) => isProse(node, context)).map(withoutPosition);
}

function isProse(node: BlockContent, { source, faults }: ParseContext): boolean {
  const line = lineOf(node);
  let misplaced: string | null = null;
  if (node.type === 'code') {
    const fence = readFence(node, source, faults);
    if (fence.type === 'fault') return false;
    if (fence.type !== 'code') misplaced = 'A labelled fence';
  } else if (node.type === 'blockquote' && isCallout(node)) misplaced = 'A callout';
  else if (specialHeading(node) !== null) misplaced = 'This section';
  if (misplaced === null) return true;
  const mend = 'Move it below the `##` heading of a step.';
  faults.add({ line, message: `${misplaced} stands above the first step.`, mend });
  return false;
}
