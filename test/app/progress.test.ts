import assert from 'node:assert/strict';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, beforeEach, test } from 'node:test';
import type { Progress } from '../../src/tutor/state.ts';
import { readProgress } from '../../src/app/progress/read.ts';
import { openProgress, type ProgressStore } from '../../src/app/progress/store.ts';

const base = mkdtempSync(join(tmpdir(), 'progress-'));
let folder = '';
let tests = 0;
beforeEach(() => (folder = join(base, String(++tests))));
after(() => rmSync(base, { recursive: true, force: true }));

type Saved = Omit<Progress, 'updatedAt'>;

function at(step: number, more: Partial<Saved> = {}): Saved {
  return {
    position: { step, moment: 0 },
    furthest: step,
    done: false,
    answers: {},
    exercise: null,
    lab: {},
    ...more,
  };
}

async function saveNow(store: ProgressStore, slug: string, progress: Saved): Promise<string | null> {
  const saved = store.save(slug, progress);
  await store.flush();
  return saved;
}

function put(slug: string, content: string | Uint8Array): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${slug}.json`), content);
}

function raw(slug: string): Record<string, unknown> {
  return JSON.parse(readFileSync(join(folder, `${slug}.json`), 'utf8')) as Record<string, unknown>;
}

test('what was saved is there for the next session', async () => {
  const clock = () => Date.parse('2026-01-02T03:04:05Z');
  const store = await openProgress(folder, { clock });
  assert.equal(await saveNow(store, 'add-column', at(3, { answers: { '2': [1] } })), null);
  const next = await openProgress(folder);
  const { lessons, notices } = await next.read();
  assert.deepEqual(notices, []);
  assert.deepEqual(Object.keys(lessons), ['add-column']);
  assert.deepEqual(lessons['add-column'], {
    ...at(3, { answers: { '2': [1] } }),
    updatedAt: '2026-01-02T03:04:05.000Z',
  });
  assert.deepEqual((await next.readLesson('add-column')).progress, lessons['add-column']);
  assert.deepEqual((await next.readLesson('rename')).progress, null);
  assert.deepEqual({ ...readProgress(folder).lessons }, { ...lessons });
});

test('furthest, done and answers only grow; the position is the latest', async () => {
  const store = await openProgress(folder);
  await saveNow(store, 'x', at(5, { done: true, answers: { '1': [0], '2': [1] } }));
  await saveNow(store, 'x', at(2, { answers: { '2': [0, 2], '3': [1] } }));
  const { progress } = await store.readLesson('x');
  assert.deepEqual(
    { ...progress, updatedAt: '' },
    {
      position: { step: 2, moment: 0 },
      furthest: 5,
      done: true,
      answers: { '1': [0], '2': [0, 2], '3': [1] },
      exercise: null,
      lab: {},
      updatedAt: '',
    },
  );
});

test('a position saved earlier, but written later, does not replace a newer one', async () => {
  const early = await openProgress(folder, { clock: () => 1000 });
  const late = await openProgress(folder, { clock: () => 2000 });
  const waiting = early.save('x', at(1, { answers: { a: [1] } }));
  await saveNow(late, 'x', at(7));
  await early.flush();
  await waiting;
  const { progress } = await late.readLesson('x');
  assert.equal(progress?.position.step, 7);
  assert.deepEqual(progress.answers, { a: [1] });
});

test('a time to come, from a clock that was wrong, does not hold the position', async () => {
  const wrong = await openProgress(folder, { clock: () => Date.now() + 1e10 });
  await saveNow(wrong, 'x', at(9));
  const store = await openProgress(folder);
  await saveNow(store, 'x', at(2));
  assert.equal((await store.readLesson('x')).progress?.position.step, 2);
});

test('changes in quick succession are written as one, without waiting for quiet', async () => {
  const store = await openProgress(folder, { delay: 1 });
  const saves = Array.from({ length: 200 }, (_, index) => store.save('x', at(index + 1)));
  assert.equal(existsSync(folder), false);
  assert.deepEqual(new Set(await Promise.all(saves)), new Set([null]));
  assert.equal(raw('x').furthest, 200);
});

test('what is not written yet is read all the same', async () => {
  const store = await openProgress(folder, { delay: 60_000 });
  const saved = store.save('x', at(4));
  assert.equal((await store.readLesson('x')).progress?.furthest, 4);
  assert.equal((await store.read()).lessons.x?.furthest, 4);
  assert.deepEqual(await store.flush(), []);
  assert.equal(await saved, null);
});

test('a process that ends writes at once, also while a write is under way', async () => {
  const store = await openProgress(folder, { delay: 60_000 });
  void store.save('x', at(4));
  store.flushSync();
  assert.equal(raw('x').furthest, 4);
  void store.save('x', at(5));
  const flushed = store.flush();
  void store.save('x', at(6));
  store.flushSync();
  assert.equal(raw('x').furthest, 6);
  await flushed;
  await store.flush();
  assert.equal(raw('x').furthest, 6);
});

test('of an exercise the better of two accounts is kept in each respect', async () => {
  const exercise = { solved: false, attempts: 3, hints: 2, solutionSeen: false, points: 4, maxPoints: 10 };
  const store = await openProgress(folder);
  await saveNow(store, 'x', at(1, { exercise }));
  await saveNow(
    store,
    'x',
    at(1, { exercise: { ...exercise, solved: true, attempts: 1, hints: 0, points: 10 } }),
  );
  await saveNow(store, 'x', at(1));
  const { progress } = await (await openProgress(folder)).readLesson('x');
  assert.deepEqual(progress?.exercise, { ...exercise, solved: true, points: 10 });
});

test('of a lab the shorter order that met a challenge is kept', async () => {
  const store = await openProgress(folder);
  await saveNow(store, 'x', at(1, { lab: { first: ['a', 'b', 'c'], second: ['a'] } }));
  await saveNow(store, 'x', at(1, { lab: { first: ['a', 'b'], second: ['a', 'b'] } }));
  const { progress } = await (await openProgress(folder)).readLesson('x');
  assert.deepEqual(progress?.lab, { first: ['a', 'b'], second: ['a'] });
});

test('keys of newer versions stay when the file is written again', async () => {
  const old = {
    format: 1,
    ...at(1),
    position: { step: 1, moment: 0, line: 7 },
    updatedAt: '2026-01-01T00:00:00Z',
  };
  put('x', JSON.stringify({ ...old, bookmark: { line: 7 } }));
  await saveNow(await openProgress(folder), 'x', at(2));
  assert.deepEqual(raw('x').bookmark, { line: 7 });
  assert.deepEqual(raw('x').position, { step: 2, moment: 0, line: 7 });
  assert.equal(raw('x').format, 1);
});

const sound = { format: 1, ...at(1), updatedAt: '2026-01-01T00:00:00Z' };
const damages: readonly (readonly [string, string | Uint8Array])[] = [
  ['empty', ''],
  ['cut off', JSON.stringify(sound).slice(0, 40)],
  ['not UTF-8', Uint8Array.from([0x7b, 0xff, 0xfe, 0x7d])],
  ['all zeros', new Uint8Array(200)],
  ['a list', '[]'],
  ['null', 'null'],
  ['without a format', JSON.stringify({ ...sound, format: undefined })],
  ['with a step that is no number', JSON.stringify({ ...sound, position: { step: '1', moment: 0 } })],
  ['with a negative moment', JSON.stringify({ ...sound, position: { step: 1, moment: -1 } })],
  ['with answers that are no lists', JSON.stringify({ ...sound, answers: { '1': 0 } })],
  ['with a time that is none', JSON.stringify({ ...sound, updatedAt: 'yesterday' })],
];

for (const [name, content] of damages) {
  test(`a file that is damaged (${name}) is set aside and named, and the program goes on`, async () => {
    put('x', content);
    put('whole', JSON.stringify(sound));
    const store = await openProgress(folder);
    const { lessons, notices } = await store.read();
    assert.deepEqual(Object.keys(lessons), ['whole']);
    const aside = readdirSync(folder).find((file) => file.startsWith('x.json.damaged-'));
    assert.ok(aside);
    assert.equal(notices.length, 1);
    assert.ok(notices[0]?.includes(join(folder, aside)), notices[0]);
    assert.deepEqual(readFileSync(join(folder, aside)), Buffer.from(content as string));
    assert.equal(existsSync(join(folder, 'x.json')), false);
    assert.equal(await saveNow(store, 'x', at(2)), null);
    assert.equal((await store.readLesson('x')).progress?.furthest, 2);
  });
}

test('a file that is damaged while the program runs is set aside when it is written', async () => {
  const store = await openProgress(folder);
  await saveNow(store, 'x', at(2));
  put('x', '{');
  const notice = await saveNow(store, 'x', at(3));
  assert.match(notice ?? '', /x\.json\.damaged-/);
  assert.equal(raw('x').furthest, 3);
});

test('a reader that changes nothing names a damaged file and leaves it', () => {
  put('x', '{');
  const { lessons, notices } = readProgress(folder);
  assert.deepEqual(Object.keys(lessons), []);
  assert.match(notices.join(), /“x” cannot be read: it is not JSON/);
  assert.deepEqual(readdirSync(folder), ['x.json']);
});

test('a file of a newer version is neither read nor touched', async () => {
  put('x', JSON.stringify({ ...sound, format: 2 }));
  const store = await openProgress(folder);
  const { progress, notice } = await store.readLesson('x');
  assert.equal(progress, null);
  assert.match(notice ?? '', /a newer version of learn-migrations wrote it/);
  assert.match((await saveNow(store, 'x', at(3))) ?? '', /cannot be saved: a newer version/);
  assert.equal(raw('x').format, 2);
  assert.equal((await store.readLesson('x')).progress?.furthest, 3);
});

test('where nothing can be written the session goes on in memory, and says so once', async () => {
  mkdirSync(base, { recursive: true });
  // A file where the folder should be: permissions would not stop root.
  writeFileSync(folder, '');
  const store = await openProgress(folder);
  assert.match((await store.read()).notices.join(), /there is a file where the folder should be/);
  assert.match((await saveNow(store, 'x', at(3))) ?? '', /“x” cannot be saved: there is a file/);
  assert.equal(await saveNow(store, 'x', at(4)), null);
  assert.equal((await store.readLesson('x')).progress?.furthest, 4);
  const left = await store.flush();
  assert.equal(left.length, 1);
  // And when the obstacle is gone, nothing is lost.
  rmSync(folder);
  assert.deepEqual(await store.flush(), []);
  assert.equal(raw('x').furthest, 4);
});

test('a lock that cannot be had is said, and what was to be saved is kept', async () => {
  const lock = join(folder, 'x.json.lock');
  mkdirSync(lock, { recursive: true });
  const store = await openProgress(folder, { lockWait: 30 });
  assert.match((await saveNow(store, 'x', at(3))) ?? '', /another copy of learn-migrations holds on to it/);
  assert.equal((await store.readLesson('x')).progress?.furthest, 3);
  rmSync(lock, { recursive: true });
  assert.deepEqual(await store.flush(), []);
  assert.equal(raw('x').furthest, 3);
});

test('a lock that a dead copy left is taken over, and half-written files are removed', async () => {
  const hourAgo = Date.now() / 1000 - 3600;
  const lock = join(folder, 'x.json.lock');
  mkdirSync(lock, { recursive: true });
  utimesSync(lock, hourAgo, hourAgo);
  const leftover = join(folder, 'x.json.1234567');
  writeFileSync(leftover, '{"form');
  utimesSync(leftover, hourAgo, hourAgo);
  const store = await openProgress(folder, { lockWait: 0 });
  assert.equal(await saveNow(store, 'x', at(3)), null);
  assert.deepEqual(readdirSync(folder), ['x.json']);
});

test('reset forgets one lesson, or all', async () => {
  const store = await openProgress(folder);
  for (const slug of ['a', 'b', 'c']) await saveNow(store, slug, at(2));
  assert.deepEqual(await store.reset('b'), { removed: ['b'], notices: [] });
  assert.deepEqual(Object.keys((await store.read()).lessons), ['a', 'c']);
  assert.deepEqual(await store.reset('b'), { removed: [], notices: [] });
  assert.deepEqual(await store.reset(null), { removed: ['a', 'c'], notices: [] });
  assert.deepEqual(readdirSync(folder), []);
});

test('reset of a course never begun leaves no folder behind', async () => {
  const store = await openProgress(folder);
  assert.deepEqual(await store.reset(null), { removed: [], notices: [] });
  assert.equal(existsSync(folder), false);
});

test('no slug finds what is not there', async () => {
  const { lessons } = await (await openProgress(folder)).read();
  assert.equal(lessons.constructor, undefined);
});
