/** Where progress is kept: the platform's state folder, one subfolder a course. */
import { mkdirSync, realpathSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import envPaths from 'env-paths';

/** A folder that is used in place of the platform's. */
export const STATE_VARIABLE = 'LEARN_MIGRATIONS_STATE';

/**
 * The folder with the progress in a course, whether it exists or not.
 *
 * @param env the process's environment
 * @param lessons the folder given by `--lessons`, or null for the shipped course
 */
export function stateFolder(
  env: Readonly<Record<string, string | undefined>>,
  lessons: string | null,
): string {
  return join(baseFolder(env), lessons === null ? 'course' : `course-${shortHash(lessons)}`);
}

/**
 * Makes a folder and those above it, where they are missing. Throws what the
 * file system says. Our own, because Node's `mkdir` with `recursive` never ends
 * where a folder cannot be made at all, such as under `/proc`.
 */
export function makeFolder(folder: string): void {
  const missing: string[] = [];
  let at = resolve(folder);
  while (!isThere(at)) {
    missing.push(at);
    const above = dirname(at);
    if (above === at) break;
    at = above;
  }
  for (const path of missing.reverse()) {
    try {
      mkdirSync(path);
    } catch (error) {
      // Another copy of the program may have made it meanwhile.
      if (!isFolder(path)) throw error;
    }
  }
  if (!isFolder(folder)) mkdirSync(folder);
}

function isThere(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false }) !== undefined;
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}

function baseFolder(env: Readonly<Record<string, string | undefined>>): string {
  const override = env[STATE_VARIABLE];
  if (override !== undefined && override !== '') return resolve(override);
  const paths = envPaths('learn-migrations', { suffix: '' });
  // On Linux `log` is the XDG state home; elsewhere it is a folder that cleaners empty.
  return process.platform === 'darwin' || process.platform === 'win32' ? paths.data : paths.log;
}

/** The same for every way to write the folder's path. */
function shortHash(folder: string): string {
  let path = resolve(folder);
  try {
    path = realpathSync(path);
  } catch {
    // No such folder: reading the course reports it.
  }
  // Loaded here alone: `list` on the shipped course starts faster without.
  const { createHash } = process.getBuiltinModule('node:crypto');
  return createHash('sha256').update(path).digest('hex').slice(0, 12);
}
