/** An open SQLite database with its bounds set, seen by sql.js and by drizzle. */
import { sql } from 'drizzle-orm';
import { drizzle, type SQLJsDatabase } from 'drizzle-orm/sql-js';
import type { Checkpoint } from '../port.ts';
import type { TableSchema, ViewSchema } from '../state.ts';
import type { Limits } from '../limits.ts';
import type { SqlDatabase, Sqlite } from './sqlite.ts';

export interface Handle {
  /** For the learner's statements and for cells, whose storage classes drizzle does not keep apart. */
  readonly sqlite: SqlDatabase;
  /** For the program's own queries. */
  readonly orm: SQLJsDatabase;
  readonly limits: Limits;
  /** Schemas read before, by all that they are made from. */
  readonly schemas: SchemaCache;
}

export interface HandleRequest {
  readonly from: Checkpoint | null;
  /** Where `from` does not say. */
  readonly foreignKeys: boolean;
  /** Texts that are run on it: other texts get other random values. */
  readonly seed: readonly string[];
}

/** Opens a database within the bounds. To be called within `withClock`. */
export function connect(sqlJs: Sqlite, request: HandleRequest, limits: Limits): Handle {
  const sqlite = sqlJs.open(request.from?.bytes ?? null);
  const orm = drizzle(sqlite);
  // As one text, which is quicker than one by one.
  sqlite.run(
    [
      `PRAGMA hard_heap_limit = ${limits.heap}`,
      'PRAGMA temp_store = 2',
      `PRAGMA max_page_count = ${limits.pages}`,
      `PRAGMA foreign_keys = ${(request.from?.settings['foreign_keys'] ?? request.foreignKeys) ? 'ON' : 'OFF'}`,
      // SQLite's generator cannot be seeded; drawing from it first moves it on.
      `SELECT length(randomblob(${1 + (hash(request.seed) % 1_024) * 8}))`,
    ].join(';'),
  );
  return { sqlite, orm, limits, schemas: schemaCache() };
}

/** Of one table, and of whole databases. */
export interface SchemaCache {
  readonly tables: Map<string, TableSchema>;
  readonly databases: Map<string, Schemas>;
}

/** Tables and views of the main database, in the order in which they were created. */
export interface Schemas {
  readonly tables: readonly TableSchema[];
  readonly views: readonly ViewSchema[];
}

/** It outlives its handles: all that an entry is made from is in its key. */
const cache: SchemaCache = { tables: new Map(), databases: new Map() };
const MOST_SCHEMAS = 1_000;

function schemaCache(): SchemaCache {
  if (cache.tables.size > MOST_SCHEMAS) cache.tables.clear();
  if (cache.databases.size > MOST_SCHEMAS) cache.databases.clear();
  return cache;
}

/** FNV-1a of the texts. */
function hash(texts: readonly string[]): number {
  let value = 0x811c9dc5;
  for (const char of texts.join('\0')) value = Math.imul(value ^ (char.codePointAt(0) ?? 0), 0x01000193);
  return value >>> 0;
}

/** Whether a transaction is open: SQLite tells it only by refusing another one. */
export function inTransaction({ sqlite }: Handle): boolean {
  try {
    sqlite.run('BEGIN');
  } catch {
    return true;
  }
  sqlite.run('COMMIT');
  return false;
}

/** Ends the open transaction, if there is one, undoing it. */
export function rollBack(handle: Handle): void {
  if (inTransaction(handle)) handle.sqlite.run('ROLLBACK');
}

/** The whole database as bytes. Outside a transaction only; temp tables are not in it. */
export function checkpointOf({ sqlite, orm }: Handle): Checkpoint {
  const row = orm.get<{ foreign_keys: number }>(sql.raw('PRAGMA foreign_keys'));
  return { bytes: sqlite.export(), settings: { foreign_keys: row.foreign_keys === 1 } };
}
