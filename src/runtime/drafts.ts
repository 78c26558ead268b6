/**
 * The learner's drafts: one SQL file for each exercise, in the folder of the
 * progress, written whole or not at all. A plain file, so that it can be opened
 * with any editor.
 */
import { mkdirSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { removeLeftovers } from './progress/files.ts';
import { codeOf, reasonOf } from './progress/read.ts';

export interface Drafts {
  /** The draft, or null where there is none; a damaged one is set aside and named in the notice. Never throws. */
  read(slug: string): { readonly text: string | null; readonly notice: string | null };
  /** Keeps the draft within a moment. Resolves to what went wrong, said once until it goes well again, or null. */
  save(slug: string, text: string): Promise<string | null>;
  /** Writes now what is not written yet. Resolves to what went wrong. */
  flush(): Promise<readonly string[]>;
  /** The same for a process that is ending and cannot wait. */
  flushSync(): void;
  /** The file of a draft. */
  path(slug: string): string;
  /** Forgets a draft by setting it aside as `.old`: nothing that was written is deleted. */
  forget(slug: string): void;
}

/** As much as a crash may lose, in milliseconds. */
const DELAY = 300;

/** The drafts in a course's state folder (see progress/folder.ts). */
export function openDrafts(folder: string): Drafts {
  const home = join(folder, 'drafts');
  removeLeftovers(home);
  const path = (slug: string): string => join(home, `${slug}.sql`);
  const pending = new Map<string, string>();
  /** Drafts of which it was said that they cannot be saved. */
  const said = new Set<string>();
  const timers = new Map<string, { due: Promise<string | null>; hurry: () => void }>();

  async function write(slug: string): Promise<string | null> {
    const text = pending.get(slug);
    if (text === undefined) return null;
    try {
      mkdirSync(home, { recursive: true });
      await writeFileAtomic(path(slug), text);
      if (pending.get(slug) === text) pending.delete(slug);
      said.delete(slug);
      return null;
    } catch (error) {
      return `Your draft cannot be saved: ${reasonOf(error)} (${path(slug)}). It is kept only until you leave.`;
    }
  }

  /** The write that is due for a draft. */
  function dueFor(slug: string): Promise<string | null> {
    const waiting = timers.get(slug);
    if (waiting !== undefined) return waiting.due;
    let hurry = (): void => undefined;
    const due = new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, DELAY);
      hurry = () => {
        clearTimeout(timer);
        resolve();
      };
    }).then(() => {
      timers.delete(slug);
      return write(slug);
    });
    timers.set(slug, { due, hurry });
    return due;
  }

  return {
    path,
    read(slug) {
      const waiting = pending.get(slug);
      if (waiting !== undefined) return { text: waiting, notice: null };
      try {
        return {
          text: new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(path(slug))),
          notice: null,
        };
      } catch (error) {
        if (codeOf(error) === 'ENOENT') return { text: null, notice: null };
        return { text: null, notice: setAside(path(slug), error) };
      }
    },
    async save(slug, text) {
      pending.set(slug, text);
      const notice = await dueFor(slug);
      if (notice === null || said.has(slug)) return null;
      said.add(slug);
      return notice;
    },
    async flush() {
      const running = [...timers.values()];
      for (const { hurry } of running) hurry();
      const notices = await Promise.all(running.map(({ due }) => due));
      const rest = await Promise.all([...pending.keys()].map(write));
      return [...new Set([...notices, ...rest].filter((notice) => notice !== null))];
    },
    flushSync() {
      for (const [slug, text] of pending) {
        try {
          mkdirSync(home, { recursive: true });
          writeFileAtomic.sync(path(slug), text);
          pending.delete(slug);
        } catch {
          // The process is ending, and its last words are not for this.
        }
      }
    },
    forget(slug) {
      pending.delete(slug);
      try {
        renameSync(path(slug), `${path(slug)}.old`);
      } catch {
        // There was none.
      }
    },
  };
}

/** Renames a draft that cannot be read, so that it is kept and its place is free. */
function setAside(file: string, error: unknown): string {
  const why = error instanceof TypeError ? 'it is not UTF-8' : reasonOf(error);
  const aside = `${file}.damaged-${new Date().toISOString().replaceAll(/[:.]/g, '-')}`;
  try {
    renameSync(file, aside);
    return `Your draft cannot be read: ${why}. It is kept as ${aside}.`;
  } catch {
    return `Your draft cannot be read: ${why} (${file}).`;
  }
}
