/** Reads what a database's tables and views are, through SQLite's own PRAGMAs and the CREATE statements it keeps. */
import { sql } from 'drizzle-orm';
import type { Column, ForeignKey, Index, TableSchema, Trigger } from '../state.ts';
import type { Connection, Schemas } from './connection.ts';
import { checkTexts, hasAutoincrement, partialWhere } from './createText.ts';
import { quoteName } from '../../sql/tokens.ts';

interface SchemaRow {
  readonly type: string;
  readonly name: string;
  readonly table: string;
  readonly sql: string | null;
}

/** Virtual tables, their shadow tables and SQLite's own (`sqlite_…`) are left out. */
export function readSchemas(connection: Connection): Schemas {
  const rows = connection.orm.all<SchemaRow>(
    sql`SELECT type, name, tbl_name AS "table", sql FROM main.sqlite_schema ORDER BY rowid`,
  );
  const whole = JSON.stringify(rows);
  const schemas = connection.schemas.databases.get(whole) ?? schemasOf(connection, rows);
  connection.schemas.databases.set(whole, schemas);
  return schemas;
}

function schemasOf(connection: Connection, rows: readonly SchemaRow[]): Schemas {
  const kinds = tableKinds(connection);
  const tables: TableSchema[] = [];
  for (const row of rows) {
    const kind = kinds.get(row.name);
    if (row.type !== 'table' || kind?.type !== 'table' || row.name.startsWith('sqlite_')) continue;
    const own = rows.filter((other) => other.type !== 'view' && sameName(other.table, row.name));
    const key = JSON.stringify(own);
    const schema = connection.schemas.tables.get(key) ?? readTable(connection, row, own, kind);
    connection.schemas.tables.set(key, schema);
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

function tableKinds({ orm }: Connection): Map<string, TableKind> {
  const rows = orm.all<TableKind & { schema: string; name: string }>(sql.raw('PRAGMA main.table_list'));
  return new Map(rows.filter(({ schema }) => schema === 'main').map((row) => [row.name, row]));
}

function readTable(
  connection: Connection,
  row: SchemaRow,
  own: readonly SchemaRow[],
  kind: TableKind,
): TableSchema {
  const text = row.sql ?? '';
  return {
    name: row.name,
    columns: readColumns(connection, row.name),
    indexes: readIndexes(connection, row.name, own),
    foreignKeys: readForeignKeys(connection, row.name),
    checks: checkTexts(text),
    triggers: triggersOf(own, row.name),
    strict: kind.strict === 1,
    withoutRowid: kind.wr === 1,
    autoincrement: hasAutoincrement(text),
    sql: text,
  };
}

function triggersOf(rows: readonly SchemaRow[], table: string): Trigger[] {
  return rows
    .filter((row) => row.type === 'trigger' && sameName(row.table, table))
    .map((row) => ({ name: row.name, sql: row.sql ?? '' }));
}

/** One PRAGMA about a table or an index of the main database; temp ones of the same name do not get in its way. */
function ask<T>({ orm }: Connection, pragma: string, name: string): T[] {
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

function readColumns(connection: Connection, table: string): Column[] {
  return ask<ColumnRow>(connection, 'table_xinfo', table)
    .filter(({ hidden }) => hidden !== 1)
    .map((row) => ({
      name: row.name,
      type: row.type.replace(/ *GENERATED ALWAYS$/i, ''),
      notNull: row.notnull !== 0,
      default: row.dflt_value,
      primaryKey: row.pk,
      generated: row.hidden === 2 || row.hidden === 3,
    }));
}

interface IndexRow {
  readonly name: string;
  readonly unique: number;
  readonly origin: string;
  readonly partial: number;
}

const ORIGINS: Readonly<Record<string, Index['origin']>> = { c: 'create', u: 'unique', pk: 'primary key' };

function readIndexes(connection: Connection, table: string, own: readonly SchemaRow[]): Index[] {
  const found = ask<IndexRow>(connection, 'index_list', table);
  // SQLite lists the newest first.
  return found.reverse().map((row) => {
    const text = own.find(({ type, name }) => type === 'index' && name === row.name)?.sql ?? null;
    return {
      name: row.name,
      unique: row.unique === 1,
      columns: indexColumns(connection, row.name),
      origin: ORIGINS[row.origin] ?? 'create',
      where: row.partial === 1 && text !== null ? partialWhere(text) : null,
      sql: text,
    };
  });
}

function indexColumns(connection: Connection, index: string): string[] {
  const rows = ask<{ cid: number; name: string | null; key: number }>(connection, 'index_xinfo', index);
  return rows
    .filter(({ key }) => key === 1)
    .map(({ cid, name }) => (cid === -1 ? 'rowid' : (name ?? '<expression>')));
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

function readForeignKeys(connection: Connection, table: string): ForeignKey[] {
  const rows = ask<ForeignKeyRow>(connection, 'foreign_key_list', table);
  // SQLite numbers them from the last one written.
  const ids = [...new Set(rows.map(({ id }) => id))].sort((a, b) => b - a);
  return ids.map((id) => {
    const parts = rows.filter((row) => row.id === id).sort((a, b) => a.seq - b.seq);
    return {
      columns: parts.map(({ from }) => from),
      table: parts[0]?.table ?? '',
      references: parts.flatMap(({ to }) => (to === null ? [] : [to])),
      onDelete: parts[0]?.on_delete ?? '',
      onUpdate: parts[0]?.on_update ?? '',
    };
  });
}
