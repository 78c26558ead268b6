/** Values that are written to disk within a moment: what comes meanwhile is written as one. */

export interface DelayedWriter<Value> {
  /** What is not on disk yet, by key. Stays until it is, so that a session on a read-only disk lives from here. */
  readonly pending: Map<string, Value>;
  /**
   * Writes the value within a moment, in place of one that waits. Resolves when that was
   * tried: to null, or to what the learner has to know, said once until it goes well again.
   */
  readonly save: (key: string, value: Value) => Promise<string | null>;
  /** Writes now what waits. Resolves to what the learner has to know. */
  readonly flush: () => Promise<readonly string[]>;
  /** The same for a process that is ending: at once, and without a word. */
  readonly flushSync: () => void;
  /** Runs other work while nothing is written: one thing at a time, in order. */
  readonly inTurn: <T>(work: () => Promise<T>) => Promise<T>;
}

export interface WriterOptions<Value> {
  /** Milliseconds within which changes are written as one: as much as a crash may lose. */
  readonly delay: number;
  /** Resolves to what the learner has to know, or null; rejects where it cannot be written. */
  readonly write: (key: string, value: Value) => Promise<string | null>;
  /** Throws where it cannot be written. */
  readonly writeSync: (key: string, value: Value) => void;
  /** A failed write in a sentence. */
  readonly failure: (key: string, error: unknown) => string;
}

export function delayedWriter<Value>(options: WriterOptions<Value>): DelayedWriter<Value> {
  const pending = new Map<string, Value>();
  const said = new Set<string>();
  /** The last failure of each key that has not been written since. */
  const failures = new Map<string, string>();
  let queue: Promise<unknown> = Promise.resolve();
  let batch: { readonly done: Promise<ReadonlyMap<string, string>>; readonly hurry: () => void } | null =
    null;

  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = queue.then(work);
    queue = result.catch(() => undefined);
    return result;
  }

  /** The batch that waits for its moment, or a new one. */
  function nextBatch(): NonNullable<typeof batch> {
    if (batch !== null) return batch;
    let hurry = (): void => undefined;
    const due = new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, options.delay);
      hurry = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    const done = due.then(() => {
      batch = null;
      return inTurn(writePending);
    });
    batch = { done, hurry };
    return batch;
  }

  /** What the learner has to know, by key. */
  async function writePending(): Promise<ReadonlyMap<string, string>> {
    const notices = new Map<string, string>();
    for (const [key, value] of [...pending]) {
      try {
        const notice = await options.write(key, value);
        // What came while it was written waits for the next time.
        if (pending.get(key) === value) pending.delete(key);
        said.delete(failures.get(key) ?? '');
        failures.delete(key);
        if (notice !== null) notices.set(key, notice);
      } catch (error) {
        const notice = options.failure(key, error);
        failures.set(key, notice);
        notices.set(key, notice);
      }
    }
    return notices;
  }

  return {
    pending,
    inTurn,

    async save(key, value) {
      pending.set(key, value);
      const notice = (await nextBatch().done).get(key) ?? null;
      if (notice === null || said.has(notice)) return null;
      said.add(notice);
      return notice;
    },

    async flush() {
      const running = batch;
      running?.hurry();
      const notices = await (running?.done ?? inTurn(writePending));
      return [...new Set(notices.values())];
    },

    flushSync() {
      for (const [key, value] of pending) {
        try {
          options.writeSync(key, value);
          pending.delete(key);
        } catch {
          // The process is ending: there is no place left to say so.
        }
      }
    },
  };
}
