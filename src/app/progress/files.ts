/** Changing a lesson's file: under a lock that other copies of the program heed too, and never half-written. */
import { readdirSync, renameSync, statSync, unlinkSync } from 'node:fs';
import { unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { lock, lockSync, type LockOptions } from 'proper-lockfile';
import writeFileAtomic from 'write-file-atomic';
import type { Progress } from '../../tutor/state.ts';
import { makeFolder } from './folder.ts';
import { codeOf, fileOf, findRecord, whyUnread, type Found } from './read.ts';
import { merge, recordText } from './record.ts';

/** A lock older than this, in milliseconds, was left behind by a copy that died. Its holder renews it each second. */
const STALE = 3000;
/** How long to wait for another copy, in milliseconds: beyond STALE, so that a dead one does not count. */
export const LOCK_WAIT = 5000;
/** Files that a crash left half-written are removed after this many milliseconds. */
const LEFTOVER_AGE = 60_000;

const LOCK: LockOptions = {
  stale: STALE,
  realpath: false,
  // The default throws from a timer and would end the program. Writes are whole even without the lock.
  onCompromised: () => undefined,
};

/** Runs `work` while no other copy changes the lesson's file. Throws where the lock cannot be had. */
export async function withLock<T>(
  folder: string,
  slug: string,
  lockWait: number,
  work: () => T | Promise<T>,
): Promise<T> {
  makeFolder(folder);
  const release = await acquire(fileOf(folder, slug), Date.now() + lockWait);
  try {
    return await work();
  } finally {
    // Taken from us while the machine slept: nothing to give back.
    await release().catch(() => undefined);
  }
}

async function acquire(file: string, deadline: number): Promise<() => Promise<void>> {
  for (;;) {
    try {
      return await lock(file, LOCK);
    } catch (error) {
      if (codeOf(error) !== 'ELOCKED' || Date.now() >= deadline) throw error;
      await wait(5 + Math.random() * 20);
    }
  }
}

/** Adds progress to what the file holds; call it under the lock. Returns the name of a damaged file set aside. */
export async function addProgress(
  folder: string,
  slug: string,
  progress: Progress,
): Promise<SetAside | null> {
  const { text, aside } = prepare(folder, slug, progress);
  await writeFileAtomic(fileOf(folder, slug), text);
  return aside;
}

/** The same at once, lock and all, for a process that is ending. */
export function addProgressSync(folder: string, slug: string, progress: Progress, lock: SyncLock): void {
  makeFolder(folder);
  const release = lock.ours ? () => undefined : acquireSync(fileOf(folder, slug), Date.now() + lock.wait);
  try {
    writeFileAtomic.sync(fileOf(folder, slug), prepare(folder, slug, progress).text);
  } finally {
    release();
  }
}

/** How a process that is ending comes by the lock. */
export interface SyncLock {
  /** A write of this process, under way and never to end, has it already. */
  readonly ours: boolean;
  /** Milliseconds to wait for another copy. */
  readonly wait: number;
}

function acquireSync(file: string, deadline: number): () => void {
  const pause = new Int32Array(new SharedArrayBuffer(4));
  for (;;) {
    try {
      return lockSync(file, LOCK);
    } catch (error) {
      if (codeOf(error) !== 'ELOCKED' || Date.now() >= deadline) throw error;
      Atomics.wait(pause, 0, 0, 5);
    }
  }
}

function prepare(folder: string, slug: string, progress: Progress): { text: string; aside: SetAside | null } {
  const found = findRecord(folder, slug);
  switch (found.type) {
    case 'none':
      return { text: recordText({}, progress), aside: null };
    case 'damaged':
      return { aside: setAside(folder, slug, found), text: recordText({}, progress) };
    case 'record': {
      const { raw, progress: known } = found.record;
      // A time to come is that of a clock that was wrong; believed, it would keep the position for ever.
      const past =
        Date.parse(known.updatedAt) > Date.now() ? { ...known, updatedAt: progress.updatedAt } : known;
      return { text: recordText(raw, merge(past, progress)), aside: null };
    }
    case 'newer':
    case 'unreadable':
      // Not damaged, but not ours to replace.
      throw new Error(whyUnread(found) ?? '');
  }
}

/** A damaged file and the name under which it is kept. */
export interface SetAside {
  readonly path: string;
  readonly why: string;
}

/** Renames a damaged file, so that its place is free; call it under the lock. Throws where it cannot. */
export function setAside(folder: string, slug: string, found: Extract<Found, { type: 'damaged' }>): SetAside {
  const file = fileOf(folder, slug);
  const path = `${file}.damaged-${new Date().toISOString().replaceAll(/[:.]/g, '-')}`;
  renameSync(file, path);
  return { path, why: found.why };
}

/** Deletes a lesson's file; call it under the lock. False where there was none. */
export async function deleteRecord(folder: string, slug: string): Promise<boolean> {
  try {
    await unlink(fileOf(folder, slug));
    return true;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false;
    throw error;
  }
}

/** Removes what a copy that died in the middle of a write left behind. Says nothing where it cannot. */
export function removeLeftovers(folder: string): void {
  try {
    for (const name of readdirSync(folder)) {
      // The temporary names of write-file-atomic.
      if (!/\.(json|sql)\.\d+$/.test(name)) continue;
      const path = join(folder, name);
      if (Date.now() - statSync(path).mtimeMs > LEFTOVER_AGE) unlinkSync(path);
    }
  } catch {
    // Untidy, but harmless.
  }
}
