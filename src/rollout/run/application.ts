/** The application's versions on an open database: their SQL run, their reads judged. */
import type { App, AppRead } from '../../course/model.ts';
import type { ResultSet } from '../../database/result.ts';
import { effectsOf, judgeReader, type Reader, type ReadSide } from '../effects.ts';
import type { RequestOutcome } from '../model.ts';
import { evidenceFor, failedRead, judgeRows, type Judgement } from '../verdict.ts';
import type { Connection } from '../../database/sqlite/connection.ts';
import { databaseError } from '../../database/sqlite/errors.ts';
import { refuseStatement, refuseText } from '../../database/sqlite/guard.ts';
import { namesOnly } from '../../sql/quotes.ts';
import { runStatement, selectRows } from '../../database/sqlite/rows.ts';
import { changesRows, nextStatement, verbOf } from '../../sql/statements.ts';

export interface Application {
  /** Runs a write, as a whole or not at all. */
  write(sql: string): WriteRun;
  /** Reads and judges; what was read in an unchanged database is not read again. */
  read(read: AppRead): ReadRun;
  /** To be told when the database was changed by anything but `write`. */
  changed(): void;
}

export interface WriteRun {
  /** The database's words, or null: it ran. */
  readonly error: string | null;
  readonly rowsChanged: number;
}

export interface ReadRun {
  readonly judgement: Judgement;
  /** Null where the read failed. */
  readonly result: ResultSet | null;
}

/** SQL made ready: statements to run, or why it is not run. */
type Ready = { readonly statements: readonly string[] } | { readonly refusal: string };

export function applicationOn(connection: Connection): Application {
  const ready = new Map<string, Ready>();
  let known = new Map<AppRead, ReadRun>();
  const same = new Map<AppRead, AppRead>();

  function prepare(sql: string): Ready {
    const made = ready.get(sql) ?? makeReady(sql);
    ready.set(sql, made);
    return made;
  }

  /** Two versions that read alike are asked once. */
  function representative(read: AppRead): AppRead {
    const found = same.get(read) ?? [...same.keys()].find((other) => isAlike(other, read)) ?? read;
    same.set(read, found);
    return found;
  }

  return {
    write(sql) {
      known = new Map();
      const made = prepare(sql);
      return 'refusal' in made
        ? { error: made.refusal, rowsChanged: 0 }
        : runAll(connection, made.statements);
    },
    read(read) {
      const one = representative(read);
      const run = known.get(one) ?? readAndJudge(connection, one, prepare);
      known.set(one, run);
      return run;
    },
    changed() {
      known = new Map();
    },
  };
}

/** How a version's reads go in the database as it stands. */
export function sidesOf(application: Application, reads: readonly AppRead[]): readonly ReadSide[] {
  return reads.map((read) => {
    const { judgement, result } = application.read(read);
    return { judgement, rows: result?.rows ?? null };
  });
}

type Reads = Pick<App, 'version' | 'reads'>;

/** What came of a write: as far as its own version reads it back, and who reads what wrong since. */
type WriteOutcome = Pick<RequestOutcome, 'verdict' | 'error' | 'evidence' | 'effects'>;

/**
 * Watches a write of a version, named `write`: to be called before it, and what it
 * returns after it, with the error that ended the write or null.
 */
export function watchWrite(
  application: Application,
  { version, reads, write }: Reads & { readonly write: string | null },
  fleet: readonly Reads[],
): (error: string | null) => WriteOutcome {
  const around = (reader: Reads): (() => Reader) => {
    const before = sidesOf(application, reader.reads);
    return () => ({ version: reader.version, before, after: sidesOf(application, reader.reads) });
  };
  const own = around({ version, reads });
  const others = fleet.filter((other) => other.version !== version).map(around);
  return (error) => {
    if (error !== null) return { ...told(failedRead(error)), effects: [] };
    const mine = own();
    const readers = [mine, ...others.map((reader) => reader())];
    return { ...told(judgeReader(mine)), effects: effectsOf(version, write, readers) };
  };
}

/** A judgement as a request's outcome has it. */
export function told(judgement: Judgement): Pick<RequestOutcome, 'verdict' | 'error' | 'evidence'> {
  const { verdict, error } = judgement;
  return { verdict, error, evidence: evidenceFor([judgement]) };
}

function makeReady(sql: string): Ready {
  const refusal = refuseText(sql);
  if (refusal !== null) return { refusal };
  const statements: string[] = [];
  for (let text = nextStatement(sql, 0); text !== null; text = nextStatement(sql, text.end)) {
    const refused = refuseStatement(text.sql, 'transaction');
    if (refused !== null) return { refusal: refused };
    statements.push(namesOnly(text.sql));
  }
  return { statements };
}

function isAlike(a: AppRead, b: AppRead): boolean {
  return (
    a.sql === b.sql &&
    a.expects.length === b.expects.length &&
    a.expects.every(({ sql }, index) => sql === b.expects[index]?.sql)
  );
}

/** A savepoint is a transaction of its own where none is open. */
function runAll(connection: Connection, statements: readonly string[]): WriteRun {
  const { sqlite } = connection;
  sqlite.run('SAVEPOINT app_write');
  try {
    let rowsChanged = 0;
    for (const text of statements) rowsChanged += runOne(connection, text);
    sqlite.run('RELEASE app_write');
    return { error: null, rowsChanged };
  } catch (thrown) {
    const { message } = databaseError(thrown, 'transaction');
    undoSavepoint(connection, 'app_write');
    return { error: message, rowsChanged: 0 };
  }
}

function runOne({ sqlite, limits }: Connection, text: string): number {
  const statement = sqlite.prepare(text);
  try {
    const writes = changesRows(verbOf(text));
    runStatement(statement, writes, limits);
    return writes ? sqlite.getRowsModified() : 0;
  } finally {
    statement.free();
  }
}

/** Takes back what happened since a savepoint, and the savepoint; nothing where SQLite has ended it already. */
export function undoSavepoint({ sqlite }: Connection, name: string): void {
  try {
    sqlite.run(`ROLLBACK TO ${name}`);
    sqlite.run(`RELEASE ${name}`);
  } catch {
    // An error such as RAISE(ROLLBACK) takes the whole transaction back, savepoints included.
  }
}

function readAndJudge(connection: Connection, read: AppRead, prepare: (sql: string) => Ready): ReadRun {
  const own = selectOf(connection, prepare(read.sql));
  if ('error' in own) return { judgement: failedRead(own.error), result: null };
  const { result } = own;
  // A read of which nothing is expected works when it runs.
  if (read.expects.length === 0) return { judgement: judgeRows(result.rows, result.rows), result };
  let error = '';
  for (const { sql } of read.expects) {
    const wanted = selectOf(connection, prepare(sql));
    if ('result' in wanted) return { judgement: judgeRows(result.rows, wanted.result.rows), result };
    ({ error } = wanted);
  }
  const none = `Nothing says what this read should return in the database as it stands: ${error}`;
  return { judgement: failedRead(none), result };
}

function selectOf(
  connection: Connection,
  made: Ready,
): { readonly result: ResultSet } | { readonly error: string } {
  if ('refusal' in made) return { error: made.refusal };
  const [text = '', ...more] = made.statements;
  if (more.length > 0 || !LOOKING.has(verbOf(text))) return { error: 'A read is one SELECT.' };
  try {
    return { result: selectRows(connection, text) };
  } catch (thrown) {
    return { error: databaseError(thrown, 'transaction').message };
  }
}

const LOOKING = new Set(['SELECT', 'VALUES']);
