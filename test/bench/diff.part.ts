/** The difference of two states of a table against daff's, and how it grows with the rows. */
import { measureDiff, type DiffFigures } from './diff.bench.ts';
import { atMost, information, times, type Figure, type Part } from './figure.ts';

export const diff: Part = {
  name: 'diff',
  needsBuild: false,
  measure: () => {
    const figures = measureDiff();
    return [...figures.map(againstDaff), ...growth(figures)];
  },
};

function againstDaff({ rows, ours, daff, ratio }: DiffFigures): Figure {
  const what = `diff of ${rows.toLocaleString('en')} rows against daff`;
  const figure = `${ratio.toFixed(1)}× faster, ${ours.toFixed(2)} ms against ${daff.toFixed(1)} ms`;
  return rows < 100_000 ? information(what, figure) : { what, figure, aim: '≥ 5× faster', met: ratio >= 5 };
}

/** The time for a row among many against the time for a row among few: 1 is in exact proportion. */
function growth(figures: readonly DiffFigures[]): readonly Figure[] {
  const [few, many] = [figures.at(-2), figures.at(-1)];
  if (few === undefined || many === undefined) return [];
  const ratio = many.perRow / few.perRow;
  const what = `diff: a row among ${many.rows.toLocaleString('en')} against one among ${few.rows.toLocaleString('en')}`;
  const figure = `${times(ratio)}, ${many.perRow.toFixed(2)} µs against ${few.perRow.toFixed(2)} µs`;
  return [atMost(what, ratio, 1.5, '×', figure)];
}
