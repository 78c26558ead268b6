/** Makes a new state share with the one before it whatever is equal, so that a long script's states stay small. */
import { sameCell, type Cell } from './cell.ts';
import type { DatabaseState, Sequence, TableState } from './state.ts';

/** The next state, with tables and rows of the previous one in place of equal ones; the previous one if all is equal. */
export function shareState(previous: DatabaseState | null, next: DatabaseState): DatabaseState {
  if (previous === null) return next;
  const before = new Map(previous.tables.map((table) => [table.schema.name, table]));
  const tables = next.tables.map((table) => shareTable(before.get(table.schema.name), table));
  const views = same(previous.views, next.views) ? previous.views : next.views;
  const ledger = same(previous.ledger, next.ledger) ? previous.ledger : next.ledger;
  const settings = same(previous.settings, next.settings) ? previous.settings : next.settings;
  const ledgerTable =
    next.ledgerTable === null ? null : shareTable(previous.ledgerTable ?? undefined, next.ledgerTable);
  const unchanged =
    previous.dialect === next.dialect &&
    views === previous.views &&
    ledger === previous.ledger &&
    ledgerTable === previous.ledgerTable &&
    settings === previous.settings &&
    tables.length === previous.tables.length &&
    tables.every((table, index) => table === previous.tables[index]);
  return unchanged ? previous : { dialect: next.dialect, tables, views, ledger, ledgerTable, settings };
}

function shareTable(before: TableState | undefined, table: TableState): TableState {
  if (before === undefined) return table;
  const schema = same(before.schema, table.schema) ? before.schema : table.schema;
  const { head, tail } = commonRows(before.rows, table.rows, equalRows);
  const rows = [
    ...before.rows.slice(0, head),
    ...table.rows.slice(head, table.rows.length - tail),
    ...before.rows.slice(before.rows.length - tail),
  ];
  const rowIds = equalIds(before.rowIds, table.rowIds) ? before.rowIds : table.rowIds;
  const sequences = equalSequences(before.sequences, table.sequences) ? before.sequences : table.sequences;
  const unchanged =
    schema === before.schema &&
    rowIds === before.rowIds &&
    sequences === before.sequences &&
    table.rowCount === before.rowCount &&
    rows.length === before.rows.length &&
    head + tail >= rows.length;
  return unchanged ? before : { schema, rows, rowIds, rowCount: table.rowCount, sequences };
}

/** How many rows two lists have in common at their beginning and, beyond those, at their end. */
export function commonRows<T>(
  before: readonly T[],
  after: readonly T[],
  equal: (a: T, b: T) => boolean,
): { readonly head: number; readonly tail: number } {
  const most = Math.min(before.length, after.length);
  let head = 0;
  while (head < most && equal(before[head] as T, after[head] as T)) head++;
  let tail = 0;
  while (
    tail < most - head &&
    equal(before[before.length - 1 - tail] as T, after[after.length - 1 - tail] as T)
  ) {
    tail++;
  }
  return { head, tail };
}

/** Whether two rows hold the same cells, storage classes included. */
function equalRows(a: readonly Cell[], b: readonly Cell[]): boolean {
  return a === b || (a.length === b.length && a.every((cell, index) => equalCells(cell, b[index] ?? null)));
}

function equalCells(a: Cell, b: Cell): boolean {
  // Beside equal cells, -0.0 is kept apart from 0.0: it is printed with its sign.
  return sameCell(a, b) && (typeof a !== 'number' || Object.is(a, b));
}

function equalIds(a: TableState['rowIds'], b: TableState['rowIds']): boolean {
  if (a === null || b === null) return a === b;
  return a.length === b.length && a.every((id, index) => id === b[index]);
}

function equalSequences(a: readonly Sequence[], b: readonly Sequence[]): boolean {
  return (
    a === b ||
    (a.length === b.length &&
      a.every(({ column, last }, index) => column === b[index]?.column && last === b[index].last))
  );
}

/** Schemas, views and ledgers are small and hold nothing that JSON does not. */
function same(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}
