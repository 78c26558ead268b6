/**
 * Watches one file for saves. By polling, not by the system's file events:
 * those miss saves on network folders and under WSL, and one file costs nothing.
 */
import { readFileSync, unwatchFile, watchFile } from 'node:fs';
import { resolve } from 'node:path';
import { codeOf, reasonOf } from './progress/read.ts';

/** Milliseconds between two looks. */
const INTERVAL = 250;

/** More than anybody writes for an exercise, in bytes. */
const LARGEST = 1_000_000;

export type Saved =
  { readonly ok: true; readonly text: string } | { readonly ok: false; readonly message: string };

/** Calls back with the file's text at once and after every save that changed it. Returns what stops it. */
export function watchText(file: string, saved: (saved: Saved) => void): () => void {
  const path = resolve(file);
  let last: string | null = null;
  const look = (): void => {
    const read = readText(path);
    const key = read.ok ? `+${read.text}` : `-${read.message}`;
    if (key === last) return;
    last = key;
    saved(read);
  };
  watchFile(path, { interval: INTERVAL }, look);
  look();
  return () => unwatchFile(path, look);
}

/** Reads a learner's file: UTF-8, and not larger than an answer can be. */
function readText(path: string): Saved {
  try {
    const bytes = readFileSync(path);
    if (bytes.length > LARGEST) {
      return {
        ok: false,
        message: `${path} is ${bytes.length.toLocaleString('en')} bytes; an answer has at most ${LARGEST.toLocaleString('en')}.`,
      };
    }
    return { ok: true, text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch (error) {
    if (error instanceof TypeError) return { ok: false, message: `${path} is not UTF-8; save it as UTF-8.` };
    if (codeOf(error) === 'ENOENT') return { ok: false, message: `There is no file ${path}.` };
    return { ok: false, message: `${path} cannot be read: ${reasonOf(error)}.` };
  }
}
