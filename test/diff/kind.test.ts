import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { renamesThrough } from '../../src/diff/renames.ts';
import { diffStates } from '../../src/diff/states.ts';
import { emptyState } from '../../src/database/state.ts';
import { migrationKind } from '../../src/migrate/kind.ts';
import { play } from '../support/sqlite.ts';

const SETUP = `
  CREATE TABLE visits (id INTEGER PRIMARY KEY, dx_code TEXT);
  INSERT INTO visits VALUES (1, '250.00'), (2, NULL);`;

function kind(...statements: string[]): string {
  const states = play(SETUP, statements);
  const [before, after] = [states[0], states.at(-1)];
  assert.ok(before && after);
  return migrationKind(diffStates(before, after, renamesThrough(states)), statements.join(';\n'));
}

describe('migrationKind', () => {
  it('tells schema from data by what happened', () => {
    assert.equal(kind('ALTER TABLE visits ADD COLUMN a TEXT'), 'schema');
    assert.equal(kind("ALTER TABLE visits ADD COLUMN a TEXT NOT NULL DEFAULT 'x'"), 'schema');
    assert.equal(kind('ALTER TABLE visits DROP COLUMN dx_code'), 'schema');
    assert.equal(kind('ALTER TABLE visits RENAME COLUMN dx_code TO dx'), 'schema');
    assert.equal(kind('ALTER TABLE visits RENAME TO encounters'), 'schema');
    assert.equal(kind('CREATE VIEW v AS SELECT 1'), 'schema');
    assert.equal(kind('CREATE INDEX i ON visits (dx_code)'), 'schema');
    assert.equal(kind('CREATE TRIGGER t AFTER INSERT ON visits BEGIN DELETE FROM visits; END'), 'schema');
    assert.equal(kind("UPDATE visits SET dx_code = 'x'"), 'data');
    assert.equal(kind("INSERT INTO visits (dx_code) VALUES ('x')"), 'data');
    assert.equal(kind('DELETE FROM visits'), 'data');
    assert.equal(kind('ALTER TABLE visits ADD COLUMN a TEXT', 'UPDATE visits SET a = dx_code'), 'both');
    assert.equal(kind('CREATE TABLE m (a)', 'INSERT INTO m VALUES (1)'), 'both');
  });

  it('takes neither a dropped table nor a rebuild for a change of data, but a cast is one', () => {
    const rebuild = (type: string): string[] => [
      `CREATE TABLE n (id INTEGER PRIMARY KEY, dx_code ${type})`,
      'INSERT INTO n SELECT * FROM visits',
      'DROP TABLE visits',
      'ALTER TABLE n RENAME TO visits',
    ];
    assert.equal(kind('DROP TABLE visits'), 'schema');
    assert.equal(kind(...rebuild('VARCHAR(10)')), 'schema');
    assert.equal(kind(...rebuild('REAL')), 'both');
  });

  it('goes by the first words where nothing changed', () => {
    const none = diffStates(emptyState('sqlite'), emptyState('sqlite'));
    const kinds: [string, string][] = [
      ['ALTER TABLE visits ADD COLUMN a TEXT NOT NULL', 'schema'],
      ['-- UPDATE first\n/* DELETE; */ update visits set a = 1;', 'data'],
      ["create table x (a); insert into x values (';drop')", 'both'],
      ['WITH x AS (SELECT 1) UPDATE visits SET a = 1', 'data'],
      ['REPLACE INTO visits VALUES (1)', 'data'],
      ['BEGIN; DROP TABLE x; COMMIT', 'schema'],
      ['PRAGMA foreign_keys = OFF; DELETE FROM x', 'data'],
      ['', 'schema'],
      ['SELECT 1', 'schema'],
      ['WITH x AS (SELECT 1) SELECT * FROM x', 'schema'],
      ['EXPLAIN CREATE TRIGGER t AFTER INSERT ON a BEGIN DELETE FROM b; END; DROP TABLE x', 'schema'],
    ];
    for (const [sql, expected] of kinds) assert.equal(migrationKind(none, sql), expected, sql);
    assert.equal(kind("UPDATE visits SET dx_code = 'x' WHERE id > 99"), 'data');
  });
});
