/**
 * The learner's drafts: one SQL file for each exercise, in the folder of the
 * progress, written whole or not at all. A plain file, so that it can be opened
 * with any editor. Whatever else writes that file (another copy of the program,
 * an editor left open) is not overwritten: its text is set aside.
 */
import { homedir } from 'node:os';
import { readFileSync, renameSync } from 'node:fs';
import { basename, dirname, join, sep } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { makeFolder } from './progress/folder.ts';
import { removeLeftovers } from './progress/files.ts';
import { codeOf, reasonOf } from './progress/read.ts';
import { delayedWriter } from './delayedWriter.ts';

export interface Drafts {
  /**
   * The draft, or null where there is none; a damaged one is set aside and named
   * in the notice. What was read may be overwritten from then on. `edited`: the file
   * was given to an editor, so it may hold another text than before. Never throws.
   */
  read(
    slug: string,
    how?: { readonly edited: true },
  ): { readonly text: string | null; readonly notice: string | null };
  /**
   * Keeps the draft within a moment. Resolves to null, or to what the learner has to
   * know: what went wrong, said once until it goes well again; and where a text is
   * kept that something else had written there, said once for each such file.
   */
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
  /** What this copy read or wrote last, by draft: anything else in the file was written by another program. */
  const lastSeen = new Map<string, Buffer | null>();
  const writer = delayedWriter<string>({
    delay: DELAY,
    async write(slug, text) {
      makeFolder(home);
      const notice = keepOther(slug, text);
      await writeFileAtomic(path(slug), text);
      lastSeen.set(slug, Buffer.from(text));
      return notice;
    },
    writeSync(slug, text) {
      makeFolder(home);
      keepOther(slug, text);
      writeFileAtomic.sync(path(slug), text);
    },
    failure: (slug, error) =>
      `Your draft cannot be saved: ${reasonOf(error)} (${path(slug)}). It is kept only until you leave.`,
  });

  /** Sets aside what is in the draft's file, where this copy has not seen it. Returns where it is. */
  function keepOther(slug: string, own: string): string | null {
    const seen = lastSeen.get(slug);
    const found = bytesOf(path(slug));
    if (seen === undefined || found === null) return null;
    if (found.equals(Buffer.from(own)) || (seen !== null && found.equals(seen))) return null;
    return `Another window wrote this draft, too: that text is kept as ${keep(slug, found)}.`;
  }

  /** Keeps a text beside the draft and returns where: the name first, which should not be cut on a narrow screen. */
  function keep(slug: string, bytes: Buffer): string {
    const aside = `${path(slug)}.other-${stamp()}`;
    writeFileAtomic.sync(aside, bytes);
    return `${basename(aside)} in ${shortened(home)}`;
  }

  /** Where the file does not hold what this copy wrote last, that is set aside: what is read takes its place. */
  function keepOwn(slug: string, found: Buffer): string | null {
    const seen = lastSeen.get(slug);
    if (seen === undefined || seen === null || found.equals(seen)) return null;
    return `This is the text of another window. Yours is kept as ${keep(slug, seen)}.`;
  }

  return {
    path,
    read(slug, how) {
      const waiting = writer.pending.get(slug);
      if (waiting !== undefined) return { text: waiting, notice: null };
      try {
        const found = readFileSync(path(slug));
        const text = new TextDecoder('utf-8', { fatal: true }).decode(found);
        const notice = how === undefined ? keepOwn(slug, found) : null;
        lastSeen.set(slug, found);
        return { text, notice };
      } catch (error) {
        lastSeen.set(slug, null);
        if (codeOf(error) === 'ENOENT') return { text: null, notice: null };
        return { text: null, notice: setAside(path(slug), error) };
      }
    },
    save: writer.save,
    flush: writer.flush,
    flushSync: writer.flushSync,
    forget(slug) {
      writer.pending.delete(slug);
      lastSeen.delete(slug);
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
  const aside = `${file}.damaged-${stamp()}`;
  try {
    renameSync(file, aside);
    return `Your draft cannot be read: ${why}. It is kept as ${basename(aside)} in ${shortened(dirname(aside))}.`;
  } catch {
    return `Your draft cannot be read: ${why} (${file}).`;
  }
}

/** A path with `~` for the home folder: it should be whole on a narrow screen. */
function shortened(folder: string): string {
  const home = homedir();
  return home !== sep && folder.startsWith(home + sep) ? `~${folder.slice(home.length)}` : folder;
}

/** Now, as a part of a file's name. */
function stamp(): string {
  return new Date().toISOString().replaceAll(/[:.]/g, '-');
}

/** A file's content, or null where there is none that can be read. */
function bytesOf(file: string): Buffer | null {
  try {
    return readFileSync(file);
  } catch {
    return null;
  }
}
