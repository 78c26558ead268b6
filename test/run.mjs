// Runs the test files under test/ (or those whose path holds one of the words given) with node's own runner, those of
// a folder in one process: starting a process and compiling for each file takes longer than most tests do.
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname, join, resolve, sep } from 'node:path';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';
import { bundleGroups } from './runner/bundle.mjs';

/** Where the test files are; another folder for the test of this very script. */
const TESTS = process.env.TEST_FOLDER ?? 'test';

const words = process.argv.slice(2);
const files = readdirSync(TESTS, { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.test\.tsx?$/.test(name))
  .map((name) => join(TESTS, name).split(sep).join('/'))
  .filter((name) => words.length === 0 || words.some((word) => name.includes(word)))
  .sort();

/** Runs groups of files, each in a process of its own. Answers whether all passed, and the groups whose process died. */
async function runGroups(groups, folder) {
  mkdirSync(folder);
  const bundles = await bundleGroups(groups, folder);
  let passed = true;
  // Not `node --test`, which finds no files below node_modules since Node 21.
  const results = run({ files: bundles, concurrency: availableParallelism() });
  results.on('test:fail', ({ todo }) => (passed &&= todo !== undefined));
  for await (const text of results.compose(new spec())) process.stdout.write(text);
  return { passed, died: groups.filter((_, index) => !existsSync(`${bundles[index]}.finished`)) };
}

if (files.length === 0) {
  console.error(`no test file matches ${words.join(' ') || `${TESTS}/**/*.test.ts`}`);
  process.exit(1);
}
mkdirSync('node_modules/.cache', { recursive: true });
const folder = mkdtempSync(resolve('node_modules/.cache', 'tests-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
process.on('SIGINT', () => process.exit(130));

const folders = new Map();
for (const file of files) folders.set(dirname(file), [...(folders.get(dirname(file)) ?? []), file]);
const { passed, died } = await runGroups([...folders.values()], join(folder, 'all'));
if (died.length > 0) {
  // What the process had to report when it died may be lost with it.
  console.error('\nA process died before its tests ended. Each of its files in a process of its own:\n');
  const alone = died.flat().map((file) => [file]);
  await runGroups(alone, join(folder, 'alone'));
}
process.exitCode = passed && died.length === 0 ? 0 : 1;
