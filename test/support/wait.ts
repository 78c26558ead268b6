/** Waiting for something to be there: never for time, but not for ever either. */

/** How long anything may take on a slow machine, in milliseconds. */
const PATIENCE = 30_000;

/**
 * A promise with a last day. `begin` is given what fulfils it, and returns what
 * is to be called when the waiting is over; an error that it throws rejects.
 * `seen` tells, in the error of a wait that failed, what was there instead.
 */
export function deadline<T>(
  what: string,
  begin: (done: (value: T) => void, fail: (error: unknown) => void) => () => void,
  seen: () => string = () => '',
): Promise<T> {
  return new Promise((resolve, reject) => {
    let stop: () => void = () => undefined;
    const ended = { already: false };
    const end = (settle: () => void): void => {
      if (ended.already) return;
      ended.already = true;
      clearTimeout(timer);
      stop();
      settle();
    };
    const timer = setTimeout(
      () => end(() => reject(new Error(`Waited in vain for ${what}.\n${seen()}`))),
      PATIENCE,
    );
    stop = begin(
      (value) => end(() => resolve(value)),
      (error) => end(() => reject(error instanceof Error ? error : new Error(String(error)))),
    );
    // What was there from the beginning ended it before there was anything to stop.
    if (ended.already) stop();
  });
}
