/**
 * sql.js as one SQLite that can be put back to the moment after it was loaded.
 *
 * Two things make that worth while. The same SQL gives the same random() at
 * every replay, because SQLite's generator starts anew; and what one text did to
 * the heap (a limit reached, memory torn to pieces) does not reach the next.
 */
import { readFileSync } from 'node:fs';
import crypto from 'node:crypto';
import initSqlJs from 'sql.js';
import type { Cell } from '../cell.ts';
import { wasm, type WasmInstance, type WasmMemory } from '../wasm.ts';
import { withInitialPages } from './wasmMemory.ts';

export type SqlDatabase = initSqlJs.Database;
export type SqlStatement = initSqlJs.Statement;

/** One SQLite, with at most one database open in it. */
export interface Sqlite {
  /**
   * Closes what was open, puts SQLite back to its beginning, and opens a
   * database: the bytes of a database file, or null for an empty one.
   * Call it, and use what it returns, within `withClock` alone.
   */
  open(bytes: Uint8Array | null): SqlDatabase;
  /** Closes what is open and puts SQLite back, so that the next `open` has less to do. */
  clean(): void;
}

/** sql.js loads once a process or worker, and so does this. `path` is that of `sql-wasm.wasm`. */
export async function loadSqlite(path: string): Promise<Sqlite> {
  loaded ??= load(path);
  return loaded;
}

let loaded: Promise<Sqlite> | null = null;

interface Config extends initSqlJs.SqlJsConfig {
  // Without this, old maths functions warn on the console, in the middle of the screen.
  readonly useOldExtensionFunctions: false;
}

/** Of 65,536 bytes: sql.js has its data and its stack in the first 82, its heap behind. */
const PAGES = 96;

async function load(path: string): Promise<Sqlite> {
  const module = await wasm().compile(withInitialPages(readFileSync(path), PAGES));
  let instance: WasmInstance | null = null;
  const config: Config = {
    useOldExtensionFunctions: false,
    instantiateWasm(imports: object, receive: (instance: WasmInstance) => void) {
      instance = new (wasm().Instance)(module, imports);
      receive(instance);
      return instance.exports;
    },
  };
  const { Database } = await initSqlJs(config);
  const pristine = pristineMemory(memoryOf(instance));
  let current: SqlDatabase | null = null;
  let dirty = false;

  function clean(): void {
    if (!dirty) return;
    try {
      current?.close();
    } catch {
      // Its memory is about to be overwritten.
    }
    current = null;
    pristine();
    dirty = false;
  }

  return {
    open(bytes) {
      clean();
      dirty = true;
      current = new Database(bytes);
      return current;
    },
    clean,
  };
}

function memoryOf(instance: WasmInstance | null): WasmMemory {
  const { Memory } = wasm();
  const found = Object.values(instance?.exports ?? {}).find((item) => item instanceof Memory);
  if (found === undefined) throw new Error('sql.js was loaded before, without access to its memory');
  return found;
}

/** Copies the memory as it is now; the function returned brings it back, but for what lies below a stack's end. */
function pristineMemory(memory: WasmMemory): () => void {
  const zeros = Buffer.alloc(CHUNK);
  const image = trimmed(Buffer.from(memory.buffer), zeros);
  const stack = untouchedStack(image, zeros);

  /** Whether the chunk was as it is to be. */
  function restore(all: Buffer, at: number): boolean {
    const chunk = all.subarray(at, at + CHUNK);
    const wanted = at < image.length ? image.subarray(at, at + CHUNK) : zeros;
    // Comparing does not make the system hand out pages as writing does.
    const same = chunk.equals(wanted);
    if (!same) chunk.set(wanted);
    return same;
  }

  return () => {
    const all = Buffer.from(memory.buffer);
    for (let at = 0; at < stack.start; at += CHUNK) restore(all, at);
    for (let at = stack.end; at < all.length; at += CHUNK) restore(all, at);
    // Most of the stack was never reached: it ends where several chunks in a row are untouched.
    for (let at = stack.end - CHUNK, same = 0; at >= stack.start && same < STACK_GAP; at -= CHUNK) {
      same = restore(all, at) ? same + 1 : 0;
    }
  };
}

/** Chunks: no variable on the stack is as large as that. */
const STACK_GAP = 4;
/** Chunks: nothing but the stack keeps as much empty when SQLite has been loaded. */
const STACK_LEAST = 48;

/** Where the stack, which grows downwards, has not been used yet; empty where it is not found. Offsets in bytes. */
function untouchedStack(image: Buffer, zeros: Buffer): { readonly start: number; readonly end: number } {
  let longest = { start: 0, end: 0 };
  for (let start = 0, at = 0; at <= image.length; at += CHUNK) {
    if (at < image.length && image.subarray(at, at + CHUNK).equals(zeros)) continue;
    if (at - start > longest.end - longest.start) longest = { start, end: at };
    start = at + CHUNK;
  }
  return longest.end - longest.start < STACK_LEAST * CHUNK ? { start: 0, end: 0 } : longest;
}

/** A whole number of wasm's own pages, so that memory always divides by it. */
const CHUNK = 65_536;

/** A copy without the zeros at the end, in whole chunks. */
function trimmed(all: Buffer, zeros: Buffer): Buffer {
  let top = all.length;
  while (top > 0 && all.subarray(top - CHUNK, top).equals(zeros)) top -= CHUNK;
  return Buffer.from(all.subarray(0, top));
}

/**
 * Runs `work` with the clock standing still at `now` (milliseconds since 1970)
 * and without chance: what SQLite asks of its host for datetime('now') and to
 * seed random().
 */
export function withClock<T>(now: number, work: () => T): T {
  const { now: realNow } = Date;
  const { randomFillSync } = crypto;
  Date.now = () => now;
  // sql.js takes its seeds from here, some at a time and keeping the rest, so all bytes are alike.
  crypto.randomFillSync = ((target: Uint8Array) => target.fill(SEED)) as typeof randomFillSync;
  try {
    return work();
  } finally {
    Date.now = realNow;
    crypto.randomFillSync = randomFillSync;
  }
}

const SEED = 0x5a;

/** The current row, integers as bigint: @types/sql.js does not know the second argument. */
export function readRow(statement: SqlStatement): Cell[] {
  return (statement as unknown as WithBigInt).get(null, { useBigInt: true });
}

interface WithBigInt {
  get(params: null, config: { readonly useBigInt: true }): Cell[];
}

/** The message of whatever sql.js threw: an Error, or a bare string. */
export function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
