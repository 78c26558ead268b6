import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { readProgress } from '../../src/app/progress/read.ts';
import { openProgress } from '../../src/app/progress/store.ts';

const WRITER = fileURLToPath(new URL('progress-writer.ts', import.meta.url));
const KILLINGS = 8;
let folder = '';
before(() => (folder = mkdtempSync(join(tmpdir(), 'progress-'))));
after(() => rmSync(folder, { recursive: true, force: true }));

function startWriter(slug: string, prefix: string, count: number) {
  const child = spawn(process.execPath, ['--import', 'tsx', WRITER, folder, slug, prefix, String(count)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return { child, lines: createInterface({ input: child.stdout }), ended: once(child, 'close') };
}

test('copies of the program that write the same lesson at the same time lose nothing', async () => {
  const count = 40;
  const writers = ['a', 'b', 'c'].map((prefix) => startWriter('shared', prefix, count));
  const said = await Promise.all(
    writers.map(async ({ lines, ended }) => {
      const all: string[] = [];
      lines.on('line', (line) => all.push(line));
      assert.deepEqual(await ended, [0, null]);
      return all;
    }),
  );
  const numbers = Array.from({ length: count }, (_, index) => String(index + 1));
  assert.deepEqual(said, [numbers, numbers, numbers]);
  const { lessons, notices } = readProgress(folder);
  assert.deepEqual(notices, []);
  assert.equal(Object.keys(lessons.shared?.answers ?? {}).length, 3 * count);
  assert.equal(lessons.shared?.furthest, count);
});

test('a copy killed in the middle of its writes leaves a whole file with all that it had saved', async () => {
  for (let killing = 1; killing <= KILLINGS; killing++) {
    const slug = `killed-${killing}`;
    const { child, lines, ended } = startWriter(slug, '', 100_000);
    let saved = 0;
    for await (const line of lines) {
      saved = Number(line);
      if (saved !== killing * 3) continue;
      // The lock shows that the next write begins; each time the blow falls a little later in it.
      while (!existsSync(join(folder, `${slug}.json.lock`)));
      const strike = performance.now() + killing * 0.4;
      while (performance.now() < strike);
      child.kill('SIGKILL');
    }
    assert.deepEqual(await ended, [null, 'SIGKILL']);
    const { lessons, notices } = readProgress(folder);
    assert.deepEqual(notices, []);
    assert.ok((lessons[slug]?.furthest ?? 0) >= saved, `${lessons[slug]?.furthest} after ${saved}`);

    if (killing < KILLINGS) continue;
    // The next copy takes over the lock that the dead one left, once that counts as abandoned.
    const store = await openProgress(folder);
    const position = { step: 1, moment: 2 };
    const notice = store.save(slug, {
      position,
      furthest: 1,
      done: true,
      answers: {},
      exercise: null,
      lab: {},
    });
    assert.deepEqual(await store.flush(), []);
    assert.equal(await notice, null);
    const { progress } = await store.readLesson(slug);
    assert.equal(progress?.done, true);
    assert.deepEqual(progress.position, position);
    assert.ok(progress.furthest >= saved);
  }
});
