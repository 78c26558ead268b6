/** SQLite as sql.js makes it, for tests that ask it what is true. */
import { createRequire } from 'node:module';
import type initSqlJs from 'sql.js';

const require = createRequire(import.meta.url);

/** An instance of its own: the package makes one for a process, and the program's engine has to be the one that makes it. */
export function ownSqlJs(): ReturnType<typeof initSqlJs> {
  const path = require.resolve('sql.js');
  const shared = require.cache[path];
  require.cache[path] = undefined;
  try {
    return (require(path) as typeof initSqlJs)();
  } finally {
    require.cache[path] = shared;
  }
}
