/** Text for a screen reader. */
import type { TextBlock } from '../../view/blocks.ts';
import { ended } from '../../words/sentence.ts';
import { printable } from '../spans/visible.ts';
import { appWords, moveWords } from '../words/actions.ts';
import { calloutWord, proseText } from '../words/prose.ts';
import { questionSpoken, verdictSpoken } from './question.ts';

/** A block of text in sentences. */
export function textSpoken(block: TextBlock): readonly string[] {
  switch (block.type) {
    case 'prose':
      return [proseText(block.content)];
    case 'callout':
      return [`${calloutWord(block.kind)}: ${proseText(block.content)}`];
    case 'app':
      return [`${appWords(block)}: ${printable(block.sql.replace(/\s+/g, ' '))}`];
    case 'fleet':
      return [`${block.moves.map(moveWords).join(', ')}.`];
    case 'question':
      return questionSpoken(block);
    case 'verdict':
      return verdictSpoken(block);
    case 'breakage':
      return [
        `The lesson stops here: ${ended(printable(block.message))}`,
        `It is at ${printable(block.where)}. Everything before it still works.`,
      ];
    case 'note':
      return [block.text];
  }
}
