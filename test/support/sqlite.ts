/** Real SQLite for tests of the engine: runs statements and reads the state after each, as far as the diff looks. */
import type { Database } from 'sql.js';
import type { Cell } from '../../src/database/cell.ts';
import type { DatabaseState, TableState } from '../../src/database/state.ts';
import { ownSqlJs } from './sqlJs.ts';

const sqlite = await ownSqlJs();

/** The states around the statements: the first before all of them. A statement that fails is skipped. */
export function play(setup: string, statements: readonly string[]): readonly DatabaseState[] {
  const db = new sqlite.Database();
  try {
    db.exec(setup);
    const states = [read(db)];
    for (const sql of statements) {
      db.exec(sql);
      states.push(read(db));
    }
    return states;
  } finally {
    db.close();
  }
}

/** One value from an expression. */
export function evaluate(expression: string): Cell {
  const db = new sqlite.Database();
  try {
    return query(db, `SELECT ${expression}`)[0]?.[0] ?? null;
  } finally {
    db.close();
  }
}

function query(db: Database, sql: string): Cell[][] {
  const statement = db.prepare(sql);
  const rows: Cell[][] = [];
  // The types do not know of `useBigInt`, without which 1 and 1.0 would be one.
  const get = statement.get.bind(statement) as (params: null, config: { useBigInt: true }) => Cell[];
  while (statement.step()) rows.push(get(null, { useBigInt: true }));
  statement.free();
  return rows;
}

function read(db: Database): DatabaseState {
  const names = query(
    db,
    "SELECT name, sql FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'",
  );
  const views = query(db, "SELECT name, sql FROM sqlite_schema WHERE type = 'view'");
  return {
    tables: names.map(([name, sql]) => readTable(db, String(name), String(sql))),
    views: views.map(([name, sql]) => ({
      name: String(name),
      sql: String(sql),
      triggers: triggersOf(db, String(name)),
    })),
    ledger: null,
  };
}

function triggersOf(db: Database, name: string): DatabaseState['views'][number]['triggers'] {
  const found = query(
    db,
    `SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = '${name}'`,
  );
  return found.map(([trigger, text]) => ({ name: String(trigger), sql: String(text) }));
}

function readTable(db: Database, name: string, sql: string): TableState {
  const quoted = `"${name.replaceAll('"', '""')}"`;
  const columns = query(db, `PRAGMA table_xinfo(${quoted})`).map((row) => ({
    name: String(row[1]),
    type: String(row[2]),
    notNull: row[3] === 1n,
    default: row[4] === null ? null : String(row[4]),
    primaryKey: Number(row[5]),
    generated: row[6] === 2n || row[6] === 3n,
  }));
  const key = columns.some((column) => column.primaryKey > 0)
    ? columns.filter((c) => c.primaryKey > 0)
    : null;
  const order = key === null ? 'rowid' : key.map((column) => `"${column.name}"`).join(', ');
  const rows = query(db, `SELECT rowid, * FROM ${quoted} ORDER BY ${order}`);
  const indexes = query(
    db,
    `SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL AND tbl_name = '${name}'`,
  );
  return {
    schema: {
      name,
      columns,
      indexes: indexes.map(([index, text]) => ({
        name: String(index),
        unique: /unique/i.test(String(text)),
        columns: query(db, `PRAGMA index_info("${String(index)}")`).map((row) => String(row[2])),
        origin: 'create',
        where: / where (.*)$/i.exec(String(text))?.[1] ?? null,
        sql: String(text),
      })),
      foreignKeys: query(db, `PRAGMA foreign_key_list(${quoted})`).map((row) => ({
        columns: [String(row[3])],
        table: String(row[2]),
        references: row[4] === null ? [] : [String(row[4])],
        onUpdate: String(row[5]),
        onDelete: String(row[6]),
      })),
      checks: [...sql.matchAll(/check\s*\(([^()]*)\)/gi)].map((match) => match[1] ?? ''),
      triggers: triggersOf(db, name),
      strict: false,
      withoutRowid: false,
      autoincrement: false,
      sql,
    },
    rows: rows.map((row) => row.slice(1)),
    rowids: rows.map((row) => row[0] as bigint),
    rowCount: rows.length,
  };
}
