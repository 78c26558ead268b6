/** The screen for a screen reader: where I am, the text, the SQL, what it did, the table row by row, the keys. */
import assert from 'node:assert/strict';
import test from 'node:test';
import type { Command } from '../../src/tutor/command.ts';
import type { Tutor } from '../../src/tutor/state.ts';
import { spokenScreen } from '../../src/tui/screens/spoken.ts';
import { playAllHere } from '../support/course.ts';
import { databaseAtOnce } from '../support/atOnce.ts';
import { openDesk, placed, positionsOf, type Desk } from '../support/desk.ts';

const played = await playAllHere();
const engine = databaseAtOnce();

function inLesson(step: number): Desk {
  const desk = openDesk({ played, engine });
  desk.send({ type: 'open', slug: 'expand-and-contract', step });
  return desk;
}

/** The lines of a screen but the last, which is the keys'. */
function spoken(desk: Desk): readonly string[] {
  const lines = spokenScreen(desk.state());
  assert.match(lines.at(-1)!, /^Keys: /);
  return lines.slice(0, -1);
}

test('a statement that ran', () => {
  const desk = inLesson(13);
  desk.command('next', 'choose', 'accept');
  assert.deepEqual(spoken(desk), [
    'Lesson 18, Replace a column, expand and contract. Step 13 of 23: S2a: the backfill.',
    'Phase S1. A1 runs now.',
    'Statement 1 ran: UPDATE visits SET dx_icd10 = (SELECT icd10 FROM dx_target WHERE icd9 = visits.dx_code) WHERE id IN ( SELECT v.id FROM visits AS v JOIN dx_target AS t ON t.icd9 = v.dx_code WHERE v.dx_icd10 IS NOT t.icd10 LIMIT 2 );',
    'Batch 1 of 5, 2 of 7 rows done.',
    'visits: 2 rows changed in dx_icd10; 5 still NULL.',
    'Table visits, 7 rows.',
    'Columns: id integer primary key; patient_id integer not null; dx_code text not null; weight_lb real; dx_icd10 text.',
    'Row 1, id 1 changed: dx_icd10 was null, now E11.9.',
    'Row 2, id 2 changed: dx_icd10 was null, now I10.',
    'Row 3: id 3, patient_id 3, dx_code 008.8, weight_lb 153.0, dx_icd10 null.',
    'Row 4: id 4, patient_id 4, dx_code v70.0, weight_lb 176.0, dx_icd10 null.',
    'Row 5: id 5, patient_id 5, dx_code 493.90, weight_lb 28.5, dx_icd10 null.',
    'Row 6: id 6, patient_id 6, dx_code UNKNOWN, weight_lb null, dx_icd10 null.',
    'Row 7: id 7, patient_id 1, dx_code 999.99, weight_lb 155.5, dx_icd10 null.',
  ]);
});

test('a request between two batches, with what it got', () => {
  const desk = inLesson(13);
  desk.command('next', 'choose', 'accept', 'next', 'next');
  while (!/^Meanwhile/m.test(spoken(desk).join('\n'))) desk.command('next');
  assert.match(
    spoken(desk).join('\n'),
    /^Phase S1\. A1 runs now\.\nStatement .*\nMeanwhile A1 .*: .*served\.$/m,
  );
});

test('a question, with what is chosen', () => {
  const desk = inLesson(13);
  desk.command('next', 'down');
  desk.send({ type: 'digit', digit: 3 });
  const lines = spoken(desk);
  assert.deepEqual(lines.slice(1, 7), [
    'Phase S1. A1 runs now.',
    'Predict: What would a second run, right after the first, change?',
    'One answer holds.',
    '1, not chosen: it would fail: the values are there already',
    '2, not chosen: it would translate the new codes once more',
    'Here: 3, chosen: nothing',
  ]);
  assert.match(lines[7]!, /^Next: UPDATE visits/);
});

test('an answer: what was right comes before the text behind it', () => {
  const desk = inLesson(13);
  desk.command('next', 'choose', 'accept');
  while (!/predicted/.test(spoken(desk).join(' '))) desk.command('next');
  const lines = spoken(desk).join('\n');
  assert.match(
    lines,
    /Not what you predicted\.[^]*It is: +nothing[^]*Insight|Not what you predicted\.[^]*It is: +nothing[^]*mismatches/,
  );
});

test('an error, and a query with its rows', () => {
  const desk = inLesson(8);
  desk.command('next');
  const failed = spoken(desk);
  const error = failed.findIndex((line) => line.startsWith('The error: '));
  assert.match(failed[error]!, /constraint failed/);
  assert.match(failed[error - 1]!, /^Statement 1 ran: ALTER TABLE/);
  assert.equal(failed[error + 1], 'It failed. The whole migration was rolled back.');
  desk.command('next', 'next');
  assert.deepEqual(spoken(desk).slice(-4), [
    'Result: 3 rows.',
    'Row 1: id 4, dx_code v70.0.',
    'Row 2: id 6, dx_code UNKNOWN.',
    'Row 3: id 7, dx_code 999.99.',
  ]);
});

test('the prompt answers, and while one types it says what is typed and where the caret is', () => {
  const desk = inLesson(5);
  desk.command('prompt');
  assert.match(spoken(desk)[0]!, /^Table visits, 7 rows\.$/);
  desk.type("SELECT 1 AS one, NULL AS none, '' AS empty");
  desk.command('run');
  assert.deepEqual(spoken(desk), [
    "You ran: SELECT 1 AS one, NULL AS none, '' AS empty",
    'Result: 1 row.',
    'Row 1: one 1, none null, empty empty text.',
    'SQL: nothing typed. What you change here is undone when you leave.',
  ]);
  desk.type('SEL');
  assert.deepEqual(spoken(desk), ['SQL. Column 4, at the end: SEL']);
  desk.command('run');
  assert.match(spoken(desk)[1]!, /^The error: .*syntax error.*\.$/);
});

test('a table cell by cell: the cell alone', () => {
  const desk = inLesson(13);
  desk.command('next', 'choose', 'accept', 'inspect');
  assert.deepEqual(spoken(desk), ['Row 1, column id: 1.']);
  desk.command('right', 'right', 'right', 'right');
  assert.deepEqual(spoken(desk), ['Row 1, column dx_icd10, changed: it was null, now E11.9.']);
});

test('whoever turns to another table or to the ledger does not hear the text again', () => {
  const desk = inLesson(14);
  const all = spoken(desk).length;
  desk.command('ledger');
  const ledger = spoken(desk);
  assert.match(ledger[1]!, /^The ledger, schema_migrations: 6 migrations applied, oldest first\.$/);
  assert.match(ledger[2]!, /^0001_clinic, applied at .+, checksum \w{8}\.$/);
  desk.command('ledger', 'nextTable');
  const table = spoken(desk);
  assert.match(table[1]!, /^Table /);
  assert.ok(all > 3);
});

test('help: each key in a sentence, what does nothing now last', () => {
  const desk = inLesson(14);
  desk.command('help');
  const lines = spoken(desk);
  assert.equal(lines[0], 'Help. A lesson: these keys work now.');
  assert.ok(lines.includes('Key slash: find a step by its words.'));
  assert.ok(lines.includes('Keys Right, Space or PageDown: forward: the next statement or step.'));
  assert.equal(lines.at(-2), 'These do nothing now.');
  assert.match(lines.at(-1)!, /^Key r: .*\. Run the migration to its end first\.$/);
});

test('why a key does nothing is said first', () => {
  const desk = inLesson(3);
  desk.command('tools');
  assert.equal(spoken(desk)[0], 'This step has no counterpart in other tools.');
});

test('the matrix begins with the cell under the cursor; search says how many', () => {
  const desk = inLesson(14);
  desk.command('matrix');
  assert.match(spoken(desk)[1]!, /^Here: A0 in S2a: /);
  assert.match(
    spoken(desk).join('\n'),
    /^Phase S2a, now\. A0: write \w+, read ok.*A3: write fails, read ok\.$/m,
  );
  desk.command('escape', 'search');
  desk.type('backfill');
  assert.match(spoken(desk)[2]!, /^\d+ of 23 steps\.$/);
});

test('home: each lesson in a sentence, the chosen one marked', () => {
  const desk = openDesk({ played });
  desk.command('down');
  const lines = spoken(desk);
  assert.equal(lines[0], `learn-migrations. ${played.length} lessons.`);
  assert.equal(lines[1], '1, Schema, data, or both, not begun, 15 minutes.');
  assert.equal(lines[2], 'Chosen: 3, Add a required column, not begun, 18 minutes.');
  assert.equal(lines.length, played.length + 2);
});

test('every moment has a place in front, keys behind, no empty line and no frame', () => {
  for (const { lesson } of played) {
    const desk = openDesk({ played, engine });
    desk.send({ type: 'open', slug: lesson.slug, step: 1 });
    const start = desk.state();
    for (const position of positionsOf(start.lesson!)) {
      const lines = spokenScreen(placed(start, position));
      const title = lesson.steps[position.step - 1]!.title;
      assert.ok(lines[0]!.startsWith(`Lesson ${lesson.number}, `) && lines[0]!.includes(title.slice(0, 5)));
      assert.match(lines.at(-1)!, /^Keys: .+\.$/);
      // A text's paragraphs are lines of their own.
      const read = lines.flatMap((line) => line.split('\n'));
      for (const line of read) assert.doesNotMatch(line, /^\s*$|\p{Cc}|[─━│┌▶]/u);
      assert.ok(
        lines.some((line) => /^(?:Table|Result|Next|There is no table)/.test(line)),
        lines.join('\n'),
      );
    }
  }
});

/** Signs of the drawn screens: nobody hears what they mean. */
const SIGNS = /[─━│┃┌└├║▶◐✓✗∅≠░▒█↩←→↑↓–·⏎⇥]|(?<![\w'"(,= ])\[[\w ]*\]|\[A\d\]/u;
const PANELS: readonly Command[] = [
  'inspect',
  'ledger',
  'nextTable',
  'prompt',
  'tools',
  'search',
  'matrix',
  'drawing',
  'lab',
  'exercise',
];

test('no panel at any moment says a sign, nor does its help', () => {
  for (const { lesson } of played) {
    const desk = openDesk({ played, engine });
    desk.send({ type: 'open', slug: lesson.slug, step: 1 });
    const start = desk.state();
    for (const position of positionsOf(start.lesson!)) {
      const moment = placed(start, position);
      signless(moment);
      for (const panel of PANELS) {
        const over = openDesk({ played, engine, from: moment });
        over.command(panel);
        // What other tools print in their own code is theirs.
        if (panel !== 'tools') signless(over.state());
        over.command('help');
        signless(over.state());
        if (panel !== 'matrix') continue;
        over.command('escape', 'accept');
        signless(over.state());
      }
    }
  }
});

function signless(tutor: Tutor): void {
  // One sentence of a lesson is about a sign.
  for (const line of spokenScreen(tutor)) assert.doesNotMatch(line.replace('The mark is now →', ''), SIGNS);
}
