/** The SQL prompt's console: a database in a worker of its own, opened anew when that worker was stopped. */
import type { Console, ConsoleRequest, ConsoleReply } from '../rollout/database.ts';
import type { DatabaseError } from '../database/error.ts';
import type { DatabaseState } from '../database/state.ts';
import { decodeState } from './delta.ts';
import type { CallQueue } from './callQueue.ts';
import { gather } from './play.ts';

/**
 * Opens a console on a queue of its own, which it closes. Rejects when the unit
 * to run first does not come to its end in time.
 */
export async function openConsole(queue: CallQueue, request: ConsoleRequest): Promise<Console> {
  /** Texts that ran to their end, in an error or not: together they make the database what it is. */
  const texts: string[] = [];
  let state: DatabaseState;
  let closed = false;

  /** Opens the database and brings it to where the last text left it. Returns why that was stopped, or null. */
  async function open(signal?: AbortSignal): Promise<DatabaseError | null> {
    const answer = await queue.call({ task: { type: 'console', request }, signal });
    if ('stopped' in answer) return answer.stopped;
    if (answer.result.type !== 'state') throw new Error(`The database answered with ${answer.result.type}`);
    state = decodeState(null, answer.result.state);
    for (const text of texts) {
      const reply = await runOnQueue(queue, text, state, signal);
      if (reply.stopped) return reply.error;
      ({ state } = reply);
    }
    return null;
  }

  async function run(text: string, signal?: AbortSignal): Promise<ConsoleReply> {
    if (closed) throw new Error('The console is closed');
    const before = state;
    if (!queue.steady()) {
      const error = await open(signal);
      state = error === null ? state : before;
      if (error !== null) {
        await queue.drop();
        return { statements: [], rest: text, error, state };
      }
    }
    const { stopped, ...reply } = await runOnQueue(queue, text, state, signal);
    if (!stopped) texts.push(text);
    ({ state } = reply);
    return reply;
  }

  const error = await open();
  if (error !== null) {
    await queue.close();
    throw new Error(error.message);
  }
  return {
    run: (text, signal) => queue.inTurn(() => run(text, signal)),
    close: () => {
      closed = true;
      return queue.close();
    },
  };
}

type QueueReply = ConsoleReply & { readonly stopped: boolean };

/** Runs a text on the console that the queue's worker holds, whose state is `before`. */
async function runOnQueue(
  queue: CallQueue,
  sql: string,
  before: DatabaseState,
  signal: AbortSignal | undefined,
): Promise<QueueReply> {
  const gathering = gather(sql, before);
  const answer = await queue.call({ task: { type: 'run', sql }, signal, onReply: gathering.onReply });
  if ('stopped' in answer) {
    return {
      ...gathering.stopped(before, answer.stopped),
      error: answer.stopped,
      state: before,
      stopped: true,
    };
  }
  const { result } = answer;
  if (result.type !== 'played') throw new Error(`The database answered with ${result.type}`);
  const state = decodeState(gathering.state(), result.state);
  return { statements: gathering.statements, rest: result.rest, error: result.error, state, stopped: false };
}
