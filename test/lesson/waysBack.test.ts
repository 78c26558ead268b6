/** The ways back of a walkthrough, each found by going it. */
import assert from 'node:assert/strict';
import test from 'node:test';
import type { Fixture, Lesson } from '../../src/course/model.ts';
import type { WayBack } from '../../src/rollout/wayBack.ts';
import { waysBack } from '../../src/lesson/waysBack.ts';
import { fixtureOf, lessonNumbered, NOW, playHere } from '../support/course.ts';
import { openHere } from '../support/database.ts';
import { replacement, SHELF } from '../support/replacement.ts';

const database = await openHere();
const FREE: WayBack = { type: 'back', error: null, lost: { rows: 0, values: 0 }, closes: null };

async function waysOf(lesson: Lesson, fixture: Fixture = SHELF): Promise<Readonly<Record<string, WayBack>>> {
  const { plays } = await playHere(lesson, fixture);
  const ends = plays.map(({ actions }) => actions.map(({ played }) => Buffer.from(played.checkpoint.bytes)));
  const ways = await waysBack(lesson, plays, { database, now: NOW });
  plays.forEach(({ actions }, step) =>
    actions.forEach(({ played }, index) => {
      assert.ok(
        ends[step]![index]!.equals(played.checkpoint.bytes),
        'trying the ways back leaves the lesson alone',
      );
    }),
  );
  return ways;
}

test('each way back with what it costs, and whether it stays open', async () => {
  assert.deepEqual(await waysOf(replacement()), {
    P1: FREE,
    // The label that V1 wrote before is gone after the way back, but going forward makes it again.
    P2: { ...FREE, closes: 'constraint failed' },
    // Three goods have a name, and the rollback makes one of them again.
    P3: { ...FREE, lost: { rows: 0, values: 2 } },
  });
});

test('without a rollback, what the change destroyed is lost', async () => {
  const back = {
    'ALTER TABLE goods ADD COLUMN name TEXT;': '',
    'sql rollback 0003_drop phase=back': 'sql query',
  };
  const lesson = replacement({
    ...back,
    'UPDATE goods SET name = lower(label) WHERE id = 1;': 'SELECT 1;',
    '## Forward again\n\n```sql migration 0003_drop phase=P3\nALTER TABLE goods DROP COLUMN name;':
      '## End\n\n```sql query\nSELECT 2;',
  });
  const { P1, P3 } = await waysOf(lesson);
  assert.deepEqual(P1, FREE);
  assert.deepEqual(P3, { type: 'none', error: null, lost: { rows: 0, values: 3 }, closes: null });
});

test('a rollback that the database refuses says why', async () => {
  const { P1 } = await waysOf(
    replacement({
      '```sql rollback phase=P0\nALTER TABLE goods DROP COLUMN label;':
        '```sql rollback phase=P0\nALTER TABLE goods DROP COLUMN lable;',
    }),
  );
  assert.equal(P1?.type, 'refused');
  assert.match(P1.error ?? '', /lable/);
  assert.deepEqual(P1.lost, { rows: 0, values: 0 });
});

test('rows that the change deletes are lost unless the way back brings them', async () => {
  const up = 'UPDATE goods SET label = upper(name);';
  const deleting = { [up]: `DELETE FROM goods WHERE name = 'milk'; ${up}` };
  assert.deepEqual((await waysOf(replacement(deleting)))['P2']?.lost, { rows: 1, values: 0 });
  const restoring = {
    'UPDATE goods SET label = NULL;':
      "UPDATE goods SET label = NULL; INSERT INTO goods (id, name) VALUES (2, 'milk');",
  };
  assert.deepEqual((await waysOf(replacement({ ...deleting, ...restoring })))['P2']?.lost, {
    rows: 0,
    values: 0,
  });
});

test('lesson 18: every change but the last can be taken back for nothing', async () => {
  const lesson = lessonNumbered(18);
  const ways = await waysOf(lesson, fixtureOf(lesson));
  assert.deepEqual(Object.keys(ways), ['S0', 'S1', 'S2a', 'S2b', 'S3', 'S4']);
  const { S4, ...others } = ways;
  for (const [phase, { type, lost }] of Object.entries(others)) {
    assert.deepEqual({ type, lost }, { type: 'back', lost: { rows: 0, values: 0 } }, phase);
  }
  assert.equal(S4?.type, 'back');
  assert.ok(S4.lost.values > 0);
});
