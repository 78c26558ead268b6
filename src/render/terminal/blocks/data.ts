/** What the database holds or answered, as lines: a table before and after, a query's result, or the ledger. */
import type { DataBlock, ResultBlock, TableBlock } from '../../../view/blocks.ts';
import type { LedgerEntry } from '../../../database/state.ts';
import type { Size } from '../layout.ts';
import type { TableFrame } from '../table/frame.ts';
import { tableFrame } from '../table/lines.ts';
import { resultFrame } from '../table/result.ts';
import { schemaLines } from '../table/schema.ts';
import { scrolled, type Region, type TableScroll } from '../scroll.ts';
import type { Line } from '../../spans/line.ts';
import { printable } from '../../spans/visible.ts';
import { cutLine } from '../text/width.ts';
import { pad, widthOf } from '../../../words/width.ts';

/** Lines of a block, with the names of the columns for which there was no room. */
export type DataLines = Pick<TableFrame, 'lines' | 'hiddenColumns'>;

export interface DataOptions {
  readonly scroll: TableScroll;
  /** Before and after of a table stand beside each other, where there is a before. */
  readonly beside: boolean;
}

/** The block in its space. */
export function dataLines(block: DataBlock, size: Size, options: DataOptions): DataLines {
  switch (block.type) {
    case 'note':
      return unscrolled([[{ text: block.text, style: block.tone }]]);
    case 'ledger':
      return unscrolled(ledgerLines(block.entries, size, options.scroll.rows));
    case 'result':
      return resultInSpace(block, size, options.scroll);
    case 'table':
      return tableInSpace(block, size, options);
  }
}

function unscrolled(lines: readonly Line[]): DataLines {
  return { lines, hiddenColumns: [] };
}

/** One table of a state, with its before where there is one; what else its schema gained or lost stands under it. */
function tableInSpace({ table, near }: TableBlock, size: Size, { scroll, beside }: DataOptions): DataLines {
  if (table === null) return unscrolled([[{ text: 'There is no table yet.', style: 'quiet' }]]);
  const options = {
    width: size.columns,
    rowOffset: scroll.rows.offset ?? near,
    columnOffset: scroll.columns.offset ?? 0,
    types: true,
    beside,
  };
  const whole = tableFrame(table, { ...options, height: size.rows });
  if (table.diff === null) return placed(whole, scroll);
  // What a table begins with belongs to its after.
  const indent = beside && table.before === null ? whole.after : 0;
  const pieces = schemaLines(table.diff, size.columns - indent).slice(0, 3);
  const room = size.rows - pieces.length - 1;
  if (pieces.length === 0 || room < 5) return placed(whole, scroll);
  const { lines, hiddenColumns } = placed(tableFrame(table, { ...options, height: room }), scroll);
  const blanks: Line = indent === 0 ? [] : [{ text: ' '.repeat(indent) }];
  return { lines: [...lines, [], ...pieces.map((line) => [...blanks, ...line])], hiddenColumns };
}

/** A query's result. */
function resultInSpace({ result, earlier }: ResultBlock, size: Size, scroll: TableScroll): DataLines {
  const shown = resultFrame(result, size.columns, size.rows, {
    title: earlier ? 'result before' : 'result',
    rowOffset: scroll.rows.offset,
    columnOffset: scroll.columns.offset,
  });
  return placed(shown, scroll);
}

/** The table, once it has told how it was placed. */
function placed(table: TableFrame, { rows, columns }: TableScroll): TableFrame {
  const page = Math.max(1, table.rowsShown);
  rows.placed({ offset: table.firstRow, page, most: Math.max(0, table.rowCount - page) });
  columns.placed({ ...table.columns, page: 1 });
  return table;
}

/** The ledger, newest last; the newest are in view where not all fit. */
function ledgerLines(
  ledger: readonly LedgerEntry[] | null,
  { columns, rows }: Size,
  region: Region,
): readonly Line[] {
  const title: Line = [
    { text: 'ledger', style: 'title' },
    { text: ' · schema_migrations: what has run here', style: 'quiet' },
  ];
  if (ledger === null)
    return [title, [{ text: 'There is no ledger yet: no migration has run.', style: 'quiet' }]];
  if (ledger.length === 0)
    return [title, [{ text: 'It is empty: no migration is applied.', style: 'quiet' }]];
  const width = Math.max(...ledger.map((entry) => widthOf(printable(entry.name))));
  const head: Line = [{ text: `${pad('name', width)}  ${pad('checksum', 8)}  applied at`, style: 'strong' }];
  const entries = ledger.map(({ name, checksum, appliedAt }): Line => [
    { text: `${pad(printable(name), width)}  ${checksum.slice(0, 8)}  ${minute(appliedAt)}` },
  ]);
  return [title, head, ...scrolled(entries, region, rows - 2, '↑ ↓', Infinity)].map((line) =>
    cutLine(line, columns),
  );
}

/** `2026-03-01 09:30`: to the minute is enough on a screen, and fits. */
function minute(appliedAt: string): string {
  return printable(appliedAt.slice(0, 16).replace('T', ' '));
}
