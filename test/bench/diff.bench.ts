/** Our difference of a table against daff's, on the same rows in one run. Alone: node --import tsx test/bench/diff.bench.ts */
import { createRequire } from 'node:module';
import { performance } from 'node:perf_hooks';
import { pathToFileURL } from 'node:url';
import type { Cell } from '../../src/engine/cell.ts';
import { diffStates } from '../../src/engine/diff/states.ts';
import type { TableState } from '../../src/engine/state.ts';
import { state, table } from '../engine/states.ts';

/** The part of daff that is used; it has no types. */
interface Daff {
  readonly TableView: new (rows: readonly (readonly unknown[])[]) => object;
  readonly CompareFlags: new () => { addPrimaryKey(column: string): void };
  readonly TableDiff: new (alignment: object, flags: object) => { hilite(output: object): boolean };
  compareTables(before: object, after: object, flags: object): { align(): object };
}

export interface DiffFigures {
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

/** Ours and daff's medians for each number of rows; every hundredth row differs, some come and some go. */
export function measureDiff(sizes: readonly number[] = [1_000, 10_000, 100_000]): readonly DiffFigures[] {
  const daff = createRequire(import.meta.url)('daff') as Daff;
  return sizes.map((rows) => {
    const before = table('visits', COLUMNS, visits(rows));
    const after = table('visits', COLUMNS, visits(rows).flatMap(edited));
    const [left, right] = [plainRows(before), plainRows(after)];
    const times = rows > 50_000 ? 7 : 25;
    const ours = median(times, () => diffStates(state([before]), state([after])));
    const theirs = median(Math.min(times, rows > 50_000 ? 3 : 7), () => daffOf(daff, left, right));
    return { rows, ours, daff: theirs, ratio: theirs / ours, perRow: (ours / rows) * 1000 };
  });
}

/** The figures as lines of a small table. */
export function reportDiff(figures: readonly DiffFigures[]): readonly string[] {
  const line = (...cells: string[]): string => cells.map((cell) => cell.padStart(11)).join('');
  return [
    line('rows', 'ours', 'daff', 'daff/ours', 'ours/row'),
    ...figures.map(({ rows, ours, daff, ratio, perRow }) =>
      line(
        String(rows),
        `${ours.toFixed(2)} ms`,
        `${daff.toFixed(1)} ms`,
        `${ratio.toFixed(1)}×`,
        `${perRow.toFixed(2)} µs`,
      ),
    ),
  ];
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

function median(times: number, work: () => unknown): number {
  work();
  const taken = Array.from({ length: times }, () => {
    const start = performance.now();
    work();
    return performance.now() - start;
  });
  return taken.sort((a, b) => a - b)[times >> 1] ?? Number.NaN;
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  console.log(reportDiff(measureDiff()).join('\n'));
}
