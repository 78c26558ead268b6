/** An open database with its bounds set, seen by sql.js and by drizzle. */
import { sql } from 'drizzle-orm';
import { drizzle, type SQLJsDatabase } from 'drizzle-orm/sql-js';
import type { Snapshot } from '../engine/database.ts';
import type { TableSchema } from '../engine/state.ts';
import type { Limits } from './limits.ts';
import type { SqlDatabase, Sqlite } from './sqlite.ts';

export interface Connection {
  /** For the learner's statements and for cells, whose storage classes drizzle does not keep apart. */
  readonly sqlite: SqlDatabase;
  /** For the program's own queries. */
  readonly orm: SQLJsDatabase;
  readonly limits: Limits;
  /** Schemas read before, by all that they are made from. */
  readonly schemas: Map<string, TableSchema>;
}

export interface ConnectionRequest {
  readonly bytes: Uint8Array | null;
  readonly foreignKeys: boolean;
  /** Texts that are run on it: other texts get other random values. */
  readonly seed: readonly string[];
}

/** Opens a database within the bounds. To be called within `frozen`. */
export function connect(engine: Sqlite, request: ConnectionRequest, limits: Limits): Connection {
  const sqlite = engine.open(request.bytes);
  const orm = drizzle(sqlite);
  orm.run(sql.raw(`PRAGMA hard_heap_limit = ${limits.heap}`));
  orm.run(sql.raw('PRAGMA temp_store = 2'));
  orm.run(sql.raw(`PRAGMA max_page_count = ${limits.pages}`));
  orm.run(sql.raw(`PRAGMA foreign_keys = ${request.foreignKeys ? 'ON' : 'OFF'}`));
  // SQLite's generator cannot be seeded; drawing from it first moves it on.
  orm.get(sql`SELECT length(randomblob(${1 + (hash(request.seed) % 65_536) * 4}))`);
  return { sqlite, orm, limits, schemas: knownSchemas() };
}

/** Schemas outlive their connections: all that they are made from is in their key. */
const schemas = new Map<string, TableSchema>();
const MOST_SCHEMAS = 1_000;

function knownSchemas(): Map<string, TableSchema> {
  if (schemas.size > MOST_SCHEMAS) schemas.clear();
  return schemas;
}

/** FNV-1a of the texts. */
function hash(texts: readonly string[]): number {
  let value = 0x811c9dc5;
  for (const char of texts.join('\0')) value = Math.imul(value ^ (char.codePointAt(0) ?? 0), 0x01000193);
  return value >>> 0;
}

/** Whether a transaction is open: SQLite tells it only by refusing another one. */
export function inTransaction({ orm }: Connection): boolean {
  try {
    orm.run(sql.raw('BEGIN'));
  } catch {
    return true;
  }
  orm.run(sql.raw('COMMIT'));
  return false;
}

/** Ends the open transaction, if there is one, undoing it. */
export function rollBack(connection: Connection): void {
  if (inTransaction(connection)) connection.orm.run(sql.raw('ROLLBACK'));
}

/** The whole database as bytes. Outside a transaction only; temp tables are not in it. */
export function snapshotOf({ sqlite, orm }: Connection): Snapshot {
  const row = orm.get<{ foreign_keys: number }>(sql.raw('PRAGMA foreign_keys'));
  return { bytes: sqlite.export(), foreignKeys: row.foreign_keys === 1 };
}
