/** Which version asks what while a migration runs in batches: by chance, yet the same for the same seed. Pure. */
import type { App, AppRead, AppWrite } from '../course/model.ts';

/** A request that is about to be made. */
export type Request = { readonly version: string } & (
  | { readonly kind: 'read'; readonly does: AppRead }
  | {
      readonly kind: 'write';
      readonly does: AppWrite;
      /** By which the version reads its write back. */ readonly reads: readonly AppRead[];
    }
);

/**
 * The requests of the running versions, without an end: each time a version,
 * then reading or writing, then which. Ends at once where no version does anything.
 */
export function* requestsOf(apps: readonly App[], seed: number): Generator<Request, void> {
  const busy = apps.filter(({ reads, writes }) => reads.length + writes.length > 0);
  const random = mulberry32(seed);
  for (;;) {
    const app = pick(busy, random);
    if (app === undefined) return;
    const { version, reads } = app;
    const wantsWrite = random() < 0.5;
    const write = wantsWrite || reads.length === 0 ? pick(app.writes, random) : undefined;
    const read = write === undefined ? pick(reads, random) : undefined;
    if (write !== undefined) yield { version, kind: 'write', does: write, reads };
    else if (read !== undefined) yield { version, kind: 'read', does: read };
  }
}

function pick<T>(from: readonly T[], random: () => number): T | undefined {
  return from[Math.floor(random() * from.length)];
}

/** Numbers from 0 up to 1, by the generator mulberry32: small, and good enough for a timetable. */
export function mulberry32(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
