/** Plays a unit through a queue, and makes an answer of what has run when it is stopped. */
import type { Played, StatementOutcome } from '../rollout/unit.ts';
import type { PlayRequest } from '../rollout/database.ts';
import type { DatabaseError } from '../database/error.ts';
import type { DatabaseState } from '../database/state.ts';
import { decodeState } from './delta.ts';
import type { CallQueue } from './callQueue.ts';
import type { Reply } from './protocol.ts';
import { type StatementText, restFrom } from '../sql/statements.ts';

/** Gathers what a worker tells of a text while it runs. */
export interface Gathering {
  readonly onReply: (reply: Reply) => void;
  readonly statements: StatementOutcome[];
  /** The state last heard of; null before any. */
  state(): DatabaseState | null;
  /** The statements, and the SQL not run, when the text was stopped: it counts as undone, back to `before`. */
  stopped(
    before: DatabaseState,
    error: DatabaseError,
  ): { readonly statements: StatementOutcome[]; readonly rest: string };
}

/** `known` is the state against which the worker's first one is sent. */
export function gather(sql: string, known: DatabaseState | null): Gathering {
  const statements: StatementOutcome[] = [];
  let state = known;
  let running: StatementText | null = null;
  return {
    statements,
    state: () => state,
    onReply(reply) {
      switch (reply.type) {
        case 'begun':
          state = decodeState(known, reply.state);
          return;
        case 'started':
          running = reply.statement;
          return;
        case 'finished':
          running = null;
          state = decodeState(state, reply.outcome.state);
          statements.push({ ...reply.outcome, state });
          return;
        case 'opening':
        case 'done':
          return;
        default:
          reply satisfies never;
      }
    },
    stopped(before, error) {
      const last = statements.at(-1);
      // A request between two batches does not stand in the text.
      const from =
        last === undefined || !sql.startsWith(last.sql, last.offset) ? 0 : last.offset + last.sql.length;
      if (running === null) return { statements, rest: restFrom(sql, from) };
      const { sql: text, offset, end } = running;
      const outcome = { sql: text, offset, rowsChanged: 0, result: null, error, made: null, state: before };
      return { statements: [...statements, outcome], rest: restFrom(sql, end) };
    },
  };
}

/** `known` is the state of `request.from`, where the client holds it. */
export async function playOnQueue(
  queue: CallQueue,
  request: PlayRequest,
  known: DatabaseState | null,
  signal: AbortSignal | undefined,
): Promise<Played> {
  const { from, unit } = request;
  const gathering = gather(unit.sql, known);
  const answer = await queue.call({
    task: { type: 'play', request, known: known !== null },
    signal,
    onReply: gathering.onReply,
  });
  if ('result' in answer) {
    const { result } = answer;
    if (result.type !== 'played') throw new Error(`The database answered with ${result.type}`);
    const state = decodeState(gathering.state(), result.state);
    return {
      statements: gathering.statements,
      rest: result.rest,
      error: result.error,
      state,
      checkpoint: result.checkpoint ?? from,
    };
  }
  const before = known ?? (await inspectOnQueue(queue, request));
  const { statements, rest } = gathering.stopped(before, answer.stopped);
  return { statements, rest, error: answer.stopped, state: before, checkpoint: from };
}

async function inspectOnQueue(queue: CallQueue, { from, now }: PlayRequest): Promise<DatabaseState> {
  const answer = await queue.call({ task: { type: 'inspect', request: { from, now } } });
  if ('result' in answer && answer.result.type === 'state') return decodeState(null, answer.result.state);
  throw new Error(
    'stopped' in answer ? answer.stopped.message : `The database answered with ${answer.result.type}`,
  );
}
