import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { composeRenames, detectRenames, NO_RENAMES, renamesThrough } from '../../src/diff/renames.ts';
import { diffStates } from '../../src/diff/states.ts';
import type { DatabaseState } from '../../src/database/state.ts';
import { play } from '../support/sqlite.ts';

const SETUP = `
  CREATE TABLE patients (id INTEGER PRIMARY KEY, name TEXT, zip TEXT);
  INSERT INTO patients VALUES (1, 'Zoë', '02115'), (3, 'Cher', NULL);
  CREATE TABLE visits (id INTEGER PRIMARY KEY, patient_id INTEGER REFERENCES patients (id), dx_code TEXT);
  INSERT INTO visits VALUES (1, 1, '250.00'), (2, 3, '401.9');`;

function first([before, after]: readonly DatabaseState[]): [DatabaseState, DatabaseState] {
  assert.ok(before && after);
  return [before, after];
}

const detected = (sql: string): unknown => detectRenames(...first(play(SETUP, [sql])));
function through(...statements: string[]): unknown {
  const { tables, columns } = renamesThrough(play(SETUP, statements));
  return { tables, columns };
}
const rebuilt = (...statements: string[]): unknown => renamesThrough(play(SETUP, statements)).rebuilt;

describe('detectRenames', () => {
  it('finds the rename of a column and of a table', () => {
    assert.deepEqual(detected('ALTER TABLE visits RENAME COLUMN dx_code TO dx_icd10'), {
      tables: [],
      columns: [{ table: 'visits', from: 'dx_code', to: 'dx_icd10' }],
    });
    assert.deepEqual(detected('ALTER TABLE patients RENAME TO people'), {
      tables: [{ from: 'patients', to: 'people' }],
      columns: [],
    });
    assert.deepEqual(detected('ALTER TABLE visits RENAME COLUMN dx_code TO DX_CODE'), {
      tables: [],
      columns: [{ table: 'visits', from: 'dx_code', to: 'DX_CODE' }],
    });
  });

  it('takes no other statement for one', () => {
    for (const sql of [
      'ALTER TABLE visits ADD COLUMN dx_icd10 TEXT',
      'ALTER TABLE visits DROP COLUMN dx_code',
      'DROP TABLE visits',
      'CREATE TABLE visits_new AS SELECT * FROM visits',
      "UPDATE visits SET dx_code = 'x'",
      'CREATE INDEX visits_dx ON visits (dx_code)',
      'SELECT 1',
    ]) {
      assert.deepEqual(detected(sql), NO_RENAMES, sql);
    }
  });

  it('takes no ROLLBACK of a drop and an add for one', () => {
    const [, , , column, back] = play(SETUP, [
      'BEGIN',
      'ALTER TABLE patients DROP COLUMN zip',
      'ALTER TABLE patients ADD COLUMN postcode TEXT',
      'ROLLBACK',
    ]);
    assert.ok(column && back);
    assert.deepEqual(detectRenames(column, back), NO_RENAMES);

    const [, , , table, again] = play(SETUP, [
      'BEGIN',
      'DROP TABLE visits',
      'CREATE TABLE visits_new (id INTEGER PRIMARY KEY, patient_id INTEGER, dx_code TEXT)',
      'ROLLBACK',
    ]);
    assert.ok(table && again);
    assert.deepEqual(detectRenames(table, again), NO_RENAMES);
  });
});

describe('composeRenames', () => {
  const column = (from: string, to: string, table = 't') => ({ tables: [], columns: [{ from, to, table }] });
  const table = (from: string, to: string) => ({ tables: [{ from, to }], columns: [] });

  it('follows a chain and forgets a rename that was taken back', () => {
    assert.deepEqual(composeRenames([column('a', 'b'), column('b', 'c')]), column('a', 'c'));
    assert.deepEqual(composeRenames([table('a', 'b'), table('b', 'c')]), table('a', 'c'));
    assert.deepEqual(composeRenames([column('a', 'b'), column('b', 'a')]), NO_RENAMES);
    assert.deepEqual(composeRenames([table('a', 'b'), table('b', 'a')]), NO_RENAMES);
    assert.deepEqual(composeRenames([]), NO_RENAMES);
  });

  it('names the table of a column as it is called in the end', () => {
    const both = { tables: [{ from: 't', to: 'u' }], columns: [{ from: 'a', to: 'b', table: 'u' }] };
    assert.deepEqual(composeRenames([column('a', 'b'), table('t', 'u')]), both);
    assert.deepEqual(composeRenames([table('t', 'u'), column('a', 'b', 'u')]), both);
  });

  it('follows two names that change places', () => {
    const swap = [column('a', 'x'), column('b', 'a'), column('x', 'b')];
    const { columns } = composeRenames(swap);
    assert.deepEqual(new Set(columns.map(({ from, to }) => `${from} ${to}`)), new Set(['a b', 'b a']));
  });
});

describe('renamesThrough', () => {
  const REBUILD = (name: string, copy = `${name}_new`): string[] => [
    `CREATE TABLE ${copy} (id INTEGER PRIMARY KEY, patient_id INTEGER NOT NULL, dx_code TEXT)`,
    `INSERT INTO ${copy} SELECT * FROM ${name}`,
    `DROP TABLE ${name}`,
    `ALTER TABLE ${copy} RENAME TO ${name}`,
  ];

  it('tells a table that was made anew from one that was altered in place', () => {
    assert.deepEqual(rebuilt(...REBUILD('visits')), ['visits']);
    assert.deepEqual(rebuilt('ALTER TABLE patients RENAME TO people', ...REBUILD('visits')), ['visits']);
    assert.deepEqual(rebuilt(...REBUILD('visits'), 'ALTER TABLE visits RENAME TO encounters'), [
      'encounters',
    ]);
    assert.equal(rebuilt(...REBUILD('visits').slice(0, 2)), undefined);
    assert.equal(rebuilt('ALTER TABLE visits RENAME TO v', 'ALTER TABLE v RENAME TO visits'), undefined);
    assert.equal(rebuilt('ALTER TABLE visits RENAME TO v', 'CREATE TABLE visits (a)'), undefined);
  });

  it('sees no rename in a rebuild, whichever of the two tables gives up its name first', () => {
    assert.deepEqual(through(...REBUILD('visits')), NO_RENAMES);
    assert.deepEqual(
      through(
        'ALTER TABLE visits RENAME TO visits_old',
        'CREATE TABLE visits (id INTEGER PRIMARY KEY, patient_id INTEGER NOT NULL, dx_code TEXT)',
        'INSERT INTO visits SELECT * FROM visits_old',
        'DROP TABLE visits_old',
      ),
      NO_RENAMES,
    );
  });

  it('keeps the rename of a table that is rebuilt before or after it', () => {
    const renamed = { tables: [{ from: 'visits', to: 'encounters' }], columns: [] };
    assert.deepEqual(through('ALTER TABLE visits RENAME TO encounters', ...REBUILD('encounters')), renamed);
    assert.deepEqual(through(...REBUILD('visits'), 'ALTER TABLE visits RENAME TO encounters'), renamed);
  });

  it('keeps the rename of a column through a rebuild of its table', () => {
    assert.deepEqual(through(...REBUILD('visits'), 'ALTER TABLE visits RENAME COLUMN dx_code TO dx'), {
      tables: [],
      columns: [{ table: 'visits', from: 'dx_code', to: 'dx' }],
    });
  });

  it('forgets a renamed column that is dropped later, and a column made on the way', () => {
    assert.deepEqual(
      through('ALTER TABLE visits RENAME COLUMN dx_code TO dx', 'ALTER TABLE visits DROP COLUMN dx'),
      NO_RENAMES,
    );
    assert.deepEqual(
      through('ALTER TABLE visits ADD COLUMN a TEXT', 'ALTER TABLE visits RENAME COLUMN a TO b'),
      NO_RENAMES,
    );
    assert.deepEqual(
      through(
        'ALTER TABLE visits ADD COLUMN a TEXT',
        'ALTER TABLE visits DROP COLUMN dx_code',
        'ALTER TABLE visits RENAME COLUMN a TO dx_code',
      ),
      NO_RENAMES,
    );
  });

  it('lets diffStates tell a rename from a drop and an add', () => {
    const renamed = play(SETUP, ['ALTER TABLE visits RENAME COLUMN dx_code TO dx']);
    const [a, b] = first(renamed);
    const [, visits] = diffStates(a, b, renamesThrough(renamed)).tables;
    assert.ok(visits);
    assert.deepEqual(visits.columns.renamed, [{ from: 'dx_code', to: 'dx' }]);
    assert.equal(visits.lost.values, 0);

    const dropped = play(SETUP, [
      'ALTER TABLE visits DROP COLUMN dx_code',
      'ALTER TABLE visits ADD COLUMN dx TEXT',
    ]);
    const [c, , d] = dropped;
    assert.ok(c && d);
    const [, lossy] = diffStates(c, d, renamesThrough(dropped)).tables;
    assert.ok(lossy);
    assert.deepEqual(lossy.columns.renamed, []);
    assert.deepEqual(
      [lossy.columns.added.length, lossy.columns.removed.length, lossy.lost.values],
      [1, 1, 2],
    );
  });
});
