/** The reference solution beside the learner's own, with what differs marked. */
import { diffLines } from 'diff';
import { beside, WIDE } from '../../render/terminal/layout.ts';
import { highlightSql } from '../../render/terminal/text/highlight.ts';
import type { Line } from '../../render/spans/line.ts';
import { printable } from '../../render/spans/visible.ts';
import { wrapLine } from '../../render/terminal/text/wrap.ts';

/** Lines that stand in one text or in both. */
interface Stretch {
  readonly where: 'own' | 'reference' | 'both';
  readonly lines: readonly string[];
}

/** Blank columns between the two texts. */
const GAP = 3;

/**
 * The reference as it is, to be read, and below it what differs from the learner's.
 * Where there is room for that the learner's text stands on the left and the reference on
 * the right, lines that both have on one height; else both are one text. `+` lines
 * are of the reference only, `-` lines of the learner's only. Blanks at either end
 * of a line do not count.
 */
export function solutionLines(reference: string, own: string, width: number): readonly Line[] {
  const head = wrapLine(
    [
      { text: 'One way to do it. ', style: 'strong' },
      { text: 'Other ways are as good when they pass.', style: 'quiet' },
    ],
    width,
  );
  const plain = codeLines(reference.replace(/\n$/, '').split('\n'), 'both', width);
  return [...head, [], ...plain, [], ...differenceLines(compared(own, reference), width)];
}

function differenceLines(stretches: readonly Stretch[], width: number): readonly Line[] {
  if (stretches.every(({ where }) => where === 'both')) {
    return wrapLine([{ text: 'Yours is the same.', style: 'strong' }], width);
  }
  const head = wrapLine(
    [
      { text: 'Beside yours. ', style: 'strong' },
      { text: '+ only in the reference, - only in yours.', style: 'quiet' },
    ],
    width,
  );
  if (width < WIDE.columns - 2) {
    return [...head, [], ...stretches.flatMap(({ where, lines }) => codeLines(lines, where, width))];
  }
  const half = Math.floor((width - GAP) / 2);
  const titles: Line = [
    { text: 'yours'.padEnd(half + GAP), style: 'strong' },
    { text: 'the reference', style: 'strong' },
  ];
  return [...head, [], titles, ...sideBySide(stretches, half)];
}

function compared(own: string, reference: string): readonly Stretch[] {
  return diffLines(own, reference, { ignoreWhitespace: true, stripTrailingCr: true }).map(
    ({ value, added, removed }) => ({
      where: added ? 'reference' : removed ? 'own' : 'both',
      lines: value.replace(/\n$/, '').split('\n'),
    }),
  );
}

/** Lines of one text only stand beside the other text's that took their place. */
function sideBySide(stretches: readonly Stretch[], half: number): readonly Line[] {
  const rows: Line[] = [];
  let left: Line[] = [];
  let right: Line[] = [];
  const flush = (): void => {
    rows.push(...beside(left, right, half, GAP));
    [left, right] = [[], []];
  };
  for (const { where, lines } of stretches) {
    if (where === 'own') left.push(...codeLines(lines, where, half));
    else if (where === 'reference') right.push(...codeLines(lines, where, half));
    else {
      flush();
      left.push(...codeLines(lines, where, half));
      right.push(...codeLines(lines, where, half));
      flush();
    }
  }
  flush();
  return rows;
}

function codeLines(lines: readonly string[], where: Stretch['where'], width: number): readonly Line[] {
  return lines.flatMap((line): readonly Line[] => {
    const text = printable(line.replaceAll('\t', '    '));
    const rest: Line = [{ text: '      ' }];
    switch (where) {
      case 'both':
        return wrapLine(highlightSql(text), width, { keepIndent: true, first: [{ text: '  ' }], rest });
      case 'own':
        return wrapLine([{ text, style: 'removed' }], width, {
          keepIndent: true,
          first: [{ text: '- ', style: 'removed' }],
          rest,
        });
      case 'reference':
        return wrapLine([{ text, style: 'added' }], width, {
          keepIndent: true,
          first: [{ text: '+ ', style: 'added' }],
          rest,
        });
    }
  });
}
