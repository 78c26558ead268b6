import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { readIndex } from '../../src/sql/definitions/index.ts';
import { readTable } from '../../src/sql/definitions/table.ts';
import { readTrigger } from '../../src/sql/definitions/trigger.ts';

test('CREATE statements tell their CHECKs, AUTOINCREMENT and WHERE', () => {
  const sql = `CREATE TABLE t(a INTEGER PRIMARY KEY AUTOINCREMENT, "CHECK" TEXT CHECK ( a <> ')' ),
    b CHECK(length(b) IN (1, 2)) /* CHECK (no) */, CONSTRAINT n CHECK /* x */ (a > 0))`;
  assert.deepEqual(readTable(sql).checks, [
    { name: null, expression: "a <> ')'" },
    { name: null, expression: 'length(b) IN (1, 2)' },
    { name: 'n', expression: 'a > 0' },
  ]);
  assert.equal(readTable(sql).autoincrement, true);
  assert.equal(readTable(`CREATE TABLE t(a DEFAULT 'AUTOINCREMENT')`).autoincrement, false);
  assert.equal(readIndex(`CREATE INDEX i ON t(a, (b WHERE)) WHERE a IS NOT NULL`).where, 'a IS NOT NULL');
  assert.equal(readIndex('CREATE INDEX i ON t(a)').where, null);
});

test('columns by their folded names, with what belongs to them', () => {
  const { columns } = readTable(
    'CREATE TABLE t ([A] TEXT COLLATE nocase, "b c" AS (a || \',\') STORED, d NOT NULL ON CONFLICT FAIL DEFAULT (1 COLLATE x))',
  );
  assert.deepEqual(
    [...columns],
    [
      ['a', { collation: 'nocase', generated: null, options: [] }],
      ['b c', { collation: null, generated: { expression: "a || ','", kept: 'stored' }, options: [] }],
      ['d', { collation: null, generated: null, options: ['NOT NULL ON CONFLICT FAIL'] }],
    ],
  );
});

test('names that are words of SQL mislead nobody', () => {
  assert.deepEqual(readIndex('CREATE INDEX "on" ON "where" ("where" COLLATE "desc" DESC, ("asc"))'), {
    terms: [
      { column: 'where', text: 'where', collation: 'desc', descending: true },
      { column: null, text: '("asc")', collation: null, descending: false },
    ],
    where: null,
  });
  assert.deepEqual(
    readTrigger('CREATE TRIGGER IF NOT EXISTS "insert" INSTEAD OF UPDATE OF "on" ON v BEGIN SELECT 1; END'),
    {
      timing: 'INSTEAD OF',
      event: 'UPDATE OF "on"',
      when: null,
      body: 'SELECT 1;',
    },
  );
});

test('any text is read to its end', () => {
  const word = fc.constantFrom(
    ...'CREATE TABLE VIRTUAL USING INDEX TRIGGER ON WHERE IF BEGIN END WHEN PRIMARY KEY UNIQUE CHECK CONSTRAINT'.split(
      ' ',
    ),
    ...'REFERENCES DEFERRABLE MATCH COLLATE AS DEFAULT NOT NULL CONFLICT x , ( ) " [ . ;'.split(' '),
  );
  fc.assert(
    fc.property(fc.array(word), (parts) => {
      const sql = parts.join(' ');
      readTable(sql);
      readIndex(sql);
      readTrigger(sql);
    }),
  );
});
