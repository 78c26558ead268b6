/** One worker as the client holds it: started, given calls one at a time, killed. */
import { LIMITS, type Limits } from '../database/limits.ts';
import type { EngineName } from '../database/registry.ts';
import { startWorker, workerUrl } from './location.ts';
import type { Call, Reply, Task, WorkerData, WorkerMessage } from './protocol.ts';

export interface HandleOptions {
  readonly engine: EngineName;
  readonly url?: URL | undefined;
  readonly limits?: Limits | undefined;
}

export interface WorkerHandle {
  /** Fulfilled when the worker has loaded its engine; rejected when it could not. */
  readonly ready: Promise<void>;
  /** Gives it a task. `onReply` is called with each reply, `onLost` when the worker ends before `done`. */
  give(task: Task, onReply: (reply: Reply) => void, onLost: (message: string) => void): void;
  /** While held, the worker keeps the process alive. */
  hold(held: boolean): void;
  /** Ends the worker, whatever it is doing; nothing of it is heard afterwards. */
  kill(): Promise<void>;
  /** False once it was killed or has ended by itself. */
  alive(): boolean;
}

// Beyond this the worker ends, not the process: what it has to say of 100,000 rows takes a fraction of it.
const HEAP_MB = 1024;

/** Starts a worker. */
export function startWorkerHandle({
  engine,
  url = workerUrl(),
  limits = LIMITS,
}: HandleOptions): WorkerHandle {
  const data: WorkerData = { engine, limits };
  const worker = startWorker(url, { workerData: data, resourceLimits: { maxOldGenerationSizeMb: HEAP_MB } });
  let living = true;
  let calls = 0;
  let current: { id: number; onReply: (reply: Reply) => void; onLost: (message: string) => void } | null =
    null;

  const ready = new Promise<void>((resolve, reject) => {
    worker.on('message', (message: WorkerMessage) => {
      if (message.type === 'ready') resolve();
      else if (living) {
        for (const reply of message.replies) {
          if (message.id !== current?.id) return;
          const { onReply } = current;
          if (reply.type === 'done') current = null;
          onReply(reply);
        }
      }
    });
    const lose = (message: string) => {
      const lost = current;
      current = null;
      living = false;
      reject(new Error(`The database could not be started: ${message}`));
      lost?.onLost(message);
    };
    worker.on('error', (error) => lose(error.message));
    worker.on('exit', () => lose('its worker ended'));
  });
  // A call that waits for it gets the failure; a spare without a call must not end the process.
  ready.catch(() => undefined);
  // After the listeners: adding one for messages makes the worker keep the process alive again.
  worker.unref();

  return {
    ready,
    give(task, onReply, onLost) {
      const call: Call = { id: ++calls, task };
      current = { id: call.id, onReply, onLost };
      worker.postMessage(call);
    },
    hold(held) {
      if (held) worker.ref();
      else worker.unref();
    },
    async kill() {
      living = false;
      current = null;
      // Node can abort the whole process when a thread is ended while it starts, so it is let start first.
      worker.ref();
      await ready.catch(() => undefined);
      await worker.terminate();
    },
    alive: () => living,
  };
}
