/** The SQL prompt on the real database: at no moment of any lesson does it leave a trace, whatever is typed. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import test, { after } from 'node:test';
import { unavailable } from '../../src/tutor/commands.ts';
import { positionAfter } from '../../src/tutor/select.ts';
import { sceneAt } from '../../src/lesson/scene.ts';
import type { LessonState, PromptAnswer, PromptPanel } from '../../src/tutor/state.ts';
import { course } from '../support/course.ts';
import { openClient, openHere } from '../support/database.ts';
import { positionsOf } from '../support/desk.ts';
import { openTerminal } from '../support/terminal.ts';
import { openSession, type Session } from '../support/session.ts';

const database = openClient();
/** One that loses patience soon. */
const hasty = openClient({ timeoutMs: 300 });
after(() => Promise.all([database.close(), hasty.close()]));

const HAVOC = `
  DELETE FROM patients WHERE id > 1;
  CREATE TABLE scribble AS SELECT random() AS x;
  DROP TABLE dx_map;
  PRAGMA foreign_keys = ON;
  BEGIN;
  UPDATE patients SET name = 'nobody';`;

for (const { slug, number } of course.lessons) {
  test(`lesson ${number}: the prompt leaves no trace at any moment`, async () => {
    await scribbleThrough(openSession({ database: await openHere() }), slug, 1);
  });
}

test('nor does it through the worker, whose consoles have a database of their own each', async () => {
  await scribbleThrough(openSession({ database }), 'expand-and-contract', 8);
});

/** Walks through a lesson and does harm at the prompt at every moment, or at every so-manyth one. */
async function scribbleThrough(session: Session, slug: string, every: number): Promise<void> {
  const lesson = await session.open(slug, 1);
  const bytes = digests(lesson);
  for (const [index, place] of positionsOf(lesson).entries()) {
    assert.deepEqual(session.lesson().position, place);
    const before = session.lesson();
    if (index % every === 0) {
      const scene = sceneAt(before)!;
      const where = `step ${place.step}, moment ${place.moment}`;
      const { start } = await enterPrompt(session);
      assert.deepEqual(start, scene.state, `${where}: the prompt begins with what is on screen`);
      const { reply } = await run(session, HAVOC);
      assert.equal(reply.error, null, where);
      assert.ok(reply.state.tables.some(({ schema }) => schema.name === 'scribble'));
      assert.ok(!reply.state.tables.some(({ schema }) => schema.name === 'dx_map'));
      assert.equal(reply.state.tables.find(({ schema }) => schema.name === 'patients')?.rowCount, 1);
      session.command('escape');
      assert.deepEqual(session.lesson(), before, `${where}: nothing of the lesson has changed`);
      assert.deepEqual(sceneAt(session.lesson()), scene);
    }
    if (positionAfter(before) !== null) forward(session);
  }
  assert.deepEqual(digests(session.lesson()), bytes);
}

/** A lesson opened somewhere in its middle, with the prompt open. */
async function atPrompt(which = database): Promise<Session> {
  const session = openSession({ database: which });
  await session.open('expand-and-contract', 8);
  await enterPrompt(session);
  return session;
}

/** What comes of SQL that must not come to its end: a plain sentence, and everything as before. */
async function refuses(session: Session, sql: string): Promise<string> {
  const before = session.lesson();
  const bytes = digests(before);
  const scene = sceneAt(before);
  const { start } = panelOf(session);
  const { reply } = await run(session, sql);
  assert.ok(reply.error !== null, sql);
  assert.doesNotMatch(reply.error.message, /\n|\bat \S+:\d+|undefined|Error:/, 'a plain sentence');

  // The prompt goes on, with the state that it had.
  const next = await run(session, 'SELECT count(*) AS n FROM visits');
  assert.equal(next.reply.error, null);
  assert.deepEqual(next.reply.statements[0]?.result?.rows, [[7n]]);
  assert.deepEqual(next.reply.state, start);

  session.command('escape');
  assert.deepEqual(digests(session.lesson()), bytes);
  assert.deepEqual(sceneAt(session.lesson()), scene);
  // And the lesson goes on too.
  session.command('next');
  assert.notDeepEqual([session.lesson().position, session.lesson().panel], [before.position, null]);
  return reply.error.message;
}

const ENDLESS = 'WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c) SELECT count(*) FROM c';

test('a runaway query is stopped by the time-out', async () => {
  const message = await refuses(await atPrompt(hasty), `DELETE FROM visits; ${ENDLESS}`);
  assert.equal(message, 'Stopped after 0.3 s without coming to an end. The database is as it was before.');
});

test('a runaway query is stopped by Ctrl-C, and the next Ctrl-C would leave', async () => {
  const session = await atPrompt();
  const bytes = digests(session.lesson());
  const ask = `DELETE FROM visits; ${ENDLESS}`;
  session.paste(ask);
  session.command('run');
  await session.until('the query to run', () => panelOf(session).running);
  press(session, '\u0003');
  assert.ok(session.state().leaving);
  assert.match(session.state().notice?.text ?? '', /^Stopped\./);
  const { reply } = await answer(session);
  assert.equal(reply.error?.kind, 'cancelled');
  assert.equal(reply.error.message, 'Stopped. The database is as it was before.');
  assert.ok(!session.left());

  const next = await run(session, 'SELECT count(*) FROM visits');
  assert.deepEqual(next.reply.statements[0]?.result?.rows, [[7n]]);
  session.command('escape');
  assert.deepEqual(digests(session.lesson()), bytes);

  press(session, '\u0003');
  assert.ok(!session.left(), 'the first one after other keys only asks');
  press(session, '\u0003');
  assert.ok(session.left());
});

test('Ctrl-C that comes in one piece with Enter stops the query too', async () => {
  const session = await atPrompt(hasty);
  session.paste(ENDLESS);
  for (const key of ['\r', '\u0003']) press(session, key);
  const { reply } = await answer(session);
  assert.equal(reply.error?.kind, 'cancelled');
});

test('a loop of blobs of 100 MB ends in a sentence', async () => {
  const blobs = `WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c LIMIT 1000)
    INSERT INTO hoard SELECT randomblob(100000000) FROM c`;
  const message = await refuses(await atPrompt(), `CREATE TEMP TABLE hoard (b); ${blobs}`);
  assert.match(message, /memory|too big|full/i);
  // With statements of their own, each of which may end before the next one starts.
  const one = 'INSERT INTO hoard VALUES (zeroblob(100000000));';
  const again = await refuses(await atPrompt(), `CREATE TEMP TABLE hoard (b); ${one.repeat(20)}`);
  assert.match(again, /memory|too big|full/i);
  assert.ok(process.memoryUsage().rss < 2 ** 30, 'no more memory is taken than the bounds allow');
});

test('ATTACH is refused, in every spelling', async () => {
  for (const sql of ["ATTACH 'other.db' AS other", 'attach /* x */ database ":memory:" as m', "VACUUM INTO 'copy.db'"]) {
    const message = await refuses(await atPrompt(), sql);
    assert.match(message, /ATTACH|VACUUM/);
  }
});

async function enterPrompt(session: Session): Promise<PromptPanel> {
  assert.equal(unavailable(session.state(), 'prompt'), null);
  session.command('prompt');
  await session.until('the prompt', ({ lesson }) => lesson?.panel?.type === 'prompt' && lesson.panel.ready);
  return panelOf(session);
}

async function run(session: Session, sql: string): Promise<PromptAnswer> {
  session.paste(sql);
  session.command('run');
  assert.ok(panelOf(session).running);
  return answer(session);
}

async function answer(session: Session): Promise<PromptAnswer> {
  await session.until('an answer', ({ lesson }) => lesson?.panel?.type === 'prompt' && !lesson.panel.running);
  return panelOf(session).last!;
}

function panelOf(session: Session): PromptPanel {
  const { panel } = session.lesson();
  assert.equal(panel?.type, 'prompt');
  return panel;
}

function forward(session: Session): void {
  session.command('next');
  if (session.lesson().panel?.type === 'predict') session.command('choose', 'accept');
}

function press(session: Session, input: string): void {
  openTerminal({ state: session.state, send: (event) => session.store.send(event) }).press(input);
}

function digests(lesson: LessonState): readonly string[] {
  const checkpoints = lesson.plays.flatMap((play) => play.actions.flatMap(({ from, played }) => [from, played.checkpoint]));
  return [lesson.opened!.checkpoint, ...checkpoints].map(({ bytes }) => createHash('sha256').update(bytes).digest('hex'));
}
