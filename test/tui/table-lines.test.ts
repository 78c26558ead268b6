import assert from 'node:assert/strict';
import test from 'node:test';
import { tableFrame, tableLines } from '../../src/render/terminal/table/lines.ts';
import { firstChangedOffset, tableView, type TableView } from '../../src/view/table/table.ts';
import type { TableOptions } from '../../src/render/terminal/table/space.ts';
import type { Cell } from '../../src/database/cell.ts';
import { table } from '../support/states.ts';
import { changed, single } from './table-views.ts';
import { inStyle, texts } from './text-lines.ts';

const draw = (view: TableView, options: Partial<TableOptions> = {}): string =>
  texts(tableLines(view, { width: 76, height: 20, ...options }));
const frame = (...lines: string[]): string => lines.join('\n');

test('one state: types on request, NULL, blanks, wide characters, quoted NULL', () => {
  assert.equal(
    draw(changed('patients', 'SELECT 1', 'single'), { types: true }),
    frame(
      'patients · 4 rows',
      '  id  name           zip',
      '  pk  text not null  text',
      '  ──  ─────────────  ─────',
      "   1  Zoë O'Brien    02115",
      '   2  李 小龍        NULL',
      "   3  ··Mary·        ''",
      "   4  'NULL'         00601",
    ),
  );
});

test('an added column, filled: plus in the header, changed rows marked', () => {
  const view = changed(
    'visits',
    "ALTER TABLE visits ADD COLUMN dx_icd10 TEXT; UPDATE visits SET dx_icd10 = 'E11.9' WHERE id = 1",
  );
  assert.equal(
    draw(view),
    frame(
      'visits · 4 rows · +1 column  ~1 row',
      '  id  dx_code  weight_lb  +dx_icd10',
      '  ──  ───────  ─────────  ─────────',
      '~  1  250.00       154.0  E11.9',
      '   2  401.9        132.5  NULL',
      '   3  NULL          NULL  NULL',
      '   4  v70.0        176.0  NULL',
    ),
  );
  assert.deepEqual(inStyle(tableLines(view, { width: 76, height: 20 }), 'added'), [
    '+1 column',
    '+dx_icd10',
    'E11.9',
  ]);
});

test('rows changed, removed and added: each cell that changed shows old and new', () => {
  const view = changed(
    'visits',
    "UPDATE visits SET weight_lb = NULL WHERE id = 1; DELETE FROM visits WHERE id = 3; INSERT INTO visits VALUES (5, '', 61)",
  );
  assert.equal(
    draw(view),
    frame(
      'visits · 4 rows · +1 row  -1 row  ~1 row',
      '  id  dx_code     weight_lb',
      '  ──  ───────  ────────────',
      '~  1  250.00   154.0 → NULL',
      '   2  401.9           132.5',
      '-  3  NULL             NULL',
      '   4  v70.0           176.0',
      "+  5  ''               61.0",
    ),
  );
});

test('rows added and removed at one place stand together, removed ones first', () => {
  const view = changed(
    'visits',
    "DELETE FROM visits WHERE id > 2; INSERT INTO visits VALUES (30, 'a', 1.5), (31, 'b', 2.5)",
  );
  const lines = draw(view).split('\n').slice(3);
  assert.deepEqual(
    lines.map((line) => line.slice(0, 4)),
    ['   1', '   2', '-  3', '-  4', '+ 30', '+ 31'],
  );
});

test('a removed column still shows what it held; a renamed one both names', () => {
  const dropped = changed('visits', 'ALTER TABLE visits DROP COLUMN dx_code');
  assert.equal(
    draw(dropped, { height: 5 }),
    frame(
      'visits · 4 rows · -1 column',
      '  id  -dx_code  weight_lb',
      '  ──  ────────  ─────────',
      '   1  250.00        154.0',
      '… 3 more rows',
    ),
  );
  assert.ok(inStyle(tableLines(dropped, { width: 76, height: 9 }), 'removed').includes('401.9'));
  const renamed = changed('visits', 'ALTER TABLE visits RENAME COLUMN dx_code TO icd9');
  assert.equal(
    draw(renamed, { height: 4 }),
    frame(
      'visits · 4 rows · →1 column',
      '  id  dx_code → icd9  weight_lb',
      '   1  250.00              154.0',
      '… 3 more rows',
    ),
  );
});

test('a changed column is marked and its type row says how', () => {
  const view = changed(
    'visits',
    "UPDATE visits SET dx_code = 'UNKNOWN'; ALTER TABLE visits ALTER COLUMN dx_code SET NOT NULL",
  );
  assert.equal(
    draw(view, { types: true }).split('\n').slice(0, 5).join('\n'),
    frame(
      'visits · 4 rows · ~1 column  ~4 rows',
      '  id  ~dx_code              weight_lb',
      '  pk  text → text not null       real',
      '  ──  ────────────────────  ─────────',
      '~  1  250.00 → UNKNOWN          154.0',
    ),
  );
});

test('a coerced value keeps its quotes, so that 1 and 1 differ', () => {
  const view = changed(
    'patients',
    `CREATE TABLE p (id INTEGER PRIMARY KEY, name TEXT NOT NULL, zip INTEGER);
     INSERT INTO p SELECT * FROM patients; DROP TABLE patients; ALTER TABLE p RENAME TO patients`,
  );
  assert.equal(
    draw(view),
    frame(
      'patients · 4 rows · ~1 column  ~2 rows',
      '  id  name                   ~zip',
      '  ──  ───────────  ──────────────',
      "~  1  Zoë O'Brien  '02115' → 2115",
      '   2  李 小龍                NULL',
      "   3  ··Mary·      ''",
      "~  4  'NULL'        '00601' → 601",
    ),
  );
});

test('tables that come, go, are renamed, empty or not there', () => {
  assert.equal(
    draw(changed('notes', 'CREATE TABLE notes (id INTEGER PRIMARY KEY, body TEXT)')),
    frame('+ notes · new · no rows', '  id  body', '  ──  ────', '  no rows'),
  );
  assert.equal(
    draw(changed('visits', 'DROP TABLE visits'), { height: 5 }),
    frame(
      '- visits: gone · 4 rows gone with it',
      '  id  dx_code  weight_lb',
      '  ──  ───────  ─────────',
      '-  1  250.00       154.0',
      '… 3 more rows, 3 of them changed',
    ),
  );
  assert.match(draw(changed('stays', 'ALTER TABLE visits RENAME TO stays')), /^visits → stays · 4 rows\n/);
  const none = { before: null, after: null, diff: null, mode: 'compared', name: 'visits' } as const;
  assert.equal(draw(tableView(none)), 'visits does not exist yet');
  assert.equal(draw(tableView({ ...none, missing: 'gone' })), 'visits: gone');
  assert.match(draw(changed('visits', 'DELETE FROM visits')), /^visits · 4 → no rows · -4 rows\n/);
});

test('where the height is short, types, rule and then rows go', () => {
  const view = changed('visits', 'SELECT 1', 'single');
  const at = (height: number): string => draw(view, { height, types: true });
  assert.equal(at(0), '');
  assert.equal(at(1), 'visits · 4 rows');
  assert.equal(at(3), frame('visits · 4 rows', '  id  dx_code  weight_lb', '   1  250.00       154.0'));
  assert.equal(at(7).split('\n').length, 7);
  assert.ok(!at(6).includes('pk'));
  assert.ok(at(7).includes('pk'));
  assert.equal(
    draw(view, { height: 2, title: false }),
    frame('  id  dx_code  weight_lb', '   1  250.00       154.0'),
  );
});

const COUNT = 40;
const LONG = single(
  table(
    'numbers',
    ['id INTEGER PRIMARY KEY'],
    Array.from({ length: COUNT }, (_, at) => [BigInt(at)]),
  ),
);

test('a long table says what is out of view, above and below; every row can be reached', () => {
  assert.equal(
    draw(LONG, { height: 6, rowOffset: 5 }),
    frame('numbers · 40 rows', '  id', '  ──', '   5', '   6', '… 5 rows above, 33 below'),
  );
  assert.ok(draw(LONG, { height: 6, rowOffset: 1000 }).endsWith('\n  38\n  39\n… 38 rows above'));
  const seen = new Set<string>();
  for (let offset = 0; offset < COUNT;) {
    const found = tableFrame(LONG, { width: 30, height: 9, rowOffset: offset });
    assert.equal(found.firstRow + found.rowsShown <= COUNT, true);
    for (let row = found.firstRow; row < found.firstRow + found.rowsShown; row++) {
      assert.ok(texts(found.lines).includes(` ${row}`));
      seen.add(String(row));
    }
    offset += found.rowsShown;
  }
  assert.equal(seen.size, COUNT);
});

test('changed rows come into view first, unless the reader scrolled', () => {
  const rows = Array.from({ length: 30 }, (_, at) => `(${at + 1}, 'x', 1)`).join(', ');
  const setup = `CREATE TABLE visits (id INTEGER PRIMARY KEY, dx_code TEXT, weight_lb REAL); INSERT INTO visits VALUES ${rows}`;
  const view = changed('visits', "UPDATE visits SET dx_code = 'y' WHERE id IN (20, 30)", 'compared', setup);
  assert.equal(
    draw(view, { height: 7 }),
    frame(
      'visits · 30 rows · ~2 rows',
      '  id  dx_code  weight_lb',
      '  ──  ───────  ─────────',
      '  19  x              1.0',
      '~ 20  x → y          1.0',
      '  21  x              1.0',
      '… 18 rows above, 9 below, 1 of them changed',
    ),
  );
  assert.equal(firstChangedOffset(view, 3), 18);
  assert.equal(firstChangedOffset(view, 1), 19, 'the one row in view is the changed one');
  assert.equal(firstChangedOffset(view, 20), 0);
  assert.match(draw(view, { height: 7, rowOffset: 0 }), /\n {3}1 {2}x/);
});

const WIDE = `
  CREATE TABLE w (id INTEGER PRIMARY KEY, alpha TEXT, beta TEXT, gamma TEXT, delta TEXT);
  INSERT INTO w VALUES (1, 'aaaaaaaaaaaaaaaaaaaa', 'bbbbbbbbbb', 'cccccccccc', 'dddddddddd');
`;

test('columns give way fairly, then whole ones are left out and named, changed ones last', () => {
  const view = changed('w', "UPDATE w SET delta = 'x'", 'compared', WIDE);
  const at = (options: Partial<TableOptions>): string[] =>
    draw(view, { height: 9, ...options })
      .split('\n')
      .slice(1);
  assert.equal(at({ width: 76 })[2], '~  1  aaaaaaaaaaaaaaaaaaaa  bbbbbbbbbb  cccccccccc  dddddddddd → x');
  assert.equal(at({ width: 58 })[2], '~  1  aaaaaaaaaaa…  bbbbbbbbbb  cccccccccc  dddddddddd → x');
  assert.equal(at({ width: 46 })[2], '~  1  aaaaa…  bbbbbb…  cccccc…  dddddddddd → x');
  assert.deepEqual(at({ width: 24 }), [
    '  id  alpha  delta',
    '  ──  ─────  ───────────',
    '~  1  aaaa…  dddddd… → x',
    '2 more columns: beta, g…',
  ]);
});

test('scrolled to the right the key stays', () => {
  const view = changed('w', 'SELECT 1', 'single', WIDE);
  const head = (columnOffset: number): string | undefined =>
    draw(view, { width: 24, columnOffset }).split('\n')[1];
  assert.equal(head(0), '  id  alpha     beta');
  assert.equal(head(1), '  id  beta      gamma');
  assert.equal(head(2), '  id  gamma     delta');
  assert.equal(head(99), '  id  gamma     delta', 'no further than the last column');
  assert.ok(draw(view, { width: 60, columnOffset: 1 }).includes('alpha'), 'all fit: nothing to scroll');
});

test('hidden columns and rows share a line where lines are few', () => {
  const view = changed(
    'w',
    'INSERT INTO w SELECT 2, alpha, beta, gamma, delta FROM w; INSERT INTO w (id) VALUES (3)',
    'single',
    WIDE,
  );
  const last = (width: number, height: number): string[] =>
    draw(view, { width, height }).split('\n').slice(-2);
  assert.equal(last(50, 5)[1], '… 2 more rows');
  assert.equal(last(29, 5)[1], '… 2 more rows · 1 more colum…');
  assert.deepEqual(last(29, 8), ['   3  NULL    NULL    NULL', '1 more column: delta']);
});

test('a changed column keeps its place even where the key has none', () => {
  const view = changed('w', "UPDATE w SET delta = 'x'", 'compared', WIDE);
  const lines = draw(view, { width: 10, height: 9 }).split('\n');
  assert.match(lines[1] ?? '', /delta/);
});

test('names and data with escape sequences never reach the terminal', () => {
  const rows: Cell[][] = [['\x1b]0;owned\x07', '\u202eabc']];
  const found = draw(single(table('a\x1b[2J', ['n\x07', 'v'], rows)));
  assert.doesNotMatch(found.replaceAll('\n', ''), /[\p{Cc}\u202e]/u);
  assert.match(found, /\\x1b\]0;owned\\x07 {2}\\u202eabc/);
});

test('the row cap is said', () => {
  const capped = table('big', ['id INTEGER PRIMARY KEY'], [[1n], [2n]], { rowCount: 12345 });
  assert.match(draw(single(capped)), /^big · 12,345 rows, the first 2 here\n/);
});

test('a table of many rows costs one pass, and drawing it only what is in view', () => {
  let reads = 0;
  const rows = Array.from({ length: 100_000 }, (_, at) => {
    const row: Cell[] = [BigInt(at), 'x'];
    return new Proxy(row, { get: (target, key) => (reads++, Reflect.get(target, key) as unknown) });
  });
  const view = single(table('big', ['id INTEGER PRIMARY KEY', 'v TEXT'], rows));
  reads = 0;
  tableLines(view, { width: 76, height: 24, rowOffset: 50_000 });
  assert.ok(reads < 500, `${reads} cells read`);
});

test('types that do not fit their columns go over two lines, and are cut only where that does not help', () => {
  const view = single(
    table('v', ['id INTEGER PRIMARY KEY', 'code TEXT NOT NULL', 'weight REAL'], [[1n, 'x', 2.5]]),
  );
  const at = (width: number, height = 12): string =>
    draw(view, { width, height, types: true }).split('\n').slice(1, 4).join('\n');
  assert.equal(
    at(40),
    frame('  id  code           weight', '  pk  text not null    real', '  ──  ─────────────  ──────'),
  );
  assert.equal(at(26), frame('  id  code      weight', '  pk  text        real', '      not null'));
  assert.equal(at(18), frame('  id  code  weight', '  pk  text    real', '      …'));
  assert.equal(
    at(18, 8),
    frame('  id  code  weight', '  pk  …       real', '  ──  ────  ──────'),
    'rows matter more',
  );
});
