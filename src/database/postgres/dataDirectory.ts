/**
 * A PostgreSQL data directory as a map of files. A checkpoint is what differs
 * from the directory of an empty database: 0.4 MB in place of the 40 MB of
 * `dumpDataDir`, and no archive to take apart when it is opened again.
 */
import { deserialize, serialize } from 'node:v8';
import { gunzipSync, gzipSync } from 'node:zlib';

/** Contents by path below the data directory. A path that ends in `/` is a folder, with no bytes. */
export type Files = ReadonlyMap<string, Uint8Array>;

/** What differs from other files: contents by path, null for what is not there any more. */
export type Changes = ReadonlyMap<string, Uint8Array | null>;

/** The part of Emscripten's file system that is used here. */
export interface FileSystem {
  readdir(path: string): string[];
  stat(path: string): { readonly mode: number };
  isDir(mode: number): boolean;
  readFile(path: string, options: { readonly encoding: 'binary' }): Uint8Array;
  writeFile(path: string, data: Uint8Array): void;
  mkdirTree(path: string): void;
}

const ROOT = '/pglite/data';

/** All files of the data directory, but for those of the write-ahead log that `keepLog` leaves out. */
export function readFiles(fs: FileSystem, keepLog: (name: string) => boolean): Files {
  const files = new Map<string, Uint8Array>();
  const visit = (folder: string): void => {
    for (const name of fs.readdir(`${ROOT}/${folder}`)) {
      if (name === '.' || name === '..') continue;
      const path = folder + name;
      if (fs.isDir(fs.stat(`${ROOT}/${path}`).mode)) {
        files.set(`${path}/`, new Uint8Array());
        visit(`${path}/`);
      } else if (folder !== 'pg_wal/' || keepLog(name)) {
        files.set(path, fs.readFile(`${ROOT}/${path}`, { encoding: 'binary' }));
      }
    }
  };
  visit('');
  return files;
}

export function writeFiles(fs: FileSystem, files: Files): void {
  fs.mkdirTree(ROOT);
  for (const [path, bytes] of files) {
    if (path.endsWith('/')) fs.mkdirTree(`${ROOT}/${path.slice(0, -1)}`);
    // PostgreSQL writes into what it is given.
    else fs.writeFile(`${ROOT}/${path}`, new Uint8Array(bytes));
  }
}

/** What has to be done to `before` to get `after`. */
export function changesBetween(before: Files, after: Files): Changes {
  const changes = new Map<string, Uint8Array | null>();
  for (const [path, bytes] of after) {
    const old = before.get(path);
    if (old === undefined || Buffer.compare(old, bytes) !== 0) changes.set(path, bytes);
  }
  for (const path of before.keys()) if (!after.has(path)) changes.set(path, null);
  return changes;
}

export function withChanges(before: Files, changes: Changes): Files {
  const files = new Map(before);
  for (const [path, bytes] of changes) {
    if (bytes === null) files.delete(path);
    else files.set(path, bytes);
  }
  return files;
}

/** Files or changes as bytes, alone in their buffer, so that a message can hand it over. */
export function pack(files: Changes): Uint8Array {
  // Most of it is zeros and catalogues; more than the lowest level gains little.
  return new Uint8Array(gzipSync(serialize(files), { level: 1 }));
}

/** The reverse of `pack`. */
export function unpackChanges(bytes: Uint8Array): Changes {
  return deserialize(gunzipSync(bytes)) as Changes;
}

/** The reverse of `pack`, for whole files. */
export function unpackFiles(bytes: Uint8Array): Files {
  return deserialize(gunzipSync(bytes)) as Files;
}
