import assert from 'node:assert/strict';
import { mkdtempSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, isAbsolute, join, relative } from 'node:path';
import { test } from 'node:test';
import { STATE_VARIABLE, stateFolder } from '../../src/app/progress/folder.ts';

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
