/** A place where calls are carried out one after the other, by one worker at a time; a stopped one is replaced. */
import type { DatabaseError } from '../database/error.ts';
import type { WorkerPool } from './workerPool.ts';
import type { WorkerHandle } from './workerHandle.ts';
import type { Reply, Result, Task } from './protocol.ts';

/** A result, or why there is none: the worker was killed, or broke down. */
export type CallAnswer = { readonly result: Result } | { readonly stopped: DatabaseError };

interface QueuedCall {
  readonly task: Task;
  readonly signal?: AbortSignal | undefined;
  readonly onReply?: (reply: Reply) => void;
  /** Instead of the queue's own. */
  readonly timeoutMs?: number;
}

export interface CallQueue {
  /**
   * Carries a task out at once; the caller sees to it that one runs at a time.
   * A closed queue answers as one that was cancelled. Rejects only when no
   * worker can be started.
   */
  call(call: QueuedCall): Promise<CallAnswer>;
  /** Runs jobs of several calls each one after the other. */
  inTurn<T>(job: () => Promise<T>): Promise<T>;
  /** Starts its worker, if it has none. */
  warm(): void;
  /** Whether the worker that carried out the last call is still there, with whatever it holds. */
  steady(): boolean;
  /** Gives its worker up; the next call has a new one. */
  drop(): Promise<void>;
  /** Stops what is running and gives the worker up. */
  close(): Promise<void>;
}

export function createQueue(pool: WorkerPool, usualTimeoutMs: number): CallQueue {
  let handle: WorkerHandle | null = null;
  let stopCurrent: ((error: DatabaseError) => void) | null = null;
  let turn: Promise<unknown> = Promise.resolve();
  let closed = false;

  function worker(): WorkerHandle {
    if (handle?.alive() !== true) handle = pool.take();
    return handle;
  }

  async function call({
    task,
    signal,
    onReply,
    timeoutMs = usualTimeoutMs,
  }: QueuedCall): Promise<CallAnswer> {
    if (closed || signal?.aborted === true) return { stopped: cancelled() };
    const used = worker();
    used.hold(true);
    let timer: NodeJS.Timeout | undefined;
    let onAbort = () => {};
    try {
      return await new Promise<CallAnswer>((resolve, reject) => {
        const stop = (error: DatabaseError) => {
          handle = null;
          resolve({ stopped: error });
          void used.kill();
          pool.prepare();
        };
        stopCurrent = stop;
        onAbort = () => stop(cancelled());
        signal?.addEventListener('abort', onAbort, { once: true });
        const begin = () => {
          if (!used.alive()) return;
          // The time-out is for SQL, not for a slow machine's start of a worker.
          timer = setTimeout(() => stop(timedOut(timeoutMs)), timeoutMs);
          used.give(
            task,
            (reply) => {
              if (reply.type !== 'done') onReply?.(reply);
              else if (reply.result.type === 'broken') stop(brokenDown(reply.result.message));
              else resolve({ result: reply.result });
            },
            (message) => stop(brokenDown(message)),
          );
        };
        used.ready.then(begin, reject);
      });
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
      stopCurrent = null;
      used.hold(false);
      pool.prepare();
    }
  }

  async function drop(): Promise<void> {
    const last = handle;
    handle = null;
    await last?.kill();
  }

  return {
    call,
    inTurn(job) {
      const next = turn.then(job);
      turn = next.catch(() => undefined);
      return next;
    },
    warm: () => void worker(),
    steady: () => handle?.alive() === true,
    drop,
    async close() {
      closed = true;
      stopCurrent?.(cancelled());
      await drop();
    },
  };
}

function cancelled(): DatabaseError {
  return { kind: 'cancelled', message: 'Stopped. The database is as it was before.' };
}

function timedOut(ms: number): DatabaseError {
  const seconds = (ms / 1000).toLocaleString('en');
  return {
    kind: 'timeout',
    message: `Stopped after ${seconds} s without coming to an end. The database is as it was before.`,
  };
}

function brokenDown(message: string): DatabaseError {
  return {
    kind: 'memory',
    message: `The database broke down and was started anew, as it was before (${message}).`,
  };
}
