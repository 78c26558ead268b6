import assert from 'node:assert/strict';
import test from 'node:test';
import { tableLines } from '../../src/render/terminal/table/lines.ts';
import { changed } from './table-views.ts';
import { texts } from './text-lines.ts';

const draw = (sql: string, width = 66, table = 'visits'): string =>
  texts(tableLines(changed(table, sql), { width, height: 20, beside: true }));

test('the same row stands on the same line; a changed cell carries an arrow', () => {
  assert.equal(
    draw(
      "UPDATE visits SET weight_lb = 1 WHERE id = 1; DELETE FROM visits WHERE id = 3; INSERT INTO visits VALUES (5, 'x', 2)",
    ),
    [
      'before · visits · 4 rows    after · visits · 4 rows · +1 row  -1 …',
      '  id  dx_code  weight_lb      id  dx_code  weight_lb',
      '  ──  ───────  ─────────      ──  ───────  ─────────',
      '~  1  250.00       154.0    ~  1  250.00       → 1.0',
      '   2  401.9        132.5       2  401.9        132.5',
      '-  3  NULL          NULL',
      '   4  v70.0        176.0       4  v70.0        176.0',
      '                            +  5  x              2.0',
    ].join('\n'),
  );
});

test('columns of one side stand on that side alone', () => {
  const heads = (sql: string): string | undefined => draw(sql, 80).split('\n')[1];
  assert.equal(
    heads('ALTER TABLE visits RENAME COLUMN dx_code TO icd9'),
    '  id  dx_code  weight_lb                    id  → icd9  weight_lb',
  );
  assert.equal(
    heads('ALTER TABLE visits ADD COLUMN n INT'),
    '  id  dx_code  weight_lb                    id  dx_code  weight_lb    +n',
  );
  assert.equal(
    heads('ALTER TABLE visits DROP COLUMN dx_code'),
    '  id  -dx_code  weight_lb                   id  weight_lb',
  );
});

test('a table that was made or dropped', () => {
  assert.match(
    draw('CREATE TABLE n (id INTEGER PRIMARY KEY)', 66, 'n'),
    /^before: no such table +after · n · no rows\n/,
  );
  const gone = draw('DROP TABLE visits').split('\n');
  assert.match(gone[0] ?? '', /^before · visits · 4 rows +after · visits: gone$/);
  assert.equal(gone[3], '-  1  250.00       154.0');
});

test('where one side is short of room, what it leaves out is named under it', () => {
  const found = texts(
    tableLines(changed('visits', 'ALTER TABLE visits ADD COLUMN note TEXT'), {
      beside: true,
      width: 40,
      height: 12,
    }),
  );
  assert.match(found, /more column/);
});
