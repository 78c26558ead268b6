/** The matrix with a cursor, or the cell that is opened, as lines. */
import type { MatrixBlock, Outcome } from '../../../view/matrix.ts';
import { cellGist, cellName } from '../../words/matrix.ts';
import { OUTCOMES } from '../../words/verdicts.ts';
import type { Size } from '../layout.ts';
import type { Line } from '../../spans/line.ts';
import { packed } from '../text/packed.ts';
import { wrapLine } from '../text/wrap.ts';
import { matrixLines } from './grid.ts';
import { markAndWord, OUTCOME_STYLES } from './outcomes.ts';

/** Heading, matrix, one line about the cell under the cursor, legend: the matrix never moves, the rest gives way. */
export function matrixBody({ matrix, cell }: MatrixBlock, { columns, rows }: Size): readonly Line[] {
  const grid = matrixLines(matrix, columns, cell);
  const legend = legendLines(columns);
  const about =
    cell === null
      ? [[]]
      : wrapLine(
          [
            { text: cellName(cell), style: 'strong' },
            {
              text: `: ${cellGist(cell)}`,
              ...(cell.found.type === 'found' ? {} : { style: 'quiet' as const }),
            },
          ],
          columns,
        ).slice(0, 1);
  const sections = [grid, legend, about];
  const need = sections.reduce((sum, section) => sum + section.length, 0);
  const heading: readonly Line[] =
    need + 2 <= rows ? [[{ text: 'Which version works when', style: 'heading' }], []] : [];
  const left = rows - need - heading.length;
  const gap = (size: number): readonly Line[] => (left >= size ? [[]] : []);
  return [...heading, ...grid, ...gap(1), ...about, ...gap(2), ...legend];
}

const ORDER: readonly Outcome[] = ['ok', 'fails', 'null', 'stale', 'blinds', 'unknown'];

/** What every mark means, and how the present phase is marked. */
function legendLines(width: number): readonly Line[] {
  const entries = ORDER.map((outcome): Line => [
    { text: markAndWord(outcome), style: OUTCOME_STYLES[outcome] },
    { text: ` ${OUTCOMES[outcome].meaning}`, style: 'quiet' },
  ]);
  return packed(
    [
      ...entries,
      [
        { text: '▶ [ ]', style: 'strong' },
        { text: ' now, and what runs; past phases as they began', style: 'quiet' },
      ],
    ],
    width,
  );
}
