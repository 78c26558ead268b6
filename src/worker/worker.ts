/** The worker's entry: holds SQLite, and answers one call after the other. */
import { parentPort, workerData } from 'node:worker_threads';
import { createHandler } from './handler.ts';
import type { Call, WorkerData, WorkerMessage } from './protocol.ts';
import { loadSqlite } from '../database/sqlite/sqlite.ts';

/** Loads SQLite, and says so. */
async function start(): Promise<void> {
  if (parentPort === null) throw new Error('This file is the entry of a worker');
  const port = parentPort;
  const { wasm, limits } = workerData as WorkerData;
  const engine = await loadSqlite(wasm);
  const handle = createHandler(engine, limits, (id, replies) => {
    const message: WorkerMessage = { type: 'replies', id, replies };
    const last = replies.at(-1);
    const checkpoint = last?.type === 'done' && 'checkpoint' in last.result ? last.result.checkpoint : null;
    const { buffer } = checkpoint?.bytes ?? {};
    // The bytes were made for this message alone, so they are handed over, not copied.
    port.postMessage(message, buffer instanceof ArrayBuffer ? [buffer] : []);
  });
  port.on('message', (call: Call) => handle(call));
  port.postMessage({ type: 'ready' } satisfies WorkerMessage);
}

// What it rejects with ends the worker, of which the other side hears.
void start();
