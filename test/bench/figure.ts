/** What the bench found out, as data and as a table. */
import type { Compared } from './statistics.ts';

/** One line of the table. */
export interface Figure {
  readonly what: string;
  readonly figure: string;
  /** Null where the figure is for information only. */
  readonly aim: string | null;
  /** Null where there is no aim, or nothing could be measured. */
  readonly met: boolean | null;
}

/** A part of the bench, in a file of its own. */
export interface Part {
  /** The word that picks it on the command line. */
  readonly name: string;
  /** It runs dist/: that is built first. */
  readonly needsBuild: boolean;
  /** May throw: the table then says why there is no figure. */
  measure(): readonly Figure[] | Promise<readonly Figure[]>;
}

/** A figure that has to be `most` at most. `text` is how it is shown. */
export function atMost(what: string, value: number, most: number, unit: string, text: string): Figure {
  return { what, figure: text, aim: `≤ ${most}${unit}`, met: value <= most };
}

/** One process against another: the ratio, its range, and both in milliseconds. */
export function comparison(what: string, compared: Compared, most: number): Figure {
  const { ratio, least, greatest, ours, theirs, pairs } = compared;
  const range = `${times(ratio)} (${least.toFixed(2)}–${greatest.toFixed(2)} in ${pairs} pairs)`;
  return atMost(what, ratio, most, '×', `${range}, ${milliseconds(ours)} against ${milliseconds(theirs)}`);
}

/** A figure that nobody set an aim for. */
export function information(what: string, figure: string): Figure {
  return { what, figure, aim: null, met: null };
}

export function times(ratio: number): string {
  return `${ratio.toFixed(2)}×`;
}

export function milliseconds(value: number): string {
  return `${value.toFixed(value < 10 ? 2 : 0)} ms`;
}

/** The table, without a line break at its end. */
export function tableOf(figures: readonly Figure[]): string {
  const rows = [
    ['what', 'figure', 'aim', 'met'],
    ...figures.map(({ what, figure, aim, met }) => [what, figure, aim ?? '', metWord(met)]),
  ];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]): string =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd();
  const [head = [], ...body] = rows;
  return [line(head), widths.map((width) => '─'.repeat(width)).join('  '), ...body.map(line)].join('\n');
}

function metWord(met: boolean | null): string {
  return met === null ? '' : met ? 'yes' : 'no';
}
