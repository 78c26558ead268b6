/** The data directory of an empty PostgreSQL for dist/: making it takes seconds, starting from it a fraction of one. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { BUILT, cachedDataDirectory } from '../database/postgres/location.ts';

/** Made once for each version of PGlite, and kept where tools keep such things. */
const CACHE = 'node_modules/.cache/learn-migrations';

/** Writes it into a folder. */
export async function writeEmptyPostgres(folder: string): Promise<void> {
  await writeFile(join(folder, BUILT), await cachedDataDirectory(CACHE));
}
