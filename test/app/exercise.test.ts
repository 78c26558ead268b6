/** The exercise with everything around it: drafts on disk, an editor outside, a file that is watched, and real grading. */
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { after, test } from 'node:test';
import { solutionText, starterText } from '../../src/course/answer.ts';
import { textOf } from '../../src/tutor/editor/buffer.ts';
import type { ExercisePanel, Tutor } from '../../src/tutor/state.ts';
import { openDrafts, type Drafts } from '../../src/app/drafts.ts';
import { temporaryFolder } from '../support/cli.ts';
import { lessonNumbered } from '../support/course.ts';
import { openClient } from '../support/database.ts';
import { openSession, type Session } from '../support/session.ts';

const lesson = lessonNumbered(9);
const { slug } = lesson;
const exercise = lesson.exercise!;
const RIGHT = solutionText(exercise);
const STARTER = starterText(exercise);
const ENDLESS = 'WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c) SELECT count(*) FROM c;';

const database = openClient();
const answers = openClient();
after(() => Promise.all([database.close(), answers.close()]));

interface Desk {
  readonly session: Session;
  readonly drafts: Drafts;
  /** Where the draft is kept. */
  readonly file: string;
}

/** A learner at the exercise; `draft` was kept before. */
async function practise(
  options: { draft?: string | Uint8Array; editor?: string; watching?: string; drafts?: Drafts } = {},
): Promise<Desk> {
  const drafts = options.drafts ?? openDrafts(temporaryFolder());
  const file = drafts.path(slug);
  if (options.draft !== undefined) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, options.draft);
  }
  const env = options.editor === undefined ? {} : { EDITOR: options.editor };
  const session = openSession({ database, answers, drafts, env });
  const watching = options.watching ?? null;
  session.store.send({ type: 'open', slug, practise: { what: 'exercise', watching } });
  await session.until('the exercise', (tutor) => panelOf(tutor)?.ready === true);
  return { session, drafts, file };
}

function panelOf({ lesson: open }: Tutor): ExercisePanel | null {
  return open?.panel?.type === 'exercise' ? open.panel : null;
}

function textIn(tutor: Tutor): string {
  return textOf(panelOf(tutor)!.buffer);
}

function untilNotice(session: Session, what: RegExp): Promise<Tutor> {
  return session.until(String(what), ({ notice }) => what.test(notice?.text ?? ''));
}

function untilGraded(session: Session, text: string): Promise<Tutor> {
  return session.until('the report', (tutor) => panelOf(tutor)?.graded?.text === text);
}

/** An editor that does what the script says with the file `$1`. */
function editorThat(script: string): string {
  const path = join(temporaryFolder(), 'an editor');
  writeFileSync(path, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  return `"${path}"`;
}
const posix = { skip: process.platform === 'win32' && 'the editors here are shell scripts' };

test('written, kept, checked, and there again the next time', async () => {
  const { session, drafts, file } = await practise();
  assert.equal(textIn(session.state()), STARTER);
  session.command('edit');
  session.store.send({ type: 'edit', edit: { type: 'replaceAll', text: '' } });
  session.paste(RIGHT);
  session.command('check');
  const graded = await untilGraded(session, RIGHT);
  assert.deepEqual([panelOf(graded)?.graded?.report.solved, panelOf(graded)?.running], [true, false]);
  assert.equal(session.saved.at(-1)?.progress.exercise?.solved, true);
  await drafts.flush();
  assert.equal(readFileSync(file, 'utf8'), RIGHT);

  const again = await practise({ drafts });
  assert.equal(textIn(again.session.state()), RIGHT);
});

test('a damaged draft is set aside and named, and it begins with the starter', async () => {
  const { session, file } = await practise({ draft: Buffer.from([0x53, 0xff]) });
  assert.equal(textIn(session.state()), STARTER);
  assert.match(
    session.state().notice?.text ?? '',
    /^Your draft cannot be read: it is not UTF-8\. It is kept as /,
  );
  assert.equal(existsSync(file), false);
});

test('where drafts cannot be kept it is said once, and writing goes on', async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'drafts'), 'in the way');
  const { session, drafts } = await practise({
    drafts: openDrafts(folder),
    editor: editorThat(`touch "${join(folder, 'ran')}"`),
  });
  const notices: string[] = [];
  session.store.subscribe(() => {
    const { notice } = session.state();
    if (notice !== null && notices.at(-1) !== notice.text) notices.push(notice.text);
  });
  session.command('edit');
  for (const letter of 'abc') session.store.send({ type: 'edit', edit: { type: 'insert', text: letter } });
  await untilNotice(session, /^Your draft cannot be saved/);
  session.paste('d');
  assert.match(session.state().notice?.text ?? '', /^Your draft cannot be saved/, 'it is not typed away');
  assert.equal(await drafts.save(slug, textIn(session.state())), null);
  assert.equal(notices.length, 1);
  assert.match(textIn(session.state()), /^abcd/);
  // An editor outside would get something older, or nothing.
  session.command('escape', 'editOutside');
  await untilNotice(session, /^Your draft cannot be saved/);
  assert.equal(existsSync(join(folder, 'ran')), false);
});

test('another window with the same exercise: the texts of both are kept, and the screen says where', async () => {
  const folder = temporaryFolder();
  const one = await practise({ draft: 'SELECT 0;', drafts: openDrafts(folder) });
  const two = await practise({ drafts: openDrafts(folder) });
  one.session.command('edit');
  one.session.paste('-- one\n');
  await one.drafts.flush();
  two.session.command('edit');
  two.session.paste('-- two\n');
  const { notice } = await untilNotice(two.session, /^Another window wrote this draft, too/);
  const aside = join(dirname(two.file), /is kept as (\S+) in /.exec(notice!.text)![1]!);
  assert.equal(readFileSync(aside, 'utf8'), '-- one\nSELECT 0;');
  assert.equal(readFileSync(two.file, 'utf8'), '-- two\nSELECT 0;');
  two.session.paste('x');
  assert.equal(two.session.state().notice, notice, 'it is not typed away');
  two.session.command('escape');
  assert.equal(two.session.state().notice, null);
});

// The editor outside

test('without an editor it is said how to set one', async () => {
  const { session } = await practise();
  session.command('editOutside');
  await untilNotice(session, /^Set VISUAL or EDITOR to your editor first/);
});

test('the editor gets the text as it stands, and what it leaves comes back', posix, async () => {
  const { session, drafts, file } = await practise({
    draft: 'SELECT 0;',
    editor: editorThat('echo "-- $(cat "$1")" > "$1"'),
  });
  session.command('edit');
  session.paste('SELECT 1; ');
  session.command('escape', 'editOutside');
  await session.until('the text', (tutor) => textIn(tutor) === '-- SELECT 1; SELECT 0;\n');
  await drafts.flush();
  assert.equal(readFileSync(file, 'utf8'), '-- SELECT 1; SELECT 0;\n');
  session.command('edit');
  session.store.send({ type: 'edit', edit: { type: 'undo' } });
  assert.equal(textIn(session.state()), 'SELECT 1; SELECT 0;');
});

test('an editor that fails or is not there changes nothing', posix, async () => {
  for (const [editor, said] of [
    [editorThat('echo half > "$1"; exit 1'), /^The editor .* ended with 1\. Your text is as it was\.$/],
    [editorThat('rm "$1"; exit 1'), /^The editor .* ended with 1/],
    ['no-such-editor-here', /^Your editor \(no-such-editor-here\) could not be found: set VISUAL or EDITOR/],
  ] as const) {
    const { session, drafts, file } = await practise({ draft: 'SELECT 0;', editor });
    session.command('editOutside');
    await untilNotice(session, said);
    assert.equal(textIn(session.state()), 'SELECT 0;');
    await drafts.flush();
    assert.equal(readFileSync(file, 'utf8'), 'SELECT 0;', 'the draft as well is as it was');
  }
});

test('an editor in the background comes back at once, with a hint at what to do', posix, async () => {
  const { session } = await practise({ draft: 'SELECT 0;', editor: editorThat('true &') });
  session.command('editOutside');
  await untilNotice(session, /^The text came back unchanged\..*code --wait/);
  assert.equal(textIn(session.state()), 'SELECT 0;');
});

test('what an editor leaves in another encoding is set aside, not lost', posix, async () => {
  const { session, drafts, file } = await practise({
    draft: 'SELECT 0;',
    editor: editorThat('printf \'caf\\351\' > "$1"'),
  });
  session.command('editOutside');
  await untilNotice(session, /it is not UTF-8\. It is kept as .*damaged-/);
  assert.equal(textIn(session.state()), 'SELECT 0;');
  await drafts.save(slug, 'SELECT 0;');
  const [draft, aside] = readdirSync(dirname(file)).sort();
  assert.equal(readFileSync(join(dirname(file), draft!), 'utf8'), 'SELECT 0;');
  assert.deepEqual(readFileSync(join(dirname(file), aside!)), Buffer.from('caf\u00e9', 'latin1'));
});

// Watching

test('a file that is not there is made with the starter; every save is checked', async () => {
  const file = join(temporaryFolder(), 'my answer.sql');
  const { session, drafts } = await practise({ watching: file });
  assert.equal(readFileSync(file, 'utf8'), STARTER);
  assert.equal(panelOf(session.state())?.running, false, 'nobody has written anything yet');
  writeFileSync(file, RIGHT);
  assert.equal(panelOf(await untilGraded(session, RIGHT))?.graded?.report.solved, true);
  assert.equal(drafts.read(slug).text, null, 'the file is the draft');
  writeFileSync(file, Buffer.from([0xff]));
  await untilNotice(session, /is not UTF-8; save it as UTF-8/);
  writeFileSync(file, `${RIGHT}\n`);
  assert.equal((await untilGraded(session, `${RIGHT}\n`)).notice, null, 'what was said of it holds no more');
  session.command('escape', 'escape');
  assert.equal(panelOf(session.state()), null);
});

test('a file that is there is left as it is; one that cannot be made is named', async () => {
  const file = join(temporaryFolder(), 'answer.sql');
  writeFileSync(file, 'SELECT 1;');
  const { session } = await practise({ watching: file });
  await untilGraded(session, 'SELECT 1;');
  assert.equal(readFileSync(file, 'utf8'), 'SELECT 1;');

  const nowhere = join(temporaryFolder(), 'no', 'such', 'folder.sql');
  const other = openSession({ database, answers, drafts: openDrafts(temporaryFolder()) });
  other.store.send({ type: 'open', slug, practise: { what: 'exercise', watching: nowhere } });
  await untilNotice(other, /no such file or directory|There is no file/i);

  const folder = openSession({ database, answers, drafts: openDrafts(temporaryFolder()) });
  const watching = temporaryFolder();
  folder.store.send({ type: 'open', slug, practise: { what: 'exercise', watching } });
  await untilNotice(folder, /is a folder; name a file in it\.$/);
  folder.command('check');
  assert.equal(folder.state().notice?.text, `Nothing could be read from ${watching} yet.`);
});

test('a file that changes while it is checked: the last text wins, and it never looks idle between', async () => {
  const file = join(temporaryFolder(), 'answer.sql');
  writeFileSync(file, ENDLESS);
  const { session } = await practise({ watching: file });
  await session.until('checking', (tutor) => panelOf(tutor)?.running === true);
  const idle: string[] = [];
  session.store.subscribe(() => {
    const panel = panelOf(session.state());
    if (panel !== null && !panel.running && panel.graded === null) idle.push(textOf(panel.buffer));
  });
  writeFileSync(file, RIGHT);
  const graded = await untilGraded(session, RIGHT);
  assert.equal(panelOf(graded)?.graded?.report.solved, true);
  assert.deepEqual(idle, []);
  assert.equal(session.lesson().exercise?.attempts, 1, 'what was overtaken is no attempt');
});

// Stopping

test('Ctrl-C while it is checked stops it, and the next check is as ever', async () => {
  const { session } = await practise({ draft: ENDLESS });
  session.command('check');
  assert.equal(panelOf(session.state())?.running, true);
  session.command('interrupt');
  await session.until('the stop', (tutor) => panelOf(tutor)?.running === false);
  assert.equal(panelOf(session.state())?.graded, null);
  assert.equal(session.lesson().exercise?.attempts ?? 0, 0);
  session.command('edit');
  session.store.send({ type: 'edit', edit: { type: 'replaceAll', text: RIGHT } });
  session.command('check');
  assert.equal(panelOf(await untilGraded(session, RIGHT))?.graded?.report.solved, true);
});

test('left while it is checked, the exercise opens again at rest, and can be checked', async () => {
  const { session } = await practise({ draft: ENDLESS });
  session.command('check', 'escape');
  assert.equal(panelOf(session.state()), null);
  session.command('exercise', 'edit');
  session.store.send({ type: 'edit', edit: { type: 'replaceAll', text: RIGHT } });
  session.command('check');
  assert.equal(panelOf(session.state())?.running, true);
  const graded = await session.until('an end', (tutor) => panelOf(tutor)?.running === false);
  assert.equal(panelOf(graded)?.graded?.text, RIGHT);
});
