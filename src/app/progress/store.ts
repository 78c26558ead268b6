/**
 * Progress on disk while the program runs. Nothing here throws: what cannot be
 * read or saved is said in one sentence, and the session goes on in memory.
 */
import type { Progress } from '../../tutor/state.ts';
import {
  addProgress,
  addProgressSync,
  deleteRecord,
  LOCK_WAIT,
  removeLeftovers,
  setAside,
  withLock,
  type SetAside,
} from './files.ts';
import { emptyLessons, findRecord, reasonOf, slugsIn, whyUnread, type ProgressReading } from './read.ts';
import { merge } from './record.ts';
import { delayedWriter } from '../delayedWriter.ts';

/** The progress of one course. */
export interface ProgressStore {
  /** The progress of every lesson; a damaged file is set aside and named. */
  read(): Promise<ProgressReading>;
  /** The progress of one lesson, null where it was never opened. */
  readLesson(slug: string): Promise<LessonReading>;
  /**
   * Keeps where a lesson is. What is saved within a moment is written as one;
   * answers are added to those on disk, `furthest` and `done` never go back.
   * Resolves when it is written: to null, or to what went wrong, said once.
   */
  save(slug: string, progress: Omit<Progress, 'updatedAt'>): Promise<string | null>;
  /** Writes what is not written yet, now. Resolves to what went wrong: one sentence for each lesson not saved. */
  flush(): Promise<readonly string[]>;
  /** The same for a process that is ending and cannot wait: at once, and without a word. */
  flushSync(): void;
  /** Forgets a lesson, or with null all of them. */
  reset(slug: string | null): Promise<Reset>;
}

export interface LessonReading {
  readonly progress: Progress | null;
  readonly notice: string | null;
}

export interface Reset {
  /** Slugs of the lessons that are forgotten. */
  readonly removed: readonly string[];
  readonly notices: readonly string[];
}

export interface ProgressOptions {
  /** Milliseconds within which changes are written as one: as much as a crash may lose. */
  readonly delay?: number;
  /** Milliseconds to wait for another copy of the program. */
  readonly lockWait?: number;
  /** Milliseconds since 1970. */
  readonly clock?: () => number;
}

/** How long a process that is ending waits for another copy, in milliseconds. */
const LAST_WAIT = 200;

/** Opens the progress kept in a folder (see `stateFolder`), which is made when there is something to write. */
export function openProgress(folder: string, options: ProgressOptions = {}): Promise<ProgressStore> {
  removeLeftovers(folder);
  return Promise.resolve(createProgressStore(folder, options));
}

function createProgressStore(folder: string, options: ProgressOptions): ProgressStore {
  const { delay = 150, lockWait = LOCK_WAIT, clock = Date.now } = options;
  /** The lesson whose file is being written, and whose lock we hold. */
  let writing: string | null = null;
  const writer = delayedWriter<Progress>({
    delay,
    async write(slug, progress) {
      const aside = await withLock(folder, slug, lockWait, async () => {
        writing = slug;
        return addProgress(folder, slug, progress).finally(() => (writing = null));
      });
      return aside && asideNotice(slug, aside);
    },
    writeSync: (slug, progress) =>
      addProgressSync(folder, slug, progress, { ours: writing === slug, wait: LAST_WAIT }),
    failure: (slug, error) =>
      `Your progress in “${slug}” cannot be saved: ${reasonOf(error)} (${folder}). It is kept only until you leave.`,
  });
  const { pending, inTurn } = writer;

  async function readOne(slug: string): Promise<LessonReading> {
    let found = findRecord(folder, slug);
    let notice: string | null = null;
    if (found.type === 'damaged') {
      try {
        await withLock(folder, slug, lockWait, () => {
          // Another copy may have mended it meanwhile.
          found = findRecord(folder, slug);
          if (found.type === 'damaged') notice = asideNotice(slug, setAside(folder, slug, found));
        });
      } catch (error) {
        notice = `Your progress in “${slug}” cannot be read, and not set aside either: ${reasonOf(error)} (${folder}).`;
      }
    }
    const why = whyUnread(found);
    if (why !== null) notice ??= `Your progress in “${slug}” cannot be read: ${why} (${folder}).`;
    const onDisk = found.type === 'record' ? found.record.progress : null;
    const waiting = pending.get(slug);
    const progress = onDisk && waiting ? merge(onDisk, waiting) : (waiting ?? onDisk);
    return { progress, notice };
  }

  async function resetOne(slug: string): Promise<boolean> {
    if (findRecord(folder, slug).type === 'none') return pending.delete(slug);
    return withLock(folder, slug, lockWait, async () => {
      const waited = pending.delete(slug);
      return (await deleteRecord(folder, slug)) || waited;
    });
  }

  return {
    read: () =>
      inTurn(async () => {
        const lessons = emptyLessons();
        const { slugs, notice } = slugsIn(folder);
        const notices = notice === null ? [] : [notice];
        for (const slug of new Set([...slugs, ...pending.keys()])) {
          const reading = await readOne(slug);
          if (reading.progress) lessons[slug] = reading.progress;
          if (reading.notice !== null) notices.push(reading.notice);
        }
        return { lessons, notices };
      }),

    readLesson: (slug) => inTurn(() => readOne(slug)),

    save(slug, progress) {
      const waiting = pending.get(slug);
      const stamped = { ...progress, updatedAt: new Date(clock()).toISOString() };
      return writer.save(slug, waiting ? merge(waiting, stamped) : stamped);
    },

    flush: writer.flush,
    flushSync: writer.flushSync,

    reset: (slug) =>
      inTurn(async () => {
        const { slugs, notice } = slug === null ? slugsIn(folder) : { slugs: [slug], notice: null };
        const removed: string[] = [];
        const notices = notice === null ? [] : [notice];
        for (const one of slugs) {
          try {
            if (await resetOne(one)) removed.push(one);
          } catch (error) {
            notices.push(`Your progress in “${one}” cannot be removed: ${reasonOf(error)} (${folder}).`);
          }
        }
        if (slug === null) pending.clear();
        return { removed, notices };
      }),
  };
}

function asideNotice(slug: string, { path, why }: SetAside): string {
  return `Your progress in “${slug}” could not be read (${why}). The file is kept as ${path}; the lesson begins anew.`;
}
