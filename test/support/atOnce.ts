/**
 * A database that answers before a call returns: it runs in a worker, for which
 * this thread waits. For tests of what is synchronous itself, the machine and
 * its screens, and of properties over many databases.
 */
import { MessageChannel, receiveMessageOnPort, Worker } from 'node:worker_threads';
import type { Opened, OpenRequest } from '../../src/migrate/model.ts';
import type { ConsoleReply, ConsoleRequest, PlayRequest } from '../../src/rollout/database.ts';
import type { Played } from '../../src/rollout/unit.ts';
import { bundleWorker } from './database.ts';

export interface DatabaseAtOnce {
  open(request: OpenRequest): Opened;
  play(request: PlayRequest): Played;
  /** A console, as a function from SQL to its answer; it lives until another call is made. */
  console(request: ConsoleRequest): (sql: string) => ConsoleReply;
}

export type Question =
  | { readonly type: 'open'; readonly request: OpenRequest }
  | { readonly type: 'play'; readonly request: PlayRequest }
  | { readonly type: 'console'; readonly request: ConsoleRequest }
  | { readonly type: 'run'; readonly sql: string };

export type AtOnceReply = { readonly answer: unknown } | { readonly error: unknown };

let made: DatabaseAtOnce | null = null;

/** One for the process; its worker does not keep the process alive. */
export function databaseAtOnce(): DatabaseAtOnce {
  made ??= start();
  return made;
}

function start(): DatabaseAtOnce {
  const answered = new Int32Array(new SharedArrayBuffer(4));
  const { port1, port2 } = new MessageChannel();
  const worker = new Worker(bundleWorker('test/support/atOnceWorker.ts'), {
    workerData: { answered, port: port2 },
    transferList: [port2],
  });
  worker.unref();

  function ask(question: Question): unknown {
    Atomics.store(answered, 0, 0);
    port1.postMessage(question);
    if (Atomics.wait(answered, 0, 0, 60_000) === 'timed-out') throw new Error('The database does not answer');
    const reply = receiveMessageOnPort(port1)?.message as AtOnceReply | undefined;
    if (reply !== undefined && 'answer' in reply) return reply.answer;
    throw reply?.error;
  }

  return {
    open: (request) => ask({ type: 'open', request }) as Opened,
    play: (request) => ask({ type: 'play', request }) as Played,
    console(request) {
      ask({ type: 'console', request });
      return (sql) => ask({ type: 'run', sql }) as ConsoleReply;
    },
  };
}
