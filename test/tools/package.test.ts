/** What the package's scripts do and do not: who installs it runs nothing, who works here builds when there is a need. */
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { fingerprint } from '../../src/tools/ensureBuild.mjs';
import { temporaryFolder } from '../support/cli.ts';
import { ROOT } from '../support/course.ts';

test('installing the package runs no script, and packing it builds', () => {
  const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
    scripts: Readonly<Record<string, string>>;
  };
  const run = ['preinstall', 'install', 'postinstall', 'preprepare', 'prepare', 'postprepare', 'prepublish'];
  assert.deepEqual(
    run.filter((name) => name in scripts),
    [],
  );
  assert.equal(scripts.prepack, 'npm run build');
});

test('the sources are what they were until a file is written, comes or goes', () => {
  const project = temporaryFolder();
  mkdirSync(join(project, 'src', 'deep'), { recursive: true });
  const write = (name: string, text: string) => writeFileSync(join(project, name), text);
  write('package.json', '{}');
  write('src/deep/a.ts', 'a');
  const seen = [fingerprint(project)];
  assert.equal(fingerprint(project), seen[0]);
  const changes: readonly (() => void)[] = [
    () => write('src/deep/a.ts', 'longer'),
    () => write('src/b.ts', ''),
    () => write('package.json', '{ }'),
    () => rmSync(join(project, 'src', 'deep', 'a.ts')),
  ];
  for (const change of changes) {
    change();
    const next = fingerprint(project);
    assert.ok(!seen.includes(next), String(change));
    seen.push(next);
  }
  write('README.md', 'nothing that is built');
  assert.equal(fingerprint(project), seen.at(-1));
});
