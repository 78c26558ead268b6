/** Nothing is lost that is still there: rows without keys or with new ones, columns under other names. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { TableDiff } from '../../src/diff/model.ts';
import { renamesThrough } from '../../src/diff/renames.ts';
import { diffStates } from '../../src/diff/states.ts';
import { hasRowChange } from '../../src/diff/summary.ts';
import { play } from '../support/sqlite.ts';

/** The change of table t, once at the end of all statements. */
function change(setup: string, ...statements: string[]): TableDiff {
  const states = play(setup, statements);
  const [before, after] = [states[0], states.at(-1)];
  assert.ok(before && after);
  const { tables } = diffStates(before, after, renamesThrough(states));
  const found = tables.find((table) => table.after === 't');
  assert.ok(found);
  return found;
}

const rebuild = (columns: string, select: string): string[] => [
  `CREATE TABLE n (${columns})`,
  `INSERT INTO n SELECT ${select} FROM t`,
  'DROP TABLE t',
  'ALTER TABLE n RENAME TO t',
];

const NOTHING = { rows: 0, values: 0, coerced: 0 };

describe('rows without a key', () => {
  const HEAP = `CREATE TABLE t (a TEXT, b TEXT); INSERT INTO t VALUES ('x', '0'), ('p', '1'), ('q', NULL), ('r', '3'), ('p', '1');
    DELETE FROM t WHERE a = 'x'`;

  it('stay what they are through a rebuild that numbers or orders them anew', () => {
    for (const select of ['a, b', 'a, b FROM t ORDER BY b DESC, a --']) {
      const diff = change(
        HEAP,
        ...rebuild('a TEXT, b TEXT', select.replace(' --', ' LIMIT 9 --')).map(plain),
      );
      assert.ok(!hasRowChange(diff), select);
      assert.deepEqual([diff.lost, diff.rebuilt], [NOTHING, true]);
    }
    function plain(sql: string): string {
      return sql.replace(/ --.*$/, '');
    }
  });

  it('are lost as often as they are missing', () => {
    const diff = change(HEAP, ...rebuild('a TEXT, b TEXT', 'DISTINCT a, b'));
    assert.deepEqual([diff.lost, diff.rows.added], [{ ...NOTHING, rows: 1 }, []]);
  });

  it('are told by their place in the table while it is the same table', () => {
    const diff = change(HEAP, "UPDATE t SET a = CASE a WHEN 'p' THEN 'r' WHEN 'r' THEN 'p' ELSE a END");
    assert.deepEqual([diff.rows.changed.length, diff.rows.keyedBy], [3, 'row id']);
  });

  it('are the same rows where a column has got another type', () => {
    const diff = change(
      HEAP,
      ...rebuild('a TEXT, b INTEGER', 'a, b FROM t ORDER BY a DESC LIMIT 9').map((sql) =>
        sql.replace('LIMIT 9 FROM t', 'LIMIT 9'),
      ),
    );
    assert.deepEqual(diff.lost, { ...NOTHING, coerced: 3 });
  });
});

describe('rows with a new key', () => {
  const KEYED = `CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT); INSERT INTO t VALUES (1, 'p'), (2, 'q'), (5, 'r')`;

  it('are kept where another column became the key', () => {
    const diff = change(KEYED, ...rebuild('uuid TEXT PRIMARY KEY, a TEXT', "'u-' || id, a"));
    assert.deepEqual(
      [diff.lost, diff.rows.added, diff.rows.removed, diff.rows.newKeys],
      [NOTHING, [], [], 3],
    );
  });

  it('are kept where their keys were shifted, or closed up', () => {
    const shifted = change(KEYED, 'UPDATE t SET id = -id - 1', 'UPDATE t SET id = -id');
    assert.deepEqual([shifted.lost, shifted.rows.newKeys], [NOTHING, 3]);
    const closed = change(KEYED, 'UPDATE t SET id = 3 WHERE id = 5');
    assert.deepEqual([closed.lost, closed.rows.newKeys], [NOTHING, 1]);
  });

  it('are others where a value says nothing: a row that goes and one that comes are two', () => {
    const diff = change(
      `CREATE TABLE t (id INTEGER PRIMARY KEY, role TEXT); INSERT INTO t VALUES (1, 'user'), (2, 'user'), (3, 'admin')`,
      'DELETE FROM t WHERE id = 2',
      "INSERT INTO t VALUES (9, 'user')",
    );
    assert.deepEqual([diff.lost.rows, diff.rows.added.length], [1, 1]);
  });
});

describe('columns under another name', () => {
  const NAMES = `CREATE TABLE t (id INTEGER PRIMARY KEY, old TEXT); INSERT INTO t VALUES (1, '7'), (2, 'b'), (3, NULL)`;

  it('are renamed where a rebuild copied them', () => {
    const diff = change(NAMES, ...rebuild('id INTEGER PRIMARY KEY, new TEXT', 'id, old'));
    assert.deepEqual(diff.columns.renamed, [{ from: 'old', to: 'new', byValue: true }]);
    assert.deepEqual([diff.columns.removed, diff.columns.added, diff.lost], [[], [], NOTHING]);
    assert.ok(!hasRowChange(diff));
  });

  it('are renamed where they were added, filled and dropped; what was not copied is lost', () => {
    const copy = (where: string): TableDiff =>
      change(
        NAMES,
        'ALTER TABLE t ADD COLUMN new TEXT',
        "INSERT INTO t VALUES (4, 'c', NULL), (5, 'd', NULL)",
        `UPDATE t SET new = old ${where}`,
        'ALTER TABLE t DROP COLUMN old',
      );
    assert.deepEqual(copy('').lost, NOTHING);
    const some = change(
      `${NAMES}, (4, 'c'), (5, 'd')`,
      'ALTER TABLE t ADD COLUMN new TEXT',
      'UPDATE t SET new = old WHERE id > 1',
      'ALTER TABLE t DROP COLUMN old',
    );
    assert.deepEqual(some.columns.renamed.length, 1);
    assert.deepEqual(some.lost, { ...NOTHING, values: 1 });
  });

  it('became others where they agree after a conversion', () => {
    const numbers = `CREATE TABLE t (id INTEGER PRIMARY KEY, zip TEXT); INSERT INTO t VALUES (1, '02115'), (2, '601'), (3, NULL)`;
    const diff = change(numbers, ...rebuild('id INTEGER PRIMARY KEY, zip_code INTEGER', 'id, zip'));
    assert.deepEqual(diff.columns.renamed, [{ from: 'zip', to: 'zip_code', byValue: true }]);
    assert.deepEqual(diff.lost, { ...NOTHING, coerced: 2 });
  });

  it('are found even if every column has another name', () => {
    const diff = change(NAMES, ...rebuild('key INTEGER PRIMARY KEY, new TEXT', 'id, old'));
    assert.deepEqual(
      diff.columns.renamed.map(({ from, to }) => `${from} ${to}`),
      ['id key', 'old new'],
    );
    assert.deepEqual(diff.lost, NOTHING);
  });

  it('are in doubt where two hold their values, or too few rows could tell', () => {
    const two = change(NAMES, ...rebuild('id INTEGER PRIMARY KEY, one TEXT, two TEXT', 'id, old, old'));
    assert.deepEqual(two.columns.doubtful, [{ from: 'old', to: ['one', 'two'] }]);
    assert.deepEqual([two.columns.renamed, two.lost], [[], NOTHING]);
    const few = change(
      `CREATE TABLE t (id INTEGER PRIMARY KEY, old TEXT); INSERT INTO t VALUES (1, 'a')`,
      ...rebuild('id INTEGER PRIMARY KEY, new TEXT', 'id, old'),
    );
    assert.deepEqual([few.columns.doubtful, few.lost], [[{ from: 'old', to: ['new'] }], NOTHING]);
  });

  it('are lost where nothing of them is there, whatever a default happens to say', () => {
    const flags = `CREATE TABLE t (id INTEGER PRIMARY KEY, old INTEGER); INSERT INTO t VALUES (1, 0), (2, 0)`;
    const diff = change(
      flags,
      'ALTER TABLE t ADD COLUMN other INTEGER DEFAULT 0',
      'ALTER TABLE t DROP COLUMN old',
    );
    assert.deepEqual([diff.columns.doubtful, diff.lost], [[], { ...NOTHING, values: 2 }]);
    const words = change(NAMES, ...rebuild('id INTEGER PRIMARY KEY, new INTEGER', "id, old IS 'b'"));
    assert.deepEqual([words.columns.renamed, words.lost.values], [[], 2]);
  });
});
