/** What the lesson screen gives its space to, and what it says of what it shows. */
import assert from 'node:assert/strict';
import test from 'node:test';
import type { Command } from '../../src/tutor/command.ts';
import { sceneAt } from '../../src/lesson/scene.ts';
import { currentMoment } from '../../src/lesson/place.ts';
import { tablesOf } from '../../src/tutor/tables.ts';
import type { Tutor } from '../../src/tutor/state.ts';
import { screenOf } from '../../src/tui/screens/screen.ts';
import { playAllHere } from '../support/course.ts';
import { databaseAtOnce } from '../support/atOnce.ts';
import { openDesk, placed, positionsOf } from '../support/desk.ts';
import { checkedFrame, frameText, SIZES } from '../support/frames.ts';

const played = await playAllHere();
const engine = databaseAtOnce();

function opened(slug: string, step = 1, ...commands: readonly Command[]): Tutor {
  const desk = openDesk({ played, engine });
  desk.send({ type: 'open', slug, step });
  desk.command(...commands);
  return desk.state();
}

/** The screen without title, rule and footer, every line trimmed on the right. */
function lines(tutor: Tutor, [columns, rows]: readonly [number, number]): readonly string[] {
  return frameText(screenOf(tutor, { columns, rows })).split('\n').slice(2, -1);
}

const words = (text: string): string => text.replace(/\s+/g, '');

test('the statement that ran is on screen whole, unless the table could not be read beside it', () => {
  for (const { lesson } of played) {
    const start = opened(lesson.slug);
    for (const position of positionsOf(start.lesson!)) {
      const here = placed(start, position);
      const statement = sceneAt(here.lesson!)?.statement;
      if (statement == null) continue;
      const last = statement.sql.split('\n').at(-1)!;
      for (const { columns, rows } of SIZES.filter((size) => size.columns < 100)) {
        const shown = lines(here, [columns, rows]);
        const cut = shown.findIndex((line) => /^ +… \d+ more lines?$/.test(line));
        // Its last line is there; where it is not, the rows are needed below.
        const whole = words(shown.join('')).includes(words(last.slice(-20)));
        const table = shown.slice(shown.findIndex((line) => line.includes('──')) + 1);
        const at = `${lesson.slug} ${position.step}.${position.moment} at ${columns}×${rows}`;
        assert.ok(whole || (cut >= 0 && table.length <= 7), `${at}\n${shown.join('\n')}`);
        const free = shown
          .slice(0, -1)
          .reverse()
          .findIndex((line) => line !== '');
        assert.ok(cut < 0 || free <= 1, `${at}: ${free} rows are free\n${shown.join('\n')}`);
      }
    }
  }
});

test('lesson 3, step 2 at 60×20: the statement in hand whole, its neighbours counted', () => {
  assert.deepEqual(lines(opened('add-a-required-column', 2, 'next', 'choose', 'accept'), [60, 20]), [
    ' On the laptop',
    '',
    ' migration 0002_laptop · schema · statement 1 of 2',
    ' ▶ CREATE TABLE laptop_patients (',
    '     id INTEGER PRIMARY KEY, mrn TEXT, name TEXT NOT NULL,',
    '     dob TEXT, zip TEXT',
    '   );',
    '   ALTER TABLE laptop_patients ADD COLUMN language TEXT NOT',
    '     NULL;',
    '',
    ' + laptop_patients · new · no rows',
    '   id  mrn   name           dob   zip',
    '   pk  text  text not null  text  text',
    '   ──  ────  ─────────────  ────  ────',
    '   no rows',
    '',
    ' laptop_patients created',
  ]);
});

test('only what changed in a table that is not drawn is said to be out of sight', () => {
  for (const { lesson } of played) {
    const start = opened(lesson.slug);
    for (const position of positionsOf(start.lesson!)) {
      const here = placed(start, position);
      const front = tablesOf(here.lesson!).current;
      for (const { columns, rows } of SIZES) {
        const shown = lines(here, [columns, rows]).join(' ').replace(/\s+/g, ' ');
        const said = [...shown.matchAll(/([a-z_]+)(?:: [^;]*| [a-z]+[^;]*) \(not on screen\)/g)];
        for (const [, name] of said) assert.notEqual(name, front, shown);
        if (currentMoment(here.lesson!)?.type === 'text') continue;
        const ledger = { ...here.lesson!, view: { ...here.lesson!.view, ledger: true } };
        const over = lines({ ...here, lesson: ledger }, [columns, rows]).join(' ');
        assert.doesNotMatch(over, /not on screen/, 'nothing is compared with the ledger');
      }
    }
  }
});

test('a table that the lesson does not list is in front, and not said to be out of sight', () => {
  const made = openDesk({ played, engine, from: opened('add-a-required-column') });
  made.command('prompt');
  made.type('CREATE TABLE mine (n)');
  made.command('run');
  assert.equal(lines(made.state(), [80, 24]).at(-1), ' mine created');
  made.type('DROP TABLE mine; DELETE FROM patients WHERE id = 5 RETURNING id');
  made.command('run');
  assert.match(lines(made.state(), [80, 24]).join('\n'), /result · 1 row\n/);
  assert.doesNotMatch(lines(made.state(), [80, 24]).join('\n'), /not on screen/);
});

test('a status that is too long for its line goes on in a second one', () => {
  const made = openDesk({ played, engine, from: opened('add-a-required-column') });
  made.command('prompt');
  made.type(
    'ALTER TABLE patients DROP COLUMN zip; ALTER TABLE patients ADD COLUMN a; UPDATE patients SET dob = NULL',
  );
  made.command('run');
  assert.deepEqual(lines(made.state(), [80, 24]).slice(-2), [
    ' patients: column zip removed; 6 values gone; 6 values became NULL in dob;',
    ' column a added',
  ]);
  assert.match(lines(made.state(), [60, 20]).at(-1)!, /; and \d more changes?$/, 'no row to spare');
});

test('a query is read beside the table that it asks, on a wide screen', () => {
  const shown = lines(opened('add-a-required-column', 9, 'next', 'choose', 'accept', 'next'), [120, 40]);
  const title = shown.findIndex((line) => line.startsWith(' patients · 7 rows'));
  assert.match(shown[title]!, /^ patients · 7 rows {30,}result · 4 rows$/);
  assert.ok(shown[2]!.startsWith(' Three answers in'), 'the text stays');
});

/** The words of the footer. */
function footer(tutor: Tutor, columns = 80): string {
  return frameText(screenOf(tutor, { columns, rows: 24 }))
    .split('\n')
    .at(-1)!
    .trim();
}

test('at the end of a lesson the footer begins with what comes next', () => {
  const first = opened('schema-data-or-both');
  const end = placed(first, positionsOf(first.lesson!).at(-1)!);
  assert.match(footer(end), /^p practise {3}/);
  assert.doesNotMatch(footer(end), /→/, 'one key for it is enough');
  const exercise = { solved: true, attempts: 1, hints: 0, solutionSeen: false, points: 1, maxPoints: 1 };
  assert.match(footer({ ...end, lesson: { ...end.lesson!, exercise } }), /^→ next lesson {3}/);
  const last = opened(played.at(-1)!.lesson.slug);
  const over = placed(last, positionsOf(last.lesson!).at(-1)!);
  assert.match(footer({ ...over, lesson: { ...over.lesson!, exercise } }), /^Esc course {3}/);
});

test('the footer says how to close the ledger and how to leave a rollback', () => {
  const here = opened('add-a-required-column', 7, 'next');
  assert.match(footer(opened('add-a-required-column', 7, 'next', 'ledger'), 120), /l close .*Esc close/);
  assert.doesNotMatch(footer(here, 120), /close/);
  assert.match(
    footer(opened('add-a-required-column', 7, 'next', 'rollback')),
    /← undo .*Esc leave the rollback/,
  );
});

test('a question says which keys answer it, and looks like what can be chosen', () => {
  const single = lines(opened('expand-and-contract', 13, 'next'), [80, 24]);
  assert.equal(single[2], ' Predict  One holds: ↑ ↓ or its number, then Enter.');
  assert.equal(single[6], ' ▶ ( ) 1  it would fail: the values are there already');
  const several = lines(opened('replace-a-column-all-at-once', 3, 'next'), [80, 24]);
  assert.equal(several[2], ' Predict  Several may hold: Space or their numbers, then Enter.');
  assert.match(several[6]!, /^ ▶ \[ \] 1 /);
});

test('the names of other tools are never broken, and keep their places', () => {
  for (const size of [
    [60, 20],
    [80, 24],
  ] as const) {
    const tabs = (made: Tutor) => lines(made, size).slice(2, 5).join('\n');
    const shown = tabs(opened('add-a-required-column', 3, 'tools'));
    for (const name of ['Prisma 7 (from its documentation)', 'Flyway 11 (from its documentation)'])
      assert.ok(shown.includes(name), shown);
    const turned = tabs(opened('add-a-required-column', 3, 'tools', 'right'));
    assert.equal(turned.replaceAll('▶', ' '), shown.replaceAll('▶', ' '));
  }
});

test('what the SQL is called is never cut', () => {
  for (const { lesson } of played) {
    const start = opened(lesson.slug);
    for (const position of positionsOf(start.lesson!))
      for (const { columns, rows } of SIZES)
        for (const line of lines(placed(start, position), [columns, rows]))
          assert.doesNotMatch(line, /(?:migration \d|rollback of |query: ).*…$/);
  }
});

test('a wide screen keeps the SQL beside the text that speaks of it', () => {
  const steps = positionsOf(opened('add-a-required-column').lesson!).filter(({ step }) => step === 3);
  const shown = lines(placed(opened('add-a-required-column'), steps.at(-1)!), [120, 40]);
  assert.match(
    shown[2]!,
    /^ The question was: {2,}migration 0003_language_required · schema · meant to fail$/,
  );
  assert.match(shown[3]!, /✗ ALTER TABLE patients/);
});

test('a request that really happens is named once, with what it got', () => {
  const shown = lines(opened('replace-a-column-all-at-once', 5, 'next'), [80, 24]);
  assert.deepEqual(shown.slice(2, 5), [
    ' A0: books a visit · meant to fail  ✗ failed',
    " ✗ INSERT INTO visits (patient_id, dx_code) VALUES (1, '401.9');",
    ' ✗ table visits has no column named dx_code',
  ]);
});

test('a text between two queries still shows what the first one found, and says that it did', () => {
  for (const [size, title] of [
    [[80, 24], / result before · 5 rows\n/],
    [[120, 40], / patients · 7 rows {2,}result before · 5 rows\n/],
  ] as const) {
    const here = placed(
      opened('rename-or-drop-and-add', 4),
      positionsOf(opened('rename-or-drop-and-add').lesson!).find(({ step, moment }) => {
        const lesson = { ...opened('rename-or-drop-and-add').lesson!, position: { step, moment } };
        const found = currentMoment(lesson);
        return step === 4 && found?.type === 'text' && (found.next ?? 0) > 0;
      })!,
    );
    assert.match(lines(here, size).join('\n'), title);
  }
});

test('a query changes nothing: there is no before and after behind one that failed', () => {
  const steps = positionsOf(opened('expand-and-contract').lesson!).filter(({ step }) => step === 3);
  const text = lines(placed(opened('expand-and-contract'), steps[2]!), [120, 40]).join('\n');
  assert.match(text, /query: A1 writes/);
  assert.doesNotMatch(text, /before ·|Nothing changed/);
});

test('a request that reads between two batches is seen beside the table that it reads', () => {
  const start = opened('expand-and-contract', 13);
  const read = positionsOf(start.lesson!).find((position) => {
    const made = sceneAt(placed(start, position).lesson!)?.statement?.made;
    return made?.type === 'request' && made.request.kind === 'read';
  });
  const shown = lines(placed(start, read!), [120, 40]);
  assert.match(shown.join('\n'), /\n visits · (\d+ rows) {2,}result · \1\n/);
  assert.ok(shown.includes(' 7 rows.'), 'nothing is said of changes');
});

test('a ledger that was asked for is on the screen, at every size and moment', () => {
  const start = opened('expand-and-contract');
  for (const position of positionsOf(start.lesson!)) {
    const asked = placed(start, position);
    const shown = {
      ...asked,
      lesson: { ...asked.lesson!, view: { ...asked.lesson!.view, ledger: true } },
    };
    for (const size of SIZES) {
      const text = frameText(checkedFrame(shown, size));
      assert.match(
        text,
        /ledger · |There is no ledger/,
        `step ${position.step}, moment ${position.moment} at ${size.columns}`,
      );
    }
  }
});
