/** Text to read as lines: prose, callouts, what an application version does, deploys, questions, notes. */
import type { TextBlock } from '../../../view/blocks.ts';
import { appWords, moveWords } from '../../words/actions.ts';
import type { Line } from '../../spans/line.ts';
import { calloutLines, proseLines } from '../text/prose.ts';
import { sqlLines } from '../text/sql.ts';
import { printable } from '../../spans/visible.ts';
import { wrapLine } from '../text/wrap.ts';
import { questionLines, verdictLines } from './question.ts';

/** The blocks as lines of at most `width` columns, parted by empty lines. `hints` as in `questionLines`. */
export function textLines(
  blocks: readonly TextBlock[],
  width: number,
  hints?: QuestionHints,
): readonly Line[] {
  return joined(blocks.map((block) => blockLines(block, width, hints)));
}

/** How to answer, in the keys' own names: where one answer holds, and where several may. */
export interface QuestionHints {
  readonly one: string;
  readonly several: string;
}

/** Blocks of lines with an empty line between them; empty blocks are left out. */
export function joined(blocks: readonly (readonly Line[])[]): readonly Line[] {
  return blocks
    .filter((block) => block.length > 0)
    .flatMap((block, index) => (index === 0 ? block : [[], ...block]));
}

function blockLines(block: TextBlock, width: number, hints: QuestionHints | undefined): readonly Line[] {
  switch (block.type) {
    case 'prose':
      return proseLines(block.content, width);
    case 'callout':
      return calloutLines(block.kind, block.content, width);
    case 'app':
      return [
        ...wrapLine([{ text: appWords(block), style: 'strong' }], width),
        ...sqlLines(block.sql, width - 2).map(({ line }): Line => [{ text: '  ' }, ...line]),
      ];
    case 'fleet':
      return block.moves.flatMap((move) =>
        wrapLine(
          [
            move.type === 'deploy' ? { text: '+ ', style: 'added' } : { text: '- ', style: 'removed' },
            { text: moveWords(move) },
          ],
          width,
        ),
      );
    case 'question':
      return questionLines(block, width, block.several ? hints?.several : hints?.one);
    case 'verdict':
      return verdictLines(block, width);
    case 'breakage':
      return [
        ...wrapLine([{ text: `The lesson stops here: ${printable(block.message)}`, style: 'error' }], width),
        ...wrapLine(
          [{ text: `(${printable(block.where)}) Everything before it still works.`, style: 'quiet' }],
          width,
        ),
      ];
    case 'note':
      return wrapLine([{ text: block.text, style: block.tone }], width);
  }
}
