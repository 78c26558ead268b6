/** A table before and after as one thing to look at: who is who among its columns and rows. Nothing is formatted here. */
import type { Cell } from '../../database/cell.ts';
import type { CellChange, TableDiff } from '../../diff/model.ts';
import type { TableState } from '../../database/state.ts';
import { viewColumns, type ViewColumn } from './columns.ts';
import { mergedOrder, plainOrder, statusAt, type RowOrder, type RowStatus } from './order.ts';

/** `single`: one state alone. `compared`: before and after. */
export type TableMode = 'single' | 'compared';

export interface TableInput {
  readonly before: TableState | null;
  readonly after: TableState | null;
  readonly diff: TableDiff | null;
  readonly mode: TableMode;
  /** What to call a table that neither side has. */
  readonly name?: string;
  /** What to say of a table that neither side has: not made `yet` (unless set) or `gone`. */
  readonly missing?: 'yet' | 'gone';
}

export interface TableView {
  readonly mode: TableMode;
  readonly before: TableState | null;
  readonly after: TableState | null;
  readonly diff: TableDiff | null;
  /** Names on either side; both the same unless the table was renamed. */
  readonly nameBefore: string;
  readonly nameAfter: string;
  readonly missing: 'yet' | 'gone';
  readonly columns: readonly ViewColumn[];
  readonly rows: RowOrder;
}

/**
 * The view of a table. It costs one pass over the rows, so keep it while the
 * states stay the same and let only width, height and offsets differ.
 * `single` shows `after`, or `before` where there is no `after`.
 */
export function tableView(input: TableInput): TableView {
  const single = input.mode === 'single';
  const shown = single ? (input.after ?? input.before) : null;
  const before = single ? shown : input.before;
  const after = single ? shown : input.after;
  const diff = single ? null : input.diff;
  const nameAfter = after?.schema.name ?? before?.schema.name ?? input.name ?? 'table';
  return {
    mode: input.mode,
    before,
    after,
    diff,
    nameBefore: before?.schema.name ?? nameAfter,
    nameAfter,
    missing: input.missing ?? 'yet',
    columns: viewColumns(before?.schema ?? null, after?.schema ?? null, diff),
    rows: single ? plainOrder(shown?.rows.length ?? 0) : mergedOrder(before, after, diff),
  };
}

/** What stands at a row and column of the view. */
export interface ViewCell {
  readonly status: RowStatus;
  /** Undefined where there is no such cell: the row or the column was added. */
  readonly before: Cell | undefined;
  /** Undefined where there is no such cell: the row or the column was removed. */
  readonly after: Cell | undefined;
  /** How it changed, or null. */
  readonly change: CellChange | null;
}

/** The cell at a row and column, counted from 0 in the view's own order. */
export function cellAt(view: TableView, row: number, column: number): ViewCell {
  const { rows } = view;
  const place = view.columns[column];
  const before = view.before?.rows[rows.before[row] ?? -1]?.[place?.beforeIndex ?? -1];
  const after = view.after?.rows[rows.after[row] ?? -1]?.[place?.afterIndex ?? -1];
  const changes = view.diff?.rows.changed[rows.change[row] ?? -1];
  const name = place?.after?.name;
  const change = changes?.cells.find((candidate) => candidate.column === name) ?? null;
  return { status: statusAt(rows, row), before, after, change };
}

/** The first row to show so that `capacity` rows bring the first change into view, with one row above it; 0 without a change. */
export function firstChangedOffset(view: TableView, capacity: number): number {
  const first = view.rows.marked[0];
  if (first === undefined || first < capacity) return 0;
  // A row in front of it for context, unless that is all that can be seen.
  const context = capacity > 1 ? 1 : 0;
  return Math.max(0, Math.min(first - context, view.rows.length - capacity));
}
