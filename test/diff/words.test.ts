import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import stringWidth from 'string-width';
import { describeDiff, type DescribeOptions } from '../../src/diff/describe.ts';
import { renamesThrough } from '../../src/diff/renames.ts';
import { diffStates } from '../../src/diff/states.ts';
import { joinParts } from '../../src/diff/words.ts';
import { play } from '../support/sqlite.ts';

const SETUP = `
  PRAGMA foreign_keys = ON;
  CREATE TABLE patients (id INTEGER PRIMARY KEY, name TEXT, zip TEXT);
  INSERT INTO patients VALUES (1, 'Zoë', '02115'), (2, 'Cher', NULL), (3, 'Anna', '10115');
  CREATE TABLE visits (id INTEGER PRIMARY KEY, patient_id INTEGER REFERENCES patients ON DELETE CASCADE, dx_code TEXT);
  INSERT INTO visits VALUES (1, 1, '250.00'), (2, 3, '401.9'), (3, 3, NULL);`;

function said(sql: string | readonly string[], options: DescribeOptions = {}): readonly string[] {
  const states = play(SETUP, typeof sql === 'string' ? [sql] : sql);
  const [before, after] = [states[0], states.at(-1)];
  assert.ok(before && after);
  return describeDiff(diffStates(before, after, renamesThrough(states)), { after, ...options });
}

const line = (sql: string | readonly string[], options?: DescribeOptions): string =>
  joinParts(said(sql, options));

describe('describeDiff', () => {
  it('tells a view by its triggers where only they changed', () => {
    const view = 'CREATE VIEW v AS SELECT id, name FROM patients';
    const trigger = (name: string) =>
      `CREATE TRIGGER ${name} INSTEAD OF DELETE ON v BEGIN DELETE FROM patients WHERE id = OLD.id; END`;
    const after = (...sql: readonly string[]) => {
      const states = play(SETUP, [view, trigger('leave'), ...sql]);
      return describeDiff(diffStates(states[2]!, states.at(-1)!));
    };
    assert.deepEqual(after(trigger('quit')), ['view v: trigger quit added']);
    assert.deepEqual(after('DROP TRIGGER leave'), ['view v: trigger leave removed']);
    assert.deepEqual(after('DROP VIEW v'), ['view v removed']);
  });

  it('says what one statement did', () => {
    const sentences: [string, string][] = [
      ['SELECT 1', 'Nothing changed.'],
      ['ALTER TABLE visits ADD COLUMN dx_icd10 TEXT', 'visits: column dx_icd10 added'],
      ['ALTER TABLE visits RENAME COLUMN dx_code TO dx', 'visits: column dx_code renamed to dx'],
      [
        'ALTER TABLE visits RENAME COLUMN dx_code TO "dx code"',
        'visits: column dx_code renamed to "dx code"',
      ],
      ['ALTER TABLE visits RENAME TO encounters', 'visits renamed to encounters'],
      ['CREATE TABLE dx_map (icd9 TEXT)', 'dx_map created'],
      ['CREATE TABLE copy AS SELECT * FROM visits', 'copy created with 3 rows'],
      ["INSERT INTO patients VALUES (4, 'x', NULL)", 'patients: 1 row added'],
      ["UPDATE visits SET dx_code = 'x' WHERE id < 3", 'visits: 2 rows changed in dx_code'],
      ["UPDATE patients SET name = 'x', zip = 'y'", 'patients: 3 rows changed in name and zip'],
      ["UPDATE patients SET zip = 'x' WHERE zip IS NULL", 'patients: 1 row changed in zip'],
      ['CREATE INDEX visits_dx ON visits (dx_code)', 'visits: index visits_dx added'],
      ['CREATE VIEW v AS SELECT 1', 'view v added'],
      ['ALTER TABLE visits ALTER COLUMN patient_id SET NOT NULL', 'visits: patient_id is now NOT NULL'],
      ['ALTER TABLE visits ADD CONSTRAINT c CHECK (id > 0)', 'visits: CHECK (id > 0) added'],
    ];
    for (const [sql, sentence] of sentences) assert.equal(line(sql), sentence, sql);
  });

  it('says losses plainly', () => {
    const sentences: [string, string][] = [
      ['ALTER TABLE patients DROP COLUMN name', 'patients: column name removed; 3 values gone'],
      ['ALTER TABLE patients DROP COLUMN zip', 'patients: column zip removed; 2 values gone'],
      ['DELETE FROM visits WHERE id = 1', 'visits: 1 row gone'],
      ['DELETE FROM visits', 'visits emptied: 3 rows gone'],
      ['DROP TABLE visits', 'visits dropped: 3 rows gone'],
      ['UPDATE patients SET zip = NULL', 'patients: 2 values became NULL in zip'],
    ];
    for (const [sql, sentence] of sentences) assert.equal(line(sql), sentence, sql);
  });

  it('says that a rebuild with another type turned the values into it', () => {
    assert.equal(
      line([
        'CREATE TABLE n (id INTEGER PRIMARY KEY, patient_id INTEGER, dx_code REAL)',
        'INSERT INTO n SELECT * FROM visits',
        'DROP TABLE visits',
        'ALTER TABLE n RENAME TO visits',
      ]),
      'visits: 2 values changed type in dx_code; dx_code is now REAL (was TEXT); foreign key to patients removed',
    );
  });

  it('counts what a fill left NULL', () => {
    assert.equal(
      line(['ALTER TABLE visits ADD COLUMN dx TEXT', 'UPDATE visits SET dx = dx_code']),
      'visits: column dx added; 2 rows changed in dx; 1 still NULL',
    );
  });

  it('says losses first, and those of tables that are not on screen before all', () => {
    assert.equal(
      line('DROP TABLE patients', { shown: ['patients'] }),
      'visits emptied: 3 rows gone (not on screen); patients dropped: 3 rows gone',
    );
    assert.equal(
      line(
        [
          'ALTER TABLE visits ADD COLUMN dx TEXT',
          'ALTER TABLE visits DROP COLUMN dx_code',
          'DELETE FROM patients WHERE id = 1',
        ],
        {
          shown: ['visits'],
        },
      ),
      'patients: 1 row gone (not on screen); visits: 1 row gone; column dx_code removed; 1 value gone; column dx added',
    );
    assert.equal(line('CREATE TABLE x (n)', { shown: ['visits'] }), 'x created (not on screen)');
  });

  it('shows control characters in names instead of passing them on', () => {
    assert.equal(
      line('ALTER TABLE visits ADD COLUMN "a\u001b[31m\u202eb" TEXT'),
      'visits: column "a\\u001b[31m\\u202eb" added',
    );
  });
});

describe('joinParts', () => {
  const parts = [
    'patients: column name removed; 7 values gone',
    'patients: 3 rows added',
    'visits: 2 rows added',
  ];

  it('says as much as fits and counts the rest', () => {
    const whole = 'patients: column name removed; 7 values gone; 3 rows added; visits: 2 rows added';
    assert.equal(joinParts(parts), whole);
    assert.equal(joinParts(parts, whole.length), whole);
    assert.equal(
      joinParts(parts, whole.length - 1),
      'patients: column name removed; 7 values gone; 3 rows added; and 1 more change',
    );
    assert.equal(joinParts(parts, 70), 'patients: column name removed; 7 values gone; and 2 more changes');
    assert.equal(joinParts([], 3), 'Nothing changed.');
  });

  it('is never wider than asked, wide characters included', () => {
    const wide = [
      '患者の表: column 名前 removed; 7 values gone',
      'visits: 2 rows added',
      '患者の表: 1 row gone',
    ];
    for (const given of [parts, wide]) {
      for (let width = 16; width < 100; width++) {
        const text = joinParts(given, width);
        assert.ok(stringWidth(text) <= width, `${text} in ${width}`);
        assert.ok(text.startsWith(given[0]?.slice(0, 2) ?? ''), text);
      }
    }
  });
});
