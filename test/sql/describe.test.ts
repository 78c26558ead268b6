import assert from 'node:assert/strict';
import test from 'node:test';
import { describeStatement } from '../../src/sql/describe.ts';
import type { DialectName } from '../../src/sql/dialect.ts';
import { DIALECTS } from '../../src/sql/dialects.ts';
import { excerptOf } from '../../src/sql/excerpt.ts';
import {
  batchProblem,
  isBlankSql,
  queryProblem,
  transactionProblem,
  unclosedProblem,
} from '../../src/sql/problems.ts';

/** `verb kind object-kind schema.name`, and the flags that are set. */
function told(sql: string, name: DialectName = 'sqlite'): string {
  const { verb, kind, object, writes, onlyReads, leavesTables } = describeStatement(sql, DIALECTS[name]);
  const flags = [writes && 'writes', onlyReads && 'reads', leavesTables && 'leaves'].filter(Boolean);
  const full =
    object === null
      ? []
      : [object.kind, [object.schema, object.name].filter((part) => part !== null).join('.')];
  return [verb, kind, ...full, ...flags].join(' ');
}

test('SQLite: what kind of statement it is and what it names', () => {
  const cases: readonly (readonly [sql: string, expected: string])[] = [
    ['', ' other'],
    ['-- nothing', ' other'],
    ['-- x\n insert into a values (1)', 'INSERT data table a writes'],
    ['INSERT OR REPLACE INTO main."a b" VALUES (1)', 'INSERT data table main.a b writes'],
    ['REPLACE INTO a VALUES (1)', 'REPLACE data table a writes'],
    ['UPDATE OR IGNORE [a] SET b = 1', 'UPDATE data table a writes'],
    ['DELETE FROM `a`', 'DELETE data table a writes'],
    ['WITH a AS (SELECT 1), b(x) AS (DELETE) UPDATE t SET x = (SELECT 1)', 'UPDATE data table t writes'],
    ['WITH x AS (SELECT replace(a, 1, 2) FROM b) SELECT 1', 'SELECT query reads leaves'],
    ['SELECT 1', 'SELECT query reads leaves'],
    ['VALUES (1)', 'VALUES query reads leaves'],
    ['EXPLAIN DELETE FROM t', 'EXPLAIN query reads leaves'],
    ['PRAGMA main.table_info(a)', 'PRAGMA pragma pragma main.table_info reads'],
    ['CREATE TABLE IF NOT EXISTS a(b)', 'CREATE schema table a'],
    ['CREATE TABLE if(b)', 'CREATE schema table if'],
    ['CREATE TEMP TABLE temp.a AS SELECT 1', 'CREATE schema table temp.a'],
    ['CREATE VIRTUAL TABLE a USING fts4(b)', 'CREATE schema table a'],
    ['create unique index if not exists main.i on a(b)', 'CREATE schema index main.i'],
    ['CREATE TEMPORARY TRIGGER "end" AFTER INSERT ON a BEGIN SELECT 1; END', 'CREATE schema trigger end'],
    ['CREATE VIEW v AS SELECT 1', 'CREATE schema view v'],
    ['ALTER TABLE abort RENAME COLUMN a TO b', 'ALTER schema table abort'],
    ['DROP TABLE IF EXISTS main.a', 'DROP schema table main.a'],
    ['BEGIN IMMEDIATE', 'BEGIN transaction leaves'],
    ['COMMIT', 'COMMIT transaction leaves'],
    ['END', 'END transaction leaves'],
    ['ROLLBACK', 'ROLLBACK transaction'],
    ['ROLLBACK TRANSACTION TO SAVEPOINT a', 'ROLLBACK TO transaction savepoint a'],
    ['SAVEPOINT a', 'SAVEPOINT transaction savepoint a leaves'],
    ['RELEASE SAVEPOINT a', 'RELEASE transaction savepoint a leaves'],
    ['ANALYZE a', 'ANALYZE other leaves'],
    ['VACUUM', 'VACUUM other'],
    ['TRUNCATE a', 'TRUNCATE other table a'],
    ["'x'", ' other'],
  ];
  for (const [sql, expected] of cases) assert.equal(told(sql), expected, sql);
});

test('PostgreSQL and MySQL have kinds of their own', () => {
  const postgres: readonly (readonly [sql: string, expected: string])[] = [
    ['TRUNCATE TABLE ONLY a', 'TRUNCATE data table a'],
    ['CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS i ON a (b)', 'CREATE schema index i'],
    ['CREATE INDEX ON a (b)', 'CREATE schema index '],
    ['ALTER TABLE IF EXISTS ONLY "S"."T" ADD c int', 'ALTER schema table S.T'],
    ['CREATE OR REPLACE FUNCTION f() RETURNS int AS $$ SELECT 1 $$', 'CREATE schema function f'],
    ['COMMENT ON TABLE a IS $$b$$', 'COMMENT schema table a'],
    ['WITH d AS (DELETE FROM a RETURNING *) SELECT * FROM d', 'SELECT query writes'],
    ['SELECT a INTO b FROM c', 'SELECT schema'],
    ['(SELECT 1) UNION (SELECT 2)', 'SELECT query reads leaves'],
    ['EXPLAIN (COSTS OFF) UPDATE a SET b = 1', 'EXPLAIN query reads leaves'],
    ['EXPLAIN (ANALYZE, COSTS OFF) UPDATE a SET b = 1', 'EXPLAIN query writes'],
    ['EXPLAIN ANALYZE SELECT 1', 'EXPLAIN query reads leaves'],
    ['SET search_path = a', 'SET pragma leaves'],
    ['MERGE INTO a USING b ON true WHEN MATCHED THEN DELETE', 'MERGE data table a writes'],
    ['DO $$ BEGIN END $$', 'DO other'],
  ];
  for (const [sql, expected] of postgres) assert.equal(told(sql, 'postgresql'), expected, sql);
  assert.equal(told('INSERT IGNORE INTO `a`.`b` VALUES (1)', 'mysql'), 'INSERT data table a.b writes');
  assert.equal(
    told('# x\nCREATE DEFINER=`a`@`b` TRIGGER t BEFORE INSERT ON c FOR EACH ROW SET @x = 1', 'mysql'),
    'CREATE schema trigger t',
  );
  assert.equal(told('/*!50001 DROP VIEW IF EXISTS `v` */', 'mysql'), 'DROP schema view v');
});

test('what EXPLAIN explains can be asked, and where the code begins', () => {
  const { explained, first } = describeStatement('-- a\n/* b\n*/ EXPLAIN QUERY PLAN PRAGMA "x" = 1');
  assert.equal(explained?.verb, 'PRAGMA');
  assert.equal(explained.object?.name, 'x');
  assert.deepEqual(first, { offset: 13, line: 3 });
  assert.deepEqual(describeStatement(';; SELECT 1').first, { offset: 3, line: 1 });
  assert.equal(describeStatement('-- a').first, null);
});

test('an error quotes the first code of a statement, with its own line, and no comment', () => {
  const excerpts: readonly (readonly [sql: string, text: string, line: number])[] = [
    ['SELECT 1', 'SELECT 1', 1],
    ['--> statement-breakpoint\nALTER TABLE a\n  ADD b', 'ALTER TABLE a', 2],
    ['\n/* why\n   not */ UPDATE a -- b\n SET c = 1;--> statement-breakpoint', 'UPDATE a', 3],
    ["INSERT INTO a VALUES ('--> x')  --> y", "INSERT INTO a VALUES ('--> x')", 1],
    ["SELECT 'two\nlines'", "SELECT 'two", 1],
    ['DROP TABLE a\r\n;', 'DROP TABLE a', 1],
    ['SELECT /* a */ 1', 'SELECT', 1],
    ['--> statement-breakpoint', '', 1],
    ['', '', 1],
  ];
  for (const [sql, text, line] of excerpts) {
    const excerpt = excerptOf(sql);
    assert.deepEqual([excerpt.text, excerpt.line], [text, line], sql);
    assert.equal(sql.slice(excerpt.offset, excerpt.offset + excerpt.text.length), text);
  }
});

test('a trigger among the writes of a version ends no transaction', () => {
  assert.equal(transactionProblem('CREATE TRIGGER t AFTER INSERT ON a BEGIN UPDATE a SET b = 1; END;'), null);
  assert.equal(transactionProblem('SELECT 1; -- x\nCOMMIT;')?.message.startsWith('COMMIT has'), true);
  assert.equal(transactionProblem('rollback to a')?.message.startsWith('ROLLBACK has'), true);
});

test('a query is one SELECT, a batch one statement that changes rows', () => {
  assert.equal(queryProblem('-- x\nWITH a AS (SELECT 1) SELECT * FROM a;'), null);
  assert.equal(queryProblem('VALUES (1)'), null);
  assert.ok(queryProblem('WITH a AS (SELECT 1) DELETE FROM b'));
  assert.match(queryProblem("SELECT ';'; SELECT 2")?.message ?? '', /more than one/);
  assert.equal(batchProblem(';WITH a AS (SELECT 1) DELETE FROM b;'), null);
  assert.ok(batchProblem('WITH a AS (SELECT 1) SELECT * FROM a'));
  assert.ok(batchProblem('DELETE FROM a; DELETE FROM b'));
});

test('what is blank, and what has no end', () => {
  assert.ok(isBlankSql(' ;\n-- a\n/* b */;'));
  assert.ok(!isBlankSql('-- a\nx'));
  assert.equal(unclosedProblem('SELECT 1'), null);
  assert.equal(unclosedProblem("a\n'b")?.line, 2);
  assert.match(unclosedProblem("x'0")?.message ?? '', /quotation begins here with '/);
  assert.match(unclosedProblem('/*')?.mend ?? '', /\*\//);
});
