/** Practising in a real terminal: from a wrong answer to a solved exercise and back the next week; and the order lab. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, test } from 'node:test';
import { solutionText, starterText } from '../../src/course/answer.ts';
import { temporaryFolder } from '../support/cli.ts';
import { lessonNumbered } from '../support/course.ts';
import { endJourneys, keptProgress, NO_TERMINAL, startJourney, untilKept } from '../support/journey.ts';
import { SEQUENCES } from '../support/keys.ts';
import { deadline } from '../support/wait.ts';

afterEach(endJourneys);
const journey = { skip: NO_TERMINAL };
const exercise = lessonNumbered(9).exercise!;
const SLUG = lessonNumbered(9).slug;
const SOLUTION = solutionText(exercise);

const SELECT_ALL = '\u001ba';
const CHECK = '\u0012';
const UNDO = '\u001a';

/** As a terminal sends a paste. */
function pasted(text: string): string {
  return `\u001b[200~${text.replaceAll('\n', '\r')}\u001b[201~`;
}

test('wrong answer, feedback, hint, edit, solved; the next week it is all there', journey, async () => {
  const state = temporaryFolder();
  const first = startJourney(['practice', '9'], { state });
  const { screen, press } = first;
  await screen.until('Correct the generated migration');
  await screen.until('your SQL · e to edit');
  await screen.until('ALTER TABLE patients ADD COLUMN full_name');

  // The starter runs without an error, and is wrong.
  press('r');
  await screen.until('This is a well-known trap: This does what the generated migration does.');
  await screen.until('✗ not yet  the schema is as asked');
  await screen.until(/Not yet: \d+ of \d+ points\./);
  press('\t');
  await screen.until(/patients · 7 rows · \+2 columns {2}-1 column/);
  press(SEQUENCES.escape);
  await screen.until('✗ not yet');

  press('h');
  await screen.until(`1 of ${exercise.hints.length}`, (text) => text.includes('Hint 1 of 3'));
  press('h');
  await screen.until('Hint 2 of 3');

  // Letters are letters now: nothing that is typed starts anything.
  press('e');
  await screen.until('your SQL · Esc when done');
  press('rhuxSq');
  await screen.until('rhuxSq');
  assert.ok(screen.cursorVisible(), 'the caret can be seen');
  press(SELECT_ALL);
  press('\u007f');
  press(pasted(SOLUTION.replace('RENAME COLUMN dx_code TO icd9', 'RENAME COLUMN dx_code TO icd')));
  await screen.until('RENAME COLUMN full_name TO name');
  press(CHECK);
  await screen.until(/✗ Line \d+, statement 1: Rollback: no such column|✗ not yet {2}the schema is as asked/);
  press('e');
  await screen.until('your SQL · Esc when done');
  // To the end of the line at fault.
  for (let line = 0; line < 30; line++) press(SEQUENCES.up);
  const faulty = SOLUTION.split('\n').findIndex((line) => line.includes('dx_code TO icd9'));
  for (let line = 0; line < faulty; line++) press(SEQUENCES.down);
  press(SEQUENCES.end);
  press(SEQUENCES.left);
  press('9');
  await screen.until('dx_code TO icd9;');
  press(CHECK);
  await screen.until(/✓ Solved: (\d+) of \1 points\./);
  await screen.until('exercise ✓ solved');
  press('S');
  await screen.until('One way to do it.');
  press('q');
  await screen.until('You stopped in the exercise of lesson 9');
  assert.deepEqual(await first.ended(), { status: 0, signal: 0 });

  const kept = keptProgress(state, SLUG)?.exercise;
  assert.deepEqual(
    [kept?.solved, kept?.attempts, kept?.hints, kept?.solutionSeen, kept?.points],
    [true, 3, 2, false, kept?.maxPoints],
  );

  const second = startJourney(['practice', 'rename'], { state });
  await second.screen.until('exercise ✓ solved');
  await second.screen.until('ALTER TABLE patients RENAME COLUMN name TO full_name;');
  await second.screen.until(/2 of 3 hints used/);
  second.press(SEQUENCES.end);
  for (let page = 0; page < 4; page++) second.press(SEQUENCES.pageDown);
  await second.screen.until('Hint 2 of 3');
  second.press('r');
  await second.screen.until('✓ Solved:');
  second.press('q');
  assert.equal((await second.ended()).status, 0);
  assert.equal(keptProgress(state, SLUG)?.exercise?.attempts, 4);
});

test('killed while writing: the next start has the draft', journey, async () => {
  const state = temporaryFolder();
  const first = startJourney(['practice', '9'], { state });
  await first.screen.until('your SQL · e to edit');
  first.press('e');
  await first.screen.until('Esc when done');
  first.press('-- 李 小龍 was here');
  await first.screen.until('-- 李 小龍 was here');
  // The draft is kept while nobody does anything about it.
  const draft = join(state, 'course', 'drafts', `${SLUG}.sql`);
  await deadline('the draft', (done) => {
    const look = (): void => {
      if (existsSync(draft) && readFileSync(draft, 'utf8').startsWith('-- 李 小龍 was here')) done(null);
    };
    const timer = setInterval(look, 10);
    return () => clearInterval(timer);
  });
  process.kill(first.pid, 'SIGKILL');
  await first.ended();
  const second = startJourney(['practice', '9'], { state });
  await second.screen.until('-- 李 小龍 was here');
  // Starting over asks, and undo brings it back.
  second.press('x');
  await second.screen.until('Start over?');
  second.press('y');
  await second.screen.until('the starter', (text) => text.includes('your SQL') && !text.includes('was here'));
  second.press('e');
  await second.screen.until('Esc when done');
  second.press(UNDO);
  await second.screen.until('-- 李 小龍 was here');
  second.press(SEQUENCES.escape);
  await second.screen.until('e to edit');
  second.press('q');
  assert.equal((await second.ended()).status, 0);
});

test('a runaway answer is stopped by Ctrl-C, and nothing is lost', journey, async () => {
  const state = temporaryFolder();
  const run = startJourney(['practice', '9'], { state });
  await run.screen.until('your SQL · e to edit');
  run.press('e');
  await run.screen.until('Esc when done');
  run.press(
    pasted('WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n+1 FROM c) SELECT count(*) FROM c;\n'),
  );
  await run.screen.until('WITH RECURSIVE');
  run.press(CHECK);
  await run.screen.until('Running your SQL on every data set… Ctrl-C stops it.');
  run.press(SEQUENCES.ctrlC);
  await run.screen.until('Stopped. Ctrl-C again leaves.');
  await run.screen.until('WITH RECURSIVE');
  run.press('q');
  assert.equal((await run.ended()).status, 0);
  assert.equal(keptProgress(state, SLUG)?.exercise?.attempts ?? 0, 0);
});

test(
  'the editor of one’s own gets the terminal and gives it back; a watched file is checked at each save',
  { skip: NO_TERMINAL || process.platform === 'win32' },
  async () => {
    const state = temporaryFolder();
    const editor = join(state, 'my editor');
    const asks = 'for number in 1 2 3 4 5; do echo "word $number?"; read word; words="$words $word"; done';
    writeFileSync(editor, `#!/bin/sh\n${asks}\necho "--$words" > "$1"\n`, { mode: 0o755 });
    const run = startJourney(['practice', '9'], { state, env: { VISUAL: `"${editor}"` } });
    await run.screen.until('your SQL · e to edit');
    run.press('E');
    for (const number of [1, 2, 3, 4, 5]) {
      await run.screen.until(`word ${number}?`);
      assert.equal(run.screen.alternate(), false);
      // Every key is the editor's: none of them is taken by whoever waits for its end.
      run.press(`q${number}h\r`);
    }
    await run.screen.until('-- q1h q2h q3h q4h q5h');
    await run.screen.until('0 of 3 hints used');
    assert.ok(run.screen.alternate());
    run.press('h');
    await run.screen.until('1 of 3 hints used');
    run.press('q');
    assert.equal((await run.ended()).status, 0);

    const file = join(state, 'answer of mine.sql');
    const watched = startJourney(['practice', '9', '--watch', file], { state });
    await watched.screen.until('Correct the generated migration');
    await watched.screen.until('watching this file: save to check');
    await watched.screen.until('DROP COLUMN dx_code');
    assert.equal(readFileSync(file, 'utf8'), starterText(exercise));
    writeFileSync(file, `${starterText(exercise)}-- mine`);
    await watched.screen.until('✗ not yet');
    writeFileSync(file, SOLUTION);
    await watched.screen.until('✓ Solved:');
    assert.equal(
      (await untilKept(state, SLUG, (kept) => kept.exercise?.solved === true)).exercise?.attempts,
      2,
    );
    watched.press('q');
    assert.equal((await watched.ended()).status, 0);
    assert.equal(readFileSync(file, 'utf8'), SOLUTION);
  },
);

test('the lab: a safe move, an unsafe one, where it goes wrong, and one back', journey, async () => {
  const state = temporaryFolder();
  const run = startJourney(['lab', '18'], { state, columns: 100, rows: 30 });
  const { screen, press } = run;
  await screen.until('Your own order');
  await screen.until('it is run at once');
  await screen.until('Enter make the move');
  press('c');
  await screen.until('▶2 · With the doors open');
  press('\r');
  await screen.until(/✓ 1\. add the new column/);
  // The old column goes while its readers are still there.
  for (let move = 0; move < 6; move++) press(SEQUENCES.down);
  await screen.until('▶    drop the old column');
  press('\r');
  await screen.until(/✗ 2\. drop the old column/);
  await screen.until('It first goes wrong here:');
  press('u');
  await screen.until('only the first move', (text) => /✓ 1\. add/.test(text) && !text.includes('✗ 2.'));
  press(SEQUENCES.escape);
  await screen.until('→ next');
  press('q');
  assert.equal((await run.ended()).status, 0);
});

test('the lab remembers an order that met its challenge', journey, async () => {
  const state = temporaryFolder();
  const run = startJourney(['lab', '18'], { state, columns: 100, rows: 30 });
  const { screen, press } = run;
  await screen.until('▶1 · With the doors shut');
  await screen.until('Enter make the move');
  const moves = lessonNumbered(18).lab!.moves;
  let cursor = 0;
  for (const [index, id] of ['add', 'answers', 'decide', 'backfill', 'check', 'drop', 'a3'].entries()) {
    const to = moves.findIndex((move) => move.id === id);
    while (cursor !== to) {
      press(cursor < to ? SEQUENCES.down : SEQUENCES.up);
      cursor += Math.sign(to - cursor);
    }
    press('\r');
    // The cursor goes on to the next move, none of which is made yet.
    cursor = to + 1;
    await screen.until(`✓ ${index + 1}. ${moves[to]!.label}`.slice(0, 40));
  }
  await screen.until('(met in 7 moves)');
  await untilKept(state, 'expand-and-contract', ({ lab }) => lab['With the doors shut']?.length === 7);
  press('q');
  assert.equal((await run.ended()).status, 0);
});
