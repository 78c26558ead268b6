/** PostgreSQL by PGlite behind the port of an engine. It takes 300 MB and a second to start, so it has a worker of its own. */
import { randomUUID } from 'node:crypto';
import type { Checkpoint, Connection, Engine, OpenDatabase } from '../port.ts';
import type { TypeNames } from './cells.ts';
import { CAPABILITIES, postgresConnection } from './connection.ts';
import { changesBetween, pack, unpackChanges, unpackFiles, withChanges } from './dataDirectory.ts';
import { readHarmlessFunctions } from './functions.ts';
import { createHolding, type Holding } from './holding.ts';
import { loadLibrary } from './library.ts';
import { emptyDataDirectory } from './location.ts';
import { filesOf, startSession } from './server.ts';
import type { Session } from './session.ts';

/** A PostgreSQL that runs. */
interface Running {
  readonly session: Session;
  readonly holding: Holding;
}

/** An engine whose process may go on without it. */
interface PostgresEngine extends Engine {
  /** Ends PostgreSQL, which otherwise keeps the process alive. */
  stop(): Promise<void>;
}

const EMPTY = 'empty';

/** Loads PGlite and starts it on an empty database, which takes a second. Throws where the package is not installed. */
export async function loadEngine(): Promise<PostgresEngine> {
  const library = await loadLibrary();
  const base = unpackFiles(await emptyDataDirectory());
  const types: TypeNames = new Map();
  let running: Running | null = null;

  async function stop(): Promise<void> {
    await running?.session.pg.close();
    running = null;
  }

  /** Leaves PostgreSQL running, because what is opened next is most often what it holds. */
  async function close(): Promise<void> {
    if (running === null || running.session.status() === 'idle') return;
    await running.session.must('ROLLBACK');
    await running.holding.rolledBack();
  }

  /** A restore is a start from the checkpoint's files, unless they are what runs already. */
  async function open(from: Checkpoint | null): Promise<Running> {
    const at = from === null ? EMPTY : String(from.settings['id']);
    await close();
    if (running?.holding.checkpoint() === at) {
      await running.session.discard();
      return running;
    }
    await stop();
    const files = from === null ? base : withChanges(base, unpackChanges(from.bytes));
    const session = await startSession(library, files);
    types.clear();
    return (running = { session, holding: createHolding(session, at) });
  }

  function connect({ session, holding }: Running, { limits }: OpenDatabase): Connection {
    return postgresConnection({
      session,
      types,
      harmless,
      limits,
      holding,
      async checkpoint() {
        const id = randomUUID();
        const changes = changesBetween(base, await filesOf(session));
        holding.stored(id);
        return { bytes: pack(changes), settings: { id } };
      },
    });
  }

  // Here rather than for the first call, which has only as much time as SQL may take.
  const first = await open(null);
  const { rows } = await first.session.ask('SHOW server_version');
  const version = rows[0]?.[0] ?? '';
  const harmless = await readHarmlessFunctions(first.session);

  return {
    capabilities: CAPABILITIES,
    version: () => Promise.resolve(version),
    open: async (request) => connect(await open(request.from), request),
    close,
    stop,
  };
}
