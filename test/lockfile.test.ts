/** package-lock.json installs on every platform and from every registry; .ci/run asks the same before it installs. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { temporaryFolder } from './support/cli.ts';
import { ROOT } from './support/course.ts';

function faultsIn(file: string): readonly string[] {
  const { status, stderr } = spawnSync(process.execPath, [join(ROOT, 'test', 'lockfile.mjs'), file], {
    encoding: 'utf8',
  });
  const lines = stderr.split('\n').filter((line) => line !== '');
  assert.equal(status, lines.length === 0 ? 0 : 1, stderr);
  return lines.slice(0, -1);
}

test('package-lock.json lacks no package, those of other platforms included, and names no registry', () => {
  assert.deepEqual(faultsIn(join(ROOT, 'package-lock.json')), []);
});

test('a package that is named and not there is found, wherever it may stand', () => {
  const packages = {
    '': { dependencies: { a: '1' } },
    'node_modules/a': { dependencies: { b: '1', c: '1' }, optionalDependencies: { 'a-win32': '1' } },
    'node_modules/a/node_modules/b': {
      dependencies: { c: '1' },
      peerDependencies: { d: '1', e: '1' },
      peerDependenciesMeta: { e: { optional: true } },
    },
    'node_modules/c': { resolved: 'https://registry.example/c.tgz' },
  };
  const file = join(temporaryFolder(), 'lock.json');
  writeFileSync(file, JSON.stringify({ packages }));
  assert.deepEqual(faultsIn(file), [
    `node_modules/a needs a-win32, which ${file} does not hold.`,
    `node_modules/a/node_modules/b needs d, which ${file} does not hold.`,
    `node_modules/c comes from a registry that ${file} names.`,
  ]);
});
