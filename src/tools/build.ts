/** Builds dist/: the bundle, the database worker, SQLite's wasm, an empty PostgreSQL, the compiled course and the licences of what is bundled. */
import { copyFile, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeCompiled } from '../course/files/compile.ts';
import { bundleProgram } from './bundle.ts';
import { compileExercises, readCourse } from './compiledCourse.ts';
import { writeLicences } from './licences.ts';
import { writeEmptyPostgres } from './postgres.ts';

const OUT = 'dist';

// Everything that can fail for what is in the sources comes before the old build goes.
const [bundled, course] = await Promise.all([bundleProgram(OUT), readCourse()]);
await rm(OUT, { recursive: true, force: true });
await mkdir(OUT, { recursive: true });
await Promise.all([
  ...bundled.files.map(({ path, text }) => writeFile(path, text, { mode: 0o755 })),
  // What ends in .js is CommonJS here.
  writeFile(join(OUT, 'package.json'), '{ "type": "commonjs" }\n'),
  writeCompiled(course, join(OUT, 'course')),
  copyFile('node_modules/sql.js/dist/sql-wasm.wasm', join(OUT, 'sql-wasm.wasm')),
  writeEmptyPostgres(OUT),
  writeLicences(bundled.inputs, OUT),
]);
await compileExercises(course, OUT);
