import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import initSqlJs from 'sql.js';
import { refuseText } from '../../src/database/text.ts';
import type { DialectName } from '../../src/sql/dialect.ts';
import { DIALECTS } from '../../src/sql/dialects.ts';
import { nextStatement, place, restFrom, statementsOf } from '../../src/sql/statements.ts';

const sqlite = await initSqlJs();

/** Statements as SQLite cuts them, up to the first that it cannot prepare; and whether it met one. */
function cutBySqlite(script: string): { readonly texts: readonly string[]; readonly failed: boolean } {
  const database = new sqlite.Database();
  database.run('CREATE TABLE a(b, "end"); CREATE VIEW v AS SELECT 1 AS b');
  const texts: string[] = [];
  try {
    for (const statement of database.iterateStatements(script)) texts.push(bare(statement.getSQL()));
    return { texts, failed: false };
  } catch {
    return { texts, failed: true };
  } finally {
    database.close();
  }
}

/** Without what may stand around a statement. */
function bare(sql: string): string {
  return place(sql, 0, sql.length).sql;
}

function split(script: string, name: DialectName = 'sqlite'): string[] {
  const statements = statementsOf(script, DIALECTS[name]);
  let from = 0;
  for (const { sql, offset, end } of statements) {
    assert.equal(script.slice(offset, offset + sql.length), sql);
    assert.ok(from <= offset && offset + sql.length <= end && end <= script.length);
    from = end;
  }
  return statements.map(({ sql }) => sql);
}

function agrees(script: string): void {
  const { texts, failed } = cutBySqlite(script);
  const ours = split(script);
  assert.deepEqual(ours.slice(0, texts.length), texts, JSON.stringify(script));
  if (!failed) assert.equal(ours.length, texts.length, JSON.stringify(script));
  // One by one gives the same as all at once.
  const stepwise: string[] = [];
  for (let next = nextStatement(script, 0); next !== null; next = nextStatement(script, next.end))
    stepwise.push(next.sql);
  assert.deepEqual(stepwise, ours);
}

const TRIGGER = `CREATE TRIGGER t AFTER INSERT ON a BEGIN UPDATE a SET b = CASE WHEN 1 THEN ';' END; SELECT 1; END;`;

/** Scripts that mislead readers of SQL. */
const AWKWARD = [
  '',
  ';',
  ';;;',
  ' ; ; SELECT 1',
  'SELECT 1',
  'SELECT 1;;SELECT 2',
  'SELECT 1; -- the end',
  'SELECT 1; /* the end',
  '-- only a comment',
  '/* only */ -- comments',
  '-- a ; b\nSELECT 1; /* c ; d */ SELECT 2 -- e ;\n; SELECT 3',
  '/*/ ; */ SELECT 1; /**/ SELECT 2',
  '--\n--\nSELECT 1--;\n;SELECT 2',
  `SELECT 'a;''b;'; SELECT "c;"";" FROM (SELECT 1 AS "c;"";"); SELECT [d;] FROM (SELECT 1 AS [d;])`,
  'SELECT `e;``` FROM (SELECT 1 AS `e;```); SELECT 2',
  "SELECT '\\'; SELECT '--'; SELECT '/*'; SELECT 4",
  "SELECT x'00' ; SELECT $a(;) ; SELECT :b; SELECT ?1; SELECT @c",
  'SELECT 1;\r\nSELECT 2;\r\n-- three\r\nSELECT 3\r\n',
  '\uFEFFSELECT 1; SELECT 2',
  '\uFEFF-- a\n\uFEFFSELECT 1;\uFEFFSELECT 2',
  'SELECT 1 \v; SELECT 2',
  'SELECT é.b FROM a AS é; SELECT 日.b FROM a AS 日',
  `${TRIGGER} SELECT 2`,
  `${TRIGGER.toLowerCase()} select 2`,
  TRIGGER.slice(0, -1),
  `${TRIGGER.slice(0, -1)} -- behind\n; SELECT 2`,
  TRIGGER.replace('CREATE', 'CREATE TEMP').replace(' t ', ' IF NOT EXISTS "trigger" '),
  TRIGGER.replace('CREATE TRIGGER', 'create/**/temporary -- ;\n trigger') + 'SELECT 2',
  `EXPLAIN ${TRIGGER} SELECT 2`,
  `explain query plan ${TRIGGER} SELECT 2`,
  "CREATE TRIGGER t INSTEAD OF UPDATE OF b ON v FOR EACH ROW WHEN (SELECT 1) BEGIN SELECT RAISE(ABORT, '; END;'); END; SELECT 2",
  'CREATE TRIGGER t AFTER DELETE ON a WHEN CASE 1 WHEN 1 THEN 1 END BEGIN SELECT 1; END; SELECT 2',
  'CREATE TRIGGER "end" AFTER INSERT ON a BEGIN SELECT "end" FROM a; SELECT 1 AS [end]; END; SELECT 2',
  "CREATE TRIGGER t AFTER INSERT ON a BEGIN SELECT 1 AS 'end'; END; SELECT 2",
  'CREATE TRIGGER t AFTER INSERT ON a BEGIN INSERT INTO a SELECT b, 1 FROM (SELECT 2 AS b); /* END; */ END; SELECT 2',
  'CREATE TRIGGER t AFTER INSERT ON a BEGIN WITH x AS (SELECT 1) SELECT * FROM x; END; SELECT 2',
  'CREATE TRIGGER t AFTER INSERT ON a BEGIN DELETE FROM a WHERE b = new.b; BEGIN; END; END; SELECT 2',
  'CREATE TRIGGER t AFTER INSERT ON a BEGIN SELECT 1;; END; SELECT 2',
  'CREATE TRIGGER t; SELECT 2',
  'CREATE TRIGGER',
  'CREATE TABLE trigger_log(x); CREATE TABLE "trigger"(x); SELECT 2',
  'BEGIN; SELECT 1; END; BEGIN IMMEDIATE TRANSACTION; COMMIT; SELECT 2',
  'BEGIN; SELECT CASE WHEN 1 THEN 2 END; END TRANSACTION; SELECT 2',
  'SAVEPOINT a; ROLLBACK TO a; RELEASE a; SELECT 2',
  'EXPLAIN SELECT 1; EXPLAIN QUERY PLAN SELECT 2; SELECT 3',
  'WITH x AS (SELECT 1) SELECT * FROM x; WITH y AS (SELECT 2) INSERT INTO a SELECT 1, 2; SELECT 3',
  'SELECT 1; SELEKT 2; SELECT 3',
  "SELECT 1; SELECT 'open; SELECT 3",
  'SELECT 1; SELECT "open; SELECT 3',
  'SELECT 1; SELECT [open; SELECT 3',
  'INSERT INTO a(b) VALUES (1), (2);--> statement-breakpoint\nSELECT 2;--> statement-breakpoint\n',
];

test('awkward scripts are cut where SQLite cuts them', () => {
  for (const script of AWKWARD) agrees(script);
});

test('at a NUL SQLite stops without a word; the splitter does not, and such a text is refused before', () => {
  const script = 'SELECT 1; SELECT 2 \0; SELECT 3';
  assert.equal(cutBySqlite(script).texts.length, 2);
  assert.equal(split(script).length, 3);
  assert.match(refuseText(script) ?? '', /NUL/);
});

const STATEMENTS = [
  ['SELECT', '1'],
  ['SELECT', "';'"],
  ['SELECT', '"a;"', 'FROM', '(', 'SELECT', '1', 'AS', '"a;"', ')'],
  ['SELECT', '1', 'AS', '[;]'],
  ['SELECT', '1', 'AS', '`;`'],
  ['SELECT', "x'00'"],
  ['SELECT', '$a(;)'],
  ['VALUES', '(', '1', ')'],
  ['EXPLAIN', 'SELECT', '1'],
  ['BEGIN'],
  ['END'],
  ['PRAGMA', 'foreign_keys'],
  ['CREATE', 'TABLE', '"begin"', '(', '"end"', ')'],
  ['UPDATE', 'a', 'SET', 'b', '=', 'CASE', 'WHEN', '1', 'THEN', '2', 'END'],
  'CREATE TRIGGER g AFTER INSERT ON a BEGIN SELECT 1 ; SELECT "end" FROM a ; END'.split(' '),
  'EXPLAIN CREATE TRIGGER g AFTER INSERT ON a BEGIN UPDATE a SET b = 1 ; END'.split(' '),
  'CREATE TEMP TRIGGER IF NOT EXISTS g AFTER INSERT ON a BEGIN SELECT CASE WHEN 1 THEN 2 END ; SELECT 2 ; END'.split(
    ' ',
  ),
];
const BETWEEN = [' ', '\n', '\r\n', '\t', ' /* ; */ ', ' -- end;\n', '/**/', ' \uFEFF '];

test('any script is cut where SQLite cuts it', () => {
  const blank = fc.constantFrom(...BETWEEN);
  const statement = fc
    .constantFrom(...STATEMENTS)
    .chain((tokens) =>
      fc
        .array(blank, { minLength: tokens.length, maxLength: tokens.length })
        .map((blanks) => tokens.map((token, at) => token + (blanks[at] ?? ' ')).join('')),
    );
  const end = fc.constantFrom(';', ' ;', ';;', ';\n-- x;\n', '; /* ; */ ', ';\r\n');
  fc.assert(
    fc.property(fc.array(fc.tuple(statement, end), { maxLength: 5 }), fc.boolean(), (parts, last) => {
      const script = parts.map(([text, ending]) => text + ending).join('');
      agrees(last ? script : script.replace(/;[^;]*$/, ''));
    }),
    { numRuns: 300 },
  );
});

test('a statement has its comments in front and its semicolon; the rest is what follows', () => {
  assert.deepEqual(split(" SELECT 1 ; -- one;\n;; SELECT ';' /* ; */; SELECT 3"), [
    'SELECT 1 ;',
    "-- one;\n;; SELECT ';' /* ; */;",
    'SELECT 3',
  ]);
  assert.deepEqual(split('-- nothing\n;; /* at all'), []);
  assert.equal(restFrom('a; -- b', 2), '');
  assert.equal(restFrom('a;;  b; ', 2), 'b;');
});

test('a trigger is one statement, explained or not', () => {
  assert.equal(split(`EXPLAIN ${TRIGGER} SELECT 2;`).length, 2);
  assert.equal(split(`${TRIGGER} SELECT 2;`).length, 2);
});

test('PostgreSQL: what stands in dollar quotes, comments, parentheses and bodies ends no statement', () => {
  const count = (script: string) => split(script, 'postgresql').length;
  assert.equal(
    count('CREATE FUNCTION f() RETURNS int AS $b$ BEGIN a; $$;$$ b; END; $b$ LANGUAGE plpgsql; SELECT 2'),
    2,
  );
  assert.equal(count('DO $$ BEGIN PERFORM 1; END $$; SELECT 2'), 2);
  assert.equal(count("SELECT E'it\\'s;'; SELECT '\\'; SELECT 3"), 3);
  assert.equal(count('SELECT 1 /* a /* ; */ ; */ ; SELECT 2'), 2);
  assert.equal(count('CREATE RULE r AS ON INSERT TO a DO (DELETE FROM b; DELETE FROM c); SELECT 2'), 2);
  assert.equal(
    count(
      'CREATE OR REPLACE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT CASE WHEN 1 THEN 2 END; SELECT 1; END; SELECT 2',
    ),
    2,
  );
  assert.equal(count('BEGIN; UPDATE a SET b = 1; END; COMMIT'), 4);
  assert.equal(count('SELECT $1; SELECT a$b FROM c$d; SELECT 3'), 3);
  // COPY … FROM stdin is not understood, but it is read to its end.
  assert.ok(count("COPY a FROM stdin;\n1\t'\\N\n\\.\nSELECT 2;") >= 1);
});

test('MySQL: DELIMITER, # comments, backticks, backslashes', () => {
  assert.deepEqual(
    split(
      'DELIMITER $$\nCREATE TRIGGER t BEFORE INSERT ON a FOR EACH ROW BEGIN SET @x = 1; END$$\nSELECT 1 $$\n' +
        'delimiter ;\n-- two\nSELECT 2; SELECT 3',
      'mysql',
    ),
    [
      'CREATE TRIGGER t BEFORE INSERT ON a FOR EACH ROW BEGIN SET @x = 1; END',
      'SELECT 1',
      '-- two\nSELECT 2;',
      'SELECT 3',
    ],
  );
  assert.deepEqual(split("DELIMITER //\nSELECT '//' // SELECT 2; SELECT 3//", 'mysql'), [
    "SELECT '//'",
    'SELECT 2; SELECT 3',
  ]);
  const count = (script: string) => split(script, 'mysql').length;
  assert.equal(count('SELECT 1; # a; b\nSELECT 2; SELECT 1--1; -- c;\nSELECT `d;` FROM e'), 4);
  assert.equal(count('SELECT \'it\\\'s;\', "a\\";"; SELECT 2'), 2);
  assert.equal(count('/*!40101 SET NAMES utf8 */; SELECT 2'), 2);
  assert.equal(
    count(
      'CREATE DEFINER=`a`@`b` PROCEDURE p() BEGIN IF 1 THEN SELECT 1; END IF; WHILE 0 DO SELECT 2; END WHILE; ' +
        'CASE 1 WHEN 1 THEN SELECT 3; END CASE; BEGIN SELECT CASE 1 WHEN 1 THEN 2 END; END; END; SELECT 4',
    ),
    2,
  );
  assert.equal(count('DELIMITER'), 0);
});

test('any text in any dialect is cut without an error and without an overlap', () => {
  const piece = fc.constantFrom(
    'DELIMITER x\n',
    'CREATE TRIGGER t BEGIN',
    'END',
    'x',
    ';',
    "'",
    '$$',
    '(',
    '/*',
    '-- \n',
    ' ',
    '\0',
  );
  const name = fc.constantFrom(...(Object.keys(DIALECTS) as DialectName[]));
  fc.assert(fc.property(fc.array(piece), name, (pieces, dialect) => void split(pieces.join(''), dialect)));
});

test('a script of many statements is cut in one pass', () => {
  assert.equal(split('SELECT 1;'.repeat(100_000)).length, 100_000);
  assert.equal(split('CREATE TRIGGER t BEGIN ' + 'a;'.repeat(300_000) + 'END; b').length, 2);
});
