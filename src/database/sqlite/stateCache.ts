/** States of databases met lately, so that one that comes back is not read again. */
import type { DatabaseState } from '../state.ts';
import type { Limits } from '../limits.ts';

interface Kept {
  readonly bytes: Uint8Array;
  readonly state: DatabaseState;
}

/** Databases kept; an answer to an exercise goes on from the last one, or back to one of the first. */
const MOST = 16;
/** Bytes of a database; reading a larger one again costs less than holding it twice. */
const LARGEST = 262_144;

/** By the limits within which they were read: these are a part of what a state is. */
const kept = new WeakMap<Limits, Kept[]>();

/** The state of a database, or null for one that was not met lately. */
export function cachedState(bytes: Uint8Array, limits: Limits): DatabaseState | null {
  return kept.get(limits)?.find((one) => Buffer.compare(one.bytes, bytes) === 0)?.state ?? null;
}

/** Keeps what was read of a database; the bytes are copied, because a message takes them away. */
export function cacheState(bytes: Uint8Array, limits: Limits, state: DatabaseState): void {
  if (bytes.length > LARGEST) return;
  const others = kept.get(limits) ?? [];
  kept.set(limits, [{ bytes: new Uint8Array(bytes), state }, ...others].slice(0, MOST));
}
