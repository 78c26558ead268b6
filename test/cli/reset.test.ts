/** `reset` without a terminal; that it asks in one is shown by a journey. */
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { cli, temporaryFolder } from '../support/cli.ts';

const SLUGS = ['expand-and-contract', 'schema-data-or-both'];

function withProgress(): { readonly state: string; readonly left: () => readonly string[] } {
  const state = temporaryFolder();
  const folder = join(state, 'course');
  mkdirSync(folder);
  const record = {
    format: 1,
    position: { step: 3, moment: 0 },
    furthest: 3,
    done: false,
    answers: {},
    updatedAt: '2026-01-02T03:04:05.000Z',
  };
  for (const slug of SLUGS) writeFileSync(join(folder, `${slug}.json`), JSON.stringify(record));
  return {
    state,
    left: () =>
      existsSync(folder)
        ? readdirSync(folder)
            .filter((name) => name.endsWith('.json'))
            .sort()
        : [],
  };
}

test('it asks first: without a terminal to ask in, it needs --yes and forgets nothing', async () => {
  const { state, left } = withProgress();
  const { status, stdout, stderr } = await cli(['reset'], { state });
  assert.equal(status, 2);
  assert.equal(stdout, '');
  assert.match(stderr, /to forget the whole course without being asked, add --yes\./);
  assert.deepEqual(
    left(),
    SLUGS.map((slug) => `${slug}.json`),
  );
});

test('one lesson, by any of its names', async () => {
  const { state, left } = withProgress();
  const { status, stdout, stderr } = await cli(['reset', '18', '--yes'], { state });
  assert.deepEqual({ status, stderr }, { status: 0, stderr: '' });
  assert.equal(stdout, 'Forgotten: the progress of lesson 18, Replace a column, expand and contract.\n');
  assert.deepEqual(left(), ['schema-data-or-both.json']);
});

test('the whole course; a second time there is nothing to forget, and that is no error', async () => {
  const { state, left } = withProgress();
  for (let time = 0; time < 2; time++) {
    const { status, stdout } = await cli(['reset', '-y'], { state });
    assert.equal(status, 0);
    assert.equal(stdout, 'Forgotten: the progress of the whole course.\n');
    assert.deepEqual(left(), []);
  }
});
