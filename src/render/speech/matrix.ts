/** The matrix for a screen reader: the cell under the cursor, then each phase in a sentence. */
import { blinded, type Matrix, type MatrixRow } from '../../rollout/matrix.ts';
import { outcomesOf, type MatrixBlock, type MatrixCell, type Outcome } from '../../view/matrix.ts';
import { listed } from '../../words/sentence.ts';
import { capitalized, ended } from '../../words/sentence.ts';
import { printable } from '../spans/visible.ts';
import { fleetWords } from '../words/application.ts';
import { evidenceWords } from '../words/evidence.ts';
import { cellEffectWords, cellGist, cellName, unknownWords } from '../words/matrix.ts';
import { OUTCOMES, writeMeaning } from '../words/verdicts.ts';

/** The matrix in sentences. */
export function matrixSpoken({ matrix, cell }: MatrixBlock): readonly string[] {
  return [
    cell === null ? '' : `Here: ${cellName(cell)}: ${ended(cellGist(cell))}`,
    fleetWords(matrix.fleet),
    'Which version works when:',
    ...matrix.rows.map((row) => phaseSentences(matrix, row)),
  ];
}

/** `Phase S1, now. A0: write ok, read ok. A2: write blinds, read NULL; after it wrote, A0 reads wrong.` */
function phaseSentences(matrix: Matrix, { phase, current, probe }: MatrixRow): string {
  const name = `Phase ${printable(phase)}${current ? ', now' : ''}`;
  if (probe === null) return `${name}: ${ended(unknownWords(matrix.uncovered ? 'later' : 'predicted'))}`;
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
  const { meaning, word: said } = OUTCOMES[outcome];
  return outcome === 'unknown' ? meaning : said;
}

/** One version in one phase in sentences. */
export function matrixCellSpoken(cell: MatrixCell): readonly string[] {
  const { version, about, found } = cell;
  const top = ended(`${cellName(cell)}${about === '' ? '' : `, ${printable(about)}`}`);
  if (found.type !== 'found') return [top, capitalized(unknownWords(found.type))];
  const { write, read, writes, reads, evidence, error } = found;
  return [
    top,
    `Write: ${OUTCOMES[write].word}, ${ended(writeMeaning(write))}`,
    ...writes.flatMap(({ sql, effects }) => [
      sends(sql),
      ...effects.map(
        (effect) =>
          `After ${printable(version)} wrote, ${cellEffectWords(effect)}${effect.runs ? ', and it runs now' : ''}.`,
      ),
    ]),
    `Read: ${OUTCOMES[read].word}, ${ended(OUTCOMES[read].meaning)}`,
    ...reads.map(({ sql }) => sends(sql)),
    ...(read === 'ok' ? [] : evidence.map((each) => ended(capitalized(evidenceWords(version, each))))),
    ...(error === null ? [] : [`The error: ${ended(printable(error))}`]),
  ];
}

function sends(sql: string): string {
  return `It sends: ${printable(sql.replace(/\s+/g, ' ').trim())}`;
}
