/** Reads the answer that a command is to look at: a file, or standard input. */
import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { EXIT, ExitError } from './exit.ts';
import { nearest } from '../words/nearest.ts';

/** No answer is that long; the database refuses much shorter ones in words of its own. */
const LARGEST = 32 * 1024 * 1024;

/** The text of a file, or of standard input for `-` and, off a terminal, for no name. Throws ExitError for wrong use. */
export async function readAnswer(file: string | undefined): Promise<string> {
  if (file === undefined && process.stdin.isTTY) {
    throw usage('which file? Name the one that holds your SQL, or - for standard input.');
  }
  const name = file === undefined || file === '-' ? null : file;
  if (name !== null) await assertReadable(name);
  const bytes = await readAll(
    name === null ? process.stdin : createReadStream(name),
    name ?? 'standard input',
  );
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw usage(`${name ?? 'standard input'} is not UTF-8 text. Save it as UTF-8, and check again.`);
  }
}

async function assertReadable(file: string): Promise<void> {
  const found = await stat(file).catch(() => null);
  if (found?.isDirectory() === true)
    throw usage(`${file} is a folder; name the file in it that holds your SQL.`);
  if (found !== null) return;
  const beside = await readdir(path.dirname(file)).catch(() => []);
  const near = nearest(path.basename(file), beside);
  const hint = near === null ? '' : ` Did you mean ${path.join(path.dirname(file), near)}?`;
  throw usage(`there is no file ${file}.${hint}`);
}

async function readAll(stream: Readable, name: string): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of stream) {
      const bytes = Buffer.from(chunk as Uint8Array);
      size += bytes.length;
      if (size > LARGEST) break;
      chunks.push(bytes);
    }
  } catch (error) {
    throw usage(`${name} cannot be read: ${error instanceof Error ? error.message : String(error)}.`);
  }
  if (size > LARGEST)
    throw usage(`${name} is larger than ${LARGEST / 1024 / 1024} MB; that is no answer to an exercise.`);
  return Buffer.concat(chunks);
}

function usage(message: string): ExitError {
  return new ExitError(EXIT.usage, `learn-migrations: ${message}`);
}
