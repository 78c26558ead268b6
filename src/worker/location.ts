/** Where the worker is: beside the bundle, or in the source tree. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Worker, type WorkerOptions } from 'node:worker_threads';

/** The worker's entry: `worker.js` beside the bundle, `worker.ts` in the source tree. */
export function workerUrl(): URL {
  return pathToFileURL(
    join(import.meta.dirname, import.meta.filename.endsWith('.ts') ? 'worker.ts' : 'worker.js'),
  );
}

/** Starts a worker. One in TypeScript is started through tsx, which Node 20 does not do for a worker by itself. */
export function startWorker(url: URL, options: WorkerOptions): Worker {
  if (!url.pathname.endsWith('.ts')) return new Worker(url, options);
  const tsx = import.meta.resolve('tsx/esm/api');
  const bootstrap = `import(${JSON.stringify(tsx)}).then(({ register }) => {
    register();
    return import(${JSON.stringify(url.href)});
  });`;
  return new Worker(bootstrap, { ...options, eval: true });
}
