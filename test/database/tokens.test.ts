import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { readIndexText, readTableText } from '../../src/database/sqlite/createText.ts';
import { nextStatement, restFrom, verbOf } from '../../src/sql/statements.ts';
import { nameOf, significantTokens, tokensFrom } from '../../src/sql/tokens.ts';
import { NOW } from './support.ts';
import { wasmPath } from '../../src/database/sqlite/location.ts';
import { loadSqlite, withClock } from '../../src/database/sqlite/sqlite.ts';

const sqlite = await loadSqlite(wasmPath());

const PIECES = [
  'SELECT',
  'x',
  "'a;b'",
  "'it''s'",
  '"q;"',
  '[b;]',
  '`c;`',
  ';',
  '(',
  ')',
  '-- c;\n',
  '/* ; */',
  '/*',
  "'",
  '"',
  '[',
  ' ',
  '\n',
  '1.5e-3',
  "x'00'",
  '?1',
  ':a',
  '$a(;)',
  'é',
  '\uFEFF',
  '<>',
  'CREATE TRIGGER',
  'BEGIN',
  'END',
  '0x1F',
];

test('tokens cover a text without gaps, whatever it is', () => {
  const text = fc.oneof(
    fc.string(),
    fc.array(fc.constantFrom(...PIECES)).map((pieces) => pieces.join('')),
  );
  fc.assert(
    fc.property(text, (sql) => {
      const tokens = [...tokensFrom(sql)];
      assert.equal(tokens.map(({ start, end }) => sql.slice(start, end)).join(''), sql);
      assert.ok(tokens.every(({ start, end }) => end > start));
    }),
  );
});

function split(script: string): string[] {
  const found: string[] = [];
  for (let at = 0; ;) {
    const next = nextStatement(script, at);
    if (next === null) return found;
    assert.equal(script.slice(next.offset, next.offset + next.sql.length), next.sql);
    found.push(next.sql);
    at = next.end;
  }
}

const TRIGGER = `CREATE TRIGGER t AFTER INSERT ON a BEGIN UPDATE b SET c = CASE WHEN 1 THEN ';' END; SELECT 1; END;`;

test('statements end where SQLite ends them', () => {
  assert.deepEqual(split(" SELECT 1 ; -- one;\n;; SELECT ';' /* ; */; SELECT 3"), [
    'SELECT 1 ;',
    "-- one;\n;; SELECT ';' /* ; */;",
    'SELECT 3',
  ]);
  assert.deepEqual(split(`${TRIGGER} SELECT 2;`), [TRIGGER, 'SELECT 2;']);
  assert.deepEqual(split('-- nothing\n;; /* at all'), []);
  assert.equal(restFrom('a; -- b', 2), '');
  assert.equal(restFrom('a;;  b; ', 2), 'b;');
});

test('splitting agrees with sql.js on scripts that it can prepare', () => {
  const statements = [
    'SELECT 1',
    "SELECT ';'",
    'SELECT "a;" FROM (SELECT 1 AS "a;")',
    'SELECT /* ; */ 2',
    '-- c ;\nSELECT 3',
    'VALUES(1)',
    'EXPLAIN SELECT 1',
    'SELECT 1 AS [;]',
    'SELECT 1 AS `;`',
    "SELECT x'00'",
    'SELECT $a(;)',
    'SELECT :a',
    'BEGIN',
    'END',
    'CREATE TEMP TRIGGER IF NOT EXISTS g AFTER INSERT ON a BEGIN SELECT CASE WHEN 1 THEN 2 END; SELECT 2; END',
  ];
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.constantFrom(...statements), fc.constantFrom(';', ' ; ', ';;', ';\n-- x;\n'))),
      (parts) => {
        const script = parts.map(([statement, end]) => statement + end).join('');
        const theirs = withClock(NOW, () => {
          const database = sqlite.open(null);
          database.run('CREATE TABLE a(b)');
          return [...iterated(database.iterateStatements(script))];
        });
        const ours: string[] = [];
        for (let at = 0, next; (next = nextStatement(script, at)) !== null; at = next.end)
          ours.push(script.slice(at, next.end));
        assert.deepEqual(ours, theirs);
      },
    ),
    { numRuns: 50 },
  );
});

function* iterated(statements: Iterable<{ getSQL(): string }>): Generator<string> {
  for (const statement of statements) yield statement.getSQL();
}

test('the verb of a statement', () => {
  assert.equal(verbOf('-- x\n insert into a values (1)'), 'INSERT');
  assert.equal(verbOf('WITH a AS (SELECT 1), b(x) AS (DELETE) UPDATE t SET x = (SELECT 1)'), 'UPDATE');
  assert.equal(verbOf('EXPLAIN DELETE FROM t'), 'EXPLAIN');
  assert.equal(verbOf(''), '');
});

test('names are read through every way of quoting', () => {
  const sql = `a "b""c" [d] \`e\`\`f\` 'g' 1`;
  assert.deepEqual(
    significantTokens(sql).map((token) => nameOf(sql, token)),
    ['a', 'b"c', 'd', 'e`f', 'g', null],
  );
});

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
