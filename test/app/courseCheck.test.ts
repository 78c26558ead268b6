import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Fixture, Lesson } from '../../src/course/model.ts';
import { checkCourse } from '../../src/app/courseCheck.ts';
import { NOW } from '../support/course.ts';
import { openHere } from '../support/database.ts';
import { exerciseLesson, fence, FIRST_SQL_LINE, FIXTURE } from '../support/exercise.ts';

const SOLUTION = 'ALTER TABLE visits ADD COLUMN kg REAL;\nUPDATE visits SET kg = lb / 2;';
const SOUND = fence('solution', SOLUTION);

/** What the check finds, as `line: message`. */
async function findings(lesson: Lesson, fixture: Fixture = FIXTURE): Promise<readonly string[]> {
  const database = await openHere();
  const found: string[] = [];
  const course = { title: 'Course', lessons: [lesson], fixtures: { clinic: fixture } };
  for await (const { file, line, message, mend } of checkCourse(course, {
    learner: database,
    answers: database,
    now: NOW,
  })) {
    assert.notEqual(mend, '');
    found.push(`${file === lesson.file ? '' : `${file}:`}${line}: ${message}`);
  }
  return found;
}

async function only(lesson: Lesson, expected: RegExp, fixture: Fixture = FIXTURE): Promise<void> {
  const found = await findings(lesson, fixture);
  assert.equal(found.length, 1, found.join('\n'));
  assert.match(found[0] ?? '', expected);
}

test('a sound course has no findings', async () => {
  const lesson = exerciseLesson(
    fence('starter', 'ALTER TABLE visits ADD COLUMN kg REAL;') +
      fence('solution', SOLUTION) +
      fence('solution rollback', 'ALTER TABLE visits DROP COLUMN kg;') +
      fence('wrong "thirds"', 'ALTER TABLE visits ADD COLUMN kg REAL; UPDATE visits SET kg = lb / 3;') +
      fence('check "kilograms are there"', 'SELECT id FROM visits WHERE lb IS NOT NULL AND kg IS NULL;'),
  );
  assert.deepEqual(await findings(lesson), []);
});

test('a lesson that does not play, and a rollback that does not restore', async () => {
  const step = (migration: string, rollback: string) =>
    `${fence('migration 0002_x', migration)}${fence('rollback', rollback)}`.trim();
  await only(
    exerciseLesson(SOUND, step('DROP TABLE nowhere;', 'SELECT 1;')),
    /^\d+: In step 1: no such table: nowhere/,
  );
  await only(
    exerciseLesson(SOUND, step('ALTER TABLE visits ADD COLUMN x;', 'ALTER TABLE visits DROP COLUMN y;')),
    /The rollback of 0002_x does not go as it should: no such column/,
  );
  await only(
    exerciseLesson(SOUND, step('ALTER TABLE visits ADD COLUMN x;', 'SELECT 1;')),
    /The rollback of 0002_x does not bring the schema back: visits has the column x/,
  );
  // Values may be lost for good.
  assert.deepEqual(
    await findings(
      exerciseLesson(
        SOUND,
        step('ALTER TABLE patients DROP COLUMN mrn;', 'ALTER TABLE patients ADD COLUMN mrn TEXT;'),
      ),
    ),
    [],
  );
});

test('a solution that does not run, or does not pass its own checks', async () => {
  await only(
    exerciseLesson(fence('solution', 'SELECT 1;\nDROP TABLE absent;')),
    new RegExp(`^${FIRST_SQL_LINE}: the solution does not run: no such table: absent`),
  );
  await only(
    exerciseLesson(fence('solution', `${SOLUTION}\nCREATE UNIQUE INDEX u ON patients (substr(name, 1, 3));`)),
    /the solution does not run on the data set "gaps": UNIQUE constraint failed/,
  );
  const found = await findings(
    exerciseLesson(SOUND + fence('check "all weigh something"', 'SELECT id FROM visits WHERE kg = 0;')),
  );
  assert.deepEqual(
    found.map((text) => text.replace(/^\d+: /, '')),
    [
      'The solution does not pass the check "all weigh something" on the data set "gaps": 1 row speaks against it.',
    ],
  );
});

test('a rollback of the solution that does not restore, and one run too many', async () => {
  const rollback = await findings(
    exerciseLesson(SOUND + fence('solution rollback', 'UPDATE visits SET kg = NULL;')),
  );
  assert.equal(rollback.length, 3);
  assert.match(
    rollback[0] ?? '',
    /The solution's rollback does not restore: After the way back it is not as it was/,
  );
  const twice = await findings(exerciseLesson(fence('solution twice', 'UPDATE visits SET lb = lb / 2;')));
  assert.equal(twice.length, 2);
  assert.match(
    twice[1] ?? '',
    /does not hold when it runs twice on the data set "gaps": Run once more, it changes something/,
  );
});

test('an exercise that is solved before it begins', async () => {
  await only(exerciseLesson(SOUND + fence('starter', SOLUTION)), /The starter solves the exercise already/);
  await only(exerciseLesson(fence('solution', 'SELECT 1;')), /asserts nothing/);
  await only(exerciseLesson(fence('solution', 'DELETE FROM visits WHERE lb < 0;')), /asserts nothing/);
});

test('a wrong answer that is right, one that is another, and one with a slip', async () => {
  const wrong = (name: string, sql: string) => fence(`wrong "${name}"`, sql);
  await only(exerciseLesson(SOUND + wrong('w', SOLUTION)), /The wrong answer solves the exercise/);
  await only(
    exerciseLesson(
      SOUND +
        wrong('none', 'ALTER TABLE visits ADD kg REAL;') +
        wrong('nobody', 'ALTER TABLE visits ADD kg DOUBLE;'),
    ),
    /The wrong answer is taken for another one: "none"/,
  );
  await only(
    exerciseLesson(SOUND + wrong('w', 'ALTER TABLE visits AD kg REAL;')),
    /The wrong answer does not run: near "AD": syntax error/,
  );
});

test('a check that cannot fail', async () => {
  await only(
    exerciseLesson(SOUND + fence('check "nonsense"', 'SELECT id FROM visits WHERE id IS NULL;')),
    /The check "nonsense" seems never to fail/,
  );
  // No wrong answer loses a visit, but losing one would be noticed.
  assert.deepEqual(
    await findings(
      exerciseLesson(
        SOUND +
          fence(
            'check "patients are there"',
            'SELECT id FROM visits WHERE patient_id NOT IN (SELECT id FROM patients);',
          ),
      ),
    ),
    [],
  );
});

test('too little hidden data, and data that does not run', async () => {
  const [first] = FIXTURE.variants;
  await only(exerciseLesson(SOUND), /graded on fewer than 2 hidden data sets/, {
    ...FIXTURE,
    variants: [first!],
  });
  const script = {
    file: 'fixtures/clinic/variants/bad.sql',
    sql: 'SELECT 1;\nINSERT INTO absent VALUES (1);',
  };
  const found = await findings(exerciseLesson(SOUND), {
    ...FIXTURE,
    variants: [...FIXTURE.variants, { name: 'bad', about: 'nonsense', script }],
  });
  assert.deepEqual(
    new Set(found),
    new Set(['fixtures/clinic/variants/bad.sql:2: The script does not run: no such table: absent']),
  );
});

test('kinds of rows that cannot be told', async () => {
  const kind = (table: string, sql: string) => ({
    ...FIXTURE,
    kinds: [{ table, name: 'a row', query: { sql, line: 4 } }],
  });
  for (const [table, sql, problem] of [
    [
      'patients',
      'SELECT id FROM patient;',
      /^fixtures\/clinic\/kinds\.sql:4: The kind "a row" cannot be told: its query does not run: no such table/,
    ],
    ['patients', 'SELECT id, name FROM patients;', /its query gives 2 columns, and the primary key has 1/],
    ['patient', 'SELECT id FROM patients;', /there is no table patient/],
  ] as const) {
    await only(exerciseLesson(SOUND), problem, kind(table, sql));
  }
});
