/** The facts that the lessons rest on: run, not quoted. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { opened, play, table } from './support.ts';

test('lesson 3: a required column fails on rows and passes on an empty table', async () => {
  const start = await opened();
  const add = 'ALTER TABLE patients ADD COLUMN sex_at_birth TEXT NOT NULL;';
  assert.equal(
    (await play(start, add)).error?.message,
    'Cannot add a NOT NULL column with default value NULL',
  );
  assert.equal((await play(start, `DELETE FROM patients; ${add}`)).error, null);
  const tightened = await play(
    start,
    `ALTER TABLE patients ADD COLUMN sex_at_birth TEXT; UPDATE patients SET sex_at_birth = 'unknown';
     ALTER TABLE patients ALTER COLUMN sex_at_birth SET NOT NULL`,
  );
  assert.equal(tightened.error, null);
  assert.equal(table(tightened.state, 'patients').schema.columns.at(-1)?.notNull, true);
  const early = await play(
    start,
    'ALTER TABLE patients ADD COLUMN s TEXT; ALTER TABLE patients ALTER COLUMN s SET NOT NULL',
  );
  assert.equal(early.error?.message, 'constraint failed');
});

test('lesson 9: a rename keeps the values, drop and add loses them', async () => {
  const start = await opened();
  const renamed = await play(start, 'ALTER TABLE visits RENAME COLUMN dx_code TO code');
  const dropped = await play(
    start,
    'ALTER TABLE visits ADD COLUMN code TEXT; ALTER TABLE visits DROP COLUMN dx_code',
  );
  assert.deepEqual(
    table(renamed.state, 'visits').schema.columns,
    table(dropped.state, 'visits').schema.columns,
  );
  assert.deepEqual(
    table(renamed.state, 'visits').rows.map((row) => row[2]),
    ['250.00', null, '008.8'],
  );
  assert.deepEqual(
    table(dropped.state, 'visits').rows.map((row) => row[2]),
    [null, null, null],
  );
});

test('lesson 12: what refuses a DROP COLUMN, and the trigger that does not', async () => {
  const drop = 'ALTER TABLE p DROP COLUMN fax';
  const refusedBy = async (more: string, column = 'fax TEXT') =>
    (await play(await opened(`CREATE TABLE p(id INTEGER, ${column}); ${more}`), drop)).error?.message ?? null;
  assert.match(
    (await refusedBy('CREATE INDEX i ON p(fax)')) ?? '',
    /^error in index i after drop column: no such column: fax/,
  );
  assert.match(
    (await refusedBy('CREATE VIEW v AS SELECT [fax] FROM p')) ?? '',
    /^error in view v after drop column: no such column/,
  );
  assert.match((await refusedBy('', 'fax TEXT UNIQUE')) ?? '', /^cannot drop UNIQUE column: "fax"/);
  assert.match((await refusedBy('', 'fax TEXT PRIMARY KEY')) ?? '', /^cannot drop PRIMARY KEY column: "fax"/);
  assert.match((await refusedBy('', "fax TEXT, CHECK (fax <> '')")) ?? '', /no such column: fax/);
  const trigger = "CREATE TRIGGER g AFTER INSERT ON p BEGIN UPDATE p SET fax = 'x' WHERE id = new.id; END";
  assert.equal(await refusedBy(trigger), null);
  const played = await play(
    await opened(`CREATE TABLE p(id INTEGER, fax TEXT); ${trigger}`),
    `${drop}; INSERT INTO p VALUES (1)`,
  );
  assert.match(played.error?.message ?? '', /no such column: fax/);
});
