/** One version in one phase: what it asked, what came of it, and what its writing does to the others. */
import type { CellEffect, MatrixCell, Outcome } from '../../../view/matrix.ts';
import { evidenceWords } from '../../words/evidence.ts';
import { cellEffectWords, cellName, unknownWords } from '../../words/matrix.ts';
import { OUTCOMES, writeMeaning } from '../../words/verdicts.ts';
import type { Line } from '../../spans/line.ts';
import { printable } from '../../spans/visible.ts';
import { wrapLine } from '../text/wrap.ts';
import { OUTCOME_STYLES } from './outcomes.ts';

/** The cell as lines of at most `width` columns. */
export function cellLines(cell: MatrixCell, width: number): readonly Line[] {
  const { version, about, found } = cell;
  const title: Line = [
    { text: cellName(cell), style: 'heading' },
    { text: ` · ${printable(about)}`, style: 'quiet' },
  ];
  if (found.type !== 'found') return [title, [], [{ text: unknownWords(found.type), style: 'quiet' }]];
  const { write, read, evidence, error } = found;
  // Where its reads are right, the evidence is of its writes.
  const wrong = read === 'ok' ? [] : evidence.map((each): Line => [{ text: evidenceWords(version, each) }]);
  const written = found.writes.flatMap(({ sql, effects }) => [
    askedLine(sql),
    ...effects.map((effect) => effectLine(version, effect)),
  ]);
  return [
    title,
    [],
    outcomeLine('write', write, writeMeaning(write)),
    ...indented(written, width),
    [],
    outcomeLine('read', read, OUTCOMES[read].meaning),
    ...indented(
      found.reads.map(({ sql }) => askedLine(sql)),
      width,
    ),
    ...indented(wrong, width),
    ...(error === null
      ? []
      : [[], ...wrapLine([{ text: `The error: ${printable(error)}`, style: 'error' }], width)]),
  ];
}

/** Who reads what wrong since a write. */
function effectLine(version: string, effect: CellEffect): Line {
  return [
    { text: `After ${printable(version)} wrote, ` },
    { text: cellEffectWords(effect), style: 'warning' },
    { text: `${effect.runs ? ', and it runs now' : ''}.` },
  ];
}

function outcomeLine(what: string, outcome: Outcome, meaning: string): Line {
  const { mark, word } = OUTCOMES[outcome];
  return [
    { text: `${what}  `, style: 'strong' },
    { text: `${mark} ${word}`, style: OUTCOME_STYLES[outcome] },
    { text: ` ${meaning}`, style: 'quiet' },
  ];
}

function askedLine(sql: string): Line {
  return [{ text: printable(sql.replace(/\s+/g, ' ').trim()), style: 'code' }];
}

function indented(lines: readonly Line[], width: number): readonly Line[] {
  return lines.flatMap((line) => wrapLine(line, width - 2).map((part): Line => [{ text: '  ' }, ...part]));
}
