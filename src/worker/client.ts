/** The database in worker threads: the program's side of it. */
import { FixtureError, type OpenRequest, type Opened } from '../migrate/model.ts';
import type { GradingDatabase } from '../grading/run/attemptTask.ts';
import type { Console } from '../rollout/database.ts';
import type { Checkpoint } from '../database/port.ts';
import type { DatabaseState } from '../database/state.ts';
import { openConsole } from './console.ts';
import { createPool } from './workerPool.ts';
import { decodeState } from './delta.ts';
import { createQueue, type CallQueue, type CallAnswer } from './callQueue.ts';
import { LIMITS } from '../database/limits.ts';
import type { EngineName } from '../database/registry.ts';
import { playOnQueue } from './play.ts';
import type { Task } from './protocol.ts';

export interface DatabaseOptions {
  /** What runs the SQL; SQLite unless set. */
  readonly engine?: EngineName;
  /** How long a call may take, in milliseconds, before it is stopped; 5,000 unless set. */
  readonly timeoutMs?: number;
  /** Rows of a table that a state holds; 100,000 unless set. */
  readonly tableRows?: number;
  /** Rows of a result set; 1,000 unless set. */
  readonly resultRows?: number;
  /** Whether a worker is kept ready for the call after a kill; true unless set. */
  readonly spare?: boolean;
  /** The worker's entry, if it is not where the build puts it. */
  readonly workerUrl?: URL;
}

export interface WorkerDatabase extends Required<GradingDatabase> {
  /** Starts the worker ahead of the first call. */
  warm(): void;
}

/**
 * How long an attempt may take as one task, in milliseconds: most take a hundredth of it, and one that takes longer
 * is run again play by play, each with the usual limit.
 */
const ATTEMPT_MS = 1_500;

/** How long all orders may take: of eight moves, several times over. */
const ALL_ORDERS_MS = 180_000;

/** A database whose calls run in a worker that can be stopped. Nothing is started before the first call, or `warm`. */
export function createDatabase(options: DatabaseOptions = {}): WorkerDatabase {
  const { timeoutMs = 5_000, tableRows = LIMITS.tableRows, resultRows = LIMITS.resultRows } = options;
  const attemptMs = Math.min(timeoutMs, ATTEMPT_MS);
  const pool = createPool(
    {
      engine: options.engine ?? 'sqlite',
      url: options.workerUrl,
      limits: { ...LIMITS, tableRows, resultRows },
    },
    options.spare ?? true,
  );
  const queue = createQueue(pool, timeoutMs);
  /** All orders take their time, and the lesson goes on meanwhile. */
  const labs = createQueue(pool, timeoutMs);
  /** With a queue of its own each, so that stopping one leaves the others and the lesson alone. */
  const consoles = new Set<CallQueue>();
  /** The states of the checkpoints that were answered, which then need not be sent again. */
  const states = new WeakMap<Checkpoint, DatabaseState>();
  let closing: Promise<void> | null = null;

  async function close(): Promise<void> {
    // The pool first: no spare is to be started for a worker that is killed now.
    await Promise.all([
      pool.close(),
      queue.close(),
      labs.close(),
      ...[...consoles].map((own) => own.close()),
    ]);
  }

  function assertOpen(): void {
    if (closing !== null) throw new Error('The database is closed');
  }

  return {
    warm: () => queue.warm(),
    open: (request) =>
      queue.inTurn(async () => {
        assertOpen();
        const opened = await openOnQueue(queue, request);
        states.set(opened.checkpoint, opened.state);
        return opened;
      }),
    play: (request, signal) =>
      queue.inTurn(async () => {
        const played = await playOnQueue(queue, request, states.get(request.from) ?? null, signal);
        states.set(played.checkpoint, played.state);
        return played;
      }),
    async console(request) {
      assertOpen();
      const own = createQueue(pool, timeoutMs);
      consoles.add(own);
      const forget = () => consoles.delete(own);
      const console: Console = await openConsole(own, request).catch((error: unknown) => {
        forget();
        throw error;
      });
      return { run: (text, stop) => console.run(text, stop), close: () => console.close().finally(forget) };
    },
    probe: (request, signal) =>
      queue.inTurn(async () => {
        const answer = await queue.call({ task: { type: 'probe', request }, signal });
        if ('result' in answer && answer.result.type === 'probe') return answer.result.probe;
        throw unexpected(answer);
      }),
    lab: (request, order, signal) =>
      labs.inTurn(async () => {
        const answer = await labs.call({ task: { type: 'lab', request, order }, signal });
        if ('result' in answer && answer.result.type === 'lab') return answer.result.run;
        throw unexpected(answer);
      }),
    allOrders: (request, signal) =>
      labs.inTurn(async () => {
        const task: Task = { type: 'allOrders', request };
        const answer = await labs.call({ task, signal, timeoutMs: ALL_ORDERS_MS });
        if ('result' in answer && answer.result.type === 'allOrders') return answer.result.all;
        throw unexpected(answer);
      }),
    attempt: (task, signal) =>
      queue.inTurn(async () => {
        const answer = await queue.call({ task: { type: 'attempt', task }, signal, timeoutMs: attemptMs });
        if ('stopped' in answer) return null;
        if (answer.result.type === 'attempt') return answer.result.attempt;
        throw unexpected(answer);
      }),
    version: () =>
      queue.inTurn(async () => {
        assertOpen();
        const answer = await queue.call({ task: { type: 'version' } });
        if ('result' in answer && answer.result.type === 'version') return answer.result.version;
        throw unexpected(answer);
      }),
    close: () => (closing ??= close()),
  };
}

async function openOnQueue(queue: CallQueue, request: OpenRequest): Promise<Opened> {
  let file = request.scripts[0]?.file ?? '';
  const answer = await queue.call({
    task: { type: 'open', request },
    onReply: (reply) => {
      if (reply.type === 'opening') ({ file } = reply);
    },
  });
  if ('stopped' in answer) throw new FixtureError(file, 1, '', answer.stopped.message);
  const { result } = answer;
  if (result.type === 'fixtureError') {
    throw new FixtureError(result.file, result.line, result.statement, result.message);
  }
  if (result.type === 'state' && result.checkpoint !== null) {
    return { checkpoint: result.checkpoint, state: decodeState(null, result.state) };
  }
  throw unexpected(answer);
}

/** Where a call has no other way to say that it was stopped, or was answered with something else. */
function unexpected(answer: CallAnswer): Error {
  return new Error(
    'stopped' in answer ? answer.stopped.message : `The database answered with ${answer.result.type}`,
  );
}
