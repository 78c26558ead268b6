/** Where in a statement the token stands that an error is about. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { opened, play } from './support.ts';

/** Of the first error: its message, and the statement from the token on; null where no token is known. */
async function fault(sql: string): Promise<[string, string | null]> {
  const { statements, error } = await play(await opened(), sql);
  assert.ok(error !== null, 'it should fail');
  const failed = statements.find((statement) => statement.error !== null);
  assert.equal(failed?.error, error);
  return [error.message, error.at === undefined ? null : failed.sql.slice(error.at)];
}

test('a syntax error is at its token, also where the same text stands before it', async () => {
  for (const [sql, at] of [
    [
      "ALTER TABLE visits ADD COLUMN note TEXT\nUPDATE visits SET note = 'x';",
      "UPDATE visits SET note = 'x';",
    ],
    ['CREATE TABLE t (a INT, b TEXT CHECK (b > 0),\nc INT,);', ');'],
    ['SELECT (1), (2), (3;', ';'],
    ['SELECT id, (SELECT count(*) FROM visits) FROM patients FROM visits;', 'FROM visits;'],
    [
      'CREATE TRIGGER t AFTER UPDATE ON visits BEGIN\nUPDATE patients SET mrn = 1\nUPDATE patients SET mrn = 2; END;',
      'UPDATE patients SET mrn = 2; END;',
    ],
    ['SELECT \'UPDATE\', "update" -- UPDATE\nUPDATE;', 'UPDATE;'],
  ] as const) {
    const [message, rest] = await fault(sql);
    assert.match(message, /: syntax error$/);
    assert.equal(rest, at, sql);
  }
});

test('one fault among thousands of the same token is found, and nothing of the statement is carried out', async () => {
  const many = Array.from({ length: 3000 }, (_, index) => `(${index})`);
  const [, rest] = await fault(`SELECT 1 WHERE 1 IN (${many.join(', ')}, , ${many.join(', ')});`);
  assert.equal(rest, `, ${many.join(', ')});`);
  const { state } = await play(await opened(), 'PRAGMA foreign_keys = ON ON;');
  assert.equal(state.tables.length, 2);
});

test('what does not exist is at its name, where there is only one such name', async () => {
  for (const [sql, message, at] of [
    ['SELECT id,\n  nam\nFROM patients;', 'no such column: nam', 'nam\nFROM patients;'],
    ['SELECT p."nam" FROM patients p;', 'no such column: p.nam', '"nam" FROM patients p;'],
    ['DELETE FROM births;', 'no such table: births', 'births;'],
    [
      'INSERT INTO visits (id,\n pound) VALUES (9, 1);',
      'table visits has no column named pound',
      'pound) VALUES (9, 1);',
    ],
    ['SELECT nam FROM patients WHERE nam > 1;', 'no such column: nam', null],
    ['SELECT 1 WHERE # = 2;', 'unrecognized token: "#"', '# = 2;'],
    ['CREATE TABLE t (\n  a INT,\n  b', 'incomplete input', 'b'],
    ['UPDATE visits SET id = 1;', 'UNIQUE constraint failed: visits.id', null],
  ] as const) {
    assert.deepEqual(await fault(sql), [message, at], sql);
  }
});
