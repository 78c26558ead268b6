/** Carries out the calls that reach the worker. */
import { FixtureError } from '../migrate/model.ts';
import type { StatementOutcome } from '../rollout/unit.ts';
import type { DatabaseState } from '../database/state.ts';
import { encodeState, type StateDelta } from './delta.ts';
import { runLab } from '../rollout/run/orderLab.ts';
import type { Limits } from '../database/limits.ts';
import { probeCheckpoint } from '../rollout/run/probe.ts';
import type { Call, Reply, Result, Task } from './protocol.ts';
import { openScratch, type Scratch } from '../migrate/consoleSession.ts';
import type { Watch } from '../migrate/script.ts';
import { inspect, openFixture, playUnit, sqliteVersion } from '../migrate/session.ts';
import { messageOf, type Sqlite } from '../database/sqlite/sqlite.ts';
import { runAllOrders } from '../rollout/run/allOrders.ts';

/**
 * Returns what answers a call, through `send`, before it returns; it never
 * throws. Replies that come one upon another are sent together: what counts is
 * that all of them are out before SQL runs, which may have to be stopped.
 */
export function createHandler(
  engine: Sqlite,
  limits: Limits,
  send: (id: number, replies: readonly Reply[]) => void,
): (call: Call) => void {
  let scratch: Scratch | null = null;
  /** The last state sent, against which the next one is. */
  let sent: DatabaseState | null = null;

  function delta(state: DatabaseState): StateDelta | null {
    const encoded = encodeState(sent, state);
    sent = state;
    return encoded;
  }

  function watchFor(reply: (reply: Reply) => void): Watch {
    return {
      started: (statement) => reply({ type: 'started', statement }),
      finished: (outcome: StatementOutcome) =>
        reply({ type: 'finished', outcome: { ...outcome, state: delta(outcome.state) } }),
    };
  }

  function carryOut(task: Task, reply: (reply: Reply) => void): Result {
    if (task.type !== 'run') {
      scratch = null;
      sent = null;
    }
    switch (task.type) {
      case 'open': {
        const opening = (file: string) => reply({ type: 'opening', file });
        const { state, checkpoint } = openFixture(engine, task.request, limits, { opening });
        return { type: 'state', state: delta(state), checkpoint };
      }
      case 'play': {
        const { from } = task.request;
        const begun = (state: DatabaseState) => {
          const encoded = delta(state);
          reply({ type: 'begun', state: task.known ? null : encoded });
        };
        const { rest, error, state, checkpoint } = playUnit(engine, task.request, limits, {
          ...watchFor(reply),
          begun,
        });
        return {
          type: 'played',
          rest,
          error,
          state: delta(state),
          checkpoint: checkpoint === from ? null : checkpoint,
        };
      }
      case 'inspect':
        return { type: 'state', state: delta(inspect(engine, task.request, limits)), checkpoint: null };
      case 'scratch':
        scratch = openScratch(engine, task.request, limits);
        return { type: 'state', state: delta(scratch.state), checkpoint: null };
      case 'run': {
        if (scratch === null) throw new Error('No scratch database is open');
        const { rest, error, state } = scratch.run(task.sql, watchFor(reply));
        return { type: 'played', rest, error, state: delta(state), checkpoint: null };
      }
      case 'probe':
        return { type: 'probe', probe: probeCheckpoint(engine, task.request, limits) };
      case 'lab':
        return { type: 'lab', run: runLab(engine, task.request, task.order, limits) };
      case 'allOrders':
        return { type: 'allOrders', all: runAllOrders(engine, task.request, limits) };
      case 'version':
        return { type: 'version', version: sqliteVersion(engine) };
      default:
        return task satisfies never;
    }
  }

  function resultOf(task: Task, reply: (reply: Reply) => void): Result {
    try {
      return carryOut(task, reply);
    } catch (thrown) {
      if (!(thrown instanceof FixtureError)) return { type: 'broken', message: messageOf(thrown) };
      const { file, line, statement, message } = thrown;
      return { type: 'fixtureError', file, line, statement, message };
    }
  }

  return ({ id, task }) => {
    let waiting: Reply[] = [];
    const reply = (message: Reply) => {
      waiting.push(message);
      if (message.type === 'begun' || message.type === 'finished') return;
      send(id, waiting);
      waiting = [];
    };
    reply({ type: 'done', result: resultOf(task, reply) });
    // Behind the answer, so that nobody waits for it.
    if (scratch === null) engine.clean();
  };
}
