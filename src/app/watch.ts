/**
 * Watches one file for saves. By looking at it again and again, not by the
 * system's file events: those miss saves on network folders and under WSL, and
 * so do times of change that are kept in whole seconds. One file costs nothing.
 */
import { open } from 'node:fs/promises';
import { resolve } from 'node:path';
import { codeOf, reasonOf } from './progress/read.ts';

/** Milliseconds between two looks. */
const INTERVAL = 250;

/** More than anybody writes for an exercise, in bytes. */
const LARGEST = 1_000_000;

export type Saved =
  { readonly ok: true; readonly text: string } | { readonly ok: false; readonly message: string };

/** Calls back with the file's text as soon as it is read, and after every save that changed it. Returns what stops it. */
export function watchText(file: string, saved: (saved: Saved) => void): () => void {
  const path = resolve(file);
  let last: string | null = null;
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  const look = async (): Promise<void> => {
    const read = await readText(path);
    if (stopped) return;
    // The watch has ended: its waiter is released without a save.
    timer = setTimeout(() => void look(), INTERVAL).unref();
    const key = read.ok ? `+${read.text}` : `-${read.message}`;
    if (key === last) return;
    last = key;
    saved(read);
  };
  void look();
  return () => {
    stopped = true;
    clearTimeout(timer);
  };
}

/** Reads a learner's file: UTF-8, and not larger than an answer can be. */
async function readText(path: string): Promise<Saved> {
  try {
    const bytes = await readUpTo(path, LARGEST);
    if (bytes === null) {
      return {
        ok: false,
        message: `${path} is too large: an answer has at most ${LARGEST.toLocaleString('en')} bytes.`,
      };
    }
    return { ok: true, text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch (error) {
    if (error instanceof TypeError) return { ok: false, message: `${path} is not UTF-8; save it as UTF-8.` };
    if (codeOf(error) === 'EISDIR') return { ok: false, message: `${path} is a folder; name a file in it.` };
    if (codeOf(error) === 'ENOENT') return { ok: false, message: `There is no file ${path}.` };
    return { ok: false, message: `${path} cannot be read: ${reasonOf(error)}.` };
  }
}

/** The file's bytes, or null where there are more than `most`. */
async function readUpTo(path: string, most: number): Promise<Buffer | null> {
  const handle = await open(path);
  try {
    return (await handle.stat()).size > most ? null : await handle.readFile();
  } finally {
    await handle.close();
  }
}
