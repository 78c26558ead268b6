/** A few moments as they look, whole: small pictures that a reader can judge. */
import assert from 'node:assert/strict';
import test from 'node:test';
import type { Command } from '../../src/tutor/command.ts';
import { screenOf } from '../../src/tui/screens/screen.ts';
import { playAllHere } from '../support/course.ts';
import { databaseAtOnce } from '../support/atOnce.ts';
import { openDesk } from '../support/desk.ts';
import { frameText } from '../support/frames.ts';

const played = await playAllHere();
const engine = databaseAtOnce();

/** The screen in a lesson after some commands, without the footer, which the keys alone make. */
function picture(slug: string, step: number, commands: readonly Command[], columns = 80, rows = 24): string {
  const desk = openDesk({ played, engine });
  desk.send({ type: 'open', slug, step });
  desk.command(...commands);
  const lines = frameText(screenOf(desk.state(), { columns, rows })).split('\n');
  return `\n${lines.slice(0, -1).join('\n')}\n`;
}

test('lesson 18, the backfill, at 80×24', () => {
  assert.equal(
    picture('expand-and-contract', 13, ['next', 'choose', 'accept']),
    `
 18  Replace a column, expand and contract                 [A1] · step 13 of 23
 ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━─────────────────────────────────────
 S2a: the backfill

 migration 0008_backfill_dx_icd10 · data
 batch 1 of 5  ██████░░░░░░░░░░░░░░  2 of 7 rows
 ▶ UPDATE visits SET dx_icd10 =
     (SELECT icd10 FROM dx_target WHERE icd9 = visits.dx_code)
   WHERE id IN (
     SELECT v.id FROM visits AS v JOIN dx_target AS t ON t.icd9 = v.dx_code
     WHERE v.dx_icd10 IS NOT t.icd10 LIMIT 2
   );

 visits · 7 rows · ~2 rows
   id        patient_id  dx_code        weight_lb  dx_icd10
   pk  integer not null  text not null       real  text
   ──  ────────────────  ─────────────  ─────────  ────────────
 ~  1                 1  250.00             154.0  NULL → E11.9
 ~  2                 2  401.9              132.5  NULL → I10
    3                 3  008.8              153.0  NULL
 … 4 more rows
 visits: 2 rows changed in dx_icd10; 5 still NULL
 ▶ S1 write/read   A0 ok/ok  [A1 ok/ok]  A2 ok/NULL   A3 fails/NULL
`,
  );
});

test('lesson 18, the same at 60×20: the changed rows are in view, and what is not is counted', () => {
  assert.equal(
    picture('expand-and-contract', 13, ['next', 'choose', 'accept'], 60, 20),
    `
 18  Replace a column, expand and co…  [A1] · step 13 of 23
 ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━───────────────────────────
 S2a: the backfill

 migration 0008_backfill_dx_icd10 · data
 batch 1 of 5  ██████░░░░░░░░░░░░░░  2 of 7 rows
 ▶ UPDATE visits SET dx_icd10 =
   … 7 more lines

 visits · 7 rows · ~2 rows
   id        patient_id  dx_code  weight_lb  dx_icd10
   pk  integer not null  text…         real  text
   ──  ────────────────  ───────  ─────────  ────────────
 ~  1                 1  250.00       154.0  NULL → E11.9
 ~  2                 2  401.9        132.5  NULL → I10
    3                 3  008.8        153.0  NULL
 … 4 more rows
 visits: 2 rows changed in dx_icd10; 5 still NULL
 ▶ S1  A0 ok/ok  [A1 ok/ok]  A2 ok/NULL   A3 fails/NULL
`,
  );
});

test('lesson 18, a question before the step runs', () => {
  assert.equal(
    picture('expand-and-contract', 13, ['next', 'choose']),
    `
 18  Replace a column, expand and contract                 [A1] · step 13 of 23
 ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━─────────────────────────────────────
 S2a: the backfill

 Predict  One holds: ↑ ↓ or its number, then Enter.

 What would a second run, right after the first, change?

 ▶ (x) 1  it would fail: the values are there already
   ( ) 2  it would translate the new codes once more
   ( ) 3  nothing

 migration 0008_backfill_dx_icd10 · in batches
 UPDATE visits SET dx_icd10 =
   (SELECT icd10 FROM dx_target WHERE icd9 = visits.dx_code)
 WHERE id IN (
   SELECT v.id FROM visits AS v JOIN dx_target AS t ON t.icd9 = v.dx_code
   WHERE v.dx_icd10 IS NOT t.icd10 LIMIT 2
 );



 ▶ S1 write/read   A0 ok/ok  [A1 ok/ok]  A2 ok/NULL   A3 fails/NULL
`,
  );
});

test('lesson 18, at 120×40: text beside SQL, before beside after', () => {
  const lines = picture('expand-and-contract', 13, ['next', 'choose', 'accept'], 120, 40).split('\n');
  assert.match(lines[5]!, /^ Now the backfill is .* {2}migration 0008_backfill_dx_icd10 · data$/);
  const table = lines.findIndex((line) => line.startsWith(' before · '));
  assert.match(lines[table]!, /^ before · visits · 7 rows {2,}after · visits · 7 rows · ~2 rows$/);
  assert.match(
    lines[table + 5]!,
    /^ ~ {2}1 +1 {2}250\.00 +154\.0 {2}NULL {2,}~ {2}1 +1 {2}250\.00 +154\.0 {2}→ E11\.9$/,
  );
});

test('lesson 18, a refusal: the error under its statement, and that nothing was changed', () => {
  const text = picture('expand-and-contract', 8, ['next']);
  assert.match(text, /✗ .*constraint failed/);
  assert.match(text, /\n It failed\. The whole migration was rolled back\.\n ▶ /);
});

test('the column that is dropped is still seen, and the loss is counted first', () => {
  const text = picture('expand-and-contract', 20, ['next', 'choose', 'accept']);
  assert.match(text, /-dx_code/);
  assert.match(text, /\n visits: column dx_code removed; 8 values gone\n ▶ /);
});

test('a rename is no drop and add', () => {
  const text = picture('rename-or-drop-and-add', 7, ['next']);
  assert.match(text, /column zip renamed to postal_code/);
  assert.doesNotMatch(text, /gone|removed/);
});

test('the last batch, which finds nothing more, keeps the row in view that was touched last', () => {
  const on: readonly Command[] = ['next', 'choose', 'accept', ...Array<Command>(8).fill('next')];
  const screen = picture('lost-updates', 4, on, 80, 24);
  assert.match(screen, /batch 5 of 5 .* 8 of 8 rows\n/);
  assert.match(screen, /\n +8 +1 +250\.00 +NULL +I10\n/);
});

test('where several answers are right they are named together', () => {
  const screen = picture(
    'replace-a-column-all-at-once',
    3,
    ['next', 'choose', 'accept', 'next', 'next', 'next'],
    120,
    40,
  );
  assert.match(screen, /They are: /);
  assert.doesNotMatch(screen, /It is: /);
});
