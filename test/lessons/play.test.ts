/** Every lesson, walked in every way on the real store, effects and database: the states are always the same. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import test, { after } from 'node:test';
import type { Checkpoint } from '../../src/database/port.ts';
import { rollbackAtHand } from '../../src/lesson/play.ts';
import { unavailable } from '../../src/tutor/commands.ts';
import { isFirstMoment, isLastMoment } from '../../src/tutor/select.ts';
import { sceneAt, type Scene } from '../../src/lesson/scene.ts';
import { currentMoment, currentPlay, type Position } from '../../src/lesson/place.ts';
import type { LessonState } from '../../src/tutor/state.ts';
import { course, NOW } from '../support/course.ts';
import { openClient } from '../support/database.ts';
import { positionsOf } from '../support/desk.ts';
import { openSession, type Session } from '../support/session.ts';

const database = openClient();
after(() => database.close());

for (const { slug, number, stepCount } of course.lessons) {
  test(`lesson ${number}: forward, back, anywhere and forward again show equal states`, async () => {
    const session = openSession({ database });
    const lesson = await session.open(slug, 1);
    const places = positionsOf(lesson);
    assert.ok(places.length > stepCount);

    const there = walk(session, 'next', isLastMoment);
    assert.deepEqual([...there.keys()], places.map(key), 'forward comes by every moment, in order');
    assert.ok(session.lesson().done);
    for (const scene of there.values()) {
      assert.ok(scene.state !== null && !scene.waiting, `${scene.step.title} has a state`);
    }

    const back = walk(session, 'back', isFirstMoment);
    assert.deepEqual([...back.keys()], places.map(key).reverse(), 'back comes by every moment, in reverse');
    assertSameScenes(back, there);

    // From the far end to the near one and to and fro, so that no jump starts where the one before it ended.
    const steps = Array.from({ length: stepCount }, (_, index) => index + 1);
    for (const step of [...steps].sort((a, b) => (a % 3) - (b % 3) || b - a)) {
      jump(session, step);
      assert.deepEqual(session.lesson().position, { step, moment: 0 });
      assertSameScenes(new Map([[key({ step, moment: 0 }), sceneNow(session)]]), there);
    }
    session.command('first');
    assertSameScenes(walk(session, 'next', isLastMoment), there);

    // All of it once more from the fixture, as another session would.
    session.command('escape');
    assert.equal(session.state().lesson, null);
    await session.open(slug, 1);
    const again = walk(session, 'next', isLastMoment);
    assertSameScenes(again, there);
    assert.deepEqual(session.lesson().plays.map(checkpointsOf), lesson.plays.map(checkpointsOf));
  });

  test(`lesson ${number}: every rollback at hand runs, can be walked back, and the migration comes back`, async () => {
    const session = openSession({ database });
    const lesson = await session.open(slug, 1);
    const rolledBack = new Set<number>();
    for (;;) {
      if (unavailable(session.state(), 'rollback') === null) {
        await rollBackAndForth(session);
        rolledBack.add(session.lesson().position.step);
      }
      if (isLastMoment(session.lesson())) break;
      forward(session);
    }
    const steps = lesson.lesson!.steps.filter((step) => rollbackAtHand(step) !== null);
    assert.deepEqual([...rolledBack], steps.map((step) => step.number));
  });
}

/** Runs the rollback at hand, goes back out of it, runs it again and goes forward out of it. */
async function rollBackAndForth(session: Session): Promise<void> {
  const before = session.lesson();
  const scene = sceneNow(session);
  const play = async () => {
    session.command('rollback');
    const tutor = await session.until('the rollback', ({ lesson }) => lesson?.rollback?.play != null);
    return tutor.lesson!.rollback!.play!;
  };
  const { played, action, before: from } = await play();
  assert.equal(played.error, null, `${before.head.slug}, step ${before.position.step}`);
  assert.equal(action.type, 'rollback');
  const { statements } = played;
  assert.ok(statements.length > 0);
  const ledger = (state: typeof from) => state.ledger?.map((entry) => entry.name);
  assert.ok(ledger(from)?.includes(action.name));
  assert.ok(!ledger(played.state)?.includes(action.name));
  for (const [index, { state }] of statements.entries()) {
    assert.equal(session.lesson().rollback?.statement, index);
    const last = index === statements.length - 1;
    // With the last statement comes the COMMIT, and the ledger's row goes.
    assert.deepEqual(sceneNow(session).state, last ? played.state : state);
    if (!last) session.command('next');
  }
  for (let left = statements.length; left > 0; left--) session.command('back');
  assertAsBefore(session, before, scene);

  await play();
  for (let left = statements.length; left > 0; left--) session.command('next');
  assertAsBefore(session, before, scene);

  // What the way forward shows is what the migration does on the database that was really rolled back.
  const migration = currentPlay(before)!.actions.find((each) => each.action.type === 'migration')!;
  // Requests that came in between its batches are not made a second time: what they wrote is there still.
  const { unit } = migration;
  const batches = unit.type === 'migration' && unit.batches !== null ? { ...unit.batches, apps: [] } : null;
  const quiet = unit.type === 'migration' ? { ...unit, batches } : unit;
  const redone = await database.play({ from: played.checkpoint, unit: quiet, now: NOW });
  assert.equal(redone.error, null);
  assert.deepEqual(redone.state.ledger, migration.played.state.ledger);
  // A copy that a request has made stale between two batches is fresh when it is made again.
  const stale = before.head.slug === 'lost-updates' && batches !== null;
  const tablesOf = ({ tables }: typeof from) =>
    tables.map(({ schema, rows }) => ({
      name: schema.name,
      columns: schema.columns,
      rows: stale ? rows.length : rows,
    }));
  assert.deepEqual(tablesOf(redone.state), tablesOf(migration.played.state));
}

function assertAsBefore(session: Session, before: LessonState, scene: Scene): void {
  assert.deepEqual({ ...session.lesson(), view: before.view }, before);
  assert.deepEqual(sceneNow(session), scene);
}

/** Goes one way until the end, and gives the scene at each place, the first one included. */
function walk(
  session: Session,
  way: 'next' | 'back',
  ended: (lesson: LessonState) => boolean,
): ReadonlyMap<string, Scene> {
  const scenes = new Map<string, Scene>();
  for (;;) {
    const here = key(session.lesson().position);
    assert.ok(!scenes.has(here), `${here} comes twice`);
    scenes.set(here, sceneNow(session));
    if (ended(session.lesson())) break;
    if (way === 'next') forward(session);
    else session.command('back');
  }
  // Behind the last moment there is the exercise, where there is one.
  const end = session.lesson().lesson?.exercise == null ? 'This is the end of the lesson.' : null;
  assert.equal(unavailable(session.state(), way), way === 'next' ? end : 'This is the beginning.');
  return scenes;
}

/** One moment on; where there is a question, its first option is the answer. */
function forward(session: Session): void {
  const { position } = session.lesson();
  session.command('next');
  if (session.lesson().panel?.type !== 'predict') return;
  assert.deepEqual(session.lesson().position, position, 'the question comes before the step runs');
  session.command('choose', 'accept');
  assert.deepEqual(session.lesson().answers[String(position.step)], [0]);
}

function jump(session: Session, step: number): void {
  for (const digit of String(step)) session.store.send({ type: 'digit', digit: Number(digit) });
  session.command('last');
}

function key({ step, moment }: Position): string {
  return `${step}.${moment}`;
}

function sceneNow(session: Session): Scene {
  const scene = sceneAt(session.lesson());
  assert.ok(scene !== null && currentMoment(session.lesson()) !== null);
  return scene;
}

function assertSameScenes(found: ReadonlyMap<string, Scene>, expected: ReadonlyMap<string, Scene>): void {
  for (const [place, scene] of found) assert.deepEqual(scene, expected.get(place), place);
}

function checkpointsOf(play: LessonState['plays'][number]): readonly string[] {
  return play.actions.flatMap(({ from, played }) => [digest(from), digest(played.checkpoint)]);
}

function digest({ bytes, settings }: Checkpoint): string {
  return `${createHash('sha256').update(bytes).digest('hex')} ${JSON.stringify(settings)}`;
}
