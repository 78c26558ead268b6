/** States of a database written down shortly, for tests. */
import type { Cell } from '../../src/database/cell.ts';
import {
  emptyState,
  type Column,
  type DatabaseState,
  type ForeignKey,
  type Index,
  type KeyTerm,
  type TableSchema,
  type TableState,
  type Trigger,
  type ViewSchema,
} from '../../src/database/state.ts';

/** `id INTEGER PRIMARY KEY`, `name TEXT NOT NULL DEFAULT 'x'`, `n INT GENERATED`; several keys are numbered in order. */
export function column(text: string, primaryKey = 0): Column {
  const [name = '', ...words] = text.split(' ');
  const rest = words.join(' ');
  const type = /^(?!NOT NULL|DEFAULT|PRIMARY|GENERATED|COLLATE)[A-Z()0-9]+/.exec(rest)?.[0] ?? '';
  return {
    name,
    type,
    notNull: rest.includes('NOT NULL'),
    default: /DEFAULT (.+)$/.exec(rest)?.[1] ?? null,
    primaryKey: rest.includes('PRIMARY KEY') ? primaryKey : 0,
    generated: rest.includes('GENERATED') ? { expression: '1', kept: 'virtual' } : null,
    collation: /COLLATE (\w+)/.exec(rest)?.[1] ?? null,
    options: [],
  };
}

export function schema(
  name: string,
  columns: readonly string[],
  more: Partial<TableSchema> = {},
): TableSchema {
  let keys = 0;
  const all = columns.map((text) => column(text, text.includes('PRIMARY KEY') ? ++keys : 0));
  const key = all.filter(({ primaryKey }) => primaryKey > 0).map((each) => term(each.name));
  return {
    name,
    columns: all,
    primaryKey: key.length === 0 ? null : { name: null, terms: key, options: [] },
    indexes: [],
    foreignKeys: [],
    checks: [],
    triggers: [],
    options: [],
    module: null,
    shadows: [],
    sql: `CREATE TABLE ${name} (${columns.join(', ')})`,
    ...more,
  };
}

/** A column as a term of a key or an index. */
export function term(column: string): KeyTerm {
  return { column, text: column, collation: null, descending: false };
}

/** An index on columns, made by CREATE INDEX. */
export function index(name: string, columns: readonly string[], more: Partial<Index> = {}): Index {
  return {
    name,
    unique: false,
    terms: columns.map(term),
    origin: 'create',
    where: null,
    constraint: null,
    options: [],
    sql: null,
    ...more,
  };
}

/** A foreign key without actions. */
export function foreignKey(
  columns: readonly string[],
  table: string,
  references: readonly string[],
  more: Partial<ForeignKey> = {},
): ForeignKey {
  const NONE = 'NO ACTION';
  return { name: null, columns, table, references, onDelete: NONE, onUpdate: NONE, options: [], ...more };
}

export function trigger(name: string, table: string, body: string): Trigger {
  const sql = `CREATE TRIGGER ${name} AFTER INSERT ON ${table} BEGIN ${body} END`;
  return { name, timing: 'AFTER', event: 'INSERT', when: null, body, sql };
}

/** Rowids count from 1; give `rowIds` or `rowCount` where they matter. */
export function table(
  name: string,
  columns: readonly string[],
  rows: readonly (readonly Cell[])[] = [],
  more: Partial<Omit<TableState, 'schema' | 'rows'>> & { readonly schema?: Partial<TableSchema> } = {},
): TableState {
  return {
    rowIds: rows.map((_, index) => BigInt(index + 1)),
    rowCount: rows.length,
    sequences: [],
    ...more,
    schema: schema(name, columns, more.schema),
    rows,
  };
}

export function state(tables: readonly TableState[], views: readonly ViewSchema[] = []): DatabaseState {
  return { ...emptyState('sqlite'), tables, views };
}
