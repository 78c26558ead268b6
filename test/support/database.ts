/** Databases for tests: one in this very thread, which answers at once, and the program's own with its worker. */
import { buildSync } from 'esbuild';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Engine } from '../../src/database/port.ts';
import { loadEngine } from '../../src/database/registry.ts';
import { wasmPath } from '../../src/database/sqlite/location.ts';
import { openFixture } from '../../src/migrate/fixture.ts';
import type { Console, ConsoleReply, ConsoleRequest, Database } from '../../src/rollout/database.ts';
import { runAllOrders } from '../../src/rollout/run/allOrders.ts';
import { runLab } from '../../src/rollout/run/orderLab.ts';
import { openConsoleAt, playUnit } from '../../src/rollout/run/play.ts';
import { probeCheckpoint } from '../../src/rollout/run/probe.ts';
import { createDatabase, type DatabaseOptions, type WorkerDatabase } from '../../src/worker/client.ts';

/** What every worker of the client's does, without the worker: nothing here can be stopped. */
export async function openHere(): Promise<Database> {
  const engine = await loadEngine('sqlite');
  return {
    open: (request) => inTurn(() => openFixture(engine, request)),
    play: (request) => inTurn(() => playUnit(engine, request)),
    console: (request) => Promise.resolve(consoleHere(engine, request)),
    probe: (request) => inTurn(() => probeCheckpoint(engine, request)),
    lab: (request, order) => inTurn(() => runLab(engine, request, order)),
    allOrders: (request) => inTurn(() => runAllOrders(engine, request)),
    version: () => inTurn(() => engine.version()),
    close: () => Promise.resolve(),
  };
}

let turn: Promise<unknown> = Promise.resolve();

/** The engine is one for the whole process, and has one database open at a time. */
function inTurn<T>(job: () => Promise<T>): Promise<T> {
  const next = turn.then(job);
  turn = next.catch(() => undefined);
  return next;
}

/** Replays its texts each time, because other calls open other databases in between. */
function consoleHere(engine: Engine, request: ConsoleRequest): Console {
  const texts: string[] = [];
  const run = async (text: string): Promise<ConsoleReply> => {
    const session = await openConsoleAt(engine, request);
    for (const before of texts) await session.run(before);
    texts.push(text);
    return session.run(text);
  };
  return { run: (text) => inTurn(() => run(text)), close: () => Promise.resolve() };
}

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
  return bundleWorker('src/worker/worker.ts');
}

const bundled = new Map<string, URL>();

/** Bundles a worker's entry, a path in the project, with SQLite's wasm beside it. */
export function bundleWorker(entry: string): URL {
  const known = bundled.get(entry);
  if (known !== undefined) return known;
  const folder = mkdtempSync(join(tmpdir(), 'worker-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const outfile = join(folder, 'worker.mjs');
  copyFileSync(wasmPath(), join(folder, 'sql-wasm.wasm'));
  buildSync({
    entryPoints: [fileURLToPath(new URL(`../../${entry}`, import.meta.url))],
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
  const url = pathToFileURL(outfile);
  bundled.set(entry, url);
  return url;
}
