/** The reference solution beside the learner's own, with what differs marked. */
import { diffLines } from 'diff';
import { highlightSql } from '../text/highlight.ts';
import type { Line } from '../text/line.ts';
import { printable } from '../text/visible.ts';
import { wrapLine } from '../text/wrap.ts';

/**
 * Both texts as one: lines that both have, `+` lines of the reference only, `-`
 * lines of the learner's only. Blanks at either end of a line do not count.
 */
export function solutionLines(reference: string, own: string, width: number): readonly Line[] {
  const head = wrapLine(
    [
      { text: 'One way to do it. ', style: 'strong' },
      {
        text: '+ only in the reference, - only in yours. Other ways are as good when they pass.',
        style: 'quiet',
      },
    ],
    width,
  );
  const changes = diffLines(own, reference, { ignoreWhitespace: true, stripTrailingCr: true });
  const lines = changes.flatMap(({ value, added, removed }) =>
    value
      .replace(/\n$/, '')
      .split('\n')
      .map((text) => printable(text.replaceAll('\t', '    ')))
      .flatMap((text): readonly Line[] => {
        const sign = added ? '+ ' : removed ? '- ' : '  ';
        const style = added ? 'added' : removed ? 'removed' : undefined;
        const spans = style === undefined ? highlightSql(text) : [{ text, style } as const];
        return wrapLine(spans, width, {
          keepIndent: true,
          first: [style === undefined ? { text: sign } : { text: sign, style }],
          rest: [{ text: '      ' }],
        });
      }),
  );
  return [...head, [], ...lines];
}
