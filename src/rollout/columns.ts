/** The two columns of a replacement: found from the states, and how they stand in one. */
import type { App } from '../course/model.ts';
import { isName, valueOf } from '../sql/compare.ts';
import { codeTokens } from '../sql/lexer.ts';
import { fold } from '../sql/names.ts';
import type { DatabaseState } from '../database/state.ts';

/** A column that goes, and the one that comes for it in the same table. */
export interface ColumnPair {
  readonly table: string;
  readonly old: string;
  readonly new: string;
}

/** How a column stands in one state. */
export interface ColumnStanding {
  readonly shape: 'absent' | 'nullable' | 'required';
  /** How many rows have a value, of how many; 0 and 0 where the column is absent. */
  readonly values: number;
  readonly rows: number;
}

/** Which of the two columns a version's SQL names. */
export type Touched = 'neither' | 'old' | 'new' | 'both';

/**
 * The pair, from the states that follow each other; null where no table has
 * both a column that goes and one that comes. Of several, those that the
 * versions name most, then the column that comes first and the one that goes last.
 */
export function findPair(states: readonly DatabaseState[], apps: readonly App[]): ColumnPair | null {
  const named = appNames(apps);
  const most = (columns: readonly string[]): string | undefined =>
    columns.reduce<string | undefined>(
      (best, column) =>
        best === undefined || (named.get(fold(column)) ?? 0) > (named.get(fold(best)) ?? 0) ? column : best,
      undefined,
    );
  const tables = [...new Set(states.flatMap((state) => state.tables.map(({ schema }) => schema.name)))];
  const pairs = tables.flatMap((table): readonly ColumnPair[] => {
    const steps = states
      .slice(1)
      .map((state, index) => [columnsOf(states[index], table), columnsOf(state, table)]);
    const both = steps.flatMap(([before, after]) => (before && after ? [{ before, after }] : []));
    const gone = both.flatMap(({ before, after }) => missing(before, after)).reverse();
    const come = both.flatMap(({ before, after }) => missing(after, before));
    const old = most(gone);
    const added = most(come.filter((column) => old === undefined || fold(column) !== fold(old)));
    return old === undefined || added === undefined ? [] : [{ table, old, new: added }];
  });
  const weight = (pair: ColumnPair): number =>
    (named.get(fold(pair.old)) ?? 0) + (named.get(fold(pair.new)) ?? 0);
  return [...pairs].sort((a, b) => weight(b) - weight(a))[0] ?? null;
}

/** How a column stands in a state. Where the row cap cut the table, only the rows that were read count. */
export function standing(state: DatabaseState, table: string, column: string): ColumnStanding {
  const found = state.tables.find(({ schema }) => fold(schema.name) === fold(table));
  const place = found?.schema.columns.findIndex(({ name }) => fold(name) === fold(column)) ?? -1;
  const schema = found?.schema.columns[place];
  if (found === undefined || schema === undefined) return { shape: 'absent', values: 0, rows: 0 };
  return {
    shape: schema.notNull ? 'required' : 'nullable',
    values: found.rows.filter((row) => (row[place] ?? null) !== null).length,
    rows: found.rows.length,
  };
}

/** Which of the two columns these pieces of SQL name; a bare name counts. */
export function touched(sql: readonly string[], pair: ColumnPair): Touched {
  const names = new Set(sql.flatMap(namesIn));
  const old = names.has(fold(pair.old));
  const added = names.has(fold(pair.new));
  return old ? (added ? 'both' : 'old') : added ? 'new' : 'neither';
}

function namesIn(sql: string): readonly string[] {
  return codeTokens(sql).flatMap((token) => (isName(token) ? [fold(valueOf(token))] : []));
}

/** How many fences of the versions have each name. */
function appNames(apps: readonly App[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { writes, reads } of apps) {
    for (const { sql } of [...writes, ...reads]) {
      for (const name of new Set(namesIn(sql))) counts.set(name, (counts.get(name) ?? 0) + 1);
    }
  }
  return counts;
}

function columnsOf(state: DatabaseState | undefined, table: string): readonly string[] | null {
  const found = state?.tables.find(({ schema }) => schema.name === table);
  return found?.schema.columns.map(({ name }) => name) ?? null;
}

/** Those names that the others lack. */
function missing(names: readonly string[], others: readonly string[]): readonly string[] {
  const known = new Set(others.map(fold));
  return names.filter((name) => !known.has(fold(name)));
}
