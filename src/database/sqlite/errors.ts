/** The database's errors as answers. */
import { refused, type DatabaseError } from '../error.ts';
import type { RunMode } from '../port.ts';
import { LIMITS } from '../limits.ts';
import { messageOf } from './sqlite.ts';
import { wasm } from '../wasm.ts';

/** What a statement threw. Passes on a breakdown of SQLite itself, after which nothing in it can be trusted. */
export function databaseError(thrown: unknown, mode: RunMode): DatabaseError {
  if (thrown instanceof wasm().RuntimeError || thrown instanceof RangeError) throw thrown;
  const message = messageOf(thrown);
  if (message === 'out of memory') {
    return {
      kind: 'memory',
      message: `The statement needs more memory than a lesson's database may use (${megabytes(LIMITS.heap)} MB).`,
    };
  }
  if (message === 'database or disk is full') {
    return {
      kind: 'memory',
      message: `The database would grow past what a lesson's may hold (${megabytes(LIMITS.pages * 4096)} MB).`,
    };
  }
  if (mode === 'query' && message === 'attempt to write a readonly database') {
    return refused('A query only looks; this statement would change the database.');
  }
  return { kind: 'sql', message };
}

function megabytes(bytes: number): number {
  return bytes / 1024 / 1024;
}
