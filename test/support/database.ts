/** Databases for tests: one in this very thread, which answers at once, and the program's own with its worker. */
import { buildSync } from 'esbuild';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { createDatabase, type DatabaseOptions, type WorkerDatabase } from '../../src/worker/client.ts';
import { wasmPath } from '../../src/worker/location.ts';
import { runLab } from '../../src/rollout/run/orderLab.ts';
import { probeCheckpoint } from '../../src/rollout/run/probe.ts';
import { openScratch } from '../../src/migrate/consoleSession.ts';
import { openFixture, playUnit, sqliteVersion } from '../../src/migrate/session.ts';
import { loadSqlite, type Sqlite } from '../../src/database/sqlite/sqlite.ts';
import { runAllOrders } from '../../src/rollout/run/allOrders.ts';
import type { ConsoleReply, ConsoleRequest, Database } from '../../src/rollout/database.ts';

/** What every worker of the client's does, without the worker: nothing here can be stopped. */
export async function openHere(): Promise<Database> {
  // Whatever an engine opens ends the scratch that it had.
  const [engine, scratches] = await Promise.all([sqlite(), sqlite()]);
  return {
    open: (request) => Promise.resolve(openFixture(engine, request)),
    play: (request) => Promise.resolve(playUnit(engine, request)),
    console(request) {
      const run = scratchOn(scratches, request);
      return Promise.resolve({ run: (sql) => Promise.resolve(run(sql)), close: () => Promise.resolve() });
    },
    probe: (request) => Promise.resolve(probeCheckpoint(engine, request)),
    lab: (request, order) => Promise.resolve(runLab(engine, request, order)),
    allOrders: (request) => Promise.resolve(runAllOrders(engine, request)),
    version: () => Promise.resolve(sqliteVersion(engine)),
    close: () => Promise.resolve(),
  };
}

/** A scratch database in this thread, as a function from SQL to its answer; it lives until the engine opens something else. */
export function scratchOn(engine: Sqlite, request: ConsoleRequest): (sql: string) => ConsoleReply {
  const scratch = openScratch(engine, request);
  return (sql) => scratch.run(sql);
}

/** SQLite, loaded anew. */
export function sqlite(): Promise<Sqlite> {
  return loadSqlite(wasmPath());
}

let bundledWorker: URL | null = null;

/**
 * The program's database client. Its worker is bundled from the source once for
 * each process, because one that is compiled anew at each start takes ten
 * times as long to begin.
 */
export function openClient(options: DatabaseOptions = {}): WorkerDatabase {
  return createDatabase({ workerUrl: workerBundle(), ...options });
}

/** The worker's entry for tests, bundled from the source. */
export function workerBundle(): URL {
  if (bundledWorker !== null) return bundledWorker;
  const folder = mkdtempSync(join(tmpdir(), 'worker-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const outfile = join(folder, 'worker.mjs');
  buildSync({
    entryPoints: [fileURLToPath(new URL('../../src/worker/worker.ts', import.meta.url))],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    logLevel: 'error',
    banner: {
      js: `import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
const __filename = import.meta.filename;
const __dirname = import.meta.dirname;`,
    },
  });
  bundledWorker = pathToFileURL(outfile);
  return bundledWorker;
}
