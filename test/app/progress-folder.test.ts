import assert from 'node:assert/strict';
import { mkdtempSync, realpathSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, isAbsolute, join, relative } from 'node:path';
import { test } from 'node:test';
import { makeFolder, STATE_VARIABLE, stateFolder } from '../../src/app/progress/folder.ts';

test('the shipped course and courses given by folder are kept apart, each under the folder asked for', () => {
  const env = { [STATE_VARIABLE]: join(tmpdir(), 'state') };
  assert.equal(stateFolder(env, null), join(tmpdir(), 'state', 'course'));
  const one = stateFolder(env, 'lessons-a');
  assert.match(basename(one), /^course-[0-9a-f]{12}$/);
  assert.notEqual(one, stateFolder(env, 'lessons-b'));
});

test('every way to write a folder’s path leads to the same progress', (context) => {
  const base = realpathSync(mkdtempSync(join(tmpdir(), 'course-')));
  context.after(() => rmSync(base, { recursive: true, force: true }));
  const env = { [STATE_VARIABLE]: base };
  const link = `${base}/link`;
  symlinkSync(base, link, 'junction');
  assert.equal(stateFolder(env, link), stateFolder(env, base));
  assert.equal(stateFolder(env, relative(process.cwd(), base)), stateFolder(env, base));
  assert.equal(stateFolder(env, `${base}/`), stateFolder(env, base));
});

test('without the override it is the platform’s own folder, whole path', () => {
  const folder = stateFolder({ [STATE_VARIABLE]: '' }, null);
  assert.ok(isAbsolute(folder));
  assert.match(folder, /learn-migrations/);
  if (process.platform === 'linux') {
    const { XDG_STATE_HOME, HOME = '' } = process.env;
    assert.equal(folder, join(XDG_STATE_HOME || join(HOME, '.local', 'state'), 'learn-migrations', 'course'));
  }
});

test('a folder is made with all above it; where it cannot be made, that is said at once', (context) => {
  const base = realpathSync(mkdtempSync(join(tmpdir(), 'folder-')));
  context.after(() => rmSync(base, { recursive: true, force: true }));
  makeFolder(join(base, 'a', 'b', 'c'));
  makeFolder(join(base, 'a', 'b', 'c'));
  assert.ok(statSync(join(base, 'a', 'b', 'c')).isDirectory());
  writeFileSync(join(base, 'file'), '');
  assert.throws(() => makeFolder(join(base, 'file')), { code: 'EEXIST' });
  assert.throws(() => makeFolder(join(base, 'file', 'below', 'it')), { code: 'ENOTDIR' });
  if (process.platform === 'linux') assert.throws(() => makeFolder('/proc/none/such'), { code: 'ENOENT' });
});
