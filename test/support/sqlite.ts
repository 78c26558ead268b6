/** Real SQLite for tests of the differences: runs statements and reads the state after each. */
import type { Cell } from '../../src/database/cell.ts';
import { LIMITS } from '../../src/database/limits.ts';
import { captureState } from '../../src/database/sqlite/capture.ts';
import { connect, type Handle } from '../../src/database/sqlite/handle.ts';
import { selectRows } from '../../src/database/sqlite/rows.ts';
import type { DatabaseState } from '../../src/database/state.ts';
import type { Sqlite } from '../../src/database/sqlite/sqlite.ts';
import { ownSqlJs } from './sqlJs.ts';

const own = await ownSqlJs();
/** As many databases at once as one likes: none is put back to its beginning. */
const engine: Sqlite = { open: (bytes) => new own.Database(bytes), clean: () => undefined };

/** An empty database of its own. */
export function emptyDatabase(): Handle {
  return connect(engine, { from: null, foreignKeys: false, seed: [] }, LIMITS);
}

/** The states around the statements: the first before all of them. */
export function play(setup: string, statements: readonly string[]): readonly DatabaseState[] {
  const database = emptyDatabase();
  try {
    database.sqlite.run(setup);
    const states = [captureState(database, null)];
    for (const sql of statements) {
      database.sqlite.run(sql);
      // Read anew, so that equal parts are not the same objects.
      states.push(captureState(database, null));
    }
    return states;
  } finally {
    database.sqlite.close();
  }
}

/** One value from an expression. */
export function evaluate(expression: string): Cell {
  const database = emptyDatabase();
  try {
    return selectRows(database, `SELECT ${expression}`).rows[0]?.[0] ?? null;
  } finally {
    database.sqlite.close();
  }
}
