/** SQLite behind the port of an engine: sql.js, seen by itself and by drizzle. */
import { sql } from 'drizzle-orm';
import type { Engine } from '../port.ts';
import { LIMITS } from '../limits.ts';
import { answer } from './answer.ts';
import { CAPABILITIES, connectionOn } from './connection.ts';
import { connect } from './handle.ts';
import { wasmPath } from './location.ts';
import { loadSqlite } from './sqlite.ts';

/** Loads SQLite, once in a process or worker. */
export async function loadEngine(): Promise<Engine> {
  const sqlite = await loadSqlite(wasmPath());
  return {
    capabilities: CAPABILITIES,
    version: () =>
      answer(0, () => {
        const { orm } = connect(sqlite, { from: null, foreignKeys: false, seed: [] }, LIMITS);
        return orm.get<{ version: string }>(sql`SELECT sqlite_version() AS version`).version;
      }),
    open: ({ limits, now, ...request }) =>
      answer(now, () => connectionOn(connect(sqlite, request, limits), now, request.from)),
    close: () => answer(0, () => sqlite.clean()),
  };
}
