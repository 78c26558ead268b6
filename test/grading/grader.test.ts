import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CheckResult, Report } from '../../src/grading/model.ts';
import { CHECK_NAMES } from '../../src/grading/report.ts';
import { ExerciseError } from '../../src/grading/run/reference.ts';
import { gradeText } from '../../src/grading/run/grader.ts';
import { NOW } from '../support/course.ts';
import { openHere } from '../support/database.ts';
import { exerciseLesson, fence, FIRST_SQL_LINE, FIXTURE, gradeHere, SECRET } from '../support/exercise.ts';

/** Kilograms beside the pounds, and a rule. */
const KILOGRAMS = exerciseLesson(
  fence('starter', '-- Write here.') +
    fence(
      'solution',
      `ALTER TABLE visits ADD COLUMN kg REAL;
UPDATE visits SET kg = round(lb * 0.45359237, 1);
ALTER TABLE patients ADD COLUMN checked INTEGER NOT NULL DEFAULT 0;`,
    ) +
    fence(
      'wrong "takes two pounds for a kilogram"',
      'ALTER TABLE visits ADD COLUMN kg REAL; UPDATE visits SET kg = lb / 2; ALTER TABLE patients ADD COLUMN checked INTEGER NOT NULL DEFAULT 0;',
    ) +
    fence(
      'wrong "looks only at the patients it sees"',
      'ALTER TABLE visits ADD COLUMN kg REAL; UPDATE visits SET kg = round(lb * 0.45359237, 1) WHERE patient_id < 100; ALTER TABLE patients ADD COLUMN checked INTEGER NOT NULL DEFAULT 0;',
    ) +
    fence('wrong "requires what is not known"', 'ALTER TABLE visits ADD COLUMN kg REAL NOT NULL;') +
    fence(
      'check "no visit without kilograms" points=2',
      'SELECT id, lb FROM visits WHERE lb IS NOT NULL AND kg IS NULL;',
    ) +
    fence(
      'check "every visit has its patient"',
      'SELECT id FROM visits WHERE patient_id NOT IN (SELECT id FROM patients);',
    ),
);

const RIGHT = 'ALTER TABLE visits ADD COLUMN kg REAL; UPDATE visits SET kg = round(lb * 0.45359237, 1);';
const CHECKED = 'ALTER TABLE patients ADD COLUMN checked INTEGER NOT NULL DEFAULT 0;';

function named(report: Report, name: string): CheckResult {
  const found = report.checks.find((check) => check.name === name);
  assert.ok(found, `There is no check ${name}`);
  return found;
}

/** Each check as its mark and name. */
function marks(report: Report): readonly string[] {
  return report.checks.map(({ passed, name }) => `${passed === null ? '–' : passed ? '✓' : '✗'} ${name}`);
}

test('the solution has all points', async () => {
  const { report, shown } = await gradeHere(KILOGRAMS, `${RIGHT} ${CHECKED}`);
  assert.equal(report.solved, true);
  assert.deepEqual(
    { ...report, checks: marks(report) },
    {
      format: 1,
      lesson: 'try-it',
      solved: true,
      points: 7,
      maxPoints: 7,
      knownMistake: null,
      checks: [
        '✓ the schema is as asked',
        '✓ the rows are as asked',
        '✓ no visit without kilograms',
        '✓ every visit has its patient',
        '✓ the same holds on other data',
      ],
      error: null,
      engine: report.engine,
    },
  );
  assert.match(report.engine.sqlite, /^3\.\d+\.\d+$/);
  assert.deepEqual(
    report.checks.map((check) => check.points),
    [1, 1, 2, 1, 2],
  );
  assert.ok(shown);
  assert.deepEqual(
    shown.parts.map(({ name, statements }) => [name, statements.length]),
    [['try-it', 3]],
  );
  assert.equal(shown.comparison?.equal, true);
  assert.match(shown.solution.text, /^ALTER TABLE visits ADD COLUMN kg REAL;/);
});

test('a different correct way passes: one by one, in another order, by a rebuild', async () => {
  const rebuild = `
    CREATE TABLE "new" (kg FLOAT, id integer primary key, patient_id INT NOT NULL REFERENCES patients, lb DOUBLE);
    INSERT INTO "new" (id, patient_id, lb, kg) SELECT id, patient_id, lb, round(lb * 0.45359237, 1) FROM visits;
    DROP TABLE visits;
    ALTER TABLE "new" RENAME TO visits;
    CREATE INDEX other_name ON visits (patient_id);`;
  const oneByOne = `${CHECKED} ALTER TABLE visits ADD COLUMN kg REAL;
    UPDATE visits SET kg = lb; UPDATE visits SET kg = kg * 0.45359237; UPDATE visits SET kg = round(kg, 1);`;
  for (const text of [rebuild + CHECKED, oneByOne, `-- migration try-it\n${RIGHT}${CHECKED}`]) {
    const { report } = await gradeHere(KILOGRAMS, text);
    assert.equal(report.solved, true, JSON.stringify(report, null, 1));
  }
});

test('the first difference in schema and in rows is shown, expected beside actual', async () => {
  const { report, shown } = await gradeHere(
    KILOGRAMS,
    `ALTER TABLE visits ADD COLUMN kg TEXT; UPDATE visits SET kg = 70 WHERE id = 1; UPDATE visits SET lb = 9 WHERE id = 3; ${CHECKED}`,
  );
  const schema = named(report, CHECK_NAMES.schema);
  assert.deepEqual(
    [schema.passed, schema.message, schema.expected, schema.actual],
    [false, 'visits.kg: the type is another one.', 'REAL', 'TEXT'],
  );
  const rows = named(report, CHECK_NAMES.rows);
  assert.equal(rows.message, 'visits: 3 rows differ in lb and kg.');
  assert.deepEqual(rows.expected, { columns: ['id', 'kg'], rows: [[1, 69.9]] });
  assert.deepEqual(rows.actual, { columns: ['id', 'kg'], rows: [[1, '70']] });
  assert.equal(named(report, CHECK_NAMES.hidden).passed, null);
  assert.deepEqual([report.solved, report.points], [false, 1]);
  assert.equal(shown?.comparison?.schema.length, 1);
});

test('a check that fails shows its evidence; one that cannot be asked says why', async () => {
  const { report } = await gradeHere(KILOGRAMS, `ALTER TABLE visits ADD COLUMN kg REAL; ${CHECKED}`);
  const check = named(report, 'no visit without kilograms');
  assert.deepEqual([check.passed, check.message, check.points], [false, '2 rows speak against it.', 2]);
  assert.deepEqual(check.actual, {
    columns: ['id', 'lb'],
    rows: [
      [1, 154],
      [2, 132.5],
    ],
  });
  const none = await gradeHere(KILOGRAMS, CHECKED);
  assert.deepEqual(marks(none.report), [
    '✗ the schema is as asked',
    '– the rows are as asked',
    '– no visit without kilograms',
    '✓ every visit has its patient',
    '– the same holds on other data',
  ]);
  assert.match(named(none.report, 'no visit without kilograms').message, /no such column: kg/);
});

test('an error has its statement and line, and nothing after it was run', async () => {
  const text = `-- first\n${CHECKED}\n\n/* second */\nINSERT INTO patients (id, name)\n  VALUES (1, 'twice');\nDROP TABLE visits;`;
  const { report, shown } = await gradeHere(KILOGRAMS, text);
  assert.deepEqual(report.error, {
    about: 'statement',
    statement: 2,
    line: 5,
    message: 'UNIQUE constraint failed: patients.id',
  });
  assert.deepEqual(new Set(report.checks.map((check) => check.passed)), new Set([null]));
  assert.deepEqual([report.points, report.solved], [0, false]);
  assert.ok(shown);
  assert.equal(shown.parts[0]?.statements.length, 2);
  assert.deepEqual(shown.after, shown.before);
});

test('an error is on the line of its token, and a semicolon that seems to be missing is asked for', async () => {
  const asked = `near "UPDATE": syntax error. Is a ; missing before UPDATE?`;
  for (const [text, line, message] of [
    [`ALTER TABLE visits ADD COLUMN kg REAL\n\n-- then\nUPDATE visits SET kg = lb;`, 4, asked],
    [`SELECT (1)\nUPDATE visits SET lb = 0;`, 2, asked],
    [`${CHECKED}\nCREATE TABLE t (\n  a INT,\n);`, 4, 'near ")": syntax error'],
    [`CREATE TABLE t (a INT\nUPDATE visits SET lb = 0;`, 2, 'near "UPDATE": syntax error'],
    [`UPDATE visits SET lb =\nUPDATE;`, 2, 'near "UPDATE": syntax error'],
    [`SELECT id,\n  pounds\nFROM visits;`, 2, 'no such column: pounds'],
    [`UPDATE visits\nSET patient_id = NULL;`, 1, 'NOT NULL constraint failed: visits.patient_id'],
  ] as const) {
    const { report } = await gradeHere(KILOGRAMS, text);
    assert.deepEqual([report.error?.line, report.error?.message], [line, message], text);
  }
});

test('a text that cannot be cut has a report, too', async () => {
  const { report, shown } = await gradeHere(KILOGRAMS, '-- Write here.\n');
  assert.match(report.error?.message ?? '', /^There is no SQL in the answer yet\./);
  assert.deepEqual([report.solved, report.points, report.maxPoints, shown], [false, 0, 7, null]);
});

test('known mistakes are told in their own words, however they are written', async () => {
  for (const [text, mistake] of [
    [
      `ALTER TABLE visits ADD kg REAL; UPDATE visits SET kg = lb * 0.5; ${CHECKED}`,
      'takes two pounds for a kilogram',
    ],
    [`${RIGHT} UPDATE visits SET kg = NULL WHERE id > 9; ${CHECKED}`, 'looks only at the patients it sees'],
    ['ALTER TABLE visits ADD COLUMN kg FLOAT NOT NULL;', 'requires what is not known'],
    [`ALTER TABLE visits ADD COLUMN kg REAL; ${CHECKED}`, null],
    // Like the first on the data that is shown, but not on the other.
    [`ALTER TABLE visits ADD kg REAL; UPDATE visits SET kg = lb / 2 WHERE id < 9; ${CHECKED}`, null],
  ] as const) {
    const { report } = await gradeHere(KILOGRAMS, text);
    assert.equal(report.solved, false);
    assert.equal(report.knownMistake, mistake, text);
  }
});

test('hidden data is spoken of by kind and number, never by value', async () => {
  const lesson = exerciseLesson(
    fence(
      'solution',
      "UPDATE patients SET mrn = 'none' WHERE mrn IS NULL;\nUPDATE visits SET lb = NULL WHERE lb = 0;",
    ) + fence('check "nobody is without an mrn"', 'SELECT id, name FROM patients WHERE mrn IS NULL;'),
  );
  const { report } = await gradeHere(lesson, 'SELECT 1;');
  assert.deepEqual(marks(report), [
    '✓ the schema is as asked',
    '✓ the rows are as asked',
    '✓ nobody is without an mrn',
    '✗ the same holds on other data',
  ]);
  const hidden = named(report, CHECK_NAMES.hidden);
  assert.equal(
    hidden.message,
    'On other data (a patient without an mrn) something else comes out for 1 row of patients, such as a patient without an mrn.',
  );
  assert.deepEqual([hidden.dataset, hidden.expected, hidden.actual], ['hidden', null, null]);
  assert.doesNotMatch(JSON.stringify(report), /Secret|471|000777/);
});

test('SQL cannot carry hidden values out in an error', async () => {
  const lesson = exerciseLesson(fence('solution', "UPDATE patients SET mrn = 'none' WHERE mrn IS NULL;"));
  const right = "UPDATE patients SET mrn = 'none' WHERE mrn IS NULL;";
  const name = '(SELECT name FROM patients WHERE id = 4711)';
  const raise = (what: string) =>
    `CREATE TEMP TRIGGER leak BEFORE UPDATE ON patients BEGIN SELECT RAISE(ABORT, ${what}); END; ${right}`;
  for (const text of [
    raise(name),
    raise(`'NOT NULL constraint failed: patients.' || ${name}`),
    raise(`'no such table: ' || ${name}`),
    `SELECT json_extract('{}', (SELECT '$' || name FROM patients WHERE id = 4711)); ${right}`,
    `SELECT abs((SELECT CASE WHEN count(*) THEN -9223372036854775808 END FROM patients WHERE name LIKE '${SECRET.slice(0, 1)}%')); ${right}`,
  ]) {
    const { report } = await gradeHere(lesson, text);
    const hidden = named(report, CHECK_NAMES.hidden);
    assert.equal(hidden.passed, false, text);
    assert.doesNotMatch(JSON.stringify(report), /Secretova|471/, text);
  }
  const known = await gradeHere(
    lesson,
    `${right} CREATE UNIQUE INDEX u ON patients (substr(name, 1, 2)); DROP INDEX u;`,
  );
  assert.match(
    named(known.report, CHECK_NAMES.hidden).message,
    /the answer does not run: UNIQUE constraint failed/,
  );
});

/** Two migrations that the learner writes, each with its way back. */
const TWO = exerciseLesson(
  fence('solution expand', 'ALTER TABLE visits ADD COLUMN kg REAL;') +
    fence('solution rollback expand', 'ALTER TABLE visits DROP COLUMN kg;') +
    fence('solution fill', 'UPDATE visits SET kg = lb / 2;') +
    fence('solution rollback fill', 'UPDATE visits SET kg = NULL;') +
    fence(
      'wrong "fills too early"',
      '-- migration expand\nALTER TABLE visits ADD COLUMN kg REAL; UPDATE visits SET kg = lb / 2;\n-- migration fill\nSELECT 1;',
    ) +
    fence(
      'check "after expand nothing is filled" after=expand',
      'SELECT id FROM visits WHERE kg IS NOT NULL;',
    ),
);

/** An answer to it. */
function two(parts: { expand?: string; back?: string; fill?: string; backFill?: string }): string {
  const {
    expand = 'ALTER TABLE visits ADD COLUMN kg REAL;',
    back = 'ALTER TABLE visits DROP COLUMN kg;',
    fill = 'UPDATE visits SET kg = lb / 2;',
    backFill = 'UPDATE visits SET kg = NULL;',
  } = parts;
  return `-- migration expand\n${expand}\n-- rollback\n${back}\n-- migration fill\n${fill}\n-- rollback\n${backFill}\n`;
}

test('several migrations run each for itself, and their rollbacks in reverse', async () => {
  const { report, shown } = await gradeHere(TWO, two({}));
  assert.equal(report.solved, true, JSON.stringify(report, null, 1));
  assert.equal(report.maxPoints, 7);
  assert.deepEqual(marks(report), [
    '✓ after expand nothing is filled',
    '✓ the schema is as asked',
    '✓ the rows are as asked',
    '✓ the rollback brings everything back',
    '✓ the same holds on other data',
  ]);
  assert.deepEqual(
    shown?.parts.map(({ name }) => name),
    ['expand', 'fill'],
  );
});

test('a check in the middle is asked in the middle, and a mistake on the way is known', async () => {
  const early = two({
    expand: 'ALTER TABLE visits ADD COLUMN kg REAL; UPDATE visits SET kg = lb / 2;',
    fill: 'SELECT 1;',
  });
  const { report } = await gradeHere(TWO, early);
  assert.equal(named(report, 'after expand nothing is filled').passed, false);
  assert.equal(named(report, CHECK_NAMES.rows).passed, true);
  // Its rollbacks are there, those of the known one are not.
  assert.equal(report.knownMistake, null);
  const same =
    '-- migration expand\nALTER TABLE visits ADD kg REAL; UPDATE visits SET kg = lb * 0.5;\n-- migration fill\nSELECT 2;';
  assert.equal((await gradeHere(TWO, same)).report.knownMistake, 'fills too early');
});

test('an error in a later part names the part; what was asked before it counts', async () => {
  const { report, shown } = await gradeHere(TWO, two({ fill: '\nUPDATE visit SET kg = 1;' }));
  assert.deepEqual(report.error, {
    about: 'statement',
    statement: 1,
    line: 7,
    message: 'fill: no such table: visit',
  });
  assert.equal(named(report, 'after expand nothing is filled').passed, true);
  assert.equal(named(report, CHECK_NAMES.schema).passed, null);
  assert.deepEqual(
    shown?.parts.map(({ name, statements }) => [name, statements.length]),
    [
      ['expand', 1],
      ['fill', 1],
    ],
  );
});

test('a rollback has to be there, to run, and to bring the start back', async () => {
  const rollback = async (parts: Parameters<typeof two>[0]) => {
    const { report } = await gradeHere(TWO, two(parts));
    return { check: named(report, CHECK_NAMES.rollback), hidden: named(report, CHECK_NAMES.hidden), report };
  };
  const missing = await rollback({ backFill: '-- later' });
  assert.match(missing.check.message, /^The way back of fill is not written yet/);
  // What the shown data says already is not said again of the hidden.
  assert.deepEqual([missing.check.passed, missing.hidden.passed], [false, true]);

  const failing = await rollback({ back: 'ALTER TABLE visits DROP COLUMN kilo;' });
  assert.match(failing.check.message, /^The way back stops: no such column: "kilo"/);
  assert.match(failing.report.error?.message ?? '', /^Rollback of expand: no such column/);

  const partly = await rollback({ backFill: 'UPDATE visits SET kg = NULL, lb = 0;' });
  assert.equal(partly.check.message, 'After the way back it is not as it was. visits: 3 rows differ in lb.');
  assert.deepEqual(partly.check.expected, { columns: ['id', 'lb'], rows: [[1, 154]] });

  const leftOver = await rollback({ back: 'ALTER TABLE visits DROP COLUMN kg; CREATE TABLE mess (a);' });
  assert.match(leftOver.check.message, /^After the way back it is not as it was\. The table mess/);

  const notOnHidden = await rollback({
    backFill: 'UPDATE visits SET kg = NULL; DELETE FROM visits WHERE lb = 0;',
  });
  assert.equal(notOnHidden.check.passed, true);
  assert.equal(
    notOnHidden.hidden.message,
    'On other data (a patient without an mrn) the way back does not bring back 1 row of visits, such as a visit.',
  );
});

test('a rollback may leave the columns in another order', async () => {
  const drop = 'ALTER TABLE patients DROP COLUMN mrn;';
  const lesson = exerciseLesson(
    fence('solution', drop) + fence('solution rollback', 'ALTER TABLE patients ADD COLUMN mrn TEXT;'),
  );
  // Without rows there is nothing that it could fail to bring back.
  const empty = { ...FIXTURE, scripts: FIXTURE.scripts.slice(0, 1), variants: FIXTURE.variants.slice(0, 1) };
  const { report } = await gradeHere(
    lesson,
    `${drop}\n-- rollback\nALTER TABLE patients ADD mrn TEXT;`,
    empty,
  );
  assert.equal(report.solved, true);
});

test('whoever changes nothing has nothing to take back: there are no points for that', async () => {
  const nothing = { expand: 'SELECT 1;', back: 'SELECT 1;', fill: 'SELECT 1;', backFill: 'SELECT 1;' };
  const { report } = await gradeHere(TWO, two(nothing));
  const rollback = named(report, CHECK_NAMES.rollback);
  assert.deepEqual(
    [rollback.passed, rollback.message],
    [null, 'Looked at once the answer does what is asked.'],
  );
  // Another lesson's answer, with a way back that works.
  const other = { ...nothing, fill: 'CREATE TABLE other (a);', backFill: 'DROP TABLE other;' };
  assert.equal(named((await gradeHere(TWO, two(other))).report, CHECK_NAMES.rollback).passed, null);
  // What does not work is said all the same.
  const broken = await gradeHere(TWO, two({ ...other, backFill: 'DROP TABLE others;' }));
  assert.equal(named(broken.report, CHECK_NAMES.rollback).passed, false);
  // Where the schema stays as it is, the rows are what was asked for.
  const rows = exerciseLesson(
    fence('solution twice', 'UPDATE visits SET lb = 1;') + fence('wrong "no"', 'UPDATE visits SET lb = 2;'),
  );
  assert.equal(named((await gradeHere(rows, 'SELECT 1;')).report, CHECK_NAMES.twice).passed, null);
});

test('every table whose rows differ is named', async () => {
  const { report } = await gradeHere(
    KILOGRAMS,
    `${RIGHT} ${CHECKED} DELETE FROM visits; DELETE FROM patients;`,
  );
  const said = named(report, CHECK_NAMES.rows).message;
  assert.match(
    said,
    /^patients: .* Rows differ in visits, too\.$|^visits: .* Rows differ in patients, too\.$/,
  );
});

test('running it twice has to change nothing where the exercise asks for that', async () => {
  const lesson = exerciseLesson(
    fence('solution twice', 'UPDATE visits SET lb = round(lb / 2, 1) WHERE lb > 100;') +
      fence('wrong "converts again and again"', 'UPDATE visits SET lb = round(lb / 2, 1);'),
  );
  const good = await gradeHere(lesson, 'UPDATE visits SET lb = round(lb * 0.5, 1) WHERE lb > 100;');
  assert.equal(good.report.solved, true, JSON.stringify(good.report, null, 1));
  const again = await gradeHere(lesson, 'UPDATE visits SET lb = round(lb / 2, 1) WHERE lb > 70;');
  const check = named(again.report, CHECK_NAMES.twice);
  assert.equal(check.message, 'Run once more, it changes something. visits: 1 row differs in lb.');
  assert.deepEqual(check.actual, { columns: ['id', 'lb'], rows: [[1, 38.5]] });
  const failing = await gradeHere(
    lesson,
    'UPDATE visits SET lb = round(lb / 2, 1) WHERE lb > 100; CREATE TABLE once (a); DROP TABLE once; CREATE TEMP TABLE x (a);',
  );
  assert.equal(failing.report.solved, true);
  const stops = await gradeHere(lesson, 'ALTER TABLE patients ADD COLUMN x;\nUPDATE visits SET lb = 1;');
  assert.match(
    named(stops.report, CHECK_NAMES.twice).message,
    /^Run once more, it stops: duplicate column name: x/,
  );
  assert.deepEqual(stops.report.error, {
    about: 'statement',
    statement: 1,
    line: 1,
    message: 'When it is run once more: duplicate column name: x',
  });
});

test("the learner's SQL and the answers never meet, and answers are worked out once", async () => {
  const database = await openHere();
  const seen: Record<'learner' | 'answers', string[]> = { learner: [], answers: [] };
  const watched = (who: 'learner' | 'answers') => ({
    ...database,
    open: (request: Parameters<typeof database.open>[0]) => {
      seen[who].push('open');
      return database.open(request);
    },
    play: (request: Parameters<typeof database.play>[0]) => {
      seen[who].push(request.unit.sql);
      return database.play(request);
    },
  });
  const lesson = exerciseLesson(
    fence('solution', "UPDATE patients SET name = 'the answer';") +
      fence('wrong "w"', "UPDATE patients SET name = 'the mistake';"),
  );
  const context = { learner: watched('learner'), answers: watched('answers'), now: NOW };
  const text = "UPDATE patients SET name = 'a try';";
  const first = await gradeText(lesson, FIXTURE, text, context);
  assert.equal(
    seen.learner.some((sql) => sql === 'open' || /the answer|the mistake/.test(sql)),
    false,
  );
  assert.equal(
    seen.answers.some((sql) => sql.includes('a try')),
    false,
  );
  seen.answers = [];
  const second = await gradeText(lesson, FIXTURE, text, context);
  assert.deepEqual(seen.answers, []);
  assert.deepEqual(second.report, first.report);
});

test('an exercise that does not hold is told with its place', async () => {
  const lesson = exerciseLesson(fence('solution', 'SELECT 1;\nDROP TABLE absent;'));
  await assert.rejects(
    gradeHere(lesson, 'SELECT 1;'),
    (error) =>
      error instanceof ExerciseError &&
      error.file === 'lessons/07-try-it.md' &&
      error.line === FIRST_SQL_LINE &&
      /the solution does not run: no such table: absent/.test(error.message),
  );
});

test('what differs by the clock is the same for the learner and for the solution', async () => {
  const lesson = exerciseLesson(
    fence(
      'solution',
      'ALTER TABLE patients ADD COLUMN seen TEXT;\nUPDATE patients SET seen = CURRENT_TIMESTAMP;',
    ),
  );
  const database = await openHere();
  for (const now of [NOW, NOW + 86_400_000]) {
    const { report } = await gradeText(
      lesson,
      FIXTURE,
      "ALTER TABLE patients ADD seen TEXT; UPDATE patients SET seen = datetime('now');",
      {
        learner: database,
        answers: database,
        now,
      },
    );
    assert.equal(report.solved, true);
  }
});
