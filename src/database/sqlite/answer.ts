/** SQLite answers at once, where the port has promises. */
import { withClock } from './sqlite.ts';

/** Runs `work` under the clock `now`, in milliseconds since 1970; rejects with what it throws. */
export function answer<T>(now: number, work: () => T): Promise<T> {
  return new Promise((resolve) => {
    resolve(withClock(now, work));
  });
}
