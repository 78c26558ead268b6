/** The difference of two states of a database. */
import { conversionsOf } from '../database/dialects.ts';
import type { DatabaseState, TableSchema, TableState } from '../database/state.ts';
import { findColumns, type FoundColumns } from './foundColumns.ts';
import { pairRows, type PairRules } from './keys.ts';
import type { ColumnsDiff, DatabaseDiff, Rename, Renames, SettingChange, Sides, TableDiff } from './model.ts';
import { NO_RENAMES, validRenames } from './renames.ts';
import { diffRows, rowsOfAdded, rowsOfRemoved, sameRowsDiff, type RowsAndLosses } from './rows.ts';
import {
  diffChecks,
  diffColumns,
  diffForeignKeys,
  diffIndexes,
  diffOptions,
  diffPrimaryKeys,
  diffTriggers,
  diffViews,
  pairColumns,
  withFound,
} from './schema.ts';
import type { ColumnPairs } from './pairing.ts';
import { hasRowChange, hasSchemaChange } from './summary.ts';
import { type Aliases, NO_ALIASES } from '../sql/compare.ts';
import { fold } from '../sql/names.ts';

const NONE: Sides<never> = { added: [], removed: [], changed: [] };
const SAME_COLUMNS: ColumnsDiff = { ...NONE, renamed: [], doubtful: [], reordered: false };

/**
 * What changed between two states: tables and columns matched by the renames,
 * then by name, then by value. Renames of names that neither side has are passed
 * over. Tables that are the same object cost nothing; the others are compared in
 * time proportional to their rows.
 */
export function diffStates(
  before: DatabaseState,
  after: DatabaseState,
  renames: Renames = NO_RENAMES,
): DatabaseDiff {
  if (before === after)
    return { tables: after.tables.map(sameTable), views: NONE, ledger: null, settings: [] };
  const { tables, columns } = validRenames(before, after, renames);
  const aliases = aliasesOf({ tables, columns });
  const origins = new Map(tables.map(({ from, to }) => [fold(to), fold(from)]));
  const renamed = new Set(origins.values());
  const rebuilt = new Set(renames.rebuilt?.map(fold));
  const ordinary = besideLedger(before, after);
  const earlier = new Map(before.tables.filter(ordinary).map((table) => [fold(table.schema.name), table]));
  const diffs = after.tables.filter(ordinary).map((table) => {
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
      { conversions: conversionsOf(after.dialect), rebuilt: rebuilt.has(name) },
    );
  });
  return {
    tables: [...diffs, ...[...earlier.values()].map(removedTable)],
    views: before.views === after.views ? NONE : diffViews(before.views, after.views, aliases),
    ledger: diffLedger(before, after),
    settings: before.settings === after.settings ? [] : diffSettings(before.settings, after.settings),
  };
}

/** Tells the tables that are the ledger on neither side. */
function besideLedger(before: DatabaseState, after: DatabaseState): (table: TableState) => boolean {
  const names = [before, after].flatMap(({ ledgerTable }) => ledgerTable?.schema.name ?? []).map(fold);
  return ({ schema }) => !names.includes(fold(schema.name));
}

/** The ledger's table; one that is no longer the ledger is among the tables, and is compared as the same table. */
function diffLedger(before: DatabaseState, after: DatabaseState): TableDiff | null {
  const [old, now] = [before.ledgerTable, after.ledgerTable];
  if (old === now) return null;
  const rules = { conversions: conversionsOf(after.dialect), rebuilt: false };
  if (old !== null && now !== null) {
    const diff = diffTable(old, now, [], NO_ALIASES, rules);
    return hasSchemaChange(diff) || hasRowChange(diff) ? diff : null;
  }
  const name = fold((old ?? now)?.schema.name ?? '');
  const other = (old === null ? before : after).tables.find(({ schema }) => fold(schema.name) === name);
  if (other !== undefined) return diffTable(old ?? other, now ?? other, [], NO_ALIASES, rules);
  return old === null ? (now === null ? null : addedTable(now)) : removedTable(old);
}

function diffSettings(
  before: DatabaseState['settings'],
  after: DatabaseState['settings'],
): readonly SettingChange[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((name) => {
    const [old, now] = [before[name] ?? null, after[name] ?? null];
    return old === now ? [] : [{ name, before: old, after: now }];
  });
}

function diffTable(
  before: TableState,
  after: TableState,
  renames: readonly Rename[],
  aliases: Aliases,
  rules: PairRules,
): TableDiff {
  if (before === after) return sameTable(after);
  const [old, now] = [before.schema, after.schema];
  const named = pairColumns(old, now, renames);
  const sameRows =
    before.rows === after.rows && before.rowCount === after.rowCount && isInPlace(old, now, named.both);
  const rows = sameRows ? null : correspond(before, after, named, rules);
  // What refers to a column that was found by value says its new name.
  const names = rows === null ? aliases : withAliases(aliases, foundNames(old, now, rows.found));
  return {
    before: old.name,
    after: now.name,
    columns: diffColumns(old, now, rows?.columns ?? named, rows?.found ?? NOTHING_FOUND, names),
    indexes: diffIndexes(old.indexes, now.indexes, names),
    triggers: diffTriggers(old.triggers, now.triggers, names),
    foreignKeys: diffForeignKeys(old.foreignKeys, now.foreignKeys, names),
    checks: diffChecks(old.checks, now.checks, names),
    primaryKey: diffPrimaryKeys(old.primaryKey, now.primaryKey, names),
    restarted: restarted(before, after),
    options: diffOptions(optionsOf(old), optionsOf(now)),
    rebuilt: rules.rebuilt,
    ...(rows === null
      ? sameRowsDiff(after)
      : diffRows(before, after, { ...rows, doubtful: rows.found.doubtful }, rules.conversions)),
  };
}

/** With what makes a virtual table. */
function optionsOf({ options, module }: TableSchema): readonly string[] {
  return module === null ? options : [...options, `VIRTUAL USING ${module}`];
}

function restarted(before: TableState, after: TableState): TableDiff['restarted'] {
  return before.sequences.flatMap(({ column, last }) => {
    const now = after.sequences.find((each) => fold(each.column) === fold(column))?.last ?? 0n;
    return now < last ? [{ column, last, now }] : [];
  });
}

const NOTHING_FOUND: FoundColumns = { pairs: [], doubtful: [] };

/** Which columns and rows are which, each by help of the other. */
function correspond(before: TableState, after: TableState, named: ColumnPairs, rules: PairRules) {
  const pairs = pairRows(before, after, named, rules);
  const found = findColumns(before, after, named, pairs.origins, rules.conversions);
  const columns = withFound(named, found.pairs);
  return {
    columns,
    found,
    pairs: columns === named ? pairs : pairRows(before, after, columns, rules),
  };
}

function foundNames(before: TableSchema, after: TableSchema, { pairs }: FoundColumns): readonly Rename[] {
  return pairs.map((pair) => ({
    from: before.columns[pair.before]?.name ?? '',
    to: after.columns[pair.after]?.name ?? '',
  }));
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
    primaryKey: NONE,
    restarted: [],
    options: NONE,
    rebuilt: false,
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
    primaryKey: NONE,
    restarted: [],
    options: { ...NONE, [side]: optionsOf(schema) },
    rebuilt: false,
    ...rows,
  };
}

function aliasesOf({ tables, columns }: Renames): Aliases {
  return withAliases(NO_ALIASES, [...tables, ...columns]);
}

function withAliases(known: Aliases, renames: readonly Rename[]): Aliases {
  if (renames.length === 0) return known;
  const aliases = new Map([...known].map(([from, to]) => [from, new Set(to)]));
  for (const { from, to } of renames) {
    aliases.set(fold(from), (aliases.get(fold(from)) ?? new Set()).add(fold(to)));
  }
  return aliases;
}
