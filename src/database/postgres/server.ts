/** Starting PostgreSQL on files, and taking its files. */
import { createHash } from 'node:crypto';
import { pack, readFiles, type Files, type FileSystem } from './dataDirectory.ts';
import { INITDB, loadLibrary, type Library } from './library.ts';
import { createSession, type Session } from './session.ts';

/** The role that all SQL runs as: it owns the database, and is no superuser. PostgreSQL alone has no way back from it. */
const ROLE = 'learner';

/** Starts a PostgreSQL on files; its session is one of the role that owns the database. */
export async function startSession(library: Library, files: Files): Promise<Session> {
  const session = createSession(await library.start(files), library.serialize);
  await session.must(`SET SESSION AUTHORIZATION ${ROLE}`);
  return session;
}

/**
 * The files as they are after everything was written: of the log only what
 * PostgreSQL reads when it starts on them, which is nothing to be done again, so
 * that a sequence goes on with its next number.
 */
export async function filesOf(session: Session): Promise<Files> {
  await session.must('CHECKPOINT');
  const { rows } = await session.ask(
    'SELECT redo_wal_file, pg_walfile_name(pg_current_wal_insert_lsn()) FROM pg_control_checkpoint()',
  );
  const [first, last] = rows[0] ?? [];
  if (first == null || last == null) throw new Error('PostgreSQL does not say where its log begins');
  const fs = session.pg.Module.FS as FileSystem;
  return readFiles(fs, (name) => name >= first && name <= last);
}

/** Templates are copied into new databases, of which there will be none; they are two thirds of the files. */
const PREPARE = [
  `CREATE ROLE ${ROLE} LOGIN`,
  `GRANT pg_checkpoint TO ${ROLE}`,
  `ALTER DATABASE postgres OWNER TO ${ROLE}`,
  `ALTER SCHEMA public OWNER TO ${ROLE}`,
  'UPDATE pg_database SET datistemplate = false',
  'DROP DATABASE template0',
  'DROP DATABASE template1',
  'VACUUM FULL',
  'VACUUM FREEZE',
];

/** Makes the data directory of an empty database, packed. It takes seconds. */
export async function makeDataDirectory(): Promise<Uint8Array> {
  const library = await loadLibrary();
  const session = createSession(await library.start(null), library.serialize);
  await session.must(...PREPARE);
  const files = await filesOf(session);
  await session.pg.close();
  return pack(files);
}

/** What a data directory is made from, but for PGlite itself: another text makes another directory. */
export function recipe(): string {
  return createHash('sha256')
    .update(JSON.stringify([INITDB, PREPARE]))
    .digest('hex')
    .slice(0, 12);
}
