import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { highlightSql } from '../../src/render/terminal/text/highlight.ts';
import { sqlLines } from '../../src/render/terminal/text/sql.ts';
import { columnsOf, inStyle, text, texts } from './text-lines.ts';

const SQL = `-- expand
ALTER TABLE visits ADD COLUMN dx_icd10 TEXT;
UPDATE visits
  SET dx_icd10 = 'E11.9' WHERE dx_code = '250.00';
DROP INDEX i;
`;
const STATEMENTS = ['-- expand\nALTER', 'UPDATE', 'DROP'].map((start, index, starts) => {
  const offset = SQL.indexOf(start);
  const end = index + 1 < starts.length ? SQL.indexOf(starts[index + 1] ?? '') - 1 : SQL.trimEnd().length;
  return { offset, length: end - offset };
});

test('the highlighter keeps the text exactly', () => {
  assert.deepEqual(inStyle([highlightSql('SELECT \'a\\\', "b" -- c\nFROM t LIMIT 3')], 'string'), ["'a\\'"]);
  assert.deepEqual(inStyle([highlightSql('ALTER TABLE t RENAME COLUMN name TO "select"')], 'keyword'), [
    'ALTER',
    'TABLE',
    'RENAME',
    'COLUMN',
    'TO',
  ]);
  fc.assert(
    fc.property(
      fc.array(
        fc.oneof(
          fc.string({ unit: 'binary', maxLength: 8 }),
          fc.constantFrom("'", '"', '/*', '*/', '--', '#', '\\', 'SELECT', ' ', '\n', '1e', '👩‍⚕️'),
        ),
      ),
      (parts) => {
        const sql = parts.join('');
        assert.equal(text(highlightSql(sql)), sql);
      },
    ),
    { numRuns: 500 },
  );
});

test('without statements there is no gutter, and tabs and control characters are made safe', () => {
  assert.equal(
    texts(sqlLines('SELECT 1;\n\tFROM \x1b[2J\r\n\n', 40).map(({ line }) => line)),
    'SELECT 1;\n    FROM \\x1b[2J',
  );
});

test('the gutter marks what ran, what runs and what failed, at the first line of code', () => {
  const found = sqlLines(SQL, 60, { statements: STATEMENTS, current: 1, done: 1, failed: null });
  assert.equal(
    texts(found.map(({ line }) => line)),
    [
      '  -- expand',
      '✓ ALTER TABLE visits ADD COLUMN dx_icd10 TEXT;',
      '▶ UPDATE visits',
      "    SET dx_icd10 = 'E11.9' WHERE dx_code = '250.00';",
      '  DROP INDEX i;',
    ].join('\n'),
  );
  assert.deepEqual(
    found.map(({ statement }) => statement),
    [0, 0, 1, 1, 2],
  );
  const failed = sqlLines(SQL, 60, { statements: STATEMENTS, current: 1, done: 1, failed: 1 });
  assert.match(text(failed[2]?.line ?? []), /^✗ UPDATE/);
});

test('the current statement stands out, those before it step back, its words keep their colours', () => {
  const found = sqlLines(SQL, 60, { statements: STATEMENTS, current: 1, done: 1, failed: null });
  const lines = found.map(({ line }) => line);
  assert.deepEqual(inStyle(lines.slice(0, 2), 'keyword'), []);
  assert.ok(inStyle(lines, 'current').join('').includes('visits'));
  assert.ok(inStyle(lines, 'string').includes("'E11.9'"));
  assert.deepEqual(inStyle(lines.slice(4), 'keyword'), ['DROP', 'INDEX']);
});

test('long lines hang further in, or are cut', () => {
  const found = sqlLines('  SELECT id, dx_code FROM visits', 18, {});
  assert.equal(texts(found.map(({ line }) => line)), '  SELECT id,\n    dx_code FROM\n    visits');
  assert.deepEqual(
    found.map(({ source }) => source),
    [1, 1, 1],
  );
  const cut = sqlLines('SELECT id FROM visits', 12, { long: 'cut' });
  assert.equal(texts(cut.map(({ line }) => line)), 'SELECT id F…');
});

test('two statements on one line: the line goes with the current one', () => {
  const sql = 'SELECT 1; SELECT 2;';
  const statements = [
    { offset: 0, length: 9 },
    { offset: 10, length: 9 },
  ];
  const at = (current: number): (number | null)[] =>
    sqlLines(sql, 40, { statements, current, done: current, failed: null }).map(({ statement }) => statement);
  assert.deepEqual([at(0), at(1)], [[0], [1]]);
});

test('no line of SQL is too wide', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme', maxLength: 80 }),
      fc.integer({ min: 1, max: 40 }),
      (sql, width) => {
        const statements = [{ offset: 0, length: sql.length }];
        for (const { line } of sqlLines(sql, width, { statements, current: 0, done: 0 })) {
          assert.ok(columnsOf(line) <= width, `${text(line)} in ${width}`);
        }
      },
    ),
    { numRuns: 300 },
  );
});
