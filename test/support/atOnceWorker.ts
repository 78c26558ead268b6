/** The worker's side of a database that answers at once. */
import { workerData, type MessagePort } from 'node:worker_threads';
import { loadEngine } from '../../src/database/registry.ts';
import type { ConsoleSession } from '../../src/migrate/console.ts';
import { openFixture } from '../../src/migrate/fixture.ts';
import { openConsoleAt, playUnit } from '../../src/rollout/run/play.ts';
import type { AtOnceReply, Question } from './atOnce.ts';

const { answered, port } = workerData as { readonly answered: Int32Array; readonly port: MessagePort };
const engine = loadEngine('sqlite');
let console: ConsoleSession | null = null;

async function answer(question: Question): Promise<unknown> {
  switch (question.type) {
    case 'open':
      return openFixture(await engine, question.request);
    case 'play':
      return playUnit(await engine, question.request);
    case 'console':
      console = await openConsoleAt(await engine, question.request);
      return null;
    case 'run':
      return console?.run(question.sql);
  }
}

port.on('message', (question: Question) => {
  void answer(question)
    .then(
      (value): AtOnceReply => ({ answer: value }),
      (error: unknown): AtOnceReply => ({ error }),
    )
    .then((reply) => {
      port.postMessage(reply);
      Atomics.store(answered, 0, 1);
      Atomics.notify(answered, 0);
    });
});
