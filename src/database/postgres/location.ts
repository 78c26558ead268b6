/** Where the data directory of an empty database is: made by the build, or on the first use of an installed program. */
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import envPaths from 'env-paths';
import { libraryVersion } from './library.ts';
import { makeDataDirectory, recipe } from './server.ts';

/** Name of the file in dist/. The package does not hold it, because it does not hold PGlite either. */
export const BUILT = 'postgres-empty.bin';

/** The packed data directory of an empty database. */
export async function emptyDataDirectory(): Promise<Uint8Array> {
  const built = import.meta.filename.endsWith('.ts')
    ? join(import.meta.dirname, '../../../dist', BUILT)
    : join(import.meta.dirname, BUILT);
  if (existsSync(built)) return readFile(built);
  return cachedDataDirectory(envPaths('learn-migrations', { suffix: '' }).cache);
}

/** From a folder, or made and put there, where that can be done. */
export async function cachedDataDirectory(folder: string): Promise<Uint8Array> {
  const file = join(folder, `postgres-${libraryVersion()}-${recipe()}.bin`);
  if (existsSync(file)) return readFile(file);
  const bytes = await makeDataDirectory();
  await keep(bytes, file).catch(() => undefined);
  return bytes;
}

/** Whole or not at all: another process may look for it meanwhile. */
async function keep(bytes: Uint8Array, file: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  const unfinished = `${file}.${randomUUID()}`;
  await writeFile(unfinished, bytes);
  await rename(unfinished, file);
}
