import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DatabaseError } from '../../src/database/error.ts';
import { explainedMessage, hiddenError } from '../../src/grading/errors.ts';
import { kindRows, rowsInKinds } from '../../src/grading/kinds.ts';

const sql = (message: string): DatabaseError => ({ kind: 'sql', message });
const SOURCES = ['INSERT INTO births SELECT id, dob FROM patients', 'patients', 'mrn', '"first name"'];

test('an error on hidden data may name what the learner knows', () => {
  for (const message of [
    'NOT NULL constraint failed: births.dob',
    'UNIQUE constraint failed: patients.mrn, patients.id',
    'UNIQUE constraint failed: patients.first name',
    'no such column: dob',
    'FOREIGN KEY constraint failed',
    'datatype mismatch',
  ]) {
    assert.equal(hiddenError(sql(message), SOURCES), message);
  }
});

test('anything else in it is left out', () => {
  for (const [message, shown] of [
    ['NOT NULL constraint failed: Secretova', 'NOT NULL constraint failed'],
    ["no such table: O'Brien", 'no such table'],
    ['UNIQUE constraint failed: patients.mrn Ann', 'UNIQUE constraint failed'],
    ['UNIQUE constraint failed: patients.mrn 4711', 'UNIQUE constraint failed'],
    ['Ann Secretova', 'the database answers with an error'],
    ["bad JSON path: '$Ann'", 'the database answers with an error'],
    ['', 'the database answers with an error'],
  ] as const) {
    assert.equal(hiddenError(sql(message), SOURCES), shown);
  }
  assert.equal(
    hiddenError({ kind: 'timeout', message: 'Stopped' }, SOURCES),
    'it did not come to an end in time',
  );
  assert.equal(hiddenError({ kind: 'memory', message: 'x' }, SOURCES), 'it needs more memory than there is');
});

test('what a migration does to SQL is explained beside the words of the database', () => {
  assert.equal(
    explainedMessage(sql('cannot start a transaction within a transaction')),
    'cannot start a transaction within a transaction. Each migration runs in a transaction of its own already: leave out BEGIN and COMMIT.',
  );
  assert.equal(explainedMessage(sql('no such table: x')), 'no such table: x');
  assert.equal(explainedMessage(sql('\u001b[31mred')), '\\u001b[31mred');
});

test('rows are told by number and by the first kind that fits, two kinds at most', () => {
  const kinds = [
    kindRows('patients', 'a patient without an mrn', [[4n], [5n]]),
    kindRows('Patients', 'a patient', [[1n], [4n], [5n]]),
    kindRows('visits', 'a visit', [[1n]]),
  ];
  const difference = { table: 'patients', missing: 1, extra: 0, changed: 1, columns: ['mrn'] };
  const told = (...keys: bigint[]) => rowsInKinds({ ...difference, keys: keys.map((key) => [key]) }, kinds);
  assert.equal(told(4n, 5n), '2 rows of patients, such as a patient without an mrn');
  assert.equal(told(1n, 4n), '2 rows of patients, such as a patient and a patient without an mrn');
  assert.equal(told(9n), '2 rows of patients');
  assert.equal(rowsInKinds({ ...difference, keys: [['4'], [4]] }, kinds), '2 rows of patients');
});
