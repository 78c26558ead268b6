/** The application's versions on an open database: their SQL run, their reads judged. */
import type { App, AppRead } from '../../course/model.ts';
import type { DatabaseError } from '../../database/error.ts';
import type { ResultSet } from '../../database/result.ts';
import { effectsOf, judgeReader, type Reader, type ReadSide } from '../effects.ts';
import type { RequestOutcome } from '../model.ts';
import { evidenceFor, failedRead, judgeRows, type Judgement } from '../verdict.ts';
import type { Connection } from '../../database/port.ts';
import { describeStatement } from '../../sql/describe.ts';

export interface Application {
  /** Runs a write, as a whole or not at all. */
  write(sql: string): Promise<WriteRun>;
  /** Reads and judges; what was read in an unchanged database is not read again. */
  read(read: AppRead): Promise<ReadRun>;
  /** To be called when anything but `write` changed the database: what was read is read again. */
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
  /** What was read since the database was last changed. */
  let cache = new Map<AppRead, ReadRun>();
  const alike = new Map<AppRead, AppRead>();

  function prepare(sql: string): Ready {
    const made = ready.get(sql) ?? makeReady(connection, sql);
    ready.set(sql, made);
    return made;
  }

  /** Two versions that read alike are asked once. */
  function representative(read: AppRead): AppRead {
    const found = alike.get(read) ?? [...alike.keys()].find((other) => isAlike(other, read)) ?? read;
    alike.set(read, found);
    return found;
  }

  return {
    async write(sql) {
      cache = new Map();
      const made = prepare(sql);
      return 'refusal' in made
        ? { error: made.refusal, rowsChanged: 0 }
        : runAll(connection, made.statements);
    },
    async read(read) {
      const one = representative(read);
      const found = cache.get(one);
      if (found !== undefined) return found;
      const run = await readAndJudge(connection, one, prepare);
      cache.set(one, run);
      return run;
    },
    changed() {
      cache = new Map();
    },
  };
}

/** How a version's reads go in the database as it stands. */
export async function sidesOf(
  application: Application,
  reads: readonly AppRead[],
): Promise<readonly ReadSide[]> {
  const sides: ReadSide[] = [];
  for (const read of reads) {
    const { judgement, result } = await application.read(read);
    sides.push({ judgement, rows: result?.rows ?? null });
  }
  return sides;
}

type Reads = Pick<App, 'version' | 'reads'>;

/** What came of a write: as far as its own version reads it back, and who reads what wrong since. */
type WriteOutcome = Pick<RequestOutcome, 'verdict' | 'error' | 'evidence' | 'effects'>;

/**
 * Watches a write of a version, named `write`: to be called before it, and what it
 * returns after it, with the error that ended the write or null.
 */
export async function watchWrite(
  application: Application,
  { version, reads, write }: Reads & { readonly write: string | null },
  fleet: readonly Reads[],
): Promise<(error: string | null) => Promise<WriteOutcome>> {
  const own = await readerBefore(application, { version, reads });
  const others: PendingReader[] = [];
  for (const other of fleet) {
    if (other.version !== version) others.push(await readerBefore(application, other));
  }
  return async (error) => {
    if (error !== null) return { ...outcomeOf(failedRead(error)), effects: [] };
    const mine = await own();
    const readers = [mine];
    for (const other of others) readers.push(await other());
    return { ...outcomeOf(judgeReader(mine)), effects: effectsOf(version, write, readers) };
  };
}

/** Reads again, and answers with how the reader read before and after. */
type PendingReader = () => Promise<Reader>;

async function readerBefore(application: Application, { version, reads }: Reads): Promise<PendingReader> {
  const before = await sidesOf(application, reads);
  return async () => ({ version, before, after: await sidesOf(application, reads) });
}

/** A judgement as a request's outcome has it. */
export function outcomeOf(judgement: Judgement): Pick<RequestOutcome, 'verdict' | 'error' | 'evidence'> {
  const { verdict, error } = judgement;
  return { verdict, error, evidence: evidenceFor([judgement]) };
}

function makeReady(connection: Connection, sql: string): Ready {
  const made = connection.statements(sql, { mode: 'transaction', strictNames: true });
  return 'refusal' in made
    ? { refusal: made.refusal.message }
    : { statements: made.statements.map((text) => text.sql) };
}

function isAlike(a: AppRead, b: AppRead): boolean {
  return (
    a.sql === b.sql &&
    a.expects.length === b.expects.length &&
    a.expects.every(({ sql }, index) => sql === b.expects[index]?.sql)
  );
}

/** All of them or none. */
async function runAll(connection: Connection, statements: readonly string[]): Promise<WriteRun> {
  await connection.savepoint('app_write');
  let rowsChanged = 0;
  let failure: DatabaseError | null = null;
  for (const text of statements) {
    const ran = await connection.run(text);
    failure = ran.error;
    if (failure !== null) break;
    rowsChanged += ran.rowsChanged;
  }
  failure ??= await connection.release('app_write');
  if (failure === null) return { error: null, rowsChanged };
  await connection.undo('app_write');
  return { error: failure.message, rowsChanged: 0 };
}

async function readAndJudge(
  connection: Connection,
  read: AppRead,
  prepare: (sql: string) => Ready,
): Promise<ReadRun> {
  const own = await selectOf(connection, prepare(read.sql));
  if ('error' in own) return { judgement: failedRead(own.error), result: null };
  const { result } = own;
  // A read of which nothing is expected works when it runs.
  if (read.expects.length === 0) return { judgement: judgeRows(result.rows, result.rows), result };
  let error = '';
  for (const { sql } of read.expects) {
    const wanted = await selectOf(connection, prepare(sql));
    if ('result' in wanted) return { judgement: judgeRows(result.rows, wanted.result.rows), result };
    ({ error } = wanted);
  }
  const none = `Nothing says what this read should return in the database as it stands: ${error}`;
  return { judgement: failedRead(none), result };
}

async function selectOf(
  connection: Connection,
  made: Ready,
): Promise<{ readonly result: ResultSet } | { readonly error: string }> {
  if ('refusal' in made) return { error: made.refusal };
  const [text = '', ...more] = made.statements;
  if (more.length > 0 || !LOOKING.has(describeStatement(text).verb))
    return { error: 'A read is one SELECT.' };
  const selected = await connection.select(text);
  return 'error' in selected ? { error: selected.error.message } : selected;
}

const LOOKING = new Set(['SELECT', 'VALUES']);
