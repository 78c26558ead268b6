import assert from 'node:assert/strict';
import test from 'node:test';
import { refuseStatement } from '../../src/database/sqlite/guard.ts';
import { refuseText, SQL_LIMIT } from '../../src/database/text.ts';
import { migration, opened, play } from './support.ts';

const ESCAPES = [
  "ATTACH 'x' AS y",
  "attach database ':memory:' as y",
  "/* x */ -- y\n ATTACH 'x' AS y",
  "EXPLAIN ATTACH 'x' AS y",
  'DETACH main',
  "VACUUM INTO 'x'",
  "VACUUM main /* */ INTO 'x'",
  'PRAGMA temp_store = 1',
  'PRAGMA temp_store(1)',
  'PRAGMA "temp_store" = 1',
  "PRAGMA 'temp_store' = 1",
  'PRAGMA [temp_store] = 1',
  'PRAGMA `temp_store` = 1',
  'PRAGMA main.temp_store = 1',
  'PRAGMA "main" . "TEMP_STORE" = 1',
  'PRAGMA/**/temp_store=1',
  'EXPLAIN PRAGMA temp_store = 1',
  'EXPLAIN QUERY PLAN PRAGMA temp_store = 1',
  'PRAGMA max_page_count = 999999999',
  'PRAGMA hard_heap_limit = 1000',
  'PRAGMA soft_heap_limit = 1000',
  'PRAGMA page_size = 65536',
  'PRAGMA cache_size = -1000000',
  'PRAGMA journal_mode = MEMORY',
  'PRAGMA writable_schema = ON',
  'PRAGMA schema_version = 7',
  'PRAGMA query_only = ON',
  'PRAGMA locking_mode = EXCLUSIVE',
  "PRAGMA encoding = 'UTF-16'",
  // Taken for a trigger's body, as its END is missing, it would still act while it is prepared.
  'CREATE TRIGGER t AFTER INSERT ON a BEGIN SELECT 1; PRAGMA temp_store = 1',
];

test('what would reach another database or lift a bound is refused, however it is written', async () => {
  const start = await opened();
  for (const sql of ESCAPES) {
    for (const mode of ['transaction', 'bare', 'query'] as const) {
      assert.match(refuseStatement(sql, mode) ?? `let through: ${sql}`, /^[A-Z].*\.$/);
    }
    const played = await play(start, `DELETE FROM visits; ${sql}; SELECT 1`);
    assert.equal(played.error?.kind, 'refused', sql);
    assert.doesNotMatch(played.error.message, /let through/);
    assert.deepEqual(played.state, start.state);
    assert.deepEqual(played.statements.at(-1)?.state, start.state);
  }
});

test('what is harmless is let through', () => {
  const harmless = [
    'PRAGMA foreign_keys = OFF',
    'PRAGMA temp_store',
    'PRAGMA main.journal_mode',
    'PRAGMA table_info(visits)',
    "PRAGMA table_xinfo('visits')",
    'PRAGMA foreign_key_check',
    'VACUUM',
    "SELECT 'ATTACH x; PRAGMA temp_store=1'",
    'SELECT 1 AS attach',
    '/* PRAGMA temp_store = 1 */ SELECT 1',
    'SAVEPOINT a',
    'ROLLBACK TO a',
    'ROLLBACK TRANSACTION TO SAVEPOINT a',
    'EXPLAIN COMMIT',
    'CREATE TRIGGER t AFTER INSERT ON a BEGIN SELECT 1; END',
  ];
  for (const sql of harmless) assert.equal(refuseStatement(sql, 'transaction'), null, sql);
  assert.equal(refuseStatement('COMMIT', 'bare'), null);
  assert.equal(refuseStatement('PRAGMA table_info(visits)', 'query'), null);
});

test('the runner alone ends its transaction', async () => {
  const start = await opened();
  for (const sql of [
    'COMMIT',
    'END',
    'end transaction',
    'ROLLBACK',
    'rollback transaction',
    '/* */ COMMIT;',
  ]) {
    const played = await play(start, `DELETE FROM visits; ${sql}; DELETE FROM patients;`);
    assert.equal(played.error?.kind, 'refused', sql);
    assert.match(played.error.message, /not allowed in the middle/);
    assert.equal(played.rest, 'DELETE FROM patients;');
    assert.deepEqual(played.state, start.state);
  }
  const nested = await play(start, 'BEGIN; DELETE FROM visits');
  assert.deepEqual(nested.error, { kind: 'sql', message: 'cannot start a transaction within a transaction' });
});

test('a NUL and a very long text are refused as a whole', async () => {
  const start = await opened();
  const nul = await play(start, 'SELECT 1;\0 DROP TABLE visits');
  assert.match(nul.error?.message ?? '', /NUL character/);
  assert.deepEqual(nul.statements, []);
  assert.equal(nul.checkpoint, start.checkpoint);
  assert.match(refuseText('x'.repeat(SQL_LIMIT + 1)) ?? '', /1,000,001 characters/);
});

test('a query only looks', async () => {
  const start = await opened();
  const query = async (sql: string) => await play(start, { type: 'query', sql });
  assert.deepEqual((await query('SELECT count(*) AS n FROM visits')).statements[0]?.result, {
    columns: ['n'],
    rows: [[3n]],
    truncated: false,
  });
  for (const sql of [
    'DELETE FROM visits',
    'CREATE TABLE x(a)',
    'CREATE TEMP TABLE x(a)',
    'PRAGMA user_version = 3',
    'PRAGMA foreign_keys = ON',
    'PRAGMA query_only = OFF',
    'BEGIN IMMEDIATE',
    'VACUUM',
  ]) {
    const played = await query(`SELECT 1; ${sql}`);
    assert.equal(played.error?.kind, 'refused', `${sql}: ${played.error?.message}`);
    assert.equal(played.checkpoint, start.checkpoint);
    assert.deepEqual(played.state, start.state);
  }
});

test('a migration of a name that is applied already is refused in plain words', async () => {
  const once = await play(
    await opened(),
    migration('DELETE FROM visits', { name: '0002_a', checksum: 'aaaaaaaaaaaa' }),
  );
  const again = await play(
    once,
    migration('DELETE FROM visits', { name: '0002_a', checksum: 'aaaaaaaaaaaa' }),
  );
  assert.deepEqual(again.error, {
    kind: 'refused',
    message: '0002_a is in the ledger already: it was applied at 2026-01-02T03:04:05.000Z.',
  });
  const edited = await play(
    once,
    migration('DELETE FROM patients', { name: '0002_a', checksum: 'bbbbbbbbbbbb' }),
  );
  assert.match(edited.error?.message ?? '', /another checksum \(aaaaaaaa…, now bbbbbbbb…\)/);
  assert.equal(edited.checkpoint, once.checkpoint);
});
