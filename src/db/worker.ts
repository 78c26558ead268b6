/** The worker's entry: holds SQLite, and answers one call after the other. */
import { parentPort, workerData } from 'node:worker_threads';
import { createHandler } from './handler.ts';
import type { Call, WorkerData, WorkerMessage } from './protocol.ts';
import { loadSqlite } from './sqlite.ts';

const port = parentPort;
if (port === null) throw new Error('This file is the entry of a worker');
const { wasm, limits } = workerData as WorkerData;

const engine = await loadSqlite(wasm);
const handle = createHandler(engine, limits, (id, reply) => {
  const message: WorkerMessage = { type: 'reply', id, reply };
  const snapshot = reply.type === 'done' && 'snapshot' in reply.result ? reply.result.snapshot : null;
  const { buffer } = snapshot?.bytes ?? {};
  // The bytes were made for this message alone, so they are handed over, not copied.
  port.postMessage(message, buffer instanceof ArrayBuffer ? [buffer] : []);
});
port.on('message', (call: Call) => handle(call));
port.postMessage({ type: 'ready' } satisfies WorkerMessage);
