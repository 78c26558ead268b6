/** Foreign keys that lead nowhere: their table or column is gone, or rows refer to rows that are not there. */
import { cellKey, type Cell } from '../database/cell.ts';
import type { Conversions } from '../database/conversions.ts';
import { conversionsOf } from '../database/dialects.ts';
import type { Column, DatabaseState, ForeignKey, TableState } from '../database/state.ts';
import { fold } from '../sql/names.ts';
import type { DanglingReference } from './model.ts';

/** All foreign keys of a state that lead nowhere. Where the row cap cut the other table, its rows are not judged. */
function danglingReferences(state: DatabaseState): readonly DanglingReference[] {
  const tables = new Map(state.tables.map((table) => [fold(table.schema.name), table]));
  const conversions = conversionsOf(state.dialect);
  return state.tables.flatMap((table) =>
    table.schema.foreignKeys.flatMap((key): readonly DanglingReference[] => {
      const found = (missing: DanglingReference['missing'], rows: number): DanglingReference => ({
        table: table.schema.name,
        key,
        missing,
        rows,
      });
      const target = tables.get(fold(key.table));
      if (target === undefined) return [found('table', table.rowCount)];
      const columns = targetColumns(key, target);
      if (columns === null) return [found('column', table.rowCount)];
      const rows = brokenRows(table, key, target, columns, conversions);
      return rows === 0 ? [] : [found('rows', rows)];
    }),
  );
}

/** Those that lead nowhere after a change and did not before it. */
export function newlyDangling(before: DatabaseState, after: DatabaseState): readonly DanglingReference[] {
  if (before === after) return [];
  const known = new Set(danglingReferences(before).map(identity));
  return danglingReferences(after).filter((one) => !known.has(identity(one)));
}

function identity({ table, key, missing, rows }: DanglingReference): string {
  return JSON.stringify([
    fold(table),
    key.columns.map(fold),
    fold(key.table),
    missing,
    missing === 'rows' ? rows : 0,
  ]);
}

/** The columns that a foreign key refers to, or null where one is not there. */
function targetColumns(
  { columns, references }: ForeignKey,
  { schema }: TableState,
): readonly Column[] | null {
  const named =
    references.length > 0
      ? references.map((name) => schema.columns.find((column) => fold(column.name) === fold(name)))
      : schema.columns.filter(({ primaryKey }) => primaryKey > 0).sort((a, b) => a.primaryKey - b.primaryKey);
  const found = named.filter((column) => column !== undefined);
  return found.length === columns.length ? found : null;
}

/** Counted once for two tables as they are: most statements leave them alone. */
const counted = new WeakMap<TableState, WeakMap<TableState, Map<string, number>>>();

function brokenRows(
  table: TableState,
  key: ForeignKey,
  target: TableState,
  columns: readonly Column[],
  conversions: Conversions,
): number {
  if (target.rows.length < target.rowCount) return 0;
  const byTarget = counted.get(table) ?? new WeakMap<TableState, Map<string, number>>();
  counted.set(table, byTarget);
  const counts = byTarget.get(target) ?? new Map<string, number>();
  byTarget.set(target, counts);
  const id = JSON.stringify([key.columns, key.references]);
  const known = counts.get(id);
  if (known !== undefined) return known;
  const keys = new Set(
    target.rows.map((row) =>
      keyOf(
        row,
        placesOf(
          target,
          columns.map(({ name }) => name),
        ),
        columns,
        conversions,
      ),
    ),
  );
  const places = placesOf(table, key.columns);
  let broken = 0;
  for (const row of table.rows) {
    const value = keyOf(row, places, columns, conversions);
    if (value !== null && !keys.has(value)) broken++;
  }
  counts.set(id, broken);
  return broken;
}

function placesOf({ schema }: TableState, names: readonly string[]): readonly number[] {
  return names.map((name) => schema.columns.findIndex((column) => fold(column.name) === fold(name)));
}

/** The values by which rows are compared, or null where one is NULL: such a row refers to nothing. */
function keyOf(
  row: readonly Cell[],
  places: readonly number[],
  targets: readonly Column[],
  conversions: Conversions,
): string | null {
  let key = '';
  for (const [index, place] of places.entries()) {
    const cell = row[place] ?? null;
    const target = targets[index];
    if (cell === null || target === undefined) return null;
    key += cellKey(conversions.asKey(cell, target));
  }
  return key;
}
