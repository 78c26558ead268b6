/** Answers that nobody should hand in: each ends in a plain sentence, and the next answer is graded as ever. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { Graded } from '../../src/grading/graded.ts';
import { gradeText } from '../../src/grading/run/grader.ts';
import { NOW } from '../support/course.ts';
import { openClient } from '../support/database.ts';
import { exerciseLesson, fence, FIXTURE } from '../support/exercise.ts';

const LESSON = exerciseLesson(
  fence('solution', 'CREATE TABLE notes (id INTEGER PRIMARY KEY, text TEXT);') +
    fence('solution rollback', 'DROP TABLE notes;') +
    fence('check "the notes are empty"', 'SELECT * FROM notes;') +
    fence(
      'check "the patients are there"',
      'SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM patients) AND EXISTS (SELECT 1 FROM visits);',
    ),
);
const RIGHT = 'CREATE TABLE notes (id INTEGER PRIMARY KEY, text TEXT);\n-- rollback\nDROP TABLE notes;';
const ENDLESS = 'WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c) SELECT count(*) FROM c';

const learner = openClient({ timeoutMs: 2_000 });
const answers = openClient();
after(() => Promise.all([learner.close(), answers.close()]));

function grade(text: string, signal?: AbortSignal): Promise<Graded> {
  return gradeText(LESSON, FIXTURE, text, { learner, answers, now: NOW, ...(signal && { signal }) });
}

/** Grades a text that cannot run, and then a right one. Returns what was said. */
async function said(text: string): Promise<string> {
  const { report } = await grade(text);
  assert.equal(report.solved, false);
  assert.equal(report.checks.length, 6);
  assert.ok(report.error);
  assert.deepEqual(new Set(report.checks.map((check) => check.passed)), new Set([null]));
  assert.equal((await grade(RIGHT)).report.solved, true);
  return `${report.error.line}/${report.error.statement}: ${report.error.message}`;
}

test('an empty answer, a comment, blanks', async () => {
  for (const text of ['', ' \n\t\n', '-- nothing\n/* yet */', ';;;', '\ufeff']) {
    assert.match(await said(text), /^1\/1: There is no SQL in the answer yet/);
  }
});

test('a NUL, ten megabytes', async () => {
  assert.match(await said('SELECT 1;\nSELECT \0 2;'), /^2\/1: A NUL character stands in the text/);
  const line = 'INSERT INTO patients (name) VALUES (1);\n';
  assert.match(
    await said(line.repeat(10_000_000 / line.length)),
    /^1\/1: The SQL is .* characters long; more than/,
  );
});

test('a runaway, in the answer and in its triggers', async () => {
  assert.match(await said(`SELECT 1;\n${ENDLESS};`), /^2\/2: Stopped after 2 s without coming to an end/);
  const trigger = `CREATE TRIGGER t AFTER UPDATE ON patients BEGIN DELETE FROM visits WHERE id = (${ENDLESS}); END;`;
  assert.match(await said(`${trigger}\nUPDATE patients SET name = 'x';`), /^2\/2: Stopped after 2 s/);
});

test('triggers that set each other off', async () => {
  const text = `PRAGMA recursive_triggers = ON;
CREATE TRIGGER t AFTER UPDATE ON patients BEGIN UPDATE patients SET name = name || 'x'; END;
UPDATE patients SET name = 'x';`;
  assert.match(
    await said(text),
    /^3\/3: (too many levels of trigger recursion|triggers nested too deep)\. A trigger sets itself off/,
  );
});

test('what the database does not let through', async () => {
  assert.match(await said('PRAGMA writable_schema = ON;'), /PRAGMA writable_schema cannot be set here/);
  assert.match(await said("ATTACH 'other.db' AS other;"), /ATTACH and DETACH are not allowed here/);
  assert.match(await said('SELECT 1;\nBEGIN;\nSELECT 1;'), /^2\/2: .* leave out BEGIN and COMMIT/);
  assert.match(await said('SELECT 1;\nCOMMIT;\nSELECT 1;'), /^2\/2: COMMIT is not allowed in the middle/);
  assert.match(await said('ROLLBACK;'), /ROLLBACK is not allowed in the middle/);
  assert.match(
    await said('CREATE TABLE schema_migrations (x);'),
    /already exists\. That is the ledger, .* give your table another name/,
  );
  assert.match(
    await said('DROP TABLE schema_migrations;\nCREATE TABLE schema_migrations (x);'),
    /: The name schema_migrations belongs to the ledger/,
  );
});

test('nothing runs behind an error', async () => {
  const { report, shown } = await grade(
    'CREATE TABLE notes (id);\nINSERT INTO nowhere VALUES (1);\nDROP TABLE patients;',
  );
  assert.deepEqual(report.error, {
    about: 'statement',
    statement: 2,
    line: 2,
    message: 'no such table: nowhere',
  });
  assert.deepEqual(
    shown?.after.tables.map(({ schema }) => schema.name),
    ['patients', 'visits'],
  );
});

test('all tables dropped', async () => {
  const { report } = await grade('DROP TABLE visits; DROP TABLE patients;\n-- rollback\nSELECT 1;');
  assert.equal(report.error, null);
  assert.deepEqual(
    report.checks.map(({ passed, message }) => [passed, message.split('.')[0]]),
    [
      [false, 'There is no table patients'],
      [false, 'patients is not there, and with it 3 rows'],
      [null, 'It could not be asked: no such table: notes'],
      [null, 'It could not be asked: no such table: patients'],
      [false, 'After the way back it is not as it was'],
      [null, 'Looked at once the shown data comes out right'],
    ],
  );
});

test('a view without an end in the place of a table stops the checks, and nothing after them is tried', async () => {
  const { report } = await grade(`CREATE VIEW notes AS ${ENDLESS};\n-- rollback\nDROP VIEW notes;`);
  assert.equal(report.solved, false);
  assert.match(report.checks[2]?.message ?? '', /^It could not be asked: Stopped after 2 s/);
  assert.deepEqual(
    report.checks.slice(3).map((check) => check.passed),
    [null, null, null],
  );
  assert.equal((await grade(RIGHT)).report.solved, true);
});

test('an answer that is endless on hidden data alone', async () => {
  const { report } = await grade(
    `${RIGHT.split('\n')[0]} SELECT CASE WHEN EXISTS (SELECT 1 FROM patients WHERE id = 1) THEN 0 ELSE (${ENDLESS}) END;\n-- rollback\nDROP TABLE notes;`,
  );
  const hidden = report.checks.at(-1);
  assert.deepEqual([hidden?.dataset, hidden?.passed], ['hidden', false]);
  assert.equal(
    hidden?.message,
    'On other data (nobody at all) the answer does not run: it did not come to an end in time.',
  );
});

test('grading can be stopped', async () => {
  const controller = new AbortController();
  const graded = grade(`${ENDLESS};`, controller.signal);
  controller.abort();
  const { report } = await graded;
  assert.match(report.error?.message ?? '', /^Stopped\. The database is as it was before\./);
  assert.equal((await grade(RIGHT)).report.solved, true);
});
