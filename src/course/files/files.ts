/** Reading a course's files: names in one order, text that is really text. */
import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Fault, Problem } from '../faults.ts';

export interface Entry {
  readonly name: string;
  readonly type: 'file' | 'folder' | 'other';
}

/**
 * What a folder holds, by name; null when it is not a folder or cannot be read.
 * Hidden files are left out: systems and editors put theirs everywhere.
 */
export async function listFolder(folder: string): Promise<readonly Entry[] | null> {
  let names: string[];
  try {
    names = await readdir(folder);
  } catch {
    return null;
  }
  const visible = names.filter((name) => !name.startsWith('.')).sort();
  return Promise.all(visible.map(async (name) => ({ name, type: await typeOf(path.join(folder, name)) })));
}

/** Follows links; a dangling one is `other`. */
async function typeOf(file: string): Promise<Entry['type']> {
  try {
    const found = await stat(file);
    return found.isFile() ? 'file' : found.isDirectory() ? 'folder' : 'other';
  } catch {
    return 'other';
  }
}

/** A text file as UTF-8, or why it is none: it cannot be read, is longer than `limit` bytes, or is not UTF-8. */
export async function readText(file: string, limit: number): Promise<string | Problem> {
  let bytes: Uint8Array;
  try {
    const { size } = await stat(file);
    if (size > limit) {
      const message = `The file is larger than ${limit / 1024} kB.`;
      return { message, mend: 'Make it smaller, or divide it.' };
    }
    bytes = await readFile(file);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const mend = 'Check that it is there and that you may read it.';
    return { message: `The file cannot be read: ${reason}.`, mend };
  }
  return (
    decode(bytes) ?? { ...firstBadLine(bytes), message: 'The file is not UTF-8.', mend: 'Save it as UTF-8.' }
  );
}

function decode(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** No character of UTF-8 but the line feed contains its byte, so lines can be tried one by one. */
function firstBadLine(bytes: Uint8Array): Pick<Fault, 'line' | 'text'> {
  let start = 0;
  for (let line = 1; start < bytes.length; line += 1) {
    const found = bytes.indexOf(0x0a, start);
    const end = found < 0 ? bytes.length : found;
    const part = bytes.subarray(start, end);
    if (decode(part) === null) return { line, text: new TextDecoder().decode(part) };
    start = end + 1;
  }
  return { line: 1, text: '' };
}
