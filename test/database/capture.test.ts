import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import type { Cell } from '../../src/database/cell.ts';
import type { DatabaseState, TableState } from '../../src/database/state.ts';
import { decodeState, encodeState } from '../../src/worker/delta.ts';
import { LIMITS } from '../../src/database/limits.ts';
import { inspect } from '../../src/migrate/runner.ts';
import { playUnit } from '../../src/rollout/run/play.ts';
import { shareState } from '../../src/database/shareState.ts';
import { foreignKey, state as makeState, table as makeTable } from '../support/states.ts';
import { engine, migration, NOW, opened, play, table } from './support.ts';

test('schemas are read with all that belongs to them, in the order of creation', async () => {
  const { state } = await opened(`
    CREATE TABLE zebra (
      a INTEGER PRIMARY KEY AUTOINCREMENT,
      b TEXT NOT NULL DEFAULT 'x' CHECK (b <> ')'),
      "c d" REAL UNIQUE,
      e,
      f INT GENERATED ALWAYS AS (a * 2) STORED,
      g AS (a * 3),
      FOREIGN KEY (b, e) REFERENCES ant (x, y) ON DELETE CASCADE ON UPDATE SET NULL,
      FOREIGN KEY (a) REFERENCES ant,
      CHECK (a > 0)
    );
    CREATE TABLE ant (y TEXT, x INTEGER, PRIMARY KEY (x, y)) STRICT, WITHOUT ROWID;
    CREATE UNIQUE INDEX i1 ON zebra (e, lower(b)) WHERE e IS NOT NULL;
    CREATE INDEX i2 ON zebra ("c d");
    CREATE TRIGGER tr AFTER INSERT ON zebra BEGIN SELECT 1; END;
    CREATE VIEW v AS SELECT a FROM zebra;
    CREATE TRIGGER tv INSTEAD OF INSERT ON v BEGIN SELECT 1; END;
    CREATE TABLE [od"d] (x);
    INSERT INTO zebra (b) VALUES ('y');
  `);
  assert.deepEqual(
    state.tables.map(({ schema }) => schema.name),
    ['zebra', 'ant', 'od"d'],
  );
  const { schema: zebra, rows } = table(state, 'zebra');
  assert.deepEqual(
    zebra.columns.map(({ name, type, notNull, default: value, primaryKey, generated }) => [
      name,
      type,
      notNull,
      value,
      primaryKey,
      generated,
    ]),
    [
      ['a', 'INTEGER', false, null, 1, null],
      ['b', 'TEXT', true, "'x'", 0, null],
      ['c d', 'REAL', false, null, 0, null],
      ['e', '', false, null, 0, null],
      ['f', 'INT', false, null, 0, { expression: 'a * 2', kept: 'stored' }],
      ['g', '', false, null, 0, { expression: 'a * 3', kept: 'virtual' }],
    ],
  );
  assert.deepEqual(rows, [[1n, 'y', null, null, 2n, 3n]]);
  assert.deepEqual(zebra.checks, [
    { name: null, expression: "b <> ')'" },
    { name: null, expression: 'a > 0' },
  ]);
  assert.deepEqual(zebra.foreignKeys, [
    foreignKey(['b', 'e'], 'ant', ['x', 'y'], { onDelete: 'CASCADE', onUpdate: 'SET NULL' }),
    foreignKey(['a'], 'ant', []),
  ]);
  assert.deepEqual(
    zebra.indexes.map(({ name, unique, terms, origin, where }) => [
      name,
      unique,
      terms.map(({ text }) => text),
      origin,
      where,
    ]),
    [
      ['sqlite_autoindex_zebra_1', true, ['c d'], 'unique', null],
      ['i1', true, ['e', 'lower(b)'], 'create', 'e IS NOT NULL'],
      ['i2', false, ['c d'], 'create', null],
    ],
  );
  assert.deepEqual(
    zebra.triggers.map(({ name }) => name),
    ['tr'],
  );
  assert.deepEqual(zebra.options, ['AUTOINCREMENT']);
  assert.deepEqual(table(state, 'zebra').sequences, [{ column: 'a', last: 1n }]);
  const { schema: ant, rowIds } = table(state, 'ant');
  assert.deepEqual([ant.options, rowIds], [['STRICT', 'WITHOUT ROWID'], null]);
  assert.deepEqual(
    ant.columns.map(({ primaryKey }) => primaryKey),
    [2, 1],
  );
  assert.equal(ant.indexes[0]?.origin, 'primary key');
  assert.deepEqual(
    state.views.map(({ name, triggers }) => [name, triggers.map((one) => one.name)]),
    [['v', ['tv']]],
  );
});

test('cells keep their storage classes, and rows come in key order', async () => {
  const { state } = await opened(`
    CREATE TABLE t (k TEXT PRIMARY KEY, v);
    INSERT INTO t VALUES ('b', 9007199254740993), ('a', 1.0), ('c', '1'), ('d', x'00ff'), ('e', NULL), ('f', 'a' || char(0) || 'b');
    CREATE TABLE taken (rowid, _rowid_, oid);
    INSERT INTO taken VALUES (7, 8, 9);
    CREATE TABLE pair (a, b, PRIMARY KEY (b, a)) WITHOUT ROWID;
    INSERT INTO pair VALUES (1, 2), (2, 1), (1, 1);
    CREATE TABLE half (rowid TEXT);
    INSERT INTO half VALUES ('x');
  `);
  assert.deepEqual(table(state, 't').rows, [
    ['a', 1],
    ['b', 9007199254740993n],
    ['c', '1'],
    ['d', Uint8Array.of(0, 255)],
    ['e', null],
    ['f', 'a\0b'],
  ]);
  assert.deepEqual(table(state, 't').rowIds, [2n, 1n, 3n, 4n, 5n, 6n]);
  assert.deepEqual([table(state, 'taken').rows, table(state, 'taken').rowIds], [[[7n, 8n, 9n]], null]);
  assert.deepEqual(table(state, 'pair').rows, [
    [1n, 1n],
    [2n, 1n],
    [1n, 2n],
  ]);
  assert.deepEqual(table(state, 'half').rowIds, [1n]);
});

test('a generated column that fails does not hide its row', async () => {
  const { state } = await opened(
    `CREATE TABLE t (a); INSERT INTO t VALUES ('{bad'); ALTER TABLE t ADD b AS (a -> '$.x')`,
  );
  assert.deepEqual(table(state, 't').rows, [['{bad', null]]);
});

test('temp tables are not part of the state, and do not get in the way of a table of their name', async () => {
  const played = await play(
    await opened(),
    'CREATE TEMP TABLE visits (x); INSERT INTO visits VALUES (1); CREATE TEMP TABLE other (y)',
  );
  assert.equal(played.error, null);
  assert.deepEqual(
    played.state.tables.map(({ schema }) => schema.name),
    ['patients', 'visits'],
  );
  assert.equal(table(played.state, 'visits').rowCount, 3);
});

test('what is read is capped, and what there is is counted', async () => {
  const start = await opened();
  const limits = { ...LIMITS, tableRows: 2, cellLength: 3, resultRows: 1 };
  const unit = migration(`UPDATE patients SET name = 'abcdef'; SELECT name, x'0102030405' FROM patients`);
  const played = await playUnit(engine, { from: start.checkpoint, now: NOW, unit }, limits);
  const { rows, rowIds, rowCount } = table(played.state, 'patients');
  assert.deepEqual([rows.map(([, , name]) => name), rowIds?.length, rowCount], [['abc…', 'abc…'], 2, 3]);
  assert.deepEqual(played.statements[1]?.result, {
    columns: ['name', "x'0102030405'"],
    rows: [['abc…', Uint8Array.of(1, 2, 3)]],
    truncated: true,
  });
  const short = await playUnit(
    engine,
    { from: start.checkpoint, now: NOW, unit },
    { ...LIMITS, totalLength: 6 },
  );
  assert.deepEqual(
    [table(short.state, 'patients').rows.length, table(short.state, 'patients').rowCount],
    [1, 3],
  );
});

test('a state read from a checkpoint is the state that came with it', async () => {
  const played = await play(
    await opened(),
    `ALTER TABLE visits ADD note; DELETE FROM visits WHERE id = 2; CREATE TEMP TABLE x(a)`,
  );
  assert.deepEqual(await inspect(engine, { from: played.checkpoint, now: NOW }), played.state);
});

const cell: fc.Arbitrary<Cell> = fc.oneof(
  fc.constant(null),
  fc.bigInt(-3n, 3n),
  fc.double({ noNaN: true }),
  fc.string({ maxLength: 3 }),
  fc.uint8Array({ maxLength: 3 }),
);

const tableState: fc.Arbitrary<TableState> = fc
  .record({
    name: fc.constantFrom('a', 'b', 'c'),
    rows: fc.array(fc.tuple(fc.bigInt(0n, 4n), cell), { maxLength: 8 }),
  })
  .map(({ name, rows }) => makeTable(name, [], rows));

const state: fc.Arbitrary<DatabaseState> = fc
  .uniqueArray(tableState, { selector: ({ schema }) => schema.name })
  .map((tables) => makeState(tables));

test('a state shared with the one before it and sent against it arrives as it was', () => {
  fc.assert(
    fc.property(state, state, (before, after) => {
      const shared = shareState(before, after);
      assert.deepEqual(shared, after);
      const sent = structuredClone(encodeState(before, shared));
      assert.deepEqual(decodeState(before, sent), after);
    }),
  );
});

test('equal states are one, and of a long table only what changed is sent', async () => {
  const rows = Array.from({ length: 1000 }, (_, index): Cell[] => [BigInt(index), 'x']);
  const of = async (changed: readonly (readonly Cell[])[]): Promise<DatabaseState> =>
    makeState([{ ...(await opened()).state.tables[0]!, rows: changed, rowCount: changed.length }]);
  const before = await of(rows);
  assert.equal(shareState(before, structuredClone(before)), before);
  assert.equal(encodeState(before, before), null);
  const after = shareState(before, structuredClone(await of(rows.with(500, [500n, 'y']))));
  const delta = encodeState(before, after)?.tables[0];
  assert.deepEqual(typeof delta === 'object' && [delta.head, delta.rows, delta.tail], [
    500,
    [[500n, 'y']],
    499,
  ]);
});

test('a table with as many columns as SQLite allows is read with its ids', async () => {
  const columns = Array.from({ length: 2000 }, (_, index) => `c${index + 1}`);
  const { state } = await opened(`CREATE TABLE wide (${columns.join(', ')});
    INSERT INTO wide (c1, c2000) VALUES ('a', 'z');`);
  const { schema, rows, rowIds } = table(state, 'wide');
  assert.equal(schema.columns.length, 2000);
  assert.deepEqual([rows.length, rows[0]!.length, rows[0]!.at(0), rows[0]!.at(-1)], [1, 2000, 'a', 'z']);
  assert.deepEqual(rowIds, [1n]);
});
