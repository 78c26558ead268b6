/** Where SQLite's wasm file is: beside the bundle, or in the package of the source tree. */
import { createRequire } from 'node:module';
import { join } from 'node:path';

/** Path of `sql-wasm.wasm`. */
export function wasmPath(): string {
  return import.meta.filename.endsWith('.ts')
    ? createRequire(import.meta.filename).resolve('sql.js/dist/sql-wasm.wasm')
    : join(import.meta.dirname, 'sql-wasm.wasm');
}
