/** The matrix for a screen reader: the cell under the cursor, then each phase in a sentence. */
import { blinded, type Matrix, type MatrixRow } from '../../rollout/matrix.ts';
import { currentMatrix } from '../../lesson/application.ts';
import type { LessonState, MatrixPanel } from '../../tutor/state.ts';
import type { Line } from '../../render/terminal/text/line.ts';
import { printable } from '../../render/terminal/text/visible.ts';
import { plainLine } from '../../render/terminal/text/width.ts';
import { cellLines, cellSummary, fleetWords, unknownWords } from './matrix.ts';
import { LOOKS, outcomesOf, type Outcome } from './verdictLooks.ts';
import { capitalized, ended, listed } from '../../words/sentence.ts';

/** Wide enough that nothing is wrapped. */
const ENDLESS = 10_000;

/** The matrix, or the cell that is open, in sentences. */
export function matrixSpoken(lesson: LessonState, panel: MatrixPanel): readonly string[] {
  const matrix = currentMatrix(lesson);
  if (matrix === null) return [];
  if (panel.open) return cellLines(matrix, lesson, panel, ENDLESS).map(cellSentence);
  return [
    `Here: ${ended(plainLine(cellSummary(matrix, lesson, panel)))}`,
    fleetWords(matrix.fleet),
    'Which version works when:',
    ...matrix.rows.map((row) => phaseSentences(matrix, row)),
  ];
}

/** `Phase S1, now. A0: write ok, read ok. A2: write blinds, read NULL; after it wrote, A0 reads wrong.` */
function phaseSentences(matrix: Matrix, { phase, current, probe }: MatrixRow): string {
  const name = `Phase ${printable(phase)}${current ? ', now' : ''}`;
  if (probe === null) return `${name}: ${ended(unknownWords(matrix))}`;
  const versions = matrix.versions.map((version) => {
    const { write, read } = outcomesOf(probe, version);
    const blind = blinded(probe, version).map((other) => printable(other.version));
    const after =
      blind.length === 0
        ? ''
        : `; after it wrote, ${listed(blind)} ${blind.length === 1 ? 'reads' : 'read'} wrong`;
    return `${printable(version)}: write ${word(write)}, read ${word(read)}${after}.`;
  });
  return [`${name}.`, ...versions].join(' ');
}

function word(outcome: Outcome): string {
  const { meaning, word: said } = LOOKS[outcome];
  return outcome === 'unknown' ? meaning : said;
}

/** A line of the open cell without its marks and its columns. */
function cellSentence(line: Line): string {
  const [first, second, third] = line;
  if (first?.style === 'strong' && second !== undefined && third !== undefined)
    return `${capitalized(first.text.trim())}: ${second.text.replace(/^\S+ /, '')}, ${ended(third.text.trim())}`;
  const text = plainLine(line).trim();
  if (line.some(({ style }) => style === 'code')) return `It sends: ${text}`;
  return ended(capitalized(text.replace(' · ', ', ')));
}
