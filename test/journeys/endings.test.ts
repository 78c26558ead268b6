/** In a real terminal: stopped, continued, ended and resized from outside, and a paste that never ends. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { afterEach, test } from 'node:test';
import { temporaryFolder } from '../support/cli.ts';
import { endJourneys, keptProgress, NO_TERMINAL, startJourney } from '../support/journey.ts';
import { SEQUENCES } from '../support/keys.ts';
import { deadline } from '../support/wait.ts';

afterEach(endJourneys);
const journey = { skip: NO_TERMINAL };
const unix = { skip: NO_TERMINAL || process.platform === 'win32' };
const SLUG = 'expand-and-contract';

/** Resolves when the process is stopped: one that is continued before it has stopped would wait for ever. */
function untilStopped(pid: number): Promise<true> {
  const state = (): string =>
    process.platform === 'linux'
      ? readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) /, '')
      : execFileSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' });
  return polled('the process to stop', () => state().startsWith('T'), state);
}

/** Resolves when something that sends no event is as wanted; `seen` is how it is, for a failure. */
function polled(what: string, wanted: () => boolean, seen: () => string): Promise<true> {
  return deadline<true>(
    what,
    (done) => {
      let timer: NodeJS.Timeout;
      const look = (): void => {
        if (wanted()) done(true);
        else timer = setTimeout(look, 10);
      };
      look();
      return () => clearTimeout(timer);
    },
    seen,
  );
}

test('SIGTERM ends with 143, SIGHUP with 129', unix, async () => {
  for (const [signal, status] of [
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const) {
    const run = startJourney(['18', '--step', '4'], { state: temporaryFolder() });
    await run.screen.until('visits · 7 rows');
    process.kill(run.pid, signal);
    assert.equal((await run.ended()).status, status);
  }
});

test('SIGTSTP gives the terminal back, SIGCONT takes it again', unix, async () => {
  const run = startJourney(['18', '--step', '4'], { state: temporaryFolder() });
  await run.screen.until('visits · 7 rows');
  process.kill(run.pid, 'SIGTSTP');
  await run.screen.until('the shell’s screen', () => run.raw().includes('\u001b[?1049l'));
  await untilStopped(run.pid);
  const before = run.raw().length;
  process.kill(run.pid, 'SIGCONT');
  await run.screen.until('our screen again', () => run.raw().slice(before).includes('\u001b[?1049h'));
  await run.screen.until('visits · 7 rows');
  run.press(SEQUENCES.right);
  await run.screen.until('result · 1 row');
  run.press('q');
  assert.equal((await run.ended()).status, 0);
});

test('ten resizes in quick succession end in the screen of the last size', journey, async () => {
  const state = temporaryFolder();
  const run = startJourney(['18', '--step', '4'], { state, columns: 120, rows: 40 });
  await run.screen.until('visits · 7 rows');
  for (let turn = 0; turn < 10; turn++) run.resize(turn % 2 === 0 ? 62 + turn : 140 - turn, 21 + 2 * turn);
  run.resize(80, 24);
  const clean = startJourney(['18', '--step', '4'], { state, columns: 80, rows: 24 });
  await clean.screen.until('visits · 7 rows');
  const texts = (): readonly string[] => [run.screen.text(), clean.screen.text()];
  // Either may still be drawing.
  await polled(
    'the same screen as one that was opened at this size',
    () => new Set(texts()).size === 1,
    () => texts().join('\n----\n'),
  );
});

test('a paste that never ends frees the keyboard, and Ctrl-C at once', journey, async () => {
  const run = startJourney(['18', '--step', '4'], { state: temporaryFolder() });
  await run.screen.until('visits · 7 rows');
  run.press('s');
  await run.screen.until('Enter run');
  // What is pasted stands on the screen once the paste has ended.
  run.press('\u001b[200~SELECT 6 * 7 AS answer');
  await run.screen.until('SELECT 6 * 7 AS answer');
  run.press('\r');
  await run.screen.until(/answer[^]*42/);
  run.press('\u001b[200~and this');
  run.press('\u0003');
  await run.screen.until('Ctrl-C again leaves');
  run.press('\u0003');
  assert.equal((await run.ended()).status, 0);
});

test('leaving while a prediction is open keeps the place', journey, async () => {
  const state = temporaryFolder();
  const run = startJourney(['18', '--step', '13'], { state });
  await run.screen.until('S2a: the backfill');
  run.press(SEQUENCES.right);
  await run.screen.until(/1-\d|Enter/);
  run.press('q');
  await run.ended();
  assert.equal(keptProgress(state, SLUG)?.position.step, 13);
});
