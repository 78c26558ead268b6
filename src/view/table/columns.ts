/** The columns of both sides in one order. */
import { affinityOf } from '../../database/sqlite/affinity.ts';
import type { TableDiff } from '../../diff/model.ts';
import { fold } from '../../sql/names.ts';
import type { Column, TableSchema } from '../../database/state.ts';

export interface ViewColumn {
  /** Null for a column that was added. */
  readonly before: Column | null;
  /** Null for a column that was removed. */
  readonly after: Column | null;
  /** Place in the rows before, or -1. */
  readonly beforeIndex: number;
  /** Place in the rows afterwards, or -1. */
  readonly afterIndex: number;
  /** A column may be renamed and changed as well. */
  readonly added: boolean;
  readonly removed: boolean;
  readonly renamed: boolean;
  /** Type, NOT NULL, default or place in the primary key differ. */
  readonly changed: boolean;
  /** A cell in it differs between the sides. */
  readonly touched: boolean;
  readonly primaryKey: boolean;
  /** Numbers are possible on either side: a text that reads as one is quoted. */
  readonly numbers: boolean;
}

/** The column's name, both names where it was renamed: `dx_code → icd10`. Not yet made safe to print. */
export function columnName(column: ViewColumn): string {
  const { before, after } = column;
  if (before !== null && after !== null && column.renamed) return `${before.name} → ${after.name}`;
  return after?.name ?? before?.name ?? '';
}

/** Whether a column of this type can hold numbers, so that a text in it that reads as one must be told apart. */
function holdsNumbers(type: string): boolean {
  return affinityOf(type) !== 'TEXT';
}

/** Columns afterwards in their order, those removed where they stood before. */
export function viewColumns(
  before: TableSchema | null,
  after: TableSchema | null,
  diff: TableDiff | null,
): ViewColumn[] {
  const renamedFrom = new Map(diff?.columns.renamed.map((rename) => [fold(rename.to), rename.from]));
  const added = new Set(diff?.columns.added.map((column) => column.name));
  const changed = new Set(diff?.columns.changed.map((change) => change.after.name));
  const touched = new Set<string>();
  for (const row of diff?.rows.changed ?? []) for (const cell of row.cells) touched.add(cell.column);

  const old = before?.columns ?? [];
  const taken = new Set<number>();
  const columns = (after?.columns ?? []).map((column, afterIndex): ViewColumn => {
    const name = fold(renamedFrom.get(fold(column.name)) ?? column.name);
    const kept = before !== null && !added.has(column.name);
    const beforeIndex = kept ? old.findIndex((candidate) => fold(candidate.name) === name) : -1;
    if (beforeIndex >= 0) taken.add(beforeIndex);
    const partner = old[beforeIndex] ?? null;
    return {
      before: partner,
      after: column,
      beforeIndex,
      afterIndex,
      added: before !== null && beforeIndex < 0,
      removed: false,
      renamed: renamedFrom.has(fold(column.name)),
      changed: changed.has(column.name),
      touched: touched.has(column.name),
      primaryKey: column.primaryKey > 0,
      numbers: holdsNumbers(column.type) || (partner !== null && holdsNumbers(partner.type)),
    };
  });
  let at = 0;
  old.forEach((column, beforeIndex) => {
    if (taken.has(beforeIndex)) {
      at = columns.findIndex((candidate) => candidate.beforeIndex === beforeIndex) + 1;
      return;
    }
    columns.splice(at++, 0, {
      before: column,
      after: null,
      beforeIndex,
      afterIndex: -1,
      added: false,
      removed: after !== null,
      renamed: false,
      changed: false,
      touched: false,
      primaryKey: column.primaryKey > 0,
      numbers: holdsNumbers(column.type),
    });
  });
  return columns;
}
