/** What stands between the front matter and the first step: prose, and nothing that acts. */
import type { RootContent } from 'mdast';
import { lineOf, withoutPosition } from './markdown.ts';
import type { Prose } from '../model.ts';
import { normalize, type ParseContext } from './normalize.ts';
import { isProse } from './onlyProse.ts';

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
  return blocks.filter((node) => isProse(node, context, MISPLACED)).map(withoutPosition);
}

const MISPLACED = {
  where: 'stands above the first step',
  mend: 'Move it below the `##` heading of a step.',
};
