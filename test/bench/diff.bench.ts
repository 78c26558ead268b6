/** Our difference of a table against daff's, on the same rows in one run, and how it grows with the rows. */
import { createRequire } from 'node:module';
import { performance } from 'node:perf_hooks';
import type { Cell } from '../../src/database/cell.ts';
import { diffStates } from '../../src/diff/states.ts';
import type { TableState } from '../../src/database/state.ts';
import { state, table } from '../support/states.ts';
import { atMost, information, milliseconds, times, type Figure, type Part } from './figure.ts';
import { median } from './statistics.ts';

/** The part of daff that is used; it has no types. */
interface Daff {
  readonly TableView: new (rows: readonly (readonly unknown[])[]) => object;
  readonly CompareFlags: new () => { addPrimaryKey(column: string): void };
  readonly TableDiff: new (alignment: object, flags: object) => { hilite(output: object): boolean };
  compareTables(before: object, after: object, flags: object): { align(): object };
}

interface DiffFigures {
  readonly rows: number;
  /** Median milliseconds. */
  readonly ours: number;
  readonly daff: number;
  /** How many times as long daff takes. */
  readonly ratio: number;
  /** Microseconds that we take for a row. */
  readonly perRow: number;
}

const COLUMNS = [
  'id INTEGER PRIMARY KEY',
  'patient_id INTEGER',
  'dx_code TEXT',
  'weight_lb REAL',
  'note TEXT',
];
const CODES = ['250.00', '401.9', '008.8', 'v70.0', '493.90', null];

const SIZES = [1_000, 10_000, 100_000] as const;

export const diff: Part = {
  name: 'diff',
  needsBuild: false,
  measure() {
    const daff = createRequire(import.meta.url)('daff') as Daff;
    const figures = SIZES.map((rows) => measureSize(daff, rows));
    return [...figures.map(againstDaff), ...growth(figures)];
  },
};

function againstDaff({ rows, ours, daff, ratio }: DiffFigures): Figure {
  const what = `diff of ${rows.toLocaleString('en')} rows against daff`;
  const figure = `${ratio.toFixed(1)}× as fast, ${milliseconds(ours)} against ${milliseconds(daff)}`;
  return rows < 100_000 ? information(what, figure) : { what, figure, aim: '≥ 5×', met: ratio >= 5 };
}

/**
 * The time for a row among many against that for a row among a tenth of them. In proportion it is 1, and up to 2
 * where many rows no longer fit the processor's caches; every row against every other would make it 10.
 */
function growth(figures: readonly DiffFigures[]): readonly Figure[] {
  const [few, many] = figures.slice(-2);
  if (few === undefined || many === undefined) return [];
  const ratio = many.perRow / few.perRow;
  const what = `diff: a row of ${many.rows.toLocaleString('en')} against one of ${few.rows.toLocaleString('en')}`;
  const figure = `${times(ratio)}, ${many.perRow.toFixed(2)} µs against ${few.perRow.toFixed(2)} µs`;
  return [atMost(what, ratio, 2, '×', figure)];
}

/** Ours and daff's medians; every hundredth row differs, some come and some go. */
function measureSize(daff: Daff, rows: number): DiffFigures {
  const before = table('visits', COLUMNS, visits(rows));
  const after = table('visits', COLUMNS, visits(rows).flatMap(edited));
  const [left, right] = [plainRows(before), plainRows(after)];
  const large = rows > 50_000;
  const ours = medianTime(large ? 9 : 25, () => diffStates(state([before]), state([after])));
  const theirs = medianTime(large ? 3 : 7, () => daffOf(daff, left, right));
  return { rows, ours, daff: theirs, ratio: theirs / ours, perRow: (ours / rows) * 1000 };
}

// Each side is made anew, so that no cell of one is the same object as a cell of the other, as after a worker's message.
function visits(count: number): Cell[][] {
  return Array.from({ length: count }, (_, i) => [
    BigInt(i + 1),
    BigInt(i % 977),
    CODES[i % CODES.length] ?? null,
    100 + (i % 1500) / 10,
    `visit number ${i}`,
  ]);
}

function edited(row: Cell[], place: number): Cell[][] {
  if (place % 1000 === 7) return [];
  if (place % 100 !== 3) return [row];
  return [row.with(2, 'E11.9')];
}

function plainRows({ schema, rows }: TableState): unknown[][] {
  const plain = (cell: Cell): unknown => (typeof cell === 'bigint' ? Number(cell) : cell);
  return [schema.columns.map((column) => column.name), ...rows.map((row) => row.map(plain))];
}

function daffOf(daff: Daff, before: unknown[][], after: unknown[][]): unknown {
  const flags = new daff.CompareFlags();
  flags.addPrimaryKey('id');
  const alignment = daff.compareTables(new daff.TableView(before), new daff.TableView(after), flags).align();
  const output: unknown[][] = [];
  new daff.TableDiff(alignment, flags).hilite(new daff.TableView(output));
  return output;
}

/** Milliseconds; the first time, from cold, does not count. */
function medianTime(runs: number, work: () => unknown): number {
  work();
  return median(
    Array.from({ length: runs }, () => {
      const start = performance.now();
      work();
      return performance.now() - start;
    }),
  );
}
