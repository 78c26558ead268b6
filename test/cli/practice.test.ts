/** `practice` where it cannot open: wrong use is said in a plain sentence. In a terminal, journeys show it. */
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { cli, temporaryFolder, type Ran } from '../support/cli.ts';

function wrongUse({ status, stdout, stderr }: Ran): string {
  assert.deepEqual([status, stdout], [2, '']);
  return stderr;
}

test('without a terminal it names the command that needs none, and makes no file', async () => {
  const state = temporaryFolder();
  const file = join(state, 'mine.sql');
  for (const args of [[], ['--watch'], ['--watch', file]]) {
    const said = wrongUse(await cli(['practice', '9', ...args], { state }));
    assert.match(said, /^learn-migrations: the exercise opens in a terminal, and this is none\.\n/);
    assert.match(said, /\nWithout one: learn-migrations check 9 file\.sql\n$/);
  }
  assert.equal(existsSync(file), false);
  assert.deepEqual(readdirSync(state), []);
});

test('a folder, or a file in no folder, is refused before anything opens', async () => {
  const state = temporaryFolder();
  const watch = async (file: string) => wrongUse(await cli(['practice', '9', '--watch', file], { state }));
  assert.equal(
    await watch(state),
    `learn-migrations: ${state} is a folder; name the file in it that holds your SQL.\n`,
  );
  assert.match(await watch(join(state, 'mine/')), /mine\/ is a folder; name the file in it/);
  assert.equal(
    await watch(join(state, 'gone', 'mine.sql')),
    `learn-migrations: there is no folder ${join(state, 'gone')}. Make it first.\n`,
  );
  assert.deepEqual(readdirSync(state), []);
});

test('no lesson, an unknown one, one without an exercise', async () => {
  assert.match(wrongUse(await cli(['practice'])), /missing required argument/);
  assert.match(
    wrongUse(await cli(['practice', 'expnad-and-contract'])),
    /no lesson is called "expnad-and-contract"\. The nearest is 18, expand-and-contract\./,
  );
  const root = temporaryFolder();
  mkdirSync(join(root, 'lessons'));
  mkdirSync(join(root, 'fixtures', 'shop'), { recursive: true });
  writeFileSync(join(root, 'fixtures/shop/schema.sql'), 'CREATE TABLE t (id INTEGER PRIMARY KEY);');
  writeFileSync(
    join(root, 'lessons/01-try.md'),
    '---\nformat: 1\ntitle: Try\nsummary: A try\nminutes: 5\nfixture: shop\nshow: [t]\n---\n\n## Step\n\nText.\n',
  );
  assert.match(
    wrongUse(await cli(['--lessons', root, 'practice', '1'])),
    /lesson 1, Try, has no exercise\.\n$/,
  );
});
