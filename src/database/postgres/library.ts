/** PGlite: found where it is installed, compiled once, started from files. */
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { MemoryFS, PGlite, protocol } from '@electric-sql/pglite';
import { wasm } from '../wasm.ts';
import { writeFiles, type Files } from './dataDirectory.ts';

/** The package as a module. */
interface Module {
  readonly PGlite: typeof PGlite;
  readonly MemoryFS: typeof MemoryFS;
  readonly protocol: typeof protocol;
}

export interface Library {
  readonly serialize: Module['protocol']['serialize'];
  /** Starts a PostgreSQL on a data directory, or on a new one. It is a process's worth of memory: close it. */
  start(files: Files | null): Promise<PGlite>;
}

/** The defaults of PGlite, and less memory and log than it takes by itself: one small database, one session. */
const SETTINGS: Readonly<Record<string, string>> = {
  shared_buffers: '8MB',
  min_wal_size: '2MB',
  max_wal_size: '8MB',
  work_mem: '4MB',
  temp_file_limit: '64MB',
};

/** Segments of the log of 1 MB rather than 16, and an order of texts that no system has otherwise. */
export const INITDB = [
  '--allow-group-access',
  '--auth=trust',
  '--encoding=UTF8',
  '--locale=C.UTF-8',
  '--locale-provider=libc',
  '--wal-segsize=1',
  '--no-sync',
  '--no-instructions',
];

/** `0.5.17` */
export function libraryVersion(): string {
  const { version } = JSON.parse(readFileSync(join(libraryFolder(), '../package.json'), 'utf8')) as {
    version: string;
  };
  return version;
}

function libraryFolder(): string {
  return dirname(createRequire(import.meta.filename).resolve('@electric-sql/pglite'));
}

/** Throws where the package is not installed. */
export async function loadLibrary(): Promise<Library> {
  const { PGlite, MemoryFS, protocol } = await importPackage();
  // Compiled once: a restore is a start.
  const module = await wasm().compile(readFileSync(join(libraryFolder(), 'pglite.wasm')));
  class RestoredFiles extends MemoryFS {
    readonly #files: Files;
    constructor(files: Files) {
      super();
      this.#files = files;
    }
    override initialSyncFs(): Promise<void> {
      if (this.pg !== undefined) writeFiles(this.pg.Module.FS, this.#files);
      return Promise.resolve();
    }
  }
  return {
    serialize: protocol.serialize,
    start: (files) =>
      PGlite.create({
        pgliteWasmModule: module,
        startParams: [
          ...PGlite.defaultStartParams,
          ...Object.entries(SETTINGS).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
        ],
        ...(files === null ? { initDbStartParams: INITDB } : { fs: new RestoredFiles(files) }),
      }),
  };
}

async function importPackage(): Promise<Module> {
  try {
    return await import('@electric-sql/pglite');
  } catch (cause) {
    throw new Error('PostgreSQL needs the package @electric-sql/pglite beside this one: npm install it.', {
      cause,
    });
  }
}
