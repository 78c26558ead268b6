import assert from 'node:assert/strict';
import test from 'node:test';
import { readIndexText, readTableText } from '../../src/database/sqlite/createText.ts';

test('CREATE statements tell their CHECKs, AUTOINCREMENT and WHERE', () => {
  const sql = `CREATE TABLE t(a INTEGER PRIMARY KEY AUTOINCREMENT, "CHECK" TEXT CHECK ( a <> ')' ),
    b CHECK(length(b) IN (1, 2)) /* CHECK (no) */, CONSTRAINT n CHECK /* x */ (a > 0))`;
  assert.deepEqual(
    readTableText(sql).checks.map(({ expression }) => expression),
    ["a <> ')'", 'length(b) IN (1, 2)', 'a > 0'],
  );
  assert.equal(readTableText(sql).autoincrement, true);
  assert.equal(readTableText(`CREATE TABLE t(a DEFAULT 'AUTOINCREMENT')`).autoincrement, false);
  assert.equal(readIndexText(`CREATE INDEX i ON t(a, (b WHERE)) WHERE a IS NOT NULL`).where, 'a IS NOT NULL');
  assert.equal(readIndexText('CREATE INDEX i ON t(a)').where, null);
});
