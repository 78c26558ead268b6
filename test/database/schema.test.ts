/** The schema is read whole: everything that SQLite keeps of a table has its own place in the state. */
import assert from 'node:assert/strict';
import test from 'node:test';
import type { DatabaseState, TableSchema } from '../../src/database/state.ts';
import { play } from '../support/sqlite.ts';

function stateOf(sql: string): DatabaseState {
  const [state] = play(sql, []);
  assert.ok(state);
  return state;
}

function schemaOf(sql: string, name = 't'): TableSchema {
  const found = stateOf(sql).tables.find(({ schema }) => schema.name === name);
  assert.ok(found);
  return found.schema;
}

test('of a column: collation, generated expression, the conflict clause of NOT NULL', () => {
  const { columns } = schemaOf(`CREATE TABLE t (
    a TEXT COLLATE NOCASE NOT NULL ON CONFLICT IGNORE DEFAULT ('(' || ')'),
    "b c" DECIMAL(10, 2) COLLATE "rtrim" /* COLLATE no */,
    c GENERATED ALWAYS AS (a || ',' || "b c") STORED,
    d INT AS (length(a)) VIRTUAL,
    e COLLATE binary
  )`);
  assert.deepEqual(
    columns.map(({ collation, generated, options }) => [collation, generated, options]),
    [
      ['NOCASE', null, ['NOT NULL ON CONFLICT IGNORE']],
      ['rtrim', null, []],
      [null, { expression: `a || ',' || "b c"`, kept: 'stored' }, []],
      [null, { expression: 'length(a)', kept: 'virtual' }, []],
      [null, null, []],
    ],
  );
});

test('of keys and constraints: names, order, conflict clauses, DEFERRABLE', () => {
  const schema = schemaOf(`
    CREATE TABLE p (id INTEGER PRIMARY KEY, x, y, UNIQUE (x, y));
    CREATE TABLE t (
      a TEXT CONSTRAINT short CHECK (length(a) < 9),
      b INT UNIQUE ON CONFLICT REPLACE REFERENCES p (id) DEFERRABLE INITIALLY DEFERRED,
      c INT REFERENCES p ON DELETE SET NULL ON UPDATE NO ACTION NOT DEFERRABLE CHECK (c > 0),
      CONSTRAINT key PRIMARY KEY (a DESC, b COLLATE RTRIM) ON CONFLICT FAIL,
      CONSTRAINT pair UNIQUE (b, c),
      CONSTRAINT other FOREIGN KEY (b, c) REFERENCES p (x, y) ON DELETE CASCADE MATCH FULL DEFERRABLE INITIALLY DEFERRED
    )`);
  assert.deepEqual(schema.primaryKey, {
    name: 'key',
    terms: [
      { column: 'a', text: 'a', collation: null, descending: true },
      { column: 'b', text: 'b', collation: 'RTRIM', descending: false },
    ],
    options: ['ON CONFLICT FAIL'],
  });
  assert.deepEqual(schema.checks, [
    { name: 'short', expression: 'length(a) < 9' },
    { name: null, expression: 'c > 0' },
  ]);
  assert.deepEqual(
    schema.foreignKeys.map(({ name, columns, options }) => [name, columns, options]),
    [
      [null, ['b'], ['DEFERRABLE INITIALLY DEFERRED']],
      [null, ['c'], []],
      ['other', ['b', 'c'], ['MATCH FULL', 'DEFERRABLE INITIALLY DEFERRED']],
    ],
  );
  assert.deepEqual(
    schema.indexes
      .filter(({ origin }) => origin === 'unique')
      .map(({ constraint, terms, options }) => [constraint, terms.map(({ text }) => text), options]),
    [
      [null, ['b'], ['ON CONFLICT REPLACE']],
      ['pair', ['b', 'c'], []],
    ],
  );
});

test('of an index: expressions, collations and order of its terms', () => {
  const { indexes } = schemaOf(`
    CREATE TABLE t (a TEXT COLLATE NOCASE, b);
    CREATE INDEX i ON t (a, lower(a || ',') COLLATE NOCASE DESC, b COLLATE RTRIM DESC) WHERE b > 0;`);
  assert.deepEqual(indexes[0]?.terms, [
    { column: 'a', text: 'a', collation: null, descending: false },
    { column: null, text: "lower(a || ',')", collation: 'NOCASE', descending: true },
    { column: 'b', text: 'b', collation: 'RTRIM', descending: true },
  ]);
  assert.equal(indexes[0].where, 'b > 0');
});

test('of a trigger: when it runs, on what, under which condition, and what it does', () => {
  const { triggers } = schemaOf(`
    CREATE TABLE t (a, b);
    CREATE TRIGGER plain UPDATE OF a,
      b ON t WHEN new.a > 0 AND CASE 1 WHEN 1 THEN 1 END BEGIN UPDATE t SET a = CASE 1 WHEN 1 THEN 2 END; SELECT 1; END;
    CREATE TRIGGER IF NOT EXISTS "before" BEFORE DELETE ON t FOR EACH ROW BEGIN SELECT 'WHEN'; END;`);
  assert.deepEqual(
    triggers.map(({ name, timing, event, when, body }) => [name, timing, event, when, body]),
    [
      [
        'plain',
        'AFTER',
        'UPDATE OF a, b',
        'new.a > 0 AND CASE 1 WHEN 1 THEN 1 END',
        'UPDATE t SET a = CASE 1 WHEN 1 THEN 2 END; SELECT 1;',
      ],
      ['before', 'BEFORE', 'DELETE', null, "SELECT 'WHEN';"],
    ],
  );
});

test('a virtual table is one table, with its shadow tables told apart', () => {
  const state = stateOf(`
    CREATE VIRTUAL TABLE notes USING fts4(title, body);
    INSERT INTO notes VALUES ('a', 'b');`);
  assert.deepEqual(
    state.tables.map(({ schema, rows }) => [schema.name, schema.module, schema.shadows.length, rows]),
    [['notes', 'fts4(title, body)', 5, [['a', 'b']]]],
  );
});

test('of the whole: settings, what AUTOINCREMENT gave out last, the table of the ledger', () => {
  const state = stateOf(`
    CREATE TABLE schema_migrations (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, checksum TEXT NOT NULL, applied_at TEXT NOT NULL);
    INSERT INTO schema_migrations VALUES (1, 'a', 'b', 'c');
    CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT); INSERT INTO t VALUES (7); DELETE FROM t;
    PRAGMA user_version = 3; PRAGMA application_id = -5;`);
  assert.deepEqual(state.settings, { user_version: '3', application_id: '-5' });
  assert.deepEqual(state.tables[0]?.sequences, [{ column: 'id', last: 7n }]);
  assert.deepEqual(state.ledger, [{ name: 'a', checksum: 'b', appliedAt: 'c' }]);
  assert.deepEqual(state.ledgerTable?.rows, [[1n, 'a', 'b', 'c']]);
});
