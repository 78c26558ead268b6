import assert from 'node:assert/strict';
import test from 'node:test';
import type { ResultSet } from '../../src/database/result.ts';
import { cellDetail, detailLines } from '../../src/render/terminal/table/detail.ts';
import { cellSpoken } from '../../src/render/speech/cell.ts';
import { typeSpoken } from '../../src/render/speech/schema.ts';
import { resultLines } from '../../src/render/terminal/table/result.ts';
import { resultSpoken } from '../../src/render/speech/result.ts';
import { schemaLines } from '../../src/render/terminal/table/schema.ts';
import { tableSpoken } from '../../src/render/speech/table.ts';
import { column, table } from '../support/states.ts';
import { changed, single } from './table-views.ts';
import { texts } from './text-lines.ts';

test('schema changes beside the rows, a line each, wrapped behind their mark', () => {
  const view = changed(
    'visits',
    'CREATE UNIQUE INDEX visits_dx ON visits (dx_code) WHERE dx_code IS NOT NULL; ALTER TABLE visits ADD COLUMN note TEXT DEFAULT 0',
  );
  assert.ok(view.diff !== null);
  assert.equal(
    texts(schemaLines(view.diff, 76)),
    '+ unique index visits_dx on (dx_code) where dx_code IS NOT NULL',
  );
  assert.equal(
    texts(schemaLines(view.diff, 40, { columns: true })),
    '+ column note text default 0\n+ unique index visits_dx on (dx_code)\n    where dx_code IS NOT NULL',
  );
  const same = changed('visits', 'SELECT 1');
  assert.ok(same.diff !== null);
  assert.deepEqual(schemaLines(same.diff, 76), []);
});

test('a table read out: what changed in words, row by row', () => {
  const view = changed(
    'visits',
    "ALTER TABLE visits ADD COLUMN dx_icd10 TEXT; UPDATE visits SET dx_icd10 = 'E11.9', weight_lb = NULL WHERE id = 1; DELETE FROM visits WHERE id = 3",
  );
  assert.deepEqual(tableSpoken(view), [
    'Table visits, 3 rows, before 4.',
    'Columns: id integer primary key; dx_code text; weight_lb real; dx_icd10 text.',
    'Column dx_icd10 added: text.',
    'Row 1, id 1 changed: weight_lb was 154.0, now null; dx_icd10 is E11.9.',
    'Row 2: id 2, dx_code 401.9, weight_lb 132.5, dx_icd10 null.',
    'Row 3 removed: id 3, dx_code null, weight_lb null.',
    'Row 4: id 4, dx_code v70.0, weight_lb 176.0, dx_icd10 null.',
  ]);
  assert.deepEqual(tableSpoken(view, { limit: 2 }).slice(3), [
    'Row 1, id 1 changed: weight_lb was 154.0, now null; dx_icd10 is E11.9.',
    'Row 3 removed: id 3, dx_code null, weight_lb null.',
    'And 2 more rows.',
  ]);
  assert.equal(tableSpoken(changed('visits', 'DROP TABLE visits'))[0], 'Table visits is gone, with 4 rows.');
});

test('a table read out says types, NOT NULL, the primary key, and what its schema gained and lost', () => {
  const view = changed(
    'visits',
    'ALTER TABLE visits ADD COLUMN seen TEXT NOT NULL DEFAULT 0; CREATE UNIQUE INDEX visits_dx ON visits (dx_code); ALTER TABLE visits ADD COLUMN patient INTEGER REFERENCES patients (id)',
  );
  const spoken = tableSpoken(view);
  assert.match(
    spoken[1]!,
    /^Columns: id integer primary key; .*; seen text not null default 0; patient integer\.$/,
  );
  assert.ok(spoken.includes('Added: unique index visits_dx on (dx_code).'), spoken.join('\n'));
  assert.ok(spoken.includes('Added: foreign key (patient) to patients(id).'), spoken.join('\n'));
  const key = { ...column('a TEXT NOT NULL PRIMARY KEY', 2) };
  assert.equal(typeSpoken(key), 'text primary key not null');
  assert.equal(typeSpoken({ ...key, type: '', primaryKey: 0, default: "'x'" }), "any not null default 'x'");
});

test('a cell read out: where it is and what stands there, before and after where it changed', () => {
  const view = changed(
    'visits',
    "ALTER TABLE visits ADD COLUMN note TEXT; UPDATE visits SET dx_code = 'a' || char(10) || 'b', note = 'n' WHERE id = 1; DELETE FROM visits WHERE id = 3",
  );
  assert.equal(cellSpoken({ table: view, row: 0, column: 0 }), 'Row 1, column id: 1.');
  assert.match(
    cellSpoken({ table: view, row: 0, column: 1 }),
    /^Row 1, column dx_code, changed: it was .+, now a, line break, b\.$/,
  );
  assert.equal(cellSpoken({ table: view, row: 0, column: 3 }), 'Row 1, column note, a new column: n.');
  assert.equal(
    cellSpoken({ table: view, row: 2, column: 0 }),
    'Row 3, column id: the row is gone, it was 3.',
  );
  assert.equal(cellSpoken({ table: view, row: 9, column: 0 }), 'There is no cell here.');
});

const RESULT: ResultSet = {
  columns: ['id', 'zip', 'n'],
  rows: [
    [1n, '02115', '7'],
    [20n, null, 7n],
  ],
  truncated: false,
};

test('a result: no gutter; texts that read as numbers are quoted beside numbers', () => {
  assert.equal(
    texts(resultLines(RESULT, 40, 9)),
    ['id  zip    n', '──  ─────  ───', " 1  02115  '7'", '20  NULL     7'].join('\n'),
  );
  assert.equal(texts(resultLines(RESULT, 40, 2, { title: 'codes' })), 'codes · 2 rows\nid  zip  n');
  assert.equal(texts(resultLines({ ...RESULT, rows: [] }, 40, 9)), 'id  zip  n\n──  ───  ─\nno rows');
  assert.deepEqual(resultSpoken(RESULT)[2], 'Row 2: id 20, zip null, n 7.');
});

test('a cell opened whole', () => {
  const view = changed('patients', "UPDATE patients SET name = 'Mary\nAnn' WHERE id = 3");
  const detail = cellDetail(view, 2, 1);
  assert.ok(detail !== null);
  assert.deepEqual([detail.name, detail.type, detail.changed], ['name', 'text not null', true]);
  assert.equal(
    texts(detailLines(detail, 30)),
    'before · text, 7 characters\n··Mary·\n\nafter · text, 8 characters\nMary⏎\nAnn',
  );
  const same = cellDetail(view, 0, 2);
  assert.ok(same !== null);
  assert.equal(texts(detailLines(same, 30)), 'value · text, 5 characters\n02115');
  assert.equal(cellDetail(view, 99, 0), null);
  const blob = cellDetail(
    single(table('t', ['b BLOB'], [[Uint8Array.from({ length: 12 }, (_, at) => at)]])),
    0,
    0,
  );
  assert.ok(blob !== null);
  assert.equal(texts(detailLines(blob, 24)), 'value · blob, 12 bytes\n00 01 02 03 04 05 06 07\n08 09 0a 0b');
});
