/** The dialects that can be read. A new one is a file in dialects/ and one line here. */
import type { Dialect, DialectName } from './dialect.ts';
import { MYSQL } from './dialects/mysql.ts';
import { POSTGRES } from './dialects/postgres.ts';
import { SQLITE } from './dialects/sqlite.ts';

export const DIALECTS: Readonly<Record<DialectName, Dialect>> = {
  sqlite: SQLITE,
  postgresql: POSTGRES,
  mysql: MYSQL,
};
