/** A query's result as a table. */
import type { ResultSet } from '../../../database/result.ts';
import type { Line } from '../../spans/line.ts';
import { gridCell, NO_CELL } from './cell.ts';
import { frameGrid, type TableFrame } from './frame.ts';
import { shownName } from '../../words/schema.ts';
import { resultWords } from '../../words/result.ts';

export interface ResultOptions {
  readonly rowOffset?: number | null;
  readonly columnOffset?: number | null;
  /** Stands above the result; the number of rows is added. None unless set. */
  readonly title?: string | null;
  readonly columnHint?: string;
}

/** `resultLines` with what a viewport must know to scroll. */
export function resultFrame(
  result: ResultSet,
  width: number,
  height: number,
  options: ResultOptions = {},
): TableFrame {
  // No declared types here, so texts that read as numbers are quoted where the column holds numbers as well.
  const numbers = result.columns.map((_, index) =>
    result.rows.some((row) => typeof row[index] === 'bigint' || typeof row[index] === 'number'),
  );
  const title = options.title ?? null;
  return frameGrid(
    {
      columns: result.columns.map((name) => ({
        name: shownName(name),
        header: [{ text: shownName(name), style: 'strong' }],
        type: '',
        typeStyle: 'quiet',
        align: null,
        sticky: false,
        wanted: false,
      })),
      rowCount: result.rows.length,
      gutter: null,
      cell: (row, column) => {
        const cell = result.rows[row]?.[column];
        return cell === undefined ? NO_CELL : gridCell(cell, { numbers: numbers[column] ?? false });
      },
    },
    {
      width,
      height,
      rowOffset: () => options.rowOffset ?? 0,
      columnOffset: options.columnOffset ?? 0,
      types: 0,
      title:
        title === null
          ? null
          : [
              { text: title, style: 'title' },
              { text: ` · ${resultWords(result)}`, style: 'quiet' },
            ],
      columnHint: options.columnHint ?? '[ ] to scroll',
      changedOutside: () => 0,
    },
  );
}

/** The result as lines: never more than `height`, none wider than `width`. */
export function resultLines(
  result: ResultSet,
  width: number,
  height: number,
  options: ResultOptions = {},
): readonly Line[] {
  return resultFrame(result, width, height, options).lines;
}
