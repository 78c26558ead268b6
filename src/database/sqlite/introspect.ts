/** Reads what a database's tables and views are, through SQLite's own PRAGMAs and the CREATE statements it keeps. */
import { sql } from 'drizzle-orm';
import type { Column, ForeignKey, Index, KeyTerm, PrimaryKey, TableSchema, Trigger } from '../state.ts';
import type { Handle, Schemas } from './handle.ts';
import { readIndex } from '../../sql/definitions/index.ts';
import {
  readTable as readDefinition,
  type KeyDefinition,
  type TableDefinition,
} from '../../sql/definitions/table.ts';
import { readTrigger } from '../../sql/definitions/trigger.ts';
import { fold, quoteName } from '../../sql/names.ts';

interface SchemaRow {
  readonly type: string;
  readonly name: string;
  readonly table: string;
  readonly sql: string | null;
}

/** SQLite's own tables (`sqlite_…`) are left out, and the shadow tables of virtual ones named with these. */
export function readSchemas(handle: Handle): Schemas {
  const rows = handle.orm.all<SchemaRow>(
    sql`SELECT type, name, tbl_name AS "table", sql FROM main.sqlite_schema ORDER BY rowid`,
  );
  const whole = JSON.stringify(rows);
  const schemas = handle.schemas.databases.get(whole) ?? schemasOf(handle, rows);
  handle.schemas.databases.set(whole, schemas);
  return schemas;
}

function schemasOf(handle: Handle, rows: readonly SchemaRow[]): Schemas {
  const kinds = tableKinds(handle);
  const tables: TableSchema[] = [];
  for (const row of rows) {
    const kind = kinds.get(row.name);
    if (
      row.type !== 'table' ||
      kind === undefined ||
      kind.type === 'shadow' ||
      row.name.startsWith('sqlite_')
    )
      continue;
    const own = rows.filter((other) => other.type !== 'view' && sameName(other.table, row.name));
    const shadows = kind.type === 'virtual' ? shadowsOf(row.name, kinds) : [];
    const key = JSON.stringify([own, shadows]);
    const schema = handle.schemas.tables.get(key) ?? readTable(handle, row, own, { ...kind, shadows });
    handle.schemas.tables.set(key, schema);
    tables.push(schema);
  }
  const views = rows
    .filter(({ type }) => type === 'view')
    .map((row) => ({ name: row.name, sql: row.sql ?? '', triggers: triggersOf(rows, row.name) }));
  return { tables, views };
}

function sameName(a: string, b: string): boolean {
  return a === b || a.toLowerCase() === b.toLowerCase();
}

interface TableKind {
  readonly type: string;
  readonly wr: number;
  readonly strict: number;
}

function tableKinds({ orm }: Handle): Map<string, TableKind> {
  const rows = orm.all<TableKind & { schema: string; name: string }>(sql.raw('PRAGMA main.table_list'));
  return new Map(rows.filter(({ schema }) => schema === 'main').map((row) => [row.name, row]));
}

/** SQLite calls a table a shadow by its name, which begins with that of the virtual table. */
function shadowsOf(table: string, kinds: ReadonlyMap<string, TableKind>): readonly string[] {
  return [...kinds]
    .filter(
      ([name, { type }]) => type === 'shadow' && name.toLowerCase().startsWith(`${table.toLowerCase()}_`),
    )
    .map(([name]) => name)
    .sort();
}

function readTable(
  handle: Handle,
  row: SchemaRow,
  own: readonly SchemaRow[],
  kind: TableKind & { readonly shadows: readonly string[] },
): TableSchema {
  const text = row.sql ?? '';
  const written = readDefinition(text);
  const columns = readColumns(handle, row.name, written);
  return {
    name: row.name,
    columns,
    primaryKey: primaryKeyOf(columns, written.primaryKey),
    indexes: readIndexes(handle, row.name, own, columns, written.uniques),
    foreignKeys: readForeignKeys(handle, row.name, written),
    checks: written.checks,
    triggers: triggersOf(own, row.name),
    options: [
      ...(kind.strict === 1 ? ['STRICT'] : []),
      ...(kind.wr === 1 && written.module === null ? ['WITHOUT ROWID'] : []),
      ...(written.autoincrement ? ['AUTOINCREMENT'] : []),
    ],
    module: written.module,
    shadows: kind.shadows,
    sql: text,
  };
}

function primaryKeyOf(columns: readonly Column[], written: KeyDefinition | null): PrimaryKey | null {
  const key = columns.filter(({ primaryKey }) => primaryKey > 0).sort((a, b) => a.primaryKey - b.primaryKey);
  if (key.length === 0) return null;
  return {
    name: written?.name ?? null,
    terms: key.map(({ name }, place): KeyTerm => {
      const term = written?.terms[place];
      return {
        column: name,
        text: name,
        collation: term?.collation ?? null,
        descending: term?.descending ?? false,
      };
    }),
    options: written?.options ?? [],
  };
}

function triggersOf(rows: readonly SchemaRow[], table: string): Trigger[] {
  return rows
    .filter((row) => row.type === 'trigger' && sameName(row.table, table))
    .map((row) => ({ name: row.name, ...readTrigger(row.sql ?? ''), sql: row.sql ?? '' }));
}

/** One PRAGMA about a table or an index of the main database; temp ones of the same name do not get in its way. */
function ask<T>({ orm }: Handle, pragma: string, name: string): T[] {
  return orm.all<T>(sql.raw(`PRAGMA main.${pragma}(${quoteName(name)})`));
}

interface ColumnRow {
  readonly name: string;
  readonly type: string;
  readonly notnull: number;
  readonly dflt_value: string | null;
  readonly pk: number;
  /** 1 hidden column of a virtual table, 2 generated when read, 3 generated and stored. */
  readonly hidden: number;
}

function readColumns(handle: Handle, table: string, written: TableDefinition): Column[] {
  return ask<ColumnRow>(handle, 'table_xinfo', table)
    .filter(({ hidden }) => hidden !== 1)
    .map((row): Column => {
      const text = written.columns.get(fold(row.name));
      const isGenerated = row.hidden === 2 || row.hidden === 3;
      const kept = row.hidden === 3 ? 'stored' : 'virtual';
      return {
        name: row.name,
        type: row.type.replace(/ *GENERATED ALWAYS$/i, ''),
        notNull: row.notnull !== 0,
        default: row.dflt_value,
        primaryKey: row.pk,
        generated: isGenerated ? { expression: text?.generated?.expression ?? '', kept } : null,
        collation: text?.collation?.toUpperCase() === 'BINARY' ? null : (text?.collation ?? null),
        options: text?.options ?? [],
      };
    });
}

interface IndexRow {
  readonly name: string;
  readonly unique: number;
  readonly origin: string;
  readonly partial: number;
}

const ORIGINS: Readonly<Record<string, Index['origin']>> = { c: 'create', u: 'unique', pk: 'primary key' };

function readIndexes(
  handle: Handle,
  table: string,
  own: readonly SchemaRow[],
  columns: readonly Column[],
  uniques: readonly KeyDefinition[],
): Index[] {
  const found = ask<IndexRow>(handle, 'index_list', table);
  // SQLite lists the newest first.
  return found.reverse().map((row) => {
    const text = own.find(({ type, name }) => type === 'index' && name === row.name)?.sql ?? null;
    const written = text === null ? null : readIndex(text);
    const terms = indexTerms(handle, row.name, columns, written?.terms ?? []);
    const origin = ORIGINS[row.origin] ?? 'create';
    const unique = origin === 'unique' ? uniques.find((key) => sameColumns(key.terms, terms)) : undefined;
    return {
      name: row.name,
      unique: row.unique === 1,
      terms,
      origin,
      where: row.partial === 1 ? (written?.where ?? null) : null,
      constraint: unique?.name ?? null,
      options: unique?.options ?? [],
      sql: text,
    };
  });
}

function sameColumns(a: readonly KeyTerm[], b: readonly KeyTerm[]): boolean {
  return a.length === b.length && a.every(({ text }, place) => sameName(text, b[place]?.text ?? ''));
}

interface TermRow {
  readonly cid: number;
  readonly name: string | null;
  readonly desc: number;
  readonly coll: string;
  readonly key: number;
}

function indexTerms(
  handle: Handle,
  index: string,
  columns: readonly Column[],
  written: readonly KeyTerm[],
): KeyTerm[] {
  const rows = ask<TermRow>(handle, 'index_xinfo', index).filter(({ key }) => key === 1);
  return rows.map(({ cid, name, desc, coll }, place) => {
    const column = cid === -1 ? 'rowid' : name;
    const own = columns.find((each) => each.name === name)?.collation ?? 'BINARY';
    return {
      column,
      text: column ?? written[place]?.text ?? '',
      collation: sameName(coll, own) ? null : coll,
      descending: desc === 1,
    };
  });
}

interface ForeignKeyRow {
  readonly id: number;
  readonly seq: number;
  readonly table: string;
  readonly from: string;
  readonly to: string | null;
  readonly on_update: string;
  readonly on_delete: string;
}

function readForeignKeys(handle: Handle, table: string, { references }: TableDefinition): ForeignKey[] {
  const rows = ask<ForeignKeyRow>(handle, 'foreign_key_list', table);
  // SQLite numbers them from the last one written.
  const ids = [...new Set(rows.map(({ id }) => id))].sort((a, b) => b - a);
  return ids.map((id, place) => {
    const parts = rows.filter((row) => row.id === id).sort((a, b) => a.seq - b.seq);
    const written = references.length === ids.length ? references[place] : undefined;
    return {
      name: written?.name ?? null,
      columns: parts.map(({ from }) => from),
      table: parts[0]?.table ?? '',
      references: parts.flatMap(({ to }) => (to === null ? [] : [to])),
      onDelete: parts[0]?.on_delete ?? '',
      onUpdate: parts[0]?.on_update ?? '',
      options: written?.options ?? [],
    };
  });
}
