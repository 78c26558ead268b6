/** States of a database written down shortly, for tests. */
import type { Cell } from '../../src/database/cell.ts';
import type { Column, DatabaseState, TableSchema, TableState, ViewSchema } from '../../src/database/state.ts';

/** `id INTEGER PRIMARY KEY`, `name TEXT NOT NULL DEFAULT 'x'`, `n INT GENERATED`; several keys are numbered in order. */
export function column(text: string, primaryKey = 0): Column {
  const [name = '', ...words] = text.split(' ');
  const rest = words.join(' ');
  const type = /^(?!NOT NULL|DEFAULT|PRIMARY|GENERATED)[A-Z()0-9]+/.exec(rest)?.[0] ?? '';
  return {
    name,
    type,
    notNull: rest.includes('NOT NULL'),
    default: /DEFAULT (.+)$/.exec(rest)?.[1] ?? null,
    primaryKey: rest.includes('PRIMARY KEY') ? primaryKey : 0,
    generated: rest.includes('GENERATED'),
  };
}

export function schema(
  name: string,
  columns: readonly string[],
  more: Partial<TableSchema> = {},
): TableSchema {
  let keys = 0;
  return {
    name,
    columns: columns.map((text) => column(text, text.includes('PRIMARY KEY') ? ++keys : 0)),
    indexes: [],
    foreignKeys: [],
    checks: [],
    triggers: [],
    strict: false,
    withoutRowid: false,
    autoincrement: false,
    sql: `CREATE TABLE ${name} (${columns.join(', ')})`,
    ...more,
  };
}

/** Rowids count from 1; give `rowids` or `rowCount` where they matter. */
export function table(
  name: string,
  columns: readonly string[],
  rows: readonly (readonly Cell[])[] = [],
  more: Partial<Omit<TableState, 'schema' | 'rows'>> & { readonly schema?: Partial<TableSchema> } = {},
): TableState {
  return {
    rowids: rows.map((_, index) => BigInt(index + 1)),
    rowCount: rows.length,
    ...more,
    schema: schema(name, columns, more.schema),
    rows,
  };
}

export function state(tables: readonly TableState[], views: readonly ViewSchema[] = []): DatabaseState {
  return { tables, views, ledger: null };
}
