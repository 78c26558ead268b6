/** The drawing and the lab with the real database: what is asked for at once comes when the lesson has been played. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { unavailable } from '../../src/tutor/commands.ts';
import { lessonNumbered } from '../support/course.ts';
import { openClient } from '../support/database.ts';
import { openSession } from '../support/session.ts';

const { slug } = lessonNumbered(18);
const database = openClient();
after(() => database.close());

test('a drawing that is asked for before the lesson has been played comes when it has', async () => {
  const session = openSession({ database });
  session.store.send({ type: 'open', slug });
  await session.until('the lesson', ({ lesson }) => lesson?.lesson != null);
  session.command('drawing');
  assert.deepEqual(session.state().lesson?.drawing, { type: 'underWay' });
  const { lesson } = await session.until('the drawing', (tutor) => tutor.lesson?.drawing?.type === 'drawn');
  assert.ok(lesson?.drawing?.type === 'drawn');
  assert.deepEqual(
    lesson.drawing.drawing.phases.map(({ phase }) => phase),
    ['S0', 'S1', 'S2a', 'S2b', 'S3', 'S4'],
  );
  assert.equal(lesson.plays.length, lesson.head.stepCount, 'nothing was asked of half a lesson');
});

test('a lesson that was left gets no drawing, and one that is opened again makes its own', async () => {
  const session = openSession({ database });
  session.store.send({ type: 'open', slug });
  await session.until('the lesson', ({ lesson }) => lesson?.lesson != null);
  session.command('drawing', 'escape', 'escape');
  assert.equal(session.state().lesson, null);
  session.store.send({ type: 'open', slug });
  await session.until('all steps', ({ lesson }) => lesson?.plays.length === lesson?.head.stepCount);
  assert.equal(session.state().lesson?.drawing, null);
  session.command('drawing');
  await session.until('the drawing', (tutor) => tutor.lesson?.drawing?.type === 'drawn');
});

test('the lab runs each order as it is made', async () => {
  const session = openSession({ database });
  session.store.send({ type: 'open', slug, practise: { what: 'lab', watching: null } });
  await session.until(
    'the lab',
    (tutor) => unavailable(tutor, 'accept') === null && tutor.lesson?.panel?.type === 'lab',
  );
  session.command('nextChallenge', 'accept');
  const { lesson } = await session.until(
    'the run',
    (tutor) => tutor.lesson?.panel?.type === 'lab' && tutor.lesson.panel.run !== null,
  );
  assert.ok(lesson?.panel?.type === 'lab');
  assert.equal(lesson.panel.run?.firstWrong, null);
  assert.equal(lesson.panel.cursor, 1, 'the next move to make');
});
