/** The difference of two states of a database. */
import type { Conversions } from '../database/conversions.ts';
import { conversionsOf } from '../database/dialects.ts';
import type { DatabaseState, TableSchema, TableState } from '../database/state.ts';
import type { ColumnsDiff, DatabaseDiff, Rename, Renames, Sides, TableDiff } from './model.ts';
import { NO_RENAMES, validRenames } from './renames.ts';
import { diffRows, rowsOfAdded, rowsOfRemoved, sameRowsDiff, type RowsAndLosses } from './rows.ts';
import {
  diffChecks,
  diffColumns,
  diffForeignKeys,
  diffIndexes,
  diffOptions,
  diffTriggers,
  diffViews,
  pairColumns,
} from './schema.ts';
import { fold, NO_ALIASES, type Aliases } from '../sql/pieces.ts';

const NONE: Sides<never> = { added: [], removed: [], changed: [] };
const SAME_COLUMNS: ColumnsDiff = { ...NONE, renamed: [], reordered: false };

/**
 * What changed between two states: tables and columns matched by the renames,
 * then by name. Renames of names that neither side has are passed over. Tables
 * that are the same object cost nothing; the others are compared in time
 * proportional to their rows.
 */
export function diffStates(
  before: DatabaseState,
  after: DatabaseState,
  renames: Renames = NO_RENAMES,
): DatabaseDiff {
  if (before === after) return { tables: after.tables.map(sameTable), views: NONE };
  const { tables, columns } = validRenames(before, after, renames);
  const conversions = conversionsOf(after.dialect);
  const aliases = aliasesOf({ tables, columns });
  const origins = new Map(tables.map(({ from, to }) => [fold(to), fold(from)]));
  const renamed = new Set(origins.values());
  const earlier = new Map(before.tables.map((table) => [fold(table.schema.name), table]));
  const diffs = after.tables.map((table) => {
    const name = fold(table.schema.name);
    const from = origins.get(name) ?? (renamed.has(name) ? null : name);
    const old = from === null ? undefined : earlier.get(from);
    if (old === undefined || from === null) return addedTable(table);
    earlier.delete(from);
    return diffTable(
      old,
      table,
      columns.filter((column) => fold(column.table) === name),
      aliases,
      conversions,
    );
  });
  return {
    tables: [...diffs, ...[...earlier.values()].map(removedTable)],
    views: before.views === after.views ? NONE : diffViews(before.views, after.views, aliases),
  };
}

function diffTable(
  before: TableState,
  after: TableState,
  renames: readonly Rename[],
  aliases: Aliases,
  conversions: Conversions,
): TableDiff {
  if (before === after) return sameTable(after);
  const [old, now] = [before.schema, after.schema];
  const pairs = pairColumns(old, now, renames);
  const sameRows =
    before.rows === after.rows && before.rowCount === after.rowCount && isInPlace(old, now, pairs.both);
  return {
    before: old.name,
    after: now.name,
    columns: diffColumns(old, now, pairs, aliases),
    indexes: diffIndexes(old.indexes, now.indexes, aliases),
    triggers: diffTriggers(old.triggers, now.triggers, aliases),
    foreignKeys: diffForeignKeys(old.foreignKeys, now.foreignKeys, aliases),
    checks: diffChecks(old.checks, now.checks, aliases),
    options: diffOptions(old.options, now.options),
    ...(sameRows ? sameRowsDiff(after) : diffRows(before, after, pairs, conversions)),
  };
}

/** Whether each column stands where it stood, so that equal rows mean equal cells. */
function isInPlace(
  before: TableSchema,
  after: TableSchema,
  both: readonly { readonly before: number; readonly after: number }[],
): boolean {
  const count = both.length;
  return (
    count === before.columns.length &&
    count === after.columns.length &&
    both.every((pair) => pair.before === pair.after)
  );
}

function sameTable(table: TableState): TableDiff {
  const { name } = table.schema;
  return {
    before: name,
    after: name,
    columns: SAME_COLUMNS,
    indexes: NONE,
    triggers: NONE,
    foreignKeys: NONE,
    checks: NONE,
    options: NONE,
    ...sameRowsDiff(table),
  };
}

function addedTable(table: TableState): TableDiff {
  return oneSided(table, 'added', rowsOfAdded(table));
}

function removedTable(table: TableState): TableDiff {
  return oneSided(table, 'removed', rowsOfRemoved(table));
}

function oneSided({ schema }: TableState, side: 'added' | 'removed', rows: RowsAndLosses): TableDiff {
  return {
    before: side === 'added' ? null : schema.name,
    after: side === 'added' ? schema.name : null,
    columns: { ...SAME_COLUMNS, [side]: schema.columns },
    indexes: { ...NONE, [side]: schema.indexes },
    triggers: { ...NONE, [side]: schema.triggers },
    foreignKeys: { ...NONE, [side]: schema.foreignKeys },
    checks: { ...NONE, [side]: schema.checks },
    options: { ...NONE, [side]: schema.options },
    ...rows,
  };
}

function aliasesOf({ tables, columns }: Renames): Aliases {
  if (tables.length + columns.length === 0) return NO_ALIASES;
  const aliases = new Map<string, Set<string>>();
  for (const { from, to } of [...tables, ...columns]) {
    aliases.set(fold(from), (aliases.get(fold(from)) ?? new Set()).add(fold(to)));
  }
  return aliases;
}
