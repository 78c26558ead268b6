import assert from 'node:assert/strict';
import test from 'node:test';
import { FixtureError } from '../../src/migrate/model.ts';
import type { Unit } from '../../src/rollout/unit.ts';
import { openFixture } from '../../src/migrate/fixture.ts';
import { playUnit } from '../../src/rollout/run/play.ts';
import { engine, ENDLESS, migration, NOW, opened, play, table } from './support.ts';

test('each statement of a migration is told with its place, its rows and the state after it', async () => {
  const sql = `-- codes\nUPDATE visits SET dx_code = 'x' WHERE id > 1 ;\n\n SELECT id FROM visits;ALTER TABLE visits ADD note;`;
  const start = await opened();
  const { statements, error, rest, state, checkpoint } = await play(start, sql);
  assert.equal(error, null);
  assert.equal(rest, '');
  assert.deepEqual(
    statements.map((one) => [one.sql, one.rowsChanged, one.result?.rows ?? null]),
    [
      [`-- codes\nUPDATE visits SET dx_code = 'x' WHERE id > 1 ;`, 2, null],
      ['SELECT id FROM visits;', 0, [[1n], [2n], [3n]]],
      ['ALTER TABLE visits ADD note;', 0, null],
    ],
  );
  for (const one of statements) assert.equal(sql.slice(one.offset, one.offset + one.sql.length), one.sql);
  assert.deepEqual(
    table(statements[0]!.state, 'visits').rows.map(([, , code]) => code),
    ['250.00', 'x', 'x'],
  );
  assert.equal(statements[1]!.state, statements[0]!.state, 'a SELECT leaves the very same state');
  assert.equal(
    table(state, 'patients'),
    table(statements[0]!.state, 'patients'),
    'an untouched table is shared',
  );
  assert.equal(table(state, 'visits').schema.columns.length, 4);
  assert.notEqual(checkpoint, start.checkpoint);
  assert.deepEqual(state.ledger, [
    { name: '0002_x', checksum: 'c0ffee00aa', appliedAt: '2026-01-02T03:04:05.000Z' },
  ]);
});

test('a brief play ends as a whole one does, and says nothing of the states between', async () => {
  const start = await opened();
  for (const sql of [
    'DELETE FROM visits WHERE id > 1; ALTER TABLE visits ADD note; UPDATE visits SET note = id;',
    'DELETE FROM visits; DELETE FROM absent;',
    'ALTER TABLE visits ADD note; SELECT * FROM visits;',
  ]) {
    const request = { from: start.checkpoint, unit: migration(sql), now: NOW };
    const whole = await playUnit(engine, request);
    const brief = await playUnit(engine, { ...request, brief: true });
    const told = ({ statements }: typeof whole) => statements.map((one) => ({ ...one, state: null }));
    assert.deepEqual({ ...brief, statements: told(brief) }, { ...whole, statements: told(whole) });
    for (const { state } of brief.statements) assert.deepEqual(state, start.state);
  }
});

test('a database that comes back has the state it had, whoever holds its bytes', async () => {
  const start = await opened();
  const first = await play(start, "UPDATE visits SET dx_code = 'a';");
  const second = await play(start, "UPDATE visits SET dx_code = 'b';");
  const copy = { ...first, checkpoint: { ...first.checkpoint, bytes: first.checkpoint.bytes.slice() } };
  const looks: Unit = { type: 'query', sql: 'SELECT dx_code FROM visits WHERE id = 1;' };
  assert.deepEqual((await play(copy, looks)).state, first.state);
  assert.deepEqual((await play(second, looks)).state, second.state);
  assert.deepEqual((await play(second, looks)).statements[0]?.result?.rows, [['b']]);
  first.checkpoint.bytes.fill(0);
  assert.deepEqual(
    (await play(copy, looks)).state,
    first.state,
    'what is remembered is nobody else’s to change',
  );
});

test('only a read or a RETURNING has a result, whatever SQLite asks itself for a statement', async () => {
  const silent = [
    'ALTER TABLE patients ALTER COLUMN name SET NOT NULL',
    'ALTER TABLE patients ALTER COLUMN name DROP NOT NULL',
    'ALTER TABLE patients ADD COLUMN sex TEXT CHECK (sex <> 0)',
    "ALTER TABLE patients ADD CONSTRAINT named CHECK (name <> '')",
    'ALTER TABLE patients DROP CONSTRAINT named',
    'ALTER TABLE patients RENAME COLUMN sex TO gender',
    'ALTER TABLE patients DROP COLUMN gender',
    'CREATE TABLE copied AS SELECT * FROM visits',
    'CREATE INDEX i ON copied (id)',
    'REINDEX copied',
    'ANALYZE',
    'DROP TABLE copied',
    'UPDATE visits SET dx_code = dx_code',
  ];
  const asked: readonly (readonly [string, number])[] = [
    ['SELECT 1', 1],
    ['/* first */ WITH a (n) AS (SELECT 1) SELECT n FROM a', 1],
    ['VALUES (1), (2)', 2],
    ['PRAGMA foreign_keys', 1],
    ['EXPLAIN QUERY PLAN SELECT 1', 1],
    ['WITH a (n) AS (SELECT 1) UPDATE visits SET dx_code = dx_code WHERE id IN a RETURNING id', 1],
    ['DELETE FROM visits WHERE id = 1 RETURNING id', 1],
  ];
  const { statements, error } = await play(
    await opened(),
    [...silent, ...asked.map(([sql]) => sql)].join(';\n'),
  );
  assert.equal(error, null);
  assert.deepEqual(
    statements.map(({ result }) => result?.rows.length ?? null),
    [...silent.map(() => null), ...asked.map(([, rows]) => rows)],
  );
});

test('a failing statement takes the whole migration back', async () => {
  const start = await opened();
  const played = await play(
    start,
    'DELETE FROM visits;\nALTER TABLE patients ADD sex TEXT NOT NULL; SELECT 1; -- end',
  );
  assert.deepEqual(played.error, {
    kind: 'sql',
    message: 'Cannot add a NOT NULL column with default value NULL',
  });
  assert.equal(played.statements.length, 2);
  assert.equal(table(played.statements[0]!.state, 'visits').rowCount, 0);
  assert.deepEqual(played.statements[1]!.state, start.state);
  assert.equal(played.rest, 'SELECT 1; -- end');
  assert.deepEqual(played.state, start.state);
  assert.equal(played.checkpoint, start.checkpoint);
});

test('without a transaction, what ran stays', async () => {
  const start = await opened();
  const bare = await play(
    start,
    migration('ALTER TABLE patients ADD a; ALTER TABLE patients ADD b NOT NULL', { transaction: false }),
  );
  assert.match(bare.error?.message ?? '', /^Cannot add a NOT NULL column/);
  assert.equal(table(bare.state, 'patients').schema.columns.at(-1)?.name, 'a');
  assert.equal(bare.state.ledger, null);
  const retry = await play(bare, migration('ALTER TABLE patients ADD a', { transaction: false }));
  assert.equal(retry.error?.message, 'duplicate column name: a');
});

test('without a transaction, one that is left open is rolled back and said', async () => {
  const start = await opened();
  const open = await play(start, migration('BEGIN; DELETE FROM visits', { transaction: false }));
  assert.equal(open.error?.kind, 'refused');
  assert.deepEqual(open.state, start.state);
  const own = await play(
    start,
    migration('BEGIN; DELETE FROM visits; COMMIT; SELECT 1', { transaction: false }),
  );
  assert.equal(own.error, null);
  assert.equal(table(own.state, 'visits').rowCount, 0);
  const failing = await play(
    start,
    migration('BEGIN; DELETE FROM visits; SELECT oops', { transaction: false }),
  );
  assert.equal(
    table(failing.statements[2]!.state, 'visits').rowCount,
    0,
    'a failed statement leaves BEGIN open',
  );
  assert.deepEqual(failing.state, start.state);
});

test('a COMMIT that fails is nobody’s statement', async () => {
  const sql = `CREATE TABLE a(id INTEGER PRIMARY KEY);
    CREATE TABLE b(a INTEGER REFERENCES a(id) DEFERRABLE INITIALLY DEFERRED)`;
  const start = await opened(sql, true);
  const played = await play(start, 'INSERT INTO b VALUES (7)');
  assert.equal(played.statements[0]?.error, null);
  assert.equal(played.error?.message, 'FOREIGN KEY constraint failed');
  assert.deepEqual(played.state, start.state);
});

test('INSERT OR ROLLBACK and RAISE(ROLLBACK) end the transaction by themselves', async () => {
  const start = await opened();
  const played = await play(
    start,
    "DELETE FROM visits; INSERT OR ROLLBACK INTO patients VALUES (1, 'x', 'y'); SELECT 1",
  );
  assert.equal(played.error?.message, 'UNIQUE constraint failed: patients.id');
  assert.deepEqual(played.statements.at(-1)?.state, start.state);
});

test('a rollback unit takes the migration out of the ledger', async () => {
  const up = await play(await opened(), migration('ALTER TABLE visits ADD note', { name: '0002_note' }));
  const down = await play(up, {
    type: 'rollback',
    name: '0002_note',
    sql: 'ALTER TABLE visits DROP COLUMN note',
    transaction: true,
  });
  assert.equal(down.error, null);
  assert.deepEqual(down.state.ledger, []);
  assert.equal(table(down.state, 'visits').schema.columns.length, 3);
  const twice = await play(down, { type: 'rollback', name: '0002_note', sql: 'SELECT 1', transaction: true });
  assert.match(twice.error?.message ?? '', /does not hold 0002_note/);
});

test('a table with the ledger’s name is said plainly', async () => {
  const taken = await play(await opened(), 'CREATE TABLE schema_migrations(a)');
  assert.equal(taken.error?.kind, 'refused');
  assert.match(taken.error.message, /^The name schema_migrations belongs to the ledger/);
  const other = await opened('CREATE TABLE schema_migrations(a)');
  assert.equal(other.state.ledger, null);
  assert.equal(other.state.tables[0]?.schema.name, 'schema_migrations');
  assert.equal((await play(other, 'SELECT 1')).error?.kind, 'refused');
  assert.equal(
    (await play(await opened('CREATE VIEW Schema_Migrations AS SELECT 1'), 'SELECT 1')).error?.kind,
    'refused',
  );
  assert.equal(
    (await play(await opened(), 'CREATE TEMP TABLE schema_migrations(id, name, checksum, applied_at)')).error
      ?.kind,
    'refused',
  );
});

test('dropping everything, the ledger included, is survived', async () => {
  const first = await play(await opened(), migration('SELECT 1', { name: '0001_a' }));
  const played = await play(first, 'DROP TABLE visits; DROP TABLE patients; DROP TABLE schema_migrations');
  assert.equal(played.error, null);
  assert.deepEqual(played.state.tables, []);
  assert.deepEqual(
    played.state.ledger?.map(({ name }) => name),
    ['0002_x'],
  );
});

test('foreign_keys comes back with the checkpoint, and cannot be turned off in a transaction', async () => {
  const start = await opened(undefined, true);
  assert.equal(start.checkpoint.settings['foreign_keys'], true);
  const cascade = await play(start, 'PRAGMA foreign_keys = OFF; DROP TABLE patients');
  assert.equal(
    table(cascade.statements[1]!.state, 'visits').rowCount,
    0,
    'the cascade empties the child table',
  );
  const off = await play(
    start,
    migration('PRAGMA foreign_keys = OFF; DROP TABLE patients', { transaction: false }),
  );
  assert.equal(table(off.state, 'visits').rowCount, 3);
  assert.equal(off.checkpoint.settings['foreign_keys'], false);
});

test('the clock stands still and chance repeats itself', async () => {
  const sql = `CREATE TABLE r AS SELECT random() AS a, hex(randomblob(8)) AS b, datetime('now') AS c, CURRENT_TIMESTAMP AS d,
    unixepoch() AS e, julianday('now') AS f; INSERT INTO r SELECT random(), hex(randomblob(8)), time(), '', 1, 2`;
  const start = await opened();
  const first = await play(start, sql);
  await play(start, 'SELECT random(), randomblob(1000)');
  const second = await play(start, sql);
  assert.deepEqual(second.statements, first.statements);
  assert.deepEqual(Buffer.from(second.checkpoint.bytes), Buffer.from(first.checkpoint.bytes));
  const [row = [], later = []] = table(first.state, 'r').rows;
  assert.deepEqual(row.slice(2, 5), ['2026-01-02 03:04:05', '2026-01-02 03:04:05', BigInt(NOW / 1000)]);
  assert.equal(typeof row[0], 'bigint');
  assert.notDeepEqual(row.slice(0, 2), later.slice(0, 2));
  const other = await play(start, `${sql}; SELECT 1`);
  assert.notDeepEqual(
    table(other.state, 'r').rows[0]?.slice(0, 2),
    row.slice(0, 2),
    'another text, other values',
  );
});

test('memory is bounded, and the next call is fine', async () => {
  const start = await opened();
  const hungry = [
    `WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c) INSERT INTO patients(name) SELECT zeroblob(100000000) FROM c`,
    `INSERT INTO patients(name) SELECT randomblob(100000000)`,
    `WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c) INSERT INTO patients(name) SELECT randomblob(1000000) FROM c`,
    `SELECT zeroblob(1000000000)`,
    `SELECT replace(printf('%.*c', 30000000, 'x'), 'x', 'yy')`,
    `WITH RECURSIVE c(n) AS (SELECT randomblob(1000) UNION SELECT randomblob(1000) FROM c) SELECT count(*) FROM c`,
    `CREATE TEMP TABLE t AS WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c) SELECT randomblob(1000000) FROM c`,
  ];
  for (const sql of hungry) {
    const played = await play(start, `DELETE FROM visits; ${sql}; SELECT 1`);
    assert.equal(played.error?.kind, 'memory', `${sql}: ${played.error?.message}`);
    assert.match(played.error.message, /MB\)\.$/);
    assert.deepEqual(played.state, start.state);
    assert.equal(played.checkpoint, start.checkpoint);
    assert.equal((await play(start, 'DELETE FROM visits')).error, null);
  }
});

test('an endless SELECT ends at the row cap', async () => {
  const played = await play(await opened(), `${ENDLESS.replace('count(*)', '*')} SELECT 2`);
  assert.equal(played.error, null);
  const [endless, other] = played.statements;
  assert.deepEqual([endless?.result?.rows.length, endless?.result?.truncated], [1000, true]);
  assert.deepEqual(other?.result, { columns: ['2'], rows: [[2n]], truncated: false });
});

test('RETURNING writes all its rows, though fewer are shown', async () => {
  const played = await play(
    await opened(),
    `WITH RECURSIVE c(n) AS (SELECT 10 UNION ALL SELECT n + 1 FROM c LIMIT 3000)
    INSERT INTO patients SELECT n, NULL, 'x' FROM c RETURNING id`,
  );
  const [insert] = played.statements;
  assert.deepEqual([insert?.result?.rows.length, insert?.rowsChanged], [1000, 3000]);
  assert.equal(table(played.state, 'patients').rowCount, 3003);
});

test('comments, a byte order mark and an unterminated comment pass', async () => {
  assert.equal((await play(await opened(), '\uFEFFDELETE FROM visits; /* the end')).error, null);
  assert.deepEqual((await play(await opened(), '-- nothing at all')).statements, []);
  const played = await play(await opened(), "SELECT 1; SELECT 'unterminated");
  assert.equal(played.error?.kind, 'sql');
  assert.match(played.error.message, /unrecognized token/);
});

test('triggers that loop end in the database’s own words', async () => {
  const sql = `PRAGMA recursive_triggers = ON; CREATE TABLE l(a); CREATE TRIGGER t AFTER INSERT ON l BEGIN INSERT INTO l VALUES (new.a + 1); END; INSERT INTO l VALUES (1)`;
  const played = await play(await opened(), migration(sql, { transaction: false }));
  assert.equal(played.error?.message, 'triggers nested too deep');
});

test('a fixture that fails names its file, line and statement', async () => {
  const scripts = [
    { file: 'a.sql', sql: 'CREATE TABLE a(b);' },
    { file: 'b.sql', sql: '-- x\nSELECT 1;\n\nINSERT INTO nope VALUES (1);\n' },
  ];
  await assert.rejects(
    async () => await openFixture(engine, { scripts, foreignKeys: false, baseline: null, now: NOW }),
    (error) =>
      error instanceof FixtureError &&
      error.file === 'b.sql' &&
      error.line === 4 &&
      error.statement === 'INSERT INTO nope VALUES (1);' &&
      error.message === 'no such table: nope',
  );
  const open = [{ file: 'a.sql', sql: 'BEGIN; CREATE TABLE a(b);' }];
  await assert.rejects(
    async () => await openFixture(engine, { scripts: open, foreignKeys: false, baseline: null, now: NOW }),
    FixtureError,
  );
});

test('a baseline is in the ledger before anything ran', async () => {
  const baseline = { name: '0001_start', checksum: 'abc' };
  const start = await openFixture(engine, {
    scripts: [{ file: 'a', sql: 'CREATE TABLE a(b)' }],
    foreignKeys: false,
    baseline,
    now: NOW,
  });
  assert.deepEqual(start.state.ledger, [{ ...baseline, appliedAt: '2026-01-02T03:04:05.000Z' }]);
  assert.deepEqual(
    start.state.tables.map(({ schema }) => schema.name),
    ['a'],
  );
  const again = await playUnit(engine, {
    from: start.checkpoint,
    now: NOW,
    unit: migration('SELECT 1', baseline),
  });
  assert.equal(again.error?.kind, 'refused');
  const scripts = [{ file: 'a', sql: 'CREATE TABLE schema_migrations(b)' }];
  await assert.rejects(
    async () => await openFixture(engine, { scripts, foreignKeys: false, baseline, now: NOW }),
    FixtureError,
  );
});
