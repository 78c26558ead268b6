/** Carries out the calls that reach the worker. */
import type { Limits } from '../database/limits.ts';
import { carryOutAttempt } from '../grading/run/attemptTask.ts';
import type { Engine } from '../database/port.ts';
import type { DatabaseState } from '../database/state.ts';
import type { ConsoleSession } from '../migrate/console.ts';
import { openFixture } from '../migrate/fixture.ts';
import { FixtureError, type Outcome } from '../migrate/model.ts';
import { inspect } from '../migrate/runner.ts';
import type { Watch } from '../migrate/script.ts';
import { runAllOrders } from '../rollout/run/allOrders.ts';
import { runLab } from '../rollout/run/orderLab.ts';
import { openConsoleAt, playUnit } from '../rollout/run/play.ts';
import { probeCheckpoint } from '../rollout/run/probe.ts';
import type { Maker } from '../rollout/unit.ts';
import { encodeState, type StateDelta } from './delta.ts';
import type { Call, Reply, Result, Task } from './protocol.ts';

/**
 * Returns what answers a call through `send`; it never rejects. One call is
 * answered at a time. Replies that come one upon another are sent together: what counts is
 * that all of them are out before SQL runs, which may have to be stopped.
 */
export function createHandler(
  engine: Engine,
  limits: Limits,
  send: (id: number, replies: readonly Reply[]) => void,
): (call: Call) => Promise<void> {
  let console: ConsoleSession | null = null;
  /** The last state sent, against which the next one is. */
  let sent: DatabaseState | null = null;

  function delta(state: DatabaseState): StateDelta | null {
    const encoded = encodeState(sent, state);
    sent = state;
    return encoded;
  }

  function watchFor(reply: (reply: Reply) => void): Watch<Maker> {
    return {
      started: (statement) => reply({ type: 'started', statement }),
      finished: (outcome: Outcome<Maker>) =>
        reply({ type: 'finished', outcome: { ...outcome, state: delta(outcome.state) } }),
    };
  }

  async function carryOut(task: Task, reply: (reply: Reply) => void): Promise<Result> {
    if (task.type !== 'run') {
      console = null;
      sent = null;
    }
    switch (task.type) {
      case 'open': {
        const opening = (file: string) => reply({ type: 'opening', file });
        const { state, checkpoint } = await openFixture(engine, task.request, limits, opening);
        return { type: 'state', state: delta(state), checkpoint };
      }
      case 'play': {
        const { from } = task.request;
        const begun = (state: DatabaseState) => {
          const encoded = delta(state);
          reply({ type: 'begun', state: task.known ? null : encoded });
        };
        const { rest, error, state, checkpoint } = await playUnit(engine, task.request, limits, {
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
        return { type: 'state', state: delta(await inspect(engine, task.request, limits)), checkpoint: null };
      case 'console':
        console = await openConsoleAt(engine, task.request, limits);
        return { type: 'state', state: delta(console.state), checkpoint: null };
      case 'run': {
        if (console === null) throw new Error('No console is open');
        const { rest, error, state } = await console.run(task.sql, watchFor(reply));
        return { type: 'played', rest, error, state: delta(state), checkpoint: null };
      }
      case 'probe':
        return { type: 'probe', probe: await probeCheckpoint(engine, task.request, limits) };
      case 'lab':
        return { type: 'lab', run: await runLab(engine, task.request, task.order, limits) };
      case 'allOrders':
        return { type: 'allOrders', all: await runAllOrders(engine, task.request, limits) };
      case 'attempt':
        return { type: 'attempt', attempt: await carryOutAttempt(engine, task.task, limits) };
      case 'version':
        return { type: 'version', version: await engine.version() };
      default:
        return task satisfies never;
    }
  }

  async function resultOf(task: Task, reply: (reply: Reply) => void): Promise<Result> {
    try {
      return await carryOut(task, reply);
    } catch (thrown) {
      if (!(thrown instanceof FixtureError))
        return { type: 'broken', message: thrown instanceof Error ? thrown.message : String(thrown) };
      const { file, line, statement, message } = thrown;
      return { type: 'fixtureError', file, line, statement, message };
    }
  }

  return async ({ id, task }) => {
    let waiting: Reply[] = [];
    const reply = (message: Reply) => {
      waiting.push(message);
      if (message.type === 'begun' || message.type === 'finished') return;
      send(id, waiting);
      waiting = [];
    };
    reply({ type: 'done', result: await resultOf(task, reply) });
    // Behind the answer, so that no call waits for it.
    if (console === null) await engine.close();
  };
}
