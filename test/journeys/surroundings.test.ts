/** In a real terminal: damaged progress, no colours, a screen reader, and a question before anything is forgotten. */
import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, test } from 'node:test';
import { temporaryFolder } from '../support/cli.ts';
import { endJourneys, keptProgress, NO_TERMINAL, startJourney } from '../support/journey.ts';
import { SEQUENCES } from '../support/keys.ts';

afterEach(endJourneys);
const journey = { skip: NO_TERMINAL };

function withProgress(text: string): string {
  const state = temporaryFolder();
  mkdirSync(join(state, 'course'));
  writeFileSync(join(state, 'course', 'expand-and-contract.json'), text);
  return state;
}

const SOUND = JSON.stringify({
  format: 1,
  position: { step: 4, moment: 0 },
  furthest: 4,
  done: false,
  answers: {},
  updatedAt: '2026-01-02T03:04:05.000Z',
});

test('a damaged progress file is set aside and named, and the course opens', journey, async () => {
  const state = withProgress('{"format":1,"position":{"st');
  const run = startJourney([], { state, columns: 200, rows: 30 });
  await run.screen.until(/“expand-and-contract” could not be read \(it is not JSON\)\. The file is kept as/);
  await run.screen.until('· not begun');
  run.press(SEQUENCES.down);
  await run.screen.until('the notice to go', (text) => !text.includes('could not be read'));
  run.press('q');
  assert.equal((await run.ended()).status, 0);
  const files = readdirSync(join(state, 'course'));
  assert.equal(files.length, 1, files.join(', '));
  assert.match(files[0]!, /^expand-and-contract.*(?:damaged|broken|aside|bad)/);
});

test('keys pressed before the first frame do not move it, and count', journey, async () => {
  const run = startJourney(['3', '--step', '4'], { state: temporaryFolder(), columns: 120, rows: 40 });
  run.press(`x${SEQUENCES.left}`);
  await run.screen.until(/patients · 7 rows/);
  assert.match(run.screen.text().split('\n')[0]!, /^ 3 {2}Add a required column .* step \d+ of 12$/);
  run.press('q');
  assert.equal((await run.ended()).status, 0);
});

/** SGR sequences that set a colour. */
const COLOUR = /\u001b\[(?:\d+;)*(?:3[0-8]|4[0-8]|9[0-7]|10[0-7])(?:;\d+)*m/;

test('NO_COLOR and --no-color: no colour reaches the terminal; otherwise some do', journey, async () => {
  const cases = [
    { args: [], env: { NO_COLOR: '1' }, colours: false },
    { args: ['--no-color'], env: {}, colours: false },
    { args: [], env: {}, colours: true },
  ] as const;
  await Promise.all(
    cases.map(async ({ args, env, colours }) => {
      const run = startJourney(['18', '--step', '13', ...args], { state: temporaryFolder(), env });
      await run.screen.until('S2a: the backfill');
      run.press(`${SEQUENCES.right}3\r`);
      await run.screen.until('NULL → E11.9');
      run.press('q');
      await run.ended();
      assert.equal(COLOUR.test(run.raw()), colours, JSON.stringify(env));
    }),
  );
});

test('for a screen reader: sentences, without the alternate screen’s drawing', journey, async () => {
  const run = startJourney(['18', '--step', '13'], {
    state: temporaryFolder(),
    columns: 160,
    rows: 50,
    env: { INK_SCREEN_READER: 'true' },
  });
  await run.screen.until('Table visits, 7 rows.');
  run.press(`${SEQUENCES.right}3\r`);
  await run.screen.until('Row 1, id 1 changed: dx_icd10 was null, now E11.9.');
  await run.screen.until(/Keys: [^]*next, [^]*q leave\./);
  assert.doesNotMatch(run.screen.text(), /[━─▶]/);
  run.press('q');
  assert.equal((await run.ended()).status, 0);
});

test('reset asks, and only yes forgets', journey, async () => {
  const state = withProgress(SOUND);
  for (const answer of ['\r', 'n\r', 'what\r']) {
    const run = startJourney(['reset', '18'], { state });
    await run.screen.until('Forget the progress of lesson 18, Replace a column, expand and contract?');
    run.press(answer);
    await run.screen.until('Nothing was forgotten.');
    assert.equal((await run.ended()).status, 0);
    assert.equal(keptProgress(state, 'expand-and-contract')?.position.step, 4);
  }
  const run = startJourney(['reset', '18'], { state });
  await run.screen.until('[y/N]');
  run.press('y\r');
  await run.screen.until('Forgotten: the progress of lesson 18');
  assert.equal((await run.ended()).status, 0);
  assert.equal(keptProgress(state, 'expand-and-contract'), null);
});

test(
  'opened in a terminal that is too small it says so, and goes on when there is room',
  journey,
  async () => {
    const run = startJourney([], { state: temporaryFolder(), columns: 40, rows: 10 });
    await run.screen.until(/needs 60×20;\s+this\s+is\s+40×10/);
    run.resize(80, 24);
    await run.screen.until('▶  1  Schema, data, or both');
    run.press('q');
    assert.equal((await run.ended()).status, 0);
  },
);
