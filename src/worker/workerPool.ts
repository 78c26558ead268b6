/** The workers in waiting, so that a call after a kill does not wait for a start. */
import { startWorkerHandle, type WorkerHandle, type HandleOptions } from './workerHandle.ts';

export interface WorkerPool {
  /** The spare, or a new worker. */
  take(): WorkerHandle;
  /** Starts a spare if there is none. */
  prepare(): void;
  /** Ends the spare; none is kept from now on. */
  close(): Promise<void>;
}

/** `spare` false keeps none: for a program that ends after a call or two. */
export function createPool(options: HandleOptions, keepSpare: boolean): WorkerPool {
  let spare: WorkerHandle | null = null;
  let open = keepSpare;

  return {
    take() {
      const handle = spare?.alive() === true ? spare : startWorkerHandle(options);
      spare = null;
      return handle;
    },
    prepare() {
      if (open && spare?.alive() !== true) spare = startWorkerHandle(options);
    },
    async close() {
      open = false;
      const last = spare;
      spare = null;
      await last?.kill();
    },
  };
}
