/** Drafts on disk: kept within a moment, whole or not at all, and nothing that was written is thrown away. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  watch,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { openDrafts, type Drafts } from '../../src/app/drafts.ts';
import { temporaryFolder } from '../support/cli.ts';
import { deadline } from '../support/wait.ts';
import { numberOf } from './drafts-text.ts';

const SLUG = 'expand-and-contract';
const NOTHING = { text: null, notice: null };

function inFolder(): { readonly folder: string; readonly drafts: Drafts; readonly file: string } {
  const folder = temporaryFolder();
  const drafts = openDrafts(folder);
  return { folder, drafts, file: drafts.path(SLUG) };
}

/** Puts bytes where a draft is kept. */
function put(file: string, bytes: string | Uint8Array): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, bytes);
}

test('a draft is a plain file, kept within a moment without being asked for', async () => {
  const { drafts, file, folder } = inFolder();
  assert.deepEqual(drafts.read(SLUG), NOTHING);
  assert.deepEqual(readdirSync(folder), [], 'nothing is made before there is something to write');
  const texts = ['S', 'SE', 'SEL', "SELECT '李 小龍', '\u0000', '\r\n';"];
  const notices = texts.map((text) => drafts.save(SLUG, text));
  assert.equal(drafts.read(SLUG).text, texts[3], 'what is not on disk yet is known already');
  assert.deepEqual(await Promise.all(notices), [null, null, null, null]);
  assert.equal(readFileSync(file, 'utf8'), texts[3]);
  assert.deepEqual(openDrafts(folder).read(SLUG), { text: texts[3], notice: null });
  assert.deepEqual(readdirSync(dirname(file)), [`${SLUG}.sql`], 'and nothing lies about');
});

test('an empty draft is a draft', async () => {
  const { drafts, folder } = inFolder();
  void drafts.save(SLUG, '');
  assert.deepEqual(await drafts.flush(), []);
  assert.deepEqual(openDrafts(folder).read(SLUG), { text: '', notice: null });
});

test('flush writes at once all that waits, also for a process that cannot wait', async () => {
  const { drafts, folder } = inFolder();
  void drafts.save(SLUG, 'one');
  void drafts.save('another', 'two');
  assert.deepEqual(await drafts.flush(), []);
  assert.deepEqual(openDrafts(folder).read('another').text, 'two');
  void drafts.save(SLUG, 'three');
  drafts.flushSync();
  assert.equal(openDrafts(folder).read(SLUG).text, 'three');
  await drafts.flush();
  assert.equal(openDrafts(folder).read(SLUG).text, 'three');
});

/** The texts that lie beside the draft, and the draft. */
function kept(file: string): readonly string[] {
  return readdirSync(dirname(file))
    .sort()
    .map((name) => readFileSync(join(dirname(file), name), 'utf8'));
}

test('two copies of the program on one draft: nothing of either is lost, and both are told', async () => {
  const { folder, drafts: one, file } = inFolder();
  put(file, 'before');
  const two = openDrafts(folder);
  assert.deepEqual([one.read(SLUG).text, two.read(SLUG).text], ['before', 'before']);
  assert.equal(await one.save(SLUG, 'of the first'), null);
  const notices = await Promise.all([two.save(SLUG, 'of the sec'), two.save(SLUG, 'of the second')]);
  assert.equal(readFileSync(file, 'utf8'), 'of the second');
  const [said, ...more] = notices.filter((notice) => notice !== null);
  assert.deepEqual(more, []);
  const aside = join(dirname(file), /too: that text is kept as (\S+) in /.exec(said!)![1]!);
  assert.equal(readFileSync(aside, 'utf8'), 'of the first');
  // Whoever writes on alone is left in peace.
  assert.equal(await two.save(SLUG, 'of the second, more'), null);
  // The first one goes on; what it overwrites is kept, too.
  assert.match((await one.save(SLUG, 'of the first, more')) ?? '', /that text is kept as/);
  assert.deepEqual([...kept(file)].sort(), ['of the first', 'of the first, more', 'of the second, more']);
  void two.save(SLUG, 'the last word');
  two.flushSync();
  assert.equal(readFileSync(file, 'utf8'), 'the last word');
  assert.ok(kept(file).includes('of the first, more'));
});

test('a draft that was changed elsewhere comes as it is when it is read again, and what was here is kept', async () => {
  const { drafts, file } = inFolder();
  drafts.read(SLUG);
  await drafts.save(SLUG, 'mine');
  put(file, 'theirs');
  const { text, notice } = drafts.read(SLUG);
  assert.equal(text, 'theirs');
  assert.equal(
    readFileSync(join(dirname(file), /is kept as (\S+) in /.exec(notice ?? '')![1]!), 'utf8'),
    'mine',
  );
  assert.deepEqual(drafts.read(SLUG), { text: 'theirs', notice: null });
  put(file, 'of an editor');
  assert.deepEqual(drafts.read(SLUG, { edited: true }), { text: 'of an editor', notice: null });
  assert.equal(kept(file).length, 2);
  // The same text is nothing to be told of, and neither is a file that has gone.
  put(file, 'the same');
  assert.equal(await drafts.save(SLUG, 'the same'), null);
  rmSync(file);
  assert.equal(await drafts.save(SLUG, 'again'), null);
});

test('a draft that is forgotten is set aside', async () => {
  const { drafts, file, folder } = inFolder();
  drafts.forget(SLUG);
  void drafts.save(SLUG, 'dear to me');
  await drafts.flush();
  void drafts.save(SLUG, 'not written yet');
  drafts.forget(SLUG);
  await drafts.flush();
  assert.deepEqual(openDrafts(folder).read(SLUG), NOTHING);
  assert.equal(readFileSync(`${file}.old`, 'utf8'), 'dear to me');
});

test('a draft that is not UTF-8 is set aside and named, and its place is free', async () => {
  const { drafts, file, folder } = inFolder();
  const bytes = Buffer.from([0x53, 0x45, 0x4c, 0xe4, 0x0a]);
  put(file, bytes);
  const { text, notice } = drafts.read(SLUG);
  assert.equal(text, null);
  const [aside] = readdirSync(dirname(file));
  assert.match(aside ?? '', /^expand-and-contract\.sql\.damaged-[\dTZ-]+$/);
  assert.equal(
    notice,
    `Your draft cannot be read: it is not UTF-8. It is kept as ${aside} in ${dirname(file)}.`,
  );
  assert.deepEqual(readFileSync(join(dirname(file), aside!)), bytes);
  assert.deepEqual(drafts.read(SLUG), NOTHING, 'it is said once');
  void drafts.save(SLUG, 'new');
  assert.deepEqual(await drafts.flush(), []);
  assert.equal(openDrafts(folder).read(SLUG).text, 'new');
});

test('a folder in the place of a draft is set aside as well', () => {
  const { drafts, file } = inFolder();
  mkdirSync(file, { recursive: true });
  assert.match(drafts.read(SLUG).notice ?? '', /^Your draft cannot be read: .*It is kept as .*damaged-/);
  assert.deepEqual(drafts.read(SLUG), NOTHING);
});

test('where nothing can be written it is said once, and the text lives on in memory', async () => {
  const { drafts, folder, file } = inFolder();
  // A file in the place of the folder keeps out even those whom no permission stops.
  put(join(folder, 'drafts'), 'in the way');
  const first = [drafts.save(SLUG, 'a'), drafts.save(SLUG, 'ab')];
  const said = await Promise.all(first);
  assert.match(said[0] ?? '', /^Your draft cannot be saved: .* It is kept only until you leave\.$/);
  assert.ok(said[0]!.includes(file));
  assert.equal(said[1], null);
  assert.equal(await drafts.save(SLUG, 'abc'), null);
  assert.equal(drafts.read(SLUG).text, 'abc');
  assert.deepEqual(await drafts.flush(), [said[0]], 'whoever leaves hears of it again');
  drafts.flushSync();

  rmSync(join(folder, 'drafts'));
  assert.deepEqual(await drafts.flush(), []);
  assert.equal(openDrafts(folder).read(SLUG).text, 'abc');
  rmSync(join(folder, 'drafts'), { recursive: true });
  put(join(folder, 'drafts'), 'in the way again');
  assert.match((await drafts.save(SLUG, 'abcd')) ?? '', /cannot be saved/);
});

const WRITER = fileURLToPath(new URL('drafts-writer.ts', import.meta.url));

function startWriter(folder: string, how: 'flush' | 'type') {
  const child = spawn(process.execPath, ['--import', 'tsx', WRITER, folder, SLUG, how], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return { child, lines: createInterface({ input: child.stdout }), ended: once(child, 'close') };
}

test('killed in the middle of a write: the draft is whole, and what was kept is there', async () => {
  const { folder } = inFolder();
  for (let killing = 0; killing < 5; killing++) {
    const { child, lines, ended } = startWriter(folder, 'flush');
    let kept = 0;
    for await (const line of lines) {
      kept = Number(line);
      assert.ok(kept > 0, line);
      if (kept !== 4 + killing) continue;
      // Each time the blow falls a little later in the write that follows.
      const strike = performance.now() + killing * 0.7;
      while (performance.now() < strike);
      child.kill('SIGKILL');
    }
    await ended;
    const { text, notice } = openDrafts(folder).read(SLUG);
    assert.equal(notice, null);
    assert.ok(numberOf(text ?? '') >= kept, `${numberOf(text ?? '')} after ${kept}`);
  }
});

test('what a copy that was killed left half written is cleared away in time', () => {
  const { folder, file } = inFolder();
  put(`${file}.123456`, 'half of');
  openDrafts(folder);
  assert.ok(existsSync(`${file}.123456`), 'it may still be in the making');
  const old = new Date(Date.now() - 24 * 60 * 60 * 1000);
  utimesSync(`${file}.123456`, old, old);
  openDrafts(folder);
  assert.deepEqual(readdirSync(dirname(file)), []);
});

test('whoever writes without a pause is kept up with all the same', async () => {
  const { folder, file } = inFolder();
  mkdirSync(dirname(file));
  const { child, ended } = startWriter(folder, 'type');
  const seen: number[] = [];
  await deadline(
    'three versions of the draft',
    (done, fail) => {
      const watcher = watch(dirname(file), () => {
        try {
          if (!existsSync(file)) return;
          const number = numberOf(readFileSync(file, 'utf8'));
          if (number !== seen.at(-1)) seen.push(number);
          if (seen.length === 3) done(null);
        } catch (error) {
          fail(error);
        }
      });
      return () => watcher.close();
    },
    () => seen.join(),
  );
  child.kill('SIGKILL');
  await ended;
  assert.ok(numberOf(readFileSync(file, 'utf8')) >= seen[2]!);
});
