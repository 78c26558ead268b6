/** The worker's entry: holds a database engine, and answers one call after the other. */
import { parentPort, workerData } from 'node:worker_threads';
import { loadEngine } from '../database/registry.ts';
import { createHandler } from './handler.ts';
import type { Call, WorkerData, WorkerMessage } from './protocol.ts';

/** Loads the engine, and says so. */
async function start(): Promise<void> {
  if (parentPort === null) throw new Error('This file is the entry of a worker');
  const port = parentPort;
  const { engine, limits } = workerData as WorkerData;
  const handle = createHandler(await loadEngine(engine), limits, (id, replies) => {
    const message: WorkerMessage = { type: 'replies', id, replies };
    const last = replies.at(-1);
    const checkpoint = last?.type === 'done' && 'checkpoint' in last.result ? last.result.checkpoint : null;
    const { buffer } = checkpoint?.bytes ?? {};
    // The bytes were made for this message alone, so they are handed over, not copied.
    port.postMessage(message, buffer instanceof ArrayBuffer ? [buffer] : []);
  });
  let turn = Promise.resolve();
  port.on('message', (call: Call) => {
    turn = turn.then(() => handle(call));
  });
  port.postMessage({ type: 'ready' } satisfies WorkerMessage);
}

// What it rejects with ends the worker, of which the other side hears.
void start();
