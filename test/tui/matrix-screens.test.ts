/** The matrix and the drawing in a lesson: where they stand, what they say, and what they keep to themselves. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { drawingOf } from '../../src/rollout/drawing.ts';
import type { Command } from '../../src/tutor/command.ts';
import { sceneAt } from '../../src/lesson/scene.ts';
import { unavailable } from '../../src/tutor/commands.ts';
import { spokenScreen } from '../../src/tui/screens/spoken.ts';
import { screenOf } from '../../src/tui/screens/screen.ts';
import { waysBack } from '../../src/lesson/waysBack.ts';
import { NOW, playAllHere } from '../support/course.ts';
import { databaseAtOnce } from '../support/atOnce.ts';
import { openHere } from '../support/database.ts';
import { openDesk, placed, positionsOf, type Desk } from '../support/desk.ts';
import { checkedFrame, frameText, SIZES } from '../support/frames.ts';
import { openTerminal } from '../support/terminal.ts';

const played = await playAllHere();
const engine = databaseAtOnce();
const ALL_AT_ONCE = 'replace-a-column-all-at-once';
const CONTRACT = 'expand-and-contract';

function desk(slug: string, step: number, ...commands: readonly Command[]): Desk {
  const open = openDesk({ played, engine });
  open.send({ type: 'open', slug, step });
  open.command(...commands);
  return open;
}

/** The screen without title, rule and footer. */
function body(open: Desk, columns: number, rows: number): string {
  const lines = frameText(screenOf(open.state(), { columns, rows })).split('\n');
  return `\n${lines.slice(2, -1).join('\n')}\n`;
}

test('at every moment of a lesson the matrix, or its present row, stands at the same place', () => {
  for (const { lesson } of played.filter((each) => each.lesson.apps.length > 0)) {
    const open = desk(lesson.slug, 1);
    for (const size of SIZES) {
      const places = new Set<string>();
      for (const position of positionsOf(open.lesson())) {
        const lines = frameText(checkedFrame(placed(open.state(), position), size)).split('\n');
        const heads = lines.findIndex((line) => line.startsWith(' phase  '));
        const strip = lines.findLastIndex((line) => line.startsWith(' ▶ '));
        places.add(heads >= 0 ? `grid at ${heads}` : `strip at ${strip}`);
      }
      assert.deepEqual(places.size, 1, `${lesson.slug} at ${size.columns}: ${[...places].join(', ')}`);
      const wanted = size.rows === 40 ? /^grid/ : new RegExp(`^strip at ${size.rows - 2}$`);
      assert.match([...places][0]!, wanted);
    }
  }
});

test('the matrix at 80×24: words and marks, the running version in brackets, blinding no success', () => {
  assert.equal(
    body(desk(CONTRACT, 14, 'matrix'), 80, 24),
    `
 Which version works when

        A0                [A1]              A2                A3
 phase  write    read     write    read     write    read     write    read
   S0   ✓ ok     ✓ ok     ✗ fails  ✓ ok     ✗ fails  ✗ fails  ✗ fails  ✗ fails
   S1   ✓ ok     ✓ ok     ✓ ok     ✓ ok     ✓ ok     ∅ NULL   ✗ fails  ∅ NULL
 ▶ S2a  ! blinds ✓ ok    [✓ ok     ✓ ok   ] ✓ ok     ✓ ok     ✗ fails  ✓ ok
   S2b  ?        ?        ?        ?        ?        ?        ?        ?
   S3   ?        ?        ?        ?        ?        ?        ?        ?
   S4   ?        ?        ?        ?        ?        ?        ?        ?
   back ?        ?        ?        ?        ?        ?        ?        ?

 A0 in S2a: what it writes, A2 and A3 read wrong

 ✓ ok works   ✗ fails the database answers with an error
 ∅ NULL reads NULL where a value should be
 ≠ stale differs from what is expected, or misses a row
 ! blinds works, then others read it wrong   ? unknown
 ▶ [ ] now, and what runs; past phases as they began

 A1 runs now.
`,
  );
});

test('the matrix at 60×20: words alone, and still what each mark means', () => {
  const text = body(desk(CONTRACT, 14, 'matrix'), 60, 20);
  assert.match(text, /\n ▶S2a {2}blinds ok {3}\[ok {5}ok {3}\]ok {5}ok {4}fails {2}ok\n/);
  for (const meaning of [
    'works',
    'an error',
    'reads NULL',
    'differs from what is expected',
    'as they began',
    'others read it',
    'unknown',
  ]) {
    assert.ok(text.includes(meaning), meaning);
  }
});

test('brackets stand apart from each other and from what is beside them, where there is room', () => {
  const open = desk('lost-updates', 8, 'matrix');
  for (const [columns, rows] of [
    [120, 40],
    [80, 24],
    [60, 20],
  ] as const) {
    const grid = body(open, columns, rows)
      .split('\n')
      .filter((line) => /^ *▶ ?filled/.test(line) && !line.includes('write/read'));
    assert.equal(grid.length, 1);
    assert.match(grid[0]!, /filled +\[\S.*\] \[.*\] +\S/, `${columns}`);
  }
  const four = desk(CONTRACT, 6, 'matrix');
  assert.doesNotMatch(body(four, 120, 40), /\]\[/);
});

test('Enter opens a cell: what was asked, and who reads wrong after the write; Enter or Esc closes it', () => {
  const open = desk(CONTRACT, 14, 'matrix', 'accept');
  assert.equal(
    body(open, 80, 24).split('\n\n\n')[0],
    `
 A0 in S2a · writes and reads the old column

 write  ! blinds works, then others read it wrong
   INSERT INTO visits (patient_id, dx_code) VALUES (1, '401.9');
   After A0 wrote, A2 reads NULL in row 9.
   After A0 wrote, A3 reads NULL in row 9.

 read  ✓ ok works
   SELECT id, dx_code FROM visits;`,
  );
  assert.match(spokenScreen(open.state()).join('\n'), /^After A0 wrote, A2 reads NULL in row 9\.$/m);
  open.command('accept');
  assert.match(body(open, 80, 24), /Which version works when/);
  open.command('accept', 'escape');
  assert.match(body(open, 80, 24), /Which version works when/);
  open.command('escape');
  assert.equal(open.lesson().panel, null);
});

test('a cell of a version that fails says the error, and one that is still to come that it is', () => {
  assert.match(
    body(desk(CONTRACT, 14, 'matrix', 'right', 'right', 'right', 'accept'), 80, 24),
    /The error: NOT NULL constraint failed: visits\.dx_code/,
  );
  assert.match(
    body(desk(CONTRACT, 14, 'matrix', 'down', 'accept'), 80, 24),
    /the lesson has not come here yet/,
  );
});

test('lesson 17 keeps what works to itself until its migration has run', () => {
  const open = desk(ALL_AT_ONCE, 3);
  const hidden = `
 phase       write    read     write    read
 ▶ original ?        ?        ?        ?
   replaced ?        ?        ?        ?`;
  const matrix = (): string => {
    open.command('matrix');
    const text = body(open, 80, 24);
    open.command('escape');
    return text.replaceAll(/[[\]]/g, ' ');
  };
  const grid = (text: string): string => text.replaceAll(/ +/g, ' ');
  assert.ok(grid(matrix()).includes(grid(hidden)), matrix());
  assert.match(matrix(), /A0 in original: predict first/);
  assert.match(unavailable(open.state(), 'drawing') ?? '', /Predict first/);
  assert.match(body(open, 80, 24), /▶ original write\/read {2}\[A0 \?\/\?\] {2}A3 \?\/\?/);
  assert.ok(!spokenScreen(open.state()).some((line) => /write ok/.test(line)));
  open.command('next', 'choose', 'accept', 'next');
  assert.match(matrix(), /\?/, 'two of three statements');
  open.command('next');
  assert.doesNotMatch(matrix().split('phase')[1]!.split('\n\n')[0]!, /\?/);
  assert.equal(unavailable(open.state(), 'drawing'), null);
});

test('the drawing: under way at first, then whole, by scrolling where the terminal is small', async () => {
  const open = desk(CONTRACT, 14, 'drawing');
  assert.deepEqual(
    open.effects().filter(({ type }) => type === 'draw'),
    [{ type: 'draw' }],
  );
  assert.match(body(open, 80, 24), /^\n Drawing…\n/);
  const { lesson, plays } = played.find((each) => each.lesson.slug === CONTRACT)!;
  const ways = await waysBack(lesson, plays, { database: await openHere(), now: NOW });
  open.send({ type: 'drawn', slug: CONTRACT, drawing: drawingOf(lesson, plays, ways) });
  assert.match(body(open, 80, 24), /S0 +S1 +▶S2a +S2b +S3 +║ S4\n/);
  assert.match(body(open, 80, 24), /↩ can be taken back, nothing is lost\n/);
  for (const size of SIZES) checkedFrame(open.state(), size);
  assert.doesNotMatch(body(open, 60, 20), /can be taken back/);
  const small = openTerminal(open, { columns: 60, rows: 20 });
  small.command('scrollPageDown');
  assert.match(small.text(), /↩ can be taken back, nothing is lost\n/);
  const spoken = spokenScreen(open.state());
  assert.ok(spoken.includes('The phase now: S2a.'));
  assert.ok(spoken.includes('visits.dx_code gives way to dx_icd10.'));
  for (const line of spoken) assert.doesNotMatch(line, /[▶↩║░█━→✓✗]| {2}/);
  open.command('drawing');
  assert.equal(open.lesson().panel, null);
  open.command('drawing');
  assert.ok(!open.effects().some(({ type }) => type === 'draw' && open.lesson().drawing === null));
  assert.match(body(open, 80, 24), /gives way to/, 'drawn once');
});

test('a lesson without an application has neither', () => {
  const open = desk('add-a-required-column', 2);
  assert.equal(unavailable(open.state(), 'drawing'), 'No application runs in this lesson.');
  assert.doesNotMatch(body(open, 80, 24), /write\/read/);
  open.send({ type: 'command', command: 'drawing' });
  assert.equal(open.lesson().panel, null);
});

test('a step that is jumped to shows no tables of another one while those in front of it are played', () => {
  const { lesson, plays } = played.find((each) => each.lesson.slug === CONTRACT)!;
  const open = desk(CONTRACT, 14);
  const state = open.lesson();
  const early = { ...state, plays: plays.slice(0, 3) };
  assert.equal(lesson.steps.length > 14, true);
  assert.equal(sceneAt({ ...early, position: { step: 14, moment: 0 } })?.state, null);
  assert.notEqual(sceneAt({ ...early, position: { step: 4, moment: 0 } })?.state, null);
});
