/** The text parts of a step: prose, callouts, what an application version does, deploys. */
import type { FleetMove } from '../../course/model.ts';
import type { TextPart } from '../../lesson/moments.ts';
import type { Line } from '../../render/terminal/text/line.ts';
import { calloutLines, calloutWord, proseLines, proseText } from '../../render/terminal/text/prose.ts';
import { sqlLines } from '../../render/terminal/text/sql.ts';
import { printable } from '../../render/terminal/text/visible.ts';
import { wrapLine } from '../../render/terminal/text/wrap.ts';

/** The parts as lines of at most `width` columns, parted by empty lines. */
export function partLines(parts: readonly TextPart[], width: number): readonly Line[] {
  return joined(parts.map((part) => linesOf(part, width)));
}

/** Blocks of lines with an empty line between them; empty blocks are left out. */
export function joined(blocks: readonly (readonly Line[])[]): readonly Line[] {
  return blocks
    .filter((block) => block.length > 0)
    .flatMap((block, index) => (index === 0 ? block : [[], ...block]));
}

function linesOf(part: TextPart, width: number): readonly Line[] {
  switch (part.type) {
    case 'prose':
      return proseLines(part.content, width);
    case 'callout':
      return calloutLines(part.kind, part.content, width);
    case 'app':
      return [
        ...wrapLine([{ text: appWords(part), style: 'strong' }], width),
        ...sqlLines(part.sql, width - 2).map(({ line }): Line => [{ text: '  ' }, ...line]),
      ];
    case 'fleet':
      return part.moves.flatMap((move) =>
        wrapLine(
          [
            {
              text: move.type === 'deploy' ? '+ ' : '- ',
              style: move.type === 'deploy' ? 'added' : 'removed',
            },
            { text: moveWords(move) },
          ],
          width,
        ),
      );
  }
}

/** A part in words, for a screen reader. */
export function partSpoken(part: TextPart): string {
  switch (part.type) {
    case 'prose':
      return proseText(part.content);
    case 'callout':
      return `${calloutWord(part.kind)}: ${proseText(part.content)}`;
    case 'app':
      return `${appWords(part)}: ${printable(part.sql.replace(/\s+/g, ' '))}`;
    case 'fleet':
      return `${part.moves.map(moveWords).join(', ')}.`;
  }
}

function appWords(part: Extract<TextPart, { type: 'app' }>): string {
  const does = part.does === 'read' ? 'reads' : 'writes';
  return printable(part.name === null ? `${part.version} ${does}` : `${part.version} ${does}: ${part.name}`);
}

function moveWords(move: FleetMove): string {
  return printable(move.type === 'deploy' ? `${move.version} is deployed` : `${move.version} is retired`);
}
