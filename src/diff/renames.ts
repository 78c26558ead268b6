/** Renames, read off the states around each statement and followed through many. */
import { sameCell } from '../database/cell.ts';
import type { DatabaseState, Generated, TableSchema, TableState } from '../database/state.ts';
import type { Rename, Renames } from './model.ts';
import { fold } from '../sql/names.ts';

type ColumnRename = Renames['columns'][number];

/** Where each name of today comes from: by folded name. */
type Lineage = Map<string, Rename>;

export const NO_RENAMES: Renames = { tables: [], columns: [] };

/**
 * The rename that one statement made, if it made one. No other statement of
 * SQLite replaces a single name by another and leaves rows and types as they
 * are, so the states are proof enough. Only a ROLLBACK can look alike, and then
 * what it brings back equals what it takes away.
 */
export function detectRenames(before: DatabaseState, after: DatabaseState): Renames {
  if (before === after) return NO_RENAMES;
  const gone = missingFrom(before.tables, after.tables);
  const come = missingFrom(after.tables, before.tables);
  const [from] = gone;
  const [to] = come;
  if (from !== undefined && to !== undefined && gone.length === 1 && come.length === 1) {
    return sameTable(from, to, null)
      ? { tables: [{ from: from.schema.name, to: to.schema.name }], columns: [] }
      : NO_RENAMES;
  }
  if (gone.length > 0 || come.length > 0) return NO_RENAMES;
  const earlier = new Map(before.tables.map((table) => [table.schema.name, table]));
  for (const table of after.tables) {
    const old = earlier.get(table.schema.name);
    const rename = old === undefined || old === table ? null : renamedColumn(old, table);
    if (rename !== null) return { tables: [], columns: [{ ...rename, table: table.schema.name }] };
  }
  return NO_RENAMES;
}

function missingFrom(tables: readonly TableState[], others: readonly TableState[]): readonly TableState[] {
  const names = new Set(others.map((table) => table.schema.name));
  return tables.filter((table) => !names.has(table.schema.name));
}

function renamedColumn(before: TableState, after: TableState): Rename | null {
  const place = before.schema.columns.findIndex(
    ({ name }, index) => name !== after.schema.columns[index]?.name,
  );
  const from = before.schema.columns[place]?.name;
  const to = after.schema.columns[place]?.name;
  if (from === undefined || to === undefined || !sameTable(before, after, place)) return null;
  return { from, to };
}

/** Whether two tables agree in columns and rows, but for the name of the column at `except`. */
function sameTable(before: TableState, after: TableState, except: number | null): boolean {
  const { columns } = before.schema;
  return (
    columns.length === after.schema.columns.length &&
    columns.every((column, index) => {
      const other = after.schema.columns[index];
      return (
        (column.name === other?.name || index === except) &&
        column.type === other?.type &&
        column.notNull === other.notNull &&
        column.default === other.default &&
        column.primaryKey === other.primaryKey &&
        sameGenerated(column.generated, other.generated)
      );
    }) &&
    before.rowCount === after.rowCount &&
    sameRows(before.rows, after.rows)
  );
}

function sameGenerated(a: Generated | null, b: Generated | null): boolean {
  return a?.expression === b?.expression && a?.kept === b?.kept;
}

function sameRows(before: TableState['rows'], after: TableState['rows']): boolean {
  if (before === after) return true;
  return (
    before.length === after.length &&
    before.every((row, r) => {
      const other = after[r];
      return (
        row === other || (other !== undefined && row.every((cell, c) => sameCell(cell, other[c] ?? null)))
      );
    })
  );
}

/**
 * The renames of several statements, in order, as one: a → b and b → c give
 * a → c, a rename and back gives none. `start`, the state in front of the first
 * statement, tells a table that was there from one made on the way: a rebuild
 * that renames its copy to the old name is no rename, whatever came before it.
 */
export function composeRenames(renames: readonly Renames[], start?: DatabaseState): Renames {
  const atStart =
    start && new Map(start.tables.map((table) => [fold(table.schema.name), columnNames(table.schema)]));
  const tables: Lineage = new Map();
  const columns = new Map<string, Lineage>();
  for (const one of renames) {
    const moved = one.tables.map(({ from, to }) => ({ to, columns: columns.get(fold(from)) }));
    for (const { from } of one.tables) columns.delete(fold(from));
    follow(tables, one.tables, atStart && ((name) => atStart.has(name)));
    for (const move of moved) {
      if (move.columns === undefined) continue;
      const there = columns.get(fold(move.to)) ?? new Map<string, Rename>();
      for (const [now, rename] of move.columns) if (!there.has(now)) there.set(now, rename);
      columns.set(fold(move.to), there);
    }
    for (const [table, group] of byTable(one.columns)) {
      const lineage = columns.get(table) ?? new Map<string, Rename>();
      const names = atStart?.get(fold(tables.get(table)?.from ?? table));
      follow(lineage, group, names && ((name) => names.has(name)));
      columns.set(table, lineage);
    }
  }
  return {
    tables: [...tables.values()].filter(({ from, to }) => from !== to),
    columns: [...columns].flatMap(([key, lineage]) => {
      const table =
        tables.get(key)?.to ?? start?.tables.find(named(key))?.schema.name ?? spelling(renames, key);
      return [...lineage.values()]
        .filter(({ from, to }) => from !== to)
        .map((rename) => ({ ...rename, table }));
    }),
  };
}

function columnNames(schema: TableSchema): ReadonlySet<string> {
  return new Set(schema.columns.map((column) => fold(column.name)));
}

function named(key: string): (table: TableState) => boolean {
  return (table) => fold(table.schema.name) === key;
}

/** A table's name as it was last written. */
function spelling(renames: readonly Renames[], key: string): string {
  return renames.flatMap(({ columns }) => columns).findLast(({ table }) => fold(table) === key)?.table ?? key;
}

function byTable(columns: readonly ColumnRename[]): Map<string, ColumnRename[]> {
  const groups = new Map<string, ColumnRename[]>();
  for (const column of columns) {
    const key = fold(column.table);
    groups.set(key, [...(groups.get(key) ?? []), column]);
  }
  return groups;
}

/** Takes renames that happen at once into a lineage. `isOld`, where known: the name was there at the start. */
function follow(lineage: Lineage, renames: readonly Rename[], isOld?: (name: string) => boolean): void {
  const moves = renames.map(({ from, to }) => ({ from, to, origin: lineage.get(fold(from))?.from ?? from }));
  for (const { from } of moves) lineage.delete(fold(from));
  for (const { to, origin } of moves) {
    // A copy made on the way takes over the name, not the origin, of what it replaces.
    const isCopy = isOld === undefined ? lineage.has(fold(to)) : !isOld(fold(origin));
    if (isCopy) continue;
    for (const [now, rename] of lineage) if (fold(rename.from) === fold(origin)) lineage.delete(now);
    lineage.set(fold(to), { from: origin, to });
  }
}

/** The renames between the first and the last of the states around each statement, in order. */
export function renamesThrough(states: readonly DatabaseState[]): Renames {
  const [start] = states;
  const end = states.at(-1);
  if (start === undefined || end === undefined) return NO_RENAMES;
  const steps = states.slice(1).map((state, index) => detectRenames(states[index] ?? start, state));
  const renames = validRenames(start, end, composeRenames(steps, start));
  const rebuilt = rebuiltTables(states, steps, renames);
  return rebuilt.length === 0 ? renames : { ...renames, rebuilt };
}

/** Tables at the end that were made on the way, in place of one that was there at the start and is gone. */
function rebuiltTables(
  states: readonly DatabaseState[],
  steps: readonly Renames[],
  { tables }: Renames,
): readonly string[] {
  let made = 0;
  let ids = new Map(states[0]?.tables.map(({ schema }) => [fold(schema.name), made++]));
  const atStart = new Map(ids);
  for (const [index, step] of steps.entries()) {
    const froms = new Map(step.tables.map(({ from, to }) => [fold(to), fold(from)]));
    const before = ids;
    ids = new Map(
      states[index + 1]?.tables.map(({ schema }) => {
        const name = fold(schema.name);
        return [name, before.get(froms.get(name) ?? name) ?? made++];
      }),
    );
  }
  const alive = new Set(ids.values());
  const origins = new Map(tables.map(({ from, to }) => [fold(to), fold(from)]));
  return (states.at(-1)?.tables ?? []).flatMap(({ schema }) => {
    const origin = atStart.get(origins.get(fold(schema.name)) ?? fold(schema.name));
    return origin === undefined || alive.has(origin) ? [] : [schema.name];
  });
}

/** Those renames whose names exist, each at most once on either side. */
export function validRenames(before: DatabaseState, after: DatabaseState, renames: Renames): Renames {
  if (renames.tables.length === 0 && renames.columns.length === 0) return NO_RENAMES;
  const earlier = new Map(before.tables.map((table) => [fold(table.schema.name), table.schema]));
  const later = new Map(after.tables.map((table) => [fold(table.schema.name), table.schema]));
  const tables = oneToOne(
    renames.tables.filter(({ from, to }) => earlier.has(fold(from)) && later.has(fold(to))),
  );
  const origins = new Map(tables.map(({ from, to }) => [fold(to), fold(from)]));
  const columns = [...byTable(renames.columns)].flatMap(([table, group]) => {
    const old = earlier.get(origins.get(table) ?? table);
    const now = later.get(table);
    if (old === undefined || now === undefined) return [];
    const [from, to] = [columnNames(old), columnNames(now)];
    return oneToOne(group.filter((rename) => from.has(fold(rename.from)) && to.has(fold(rename.to))));
  });
  return { tables, columns };
}

function oneToOne<T extends Rename>(renames: readonly T[]): readonly T[] {
  const from = new Set<string>();
  const to = new Set<string>();
  return renames.filter((rename) => {
    if (from.has(fold(rename.from)) || to.has(fold(rename.to))) return false;
    from.add(fold(rename.from));
    to.add(fold(rename.to));
    return true;
  });
}
