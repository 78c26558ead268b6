/** Lesson 19: what it says of stale copies, triggers and views is what the database does. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { judgeOrder, labRequest } from '../../src/rollout/challenge.ts';
import { requestsIn } from '../../src/rollout/count.ts';
import type { StepPlay } from '../../src/lesson/play.ts';
import { requestVerdict } from '../../src/render/terminal/blocks/requests.ts';
import { outcomesOf } from '../../src/view/matrix.ts';
import { playedSql } from '../../src/view/sql.ts';
import { plainLine } from '../../src/render/spans/line.ts';
import { lessonNumbered, NOW, playHere } from '../support/course.ts';
import { openHere } from '../support/database.ts';

const { lesson, opened, plays } = await playHere(lessonNumbered(19));

function stepWith(migration: string): StepPlay {
  const found = plays.find(({ actions }) =>
    actions.some(({ action }) => action.type === 'migration' && action.name === migration),
  );
  assert.ok(found !== undefined, migration);
  return found;
}

/** How many rows each query of a step finds, and each other action changes. */
function counts(play: StepPlay): readonly number[] {
  return play.actions.map(({ played }) => {
    const last = played.statements.at(-1);
    return last?.result?.rows.length ?? last?.rowsChanged ?? -1;
  });
}

/** `write/read` of a version at the end of a step. */
function verdict(play: StepPlay, version: string): string {
  const found = play.probe?.versions[version];
  return `${found?.write}/${found?.read}`;
}

test('a late write goes stale, the backfill over the NULLs walks past it, a mismatch query finds it', () => {
  const filled = stepWith('0004_fill_nulls');
  assert.equal(verdict(filled, 'A0'), 'ok/ok');
  assert.equal(verdict(filled, 'A3').split('/')[1], 'stale');
  const nulls = filled.actions.at(-1)!.played.statements.at(-1)!.result!.rows;
  assert.deepEqual(nulls.flat().map(Number), [0]);

  const again = stepWith('0005_fill_nulls_again');
  assert.deepEqual(counts(again), [0]);
  assert.equal(verdict(again, 'A3').split('/')[1], 'stale');

  const mended = stepWith('0006_mend_mismatches');
  assert.deepEqual(counts(mended), [1, 1], 'one mismatch, one row mended');
  assert.equal(verdict(mended, 'A3').split('/')[1], 'ok');
});

test('a write is rated by its own effect, whatever is wrong already: A0 blinds A3 from the backfill on', () => {
  const outcome = (play: StepPlay) => outcomesOf(play.probe, 'A0').write;
  const from = plays.indexOf(stepWith('0004_fill_nulls'));
  const to = plays.indexOf(stepWith('0007_mend_again'));
  assert.deepEqual(new Set(plays.slice(from, to + 1).map(outcome)), new Set(['blinds']));
  assert.equal(outcome(plays[from - 1]!), 'ok', 'an empty column has nothing to lose');
});

test('a correction on one side is told by who still reads the other; a lost one by who reads NULL', () => {
  const said = plays.flatMap(({ actions }) =>
    actions
      .filter(({ action }) => action.type === 'traffic' && /corrects visit [345]/.test(action.name ?? ''))
      .flatMap(({ played }) => requestsIn(played))
      .map((request) => plainLine([{ text: `${request.version} ` }, ...requestVerdict(request)])),
  );
  assert.deepEqual(said.slice(0, 4), [
    'A0 ✓ served, but A3 reads A08.4 in row 3, not I10',
    'A3 ✓ served, but A0 still reads 493.90 in row 5, not I10',
    'A3 ✓ served',
    'A0 ✓ served, but A0 reads NULL in row 4 and A3 reads NULL in row 4',
  ]);
});

test('the bar counts the rows that are known by then, not the visit that is booked later', () => {
  const { statements } = playedSql(stepWith('0004_fill_nulls').actions[0]!, null);
  const bars = statements.flatMap(({ made }) => (made?.type === 'batch' ? [`${made.done} of ${made.rows} rows`] : []));
  assert.deepEqual([bars[0], bars.at(-1)], ['2 of 7 rows', '8 of 8 rows']);
});

test('the repair from old to new loses what the new program wrote', () => {
  const rows = stepWith('0007_mend_again').actions.at(-1)!.played.state.tables.find(
    ({ schema }) => schema.name === 'visits',
  )!.rows;
  const codes = (id: bigint) => rows.find((row) => row[0] === id)!;
  assert.ok(codes(3n).includes('I10'), "A0's correction has come through");
  assert.ok(codes(5n).includes('J45.998'), "A3's has not");
});

test('triggers with guards, and then a view per version, let an old and a new version run', () => {
  const synced = stepWith('0014_answer_724_5');
  assert.deepEqual(['A0', 'A3', 'A4'].map((version) => verdict(synced, version)), ['ok/ok', 'ok/ok', 'fails/fails']);
  assert.deepEqual(synced.step.fleet, ['A0', 'A3']);
  const views = stepWith('0022_a4_writes');
  assert.deepEqual(['A0', 'A3', 'A4'].map((version) => verdict(views, version)), ['ok/ok', 'fails/fails', 'ok/ok']);
  assert.deepEqual(views.step.fleet, ['A0', 'A4']);
  const table = views.actions.at(-1)!.played.state.tables.find(({ schema }) => schema.name === 'visit_rows')!;
  const required = table.schema.columns.filter(({ notNull }) => notNull).map(({ name }) => name);
  assert.ok(required.includes('dx_code') && required.includes('dx_icd10'), required.join());
  assert.equal(verdict(plays.at(-1)!, 'A4'), 'ok/ok');
});

test('the lab: the triggers come before the backfill, the last of them before A3', async () => {
  const lab = lesson.lab!;
  const database = await openHere();
  const judge = async (title: string, order: string) => {
    const challenge = lab.challenges.find((each) => each.title === title)!;
    const request = labRequest(lesson, lab, challenge, opened, plays)!;
    const run = await database.lab({ ...request, now: NOW }, order.split(' '));
    return judgeOrder(lab, challenge, run).reasons;
  };
  assert.deepEqual(await judge('With the doors shut', 'add fill check a3'), []);
  const day = 'While A0 writes';
  assert.deepEqual(await judge(day, 'add tonew booked fill toold check a3'), []);
  const called = 'Called off';
  assert.deepEqual(await judge(called, 'add tonew booked toold mend check a3'), []);
  assert.deepEqual(await judge(called, 'add tonew booked fill toold check a3'), [
    'Still to do: mend all mismatches.',
  ]);
  assert.deepEqual(await judge(called, 'add tonew booked mend toold check a3'), [
    '“mend all mismatches” cannot be taken back without losing values.',
  ]);
  for (const [order, wrong] of [
    ['add fill check a3', 'ask for mismatches'],
    ['add fill tonew booked toold check a3', 'ask for mismatches'],
    ['add tonew fill booked toold check a3', 'ask for mismatches'],
    ['add booked fill tonew toold check a3', 'ask for mismatches'],
    ['add tonew booked fill check a3', 'deploy A3'],
    ['add tonew booked toold a3 fill check', 'deploy A3'],
  ] as const) {
    const said =
      wrong === 'ask for mismatches'
        ? `“${wrong}” finds rows: it went wrong before that.`
        : `It goes wrong at “${wrong}”.`;
    assert.deepEqual(await judge(day, order), [said], order);
  }
});
