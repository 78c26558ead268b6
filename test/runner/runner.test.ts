/** test/run.mjs: many files in one process, each as if it were alone there. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import test, { type TestContext } from 'node:test';
import { ROOT } from '../support/course.ts';

const HEAD = `import assert from 'node:assert/strict'; import test, * as runner from 'node:test';\n`;

/** Runs these test files, by name, and answers with the status and all that was printed. */
function ran(t: TestContext, files: Readonly<Record<string, string>>, ...words: readonly string[]) {
  mkdirSync(join(ROOT, 'node_modules', '.cache'), { recursive: true });
  const folder = mkdtempSync(join(ROOT, 'node_modules', '.cache', 'runner-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), HEAD + text);
  const env: NodeJS.ProcessEnv = { ...process.env, TEST_FOLDER: relative(ROOT, folder) };
  // Set by the runner that runs this test; a runner below it would report to it in its own format.
  delete env.NODE_TEST_CONTEXT;
  const script = join(ROOT, 'test', 'run.mjs');
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...words], {
    cwd: ROOT,
    env,
    encoding: 'utf8',
  });
  return { status, text: stdout + stderr };
}

test("hooks are of their own file's tests, and all files' tests are counted", (t) => {
  const hooked = `let calls = 0; runner.beforeEach(() => void calls++);
    test('hooked', () => assert.equal(calls, 1)); test('hooked again', () => assert.equal(calls, 2));`;
  const { status, text } = ran(t, { 'a.test.ts': hooked, 'b.test.ts': hooked, 'c.test.ts': hooked });
  assert.equal(status, 0, text);
  assert.match(text, /^ℹ tests 6$[^]*^ℹ pass 6$[^]*^ℹ fail 0$/m);
});

test('a failure names the place in the source, and the status is 1', (t) => {
  const failing = `\ntest('unequal', () => {\n  assert.equal(1, 2);\n});`;
  const { status, text } = ran(t, { 'a.test.ts': failing, 'b.test.ts': `test('fine', () => {});` });
  assert.equal(status, 1, text);
  assert.match(text, /✖ unequal/);
  assert.match(text, /a\.test\.ts:4:10/);
  assert.match(text, /^ℹ pass 1$[^]*^ℹ fail 1$/m);
});

test('a file that cannot be built, does not load or ends its process hides no other', (t) => {
  const { status, text } = ran(t, {
    'a.test.ts': `import { gone } from './gone.ts'; test('a', gone);`,
    'b.test.ts': `throw new Error('not today');`,
    'c.test.ts': `import gone from 'no-such-package'; test('c', gone);`,
    'd.test.ts': `test('d', () => process.kill(process.pid, 'SIGKILL'));`,
    'e.test.ts': `test('e runs', () => {});`,
    'f.test.ts': `test('f runs', () => {});`,
  });
  assert.equal(status, 1, text);
  for (const word of [
    /gone\.ts/,
    /not today/,
    /no-such-package/,
    /d\.test\.ts\.mjs/,
    /✔ e runs/,
    /✔ f runs/,
  ]) {
    assert.match(text, word);
  }
});

test('words pick files; words that pick none are an error', (t) => {
  const files = { 'a.test.ts': `test('picked', () => {});`, 'b.test.ts': `test('left', () => {});` };
  const { status, text } = ran(t, files, 'a.test');
  assert.equal(status, 0, text);
  assert.match(text, /^ℹ tests 1$/m);
  assert.equal(ran(t, files, 'nothing').status, 1);
});
