/** Watching a file: every save of a learner's own editor is heard, whichever way the editor saves. */
import assert from 'node:assert/strict';
import { mkdirSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, test } from 'node:test';
import { watchText, type Saved } from '../../src/app/watch.ts';
import { temporaryFolder } from '../support/cli.ts';
import { deadline } from '../support/wait.ts';

const stops: (() => void)[] = [];
afterEach(() => stops.splice(0).forEach((stop) => stop()));

interface Watching {
  readonly heard: readonly Saved[];
  /** Resolves with the next thing that is heard, or that was heard and not asked for yet. */
  readonly next: () => Promise<Saved>;
  readonly stop: () => void;
}

function watching(file: string): Watching {
  const heard: Saved[] = [];
  const listeners = new Set<() => void>();
  const stop = watchText(file, (saved) => {
    heard.push(saved);
    listeners.forEach((listener) => listener());
  });
  stops.push(stop);
  let asked = 0;
  return {
    heard,
    stop,
    next() {
      const number = asked++;
      return deadline(`saving number ${number + 1}`, (done) => {
        const look = (): void => {
          const saved = heard[number];
          if (saved !== undefined) done(saved);
        };
        listeners.add(look);
        look();
        return () => listeners.delete(look);
      });
    },
  };
}

function text(wanted: string): Saved {
  return { ok: true, text: wanted };
}

test('what is there, and each save that changes it', async () => {
  const file = join(temporaryFolder(), 'my answer.sql');
  writeFileSync(file, 'SELECT 1;');
  const { next, heard } = watching(file);
  assert.deepEqual(await next(), text('SELECT 1;'));
  writeFileSync(file, 'SELECT 1; -- 李');
  assert.deepEqual(await next(), text('SELECT 1; -- 李'));
  // As many bytes, and a clock that has not moved: some file systems keep whole seconds alone.
  const { atime, mtime } = statSync(file);
  writeFileSync(file, 'SELECT 2; -- 李');
  utimesSync(file, atime, mtime);
  assert.deepEqual(await next(), text('SELECT 2; -- 李'));
  // Saved again as it was: nothing new.
  writeFileSync(file, 'SELECT 2; -- 李');
  writeFileSync(file, '');
  assert.deepEqual(await next(), text(''));
  assert.equal(heard.length, 4);
});

test('saved beside and renamed over, and with a backup, as editors do', async () => {
  const folder = temporaryFolder();
  const file = join(folder, 'answer.sql');
  writeFileSync(file, 'one');
  const { next } = watching(file);
  assert.deepEqual(await next(), text('one'));
  writeFileSync(`${file}.tmp`, 'two');
  renameSync(`${file}.tmp`, file);
  assert.deepEqual(await next(), text('two'));
  renameSync(file, `${file}~`);
  writeFileSync(file, 'three');
  let saved = await next();
  // Between the two there is a moment without a file.
  if (!saved.ok) saved = await next();
  assert.deepEqual(saved, text('three'));
});

test('deleted and back again, even as it was', async () => {
  const folder = temporaryFolder();
  const file = join(folder, 'answer.sql');
  const { next } = watching(file);
  const gone = { ok: false, message: `There is no file ${file}.` };
  assert.deepEqual(await next(), gone);
  writeFileSync(file, 'here');
  assert.deepEqual(await next(), text('here'));
  rmSync(folder, { recursive: true });
  assert.deepEqual(await next(), gone);
  mkdirSync(folder);
  writeFileSync(file, 'here');
  assert.deepEqual(await next(), text('here'));
});

test('what is no text, or no file, or far too large, is said in words', async () => {
  const folder = temporaryFolder();
  const file = join(folder, 'answer.sql');
  writeFileSync(file, Buffer.from([0x2d, 0x2d, 0xe4]));
  const { next } = watching(file);
  assert.deepEqual(await next(), { ok: false, message: `${file} is not UTF-8; save it as UTF-8.` });
  writeFileSync(file, 'x'.repeat(1_000_001));
  assert.deepEqual(await next(), {
    ok: false,
    message: `${file} is too large: an answer has at most 1,000,000 bytes.`,
  });
  writeFileSync(file, 'x'.repeat(1_000_000));
  assert.equal((await next()).ok, true);
  const inFolder = await watching(folder).next();
  assert.ok(!inFolder.ok);
  assert.match(inFolder.message, /is a folder; name a file in it\.$/);
});

test('stopped, it hears nothing more', async () => {
  const file = join(temporaryFolder(), 'answer.sql');
  writeFileSync(file, 'one');
  const first = watching(file);
  const second = watching(file);
  const early = watching(file);
  early.stop();
  await Promise.all([first.next(), second.next()]);
  first.stop();
  writeFileSync(file, 'two');
  assert.deepEqual(await second.next(), text('two'));
  writeFileSync(file, 'three');
  assert.deepEqual(await second.next(), text('three'));
  assert.deepEqual([first.heard.length, early.heard.length], [1, 0]);
});
