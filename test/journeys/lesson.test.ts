/** The course in a real terminal, from opening it to the shell's prompt afterwards. */
import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { temporaryFolder } from '../support/cli.ts';
import {
  endJourneys,
  keptProgress,
  NO_TERMINAL,
  startJourney,
  untilKept,
  type Journey,
} from '../support/journey.ts';
import { SEQUENCES } from '../support/keys.ts';

afterEach(endJourneys);
const journey = { skip: NO_TERMINAL };
const SLUG = 'expand-and-contract';

/** The terminal is as it was: what a program must leave behind. */
function assertRestored({ screen, raw }: Journey): void {
  assert.equal(screen.alternate(), false, 'the alternate screen is left');
  assert.equal(screen.cursorVisible(), true, 'the cursor is visible');
  const written = raw();
  const last = (sequence: string): number => written.lastIndexOf(`\u001b[?${sequence}`);
  assert.ok(last('2004l') > last('2004h'), 'bracketed paste is off');
  assert.ok(last('25h') > last('25l'));
}

test('open, step, predict, back, resize, SQL prompt, Ctrl-C twice', journey, async () => {
  const state = temporaryFolder();
  const run = startJourney([], { state, shell: process.platform !== 'win32' });
  const { screen, press } = run;

  await screen.until('▶  1  Schema, data, or both');
  assert.ok(screen.alternate());
  press('G');
  await screen.until('▶ 19  Lost updates');
  press(SEQUENCES.up);
  await screen.until('▶ 18  Replace a column');
  press('\r');
  await screen.until('step 1 of 23');
  await screen.until('the database', (text) => text.includes('s SQL'));

  press(SEQUENCES.right);
  await screen.until('result · 1 row');
  press('13G');
  await screen.until('S2a: the backfill');
  press(SEQUENCES.right);
  await screen.until('its number, then Enter.');
  press(`3\r`);
  await screen.until('NULL → E11.9');
  await screen.until('visits: 2 rows changed in dx_icd10');

  run.resize(120, 40);
  await screen.until(/before · visits.*after · visits/);
  run.resize(60, 20);
  await screen.until(/… \d more rows/);
  run.resize(50, 12);
  await screen.until('needs 60×20');
  run.resize(80, 24);
  await screen.until('NULL → I10');

  press(SEQUENCES.left);
  await screen.until('Now the backfill is a plain look-up');

  press('s');
  await screen.until('What you change here is undone when you leave.');
  await screen.until('Enter run');
  press('DELETE FROM visits;\r');
  await screen.until('visits emptied: 7 rows gone');
  press('SELECT count(*) AS left_over FROM visits;\r');
  await screen.until(/left_over\n[ ─]+\n +0/);
  press(SEQUENCES.escape);
  await screen.until('S2a: the backfill');
  await screen.until('Now the backfill is a plain look-up');

  press(SEQUENCES.ctrlC);
  await screen.until('Ctrl-C again leaves.');
  press(SEQUENCES.ctrlC);
  await screen.until('You stopped at step 13 of 23 of lesson 18, Replace a column, expand and');
  await run.ended();
  assertRestored(run);
  if (process.platform !== 'win32') {
    // Lines are read as lines again, and what is typed is seen again.
    const text = await screen.until(/\nstatus 0\n[^]*[^-]icanon\b[^]*[^-]echo\b/);
    assert.ok(text.startsWith('You stopped'), 'and nothing else was printed');
  }
  const kept = keptProgress(state, SLUG);
  assert.deepEqual(kept?.position, { step: 13, moment: 0 });
  assert.deepEqual(kept.answers, { '13': [2] });
});

test('the next start takes up where the last one stopped', journey, async () => {
  const state = temporaryFolder();
  const first = startJourney(['expand', '--step', '8'], { state });
  await first.screen.until('Too early');
  first.press(SEQUENCES.right);
  await first.screen.until('constraint failed');
  first.press('q');
  assert.deepEqual(await first.ended(), { status: 0, signal: 0 });
  await first.screen.until('You stopped at step 8 of 23');
  assertRestored(first);

  const second = startJourney([], { state });
  await second.screen.until('step 8 of 23');
  await second.screen.until('constraint failed');
  second.press(SEQUENCES.escape);
  await second.screen.until('◐ step 8 of 23');
  second.press('q');
  await second.screen.until(/0 of \d+ lessons done\./);
  assert.equal((await second.ended()).status, 0);
});

test('a runaway query is stopped by Ctrl-C and the lesson goes on', journey, async () => {
  const run = startJourney(['18', '--step', '6'], { state: temporaryFolder() });
  const { screen, press } = run;
  await screen.until('S1: add the new column');
  await screen.until('visits · 7 rows');
  press('s');
  await screen.until('What you change here is undone when you leave.');
  await screen.until('Enter run');
  press(
    'DELETE FROM visits; WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n+1 FROM c) SELECT count(*) FROM c;\r',
  );
  await screen.until('Running… Ctrl-C stops it.');
  press(SEQUENCES.ctrlC);
  await screen.until('✗ Stopped. The database is as it was before.');
  press('SELECT count(*) AS still_there FROM visits;\r');
  await screen.until(/still_there\n[ ─]+\n +7/);
  press(SEQUENCES.escape);
  await screen.until('S1: add the new column');
  press('q');
  assert.equal((await run.ended()).status, 0);
  assertRestored(run);
});

test('killed in the middle: the next start knows the step', journey, async () => {
  const state = temporaryFolder();
  const first = startJourney(['18', '--step', '10'], { state });
  await first.screen.until('Take it back');
  first.press(SEQUENCES.right);
  await first.screen.until('rollback of 0004_naive_backfill · data');
  await untilKept(state, SLUG, ({ position }) => position.step === 10 && position.moment === 1);
  process.kill(first.pid, 'SIGKILL');
  await first.ended();

  const second = startJourney([], { state });
  await second.screen.until('step 10 of 23');
  await second.screen.until('rollback of 0004_naive_backfill · data');
  second.press('q');
  assert.equal((await second.ended()).status, 0);
});

test(
  'ended from outside, it puts the terminal back and says where it stopped',
  { skip: NO_TERMINAL || process.platform === 'win32' },
  async () => {
    const state = temporaryFolder();
    const run = startJourney(['18', '--step', '4'], { state });
    await run.screen.until('Before we start');
    await run.screen.until('visits · 7 rows');
    run.press(SEQUENCES.right);
    await run.screen.until('result · 1 row');
    process.kill(run.pid, 'SIGTERM');
    await run.screen.until('You stopped at step 4 of 23');
    await run.ended();
    assertRestored(run);
    assert.deepEqual(keptProgress(state, SLUG)?.position, { step: 4, moment: 1 });
  },
);
