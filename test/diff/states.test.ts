import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { cellKey, sameCell, type Cell } from '../../src/database/cell.ts';
import { defaultCells } from '../../src/database/sqlite/defaults.ts';
import type { Renames, TableDiff } from '../../src/diff/model.ts';
import { isChanged } from '../../src/diff/schema.ts';
import { diffStates } from '../../src/diff/states.ts';
import { diffPublic, hasRowChange, hasSchemaChange, totals } from '../../src/diff/summary.ts';
import type { TableSchema, TableState } from '../../src/database/state.ts';
import { play } from '../support/sqlite.ts';
import { column, foreignKey, index, schema, state, table, trigger } from '../support/states.ts';

const VISITS = ['id INTEGER PRIMARY KEY', 'patient_id INTEGER', 'dx_code TEXT'];
const ROWS: Cell[][] = [
  [1n, 1n, '250.00'],
  [2n, 1n, '401.9'],
  [3n, 2n, null],
];

function diffOf(before: TableState, after: TableState, renames?: Renames): TableDiff {
  const [diff, ...more] = diffStates(state([before]), state([after]), renames).tables;
  assert.ok(diff);
  assert.equal(more.length, 0);
  return diff;
}

const cellsOf = (diff: TableDiff): unknown =>
  diff.rows.changed.map((row) => [
    row.before,
    row.after,
    ...row.cells.map((cell) => [cell.column, cell.before, cell.after, cell.how]),
  ]);

describe('rows', () => {
  it('are matched by primary key, in whatever order they stand', () => {
    const before = table('visits', VISITS, ROWS);
    const after = table('visits', VISITS, [ROWS[2] ?? [], [4n, 2n, 'V70'], [1n, 1n, '250.01']]);
    const { rows, lost } = diffOf(before, after);
    assert.equal(rows.keyedBy, 'primary key');
    assert.deepEqual([rows.added, rows.removed], [[1], [1]]);
    assert.deepEqual([...(rows.origins ?? [])], [2, -1, 0]);
    assert.deepEqual(cellsOf(diffOf(before, after)), [[0, 2, ['dx_code', '250.00', '250.01', 'changed']]]);
    assert.deepEqual(lost, { rows: 1, values: 0, coerced: 0 });
  });

  it('are compared by value and type: values that became NULL and casts are losses', () => {
    const cells = ['text', '02115', 'abc', 3.7, 5n, null, 7n, ''];
    const now: Cell[] = [null, 2115n, 0n, 3n, '5', 0n, 8n, null];
    const columns = ['id INTEGER PRIMARY KEY', 'value'];
    const before = table(
      't',
      columns,
      cells.map((cell, i) => [BigInt(i), cell]),
    );
    const after = table(
      't',
      columns,
      now.map((cell, i) => [BigInt(i), cell]),
    );
    const diff = diffOf(before, after);
    assert.deepEqual(
      diff.rows.changed.map((row) => row.cells[0]?.how),
      ['nulled', 'coerced', 'coerced', 'coerced', 'coerced', 'changed', 'changed', 'nulled'],
    );
    assert.deepEqual(diff.lost, { rows: 0, values: 2, coerced: 4 });
  });

  it('follow a key whose column was renamed, and a key of several columns', () => {
    const key = ['a TEXT PRIMARY KEY', 'b INTEGER PRIMARY KEY', 'n INTEGER'];
    const before = table('t', key, [
      ['x', 1n, 1n],
      ['x', 2n, 2n],
      ['x:', 1n, 3n],
    ]);
    const after = table(
      't',
      ['c TEXT PRIMARY KEY', ...key.slice(1)],
      [
        ['x:', 1n, 3n],
        ['x', 2n, 9n],
        ['y', 1n, 7n],
      ],
    );
    const diff = diffOf(before, after, { tables: [], columns: [{ table: 't', from: 'a', to: 'c' }] });
    assert.equal(diff.rows.keyedBy, 'primary key');
    assert.deepEqual([diff.rows.added, diff.rows.removed], [[2], [0]]);
    assert.deepEqual(cellsOf(diff), [[1, 1, ['n', 2n, 9n, 'changed']]]);
  });

  it('keep the key apart by type, but not where the type of the key itself changed', () => {
    const before = table('t', VISITS, ROWS);
    const text: Cell[][] = ROWS.map(([id, ...cells]) => [String(id as bigint), ...cells]);
    const same = diffOf(before, table('t', VISITS, text));
    assert.deepEqual([same.rows.added, same.rows.removed, same.rows.newKeys], [[], [], 3]);

    const retyped = diffOf(before, table('t', ['id TEXT PRIMARY KEY', ...VISITS.slice(1)], text));
    assert.deepEqual([retyped.rows.added, retyped.rows.removed], [[], []]);
    assert.deepEqual(retyped.lost, { rows: 0, values: 0, coerced: 3 });
  });

  it('fall back on the rowid without a key, and where the key has duplicates or NULLs', () => {
    const plain = ['id INTEGER', 'n INTEGER'];
    const keyed = ['id TEXT PRIMARY KEY', 'n INTEGER'];
    const rowids = { rowIds: [1n, 3n] };
    for (const [columns, ids] of [
      [plain, [1n, 2n]],
      [keyed, ['a', 'a']],
      [keyed, ['a', null]],
    ] as [string[], [Cell, Cell]][]) {
      const before = table(
        't',
        columns,
        ids.map((id) => [id, 0n]),
        { rowIds: [1n, 2n] },
      );
      const after = table(
        't',
        columns,
        [
          [ids[0], 0n],
          [ids[1], 1n],
        ],
        rowids,
      );
      const { rows } = diffOf(before, after);
      assert.equal(rows.keyedBy, 'row id');
      assert.deepEqual([rows.added, rows.removed, rows.changed], [[1], [1], []]);
    }
  });

  it('are a heap where there is nothing else: equal ones are paired as often as they occur', () => {
    const rows: Cell[][] = [[1n], [2n], [2n], [3n]];
    const before = table('t', ['n'], rows, { rowIds: null });
    const diff = diffOf(before, table('t', ['n'], [[2n], [9n], [1n]], { rowIds: null }));
    assert.equal(diff.rows.keyedBy, 'content');
    assert.deepEqual([diff.rows.removed, diff.rows.added, diff.rows.changed], [[2, 3], [1], []]);
  });

  it('are found by the old key where a rebuild gave the table another one', () => {
    const before = table(
      't',
      ['id INTEGER PRIMARY KEY', 'mrn TEXT'],
      [
        [3n, 'b'],
        [7n, 'a'],
      ],
      { rowIds: [3n, 7n] },
    );
    const after = table(
      't',
      ['id INTEGER', 'mrn TEXT PRIMARY KEY'],
      [
        [7n, 'a'],
        [3n, 'b'],
      ],
      { rowIds: [1n, 2n] },
    );
    const diff = diffOf(before, after);
    assert.deepEqual([diff.rows.added, diff.rows.removed, diff.rows.changed], [[], [], []]);
    assert.equal(diff.columns.changed.length, 2);
  });

  it('of which the cap hides some are counted, and those that only came into view are not', () => {
    const rows = (from: number, count: number): Cell[][] =>
      Array.from({ length: count }, (_, i) => [BigInt(from + i)]);
    const columns = ['id INTEGER PRIMARY KEY'];
    const full = table('t', columns, rows(1, 10), { rowCount: 50 });
    const oneLess = diffOf(full, table('t', columns, rows(2, 10), { rowCount: 49 }));
    assert.deepEqual([oneLess.rows.added, oneLess.rows.removed, oneLess.rows.unseen], [[], [0], undefined]);
    assert.equal(oneLess.lost.rows, 1);

    const emptied = diffOf(full, table('t', columns, [], { rowCount: 0 }));
    assert.deepEqual(
      [emptied.rows.removed.length, emptied.rows.unseen?.removed, emptied.lost.rows],
      [10, 40, 50],
    );

    const more = diffOf(full, table('t', columns, rows(1, 10), { rowCount: 55 }));
    assert.deepEqual([more.rows.added, more.rows.unseen], [[], { added: 5, removed: 0 }]);
    assert.deepEqual(diffPublic(more).rows, { added: 5, removed: 0, changed: 0, newKeys: 0 });
    assert.ok(hasRowChange(more));
  });
});

describe('columns', () => {
  const renamed: Renames = { tables: [], columns: [{ table: 'visits', from: 'dx_code', to: 'dx' }] };

  it('that are renamed keep their values; dropped and added they lose them', () => {
    const before = table('visits', VISITS, ROWS);
    const after = table('visits', [...VISITS.slice(0, 2), 'dx TEXT'], ROWS);
    const kept = diffOf(before, after, renamed);
    assert.deepEqual(kept.columns.renamed, [{ from: 'dx_code', to: 'dx' }]);
    assert.deepEqual([kept.rows.changed, kept.lost.values], [[], 0]);

    const empty = table(
      'visits',
      [...VISITS.slice(0, 2), 'dx TEXT'],
      ROWS.map(([a = null, b = null]) => [a, b, null]),
    );
    const lossy = diffOf(before, empty);
    assert.deepEqual(diffPublic(lossy).columns, {
      added: ['dx'],
      removed: ['dx_code'],
      renamed: [],
      doubtful: [],
      changed: [],
    });
    assert.deepEqual([lossy.rows.changed, lossy.lost], [[], { rows: 0, values: 2, coerced: 0 }]);
  });

  it('may be renamed and changed at once', () => {
    const diff = diffOf(
      table('visits', VISITS, ROWS),
      table('visits', [...VISITS.slice(0, 2), "dx VARCHAR(8) NOT NULL DEFAULT ''"], ROWS),
      renamed,
    );
    const [change] = diff.columns.changed;
    assert.deepEqual(
      [change?.before.name, change?.after.name, change?.after.notNull],
      ['dx_code', 'dx', true],
    );
    assert.equal(diff.columns.renamed.length, 1);
  });

  it('count as changed by type, NOT NULL, default and place in the key, not by case or blanks', () => {
    const change = (from: string, to: string): number =>
      diffOf(table('t', ['id', from]), table('t', ['id', to])).columns.changed.length;
    assert.equal(change('a TEXT', 'a INTEGER'), 1);
    assert.equal(change('a TEXT', 'a TEXT NOT NULL'), 1);
    assert.equal(change('a TEXT', "a TEXT DEFAULT 'x'"), 1);
    assert.equal(change("a TEXT DEFAULT 'x'", "a TEXT DEFAULT 'X'"), 1);
    assert.equal(change('a TEXT', 'a TEXT PRIMARY KEY'), 1);
    assert.equal(change('a TEXT DEFAULT current_date', 'a TEXT DEFAULT CURRENT_DATE'), 0);
  });

  it('in another order are no change, only marked', () => {
    const before = table('t', VISITS, ROWS);
    const after = table(
      't',
      ['dx_code TEXT', ...VISITS.slice(0, 2)],
      ROWS.map(([a = null, b = null, c = null]) => [c, a, b]),
    );
    const diff = diffOf(before, after);
    assert.ok(!hasSchemaChange(diff) && !hasRowChange(diff));
    assert.equal(diff.columns.reordered, true);
    assert.equal(diffOf(before, table('t', VISITS, ROWS)).columns.reordered, false);
  });

  it('that are added show their cells where these depart from the default', () => {
    const filled = (definition: string, ...cells: Cell[]): unknown[] => {
      const before = table(
        't',
        ['id INTEGER PRIMARY KEY'],
        cells.map((_, i) => [BigInt(i)]),
      );
      const rows = cells.map((cell, i): Cell[] => [BigInt(i), cell]);
      return diffOf(before, table('t', ['id INTEGER PRIMARY KEY', definition], rows)).rows.changed.map(
        (row) => row.cells[0]?.after,
      );
    };
    assert.deepEqual(filled('a TEXT', null, 'x'), ['x']);
    assert.deepEqual(filled("a TEXT NOT NULL DEFAULT 'unknown'", 'unknown', 'x', ''), ['x', '']);
    assert.deepEqual(filled('a INTEGER DEFAULT 0', 0n, 1n, null), [1n, null]);
    assert.deepEqual(filled('a TEXT DEFAULT 0', '0', 0n), [0n]);
    assert.deepEqual(filled('a TEXT DEFAULT CURRENT_TIMESTAMP', '2020-01-01', 'x'), []);
    assert.deepEqual(filled('a INTEGER GENERATED', 1n, 2n), []);
  });

  it('that are generated lose nothing when they go', () => {
    const before = table('t', ['id INTEGER PRIMARY KEY', 'g INTEGER GENERATED'], [[1n, 2n]]);
    assert.equal(diffOf(before, table('t', ['id INTEGER PRIMARY KEY'], [[1n]])).lost.values, 0);
  });
});

describe('defaults', () => {
  const DEFAULTS = [
    "INT DEFAULT '5'",
    'TEXT DEFAULT 5',
    'REAL DEFAULT 5',
    'INT DEFAULT 5.0',
    "NUMERIC DEFAULT '5.0'",
    'TEXT DEFAULT foo',
    'TEXT DEFAULT "foo"',
    'DEFAULT -5',
    'DEFAULT +5',
    "TEXT DEFAULT x'4142'",
    'TEXT DEFAULT TRUE',
    'BOOLEAN DEFAULT false',
    "INT DEFAULT '1e3'",
    "INT DEFAULT ' 12 '",
    "INT DEFAULT '12abc'",
    'TEXT DEFAULT 5.0',
    'TEXT DEFAULT 1e3',
    'DEFAULT ((5))',
    'DEFAULT .5',
    'DEFAULT 0x10',
    "DEFAULT ('it''s' /* c */)",
    'DEFAULT 9223372036854775808',
    'DEFAULT -9223372036854775808',
    'DEFAULT 1_000',
    'FLOAT DEFAULT 5',
    'BLOB DEFAULT 5',
    'TEXT DEFAULT NULL',
    "INT DEFAULT ''",
  ];

  it('give the cells that SQLite gives to the rows there are and to new ones', () => {
    for (const text of DEFAULTS) {
      const states = play('CREATE TABLE t (id INTEGER PRIMARY KEY); INSERT INTO t VALUES (1)', [
        `ALTER TABLE t ADD COLUMN a ${text}`,
        'INSERT INTO t (id) VALUES (2)',
      ]);
      const [before, added, inserted] = states;
      assert.ok(before && added && inserted);
      assert.deepEqual(diffStates(before, added).tables[0]?.rows.changed, [], text);
      const cells = defaultCells(added.tables[0]?.schema.columns[1] ?? column('?'), schema('t', []));
      const now = inserted.tables[0]?.rows[1]?.[1] ?? null;
      assert.ok(
        cells?.some((cell) => sameCell(cell, now)),
        `${text}: ${cellKey(now)}`,
      );
    }
  });

  it('that are expressions are not guessed at', () => {
    for (const text of ['1 + 1', "'a' || 'b'", 'CURRENT_TIME', "datetime('now')", 'not 1', '- x']) {
      assert.equal(defaultCells({ ...column('a TEXT'), default: text }, schema('t', [])), null, text);
    }
  });
});

describe('tables', () => {
  it('that come or go count with all they have; those gone come last', () => {
    const visits = table('visits', VISITS, ROWS);
    const patients = table('patients', ['id INTEGER PRIMARY KEY'], [[1n]]);
    const { tables } = diffStates(state([visits]), state([patients]));
    assert.deepEqual(
      tables.map((each) => [each.before, each.after]),
      [
        [null, 'patients'],
        ['visits', null],
      ],
    );
    assert.deepEqual(
      tables.map((each) => each.lost.rows),
      [0, 3],
    );
    assert.deepEqual(
      tables.map((each) => diffPublic(each).rows.added),
      [1, 0],
    );
    assert.deepEqual(
      tables.map((each) => each.columns.removed.length),
      [0, 3],
    );
  });

  it('that are renamed are one table, with indexes, checks, keys and triggers that follow', () => {
    const more = (name: string, column: string): Partial<TableSchema> => ({
      indexes: [
        index(`sqlite_autoindex_${name}_1`, ['id'], { unique: true, origin: 'primary key' }),
        index('dx', [column], {
          where: `${column} IS NOT NULL`,
          sql: `CREATE INDEX dx ON "${name}" ("${column}") WHERE ${column} IS NOT NULL`,
        }),
      ],
      checks: [{ name: null, expression: `"${column}" <> ''` }],
      foreignKeys: [foreignKey([column], name, [column], { onDelete: 'CASCADE' })],
      triggers: [trigger('tr', name, `SELECT new.[${column}];`)],
    });
    const before = table('visits', VISITS, ROWS, { schema: more('visits', 'dx_code') });
    const after = table('Encounters', [...VISITS.slice(0, 2), 'dx TEXT'], ROWS, {
      schema: more('Encounters', 'dx'),
    });
    const diff = diffOf(before, after, {
      tables: [{ from: 'visits', to: 'Encounters' }],
      columns: [{ table: 'Encounters', from: 'dx_code', to: 'dx' }],
    });
    assert.deepEqual([diff.before, diff.after], ['visits', 'Encounters']);
    for (const side of [diff.indexes, diff.checks, diff.foreignKeys, diff.triggers])
      assert.ok(!isChanged(side));
    assert.ok(!hasRowChange(diff));
  });

  it('show indexes, checks, keys, triggers and options that differ', () => {
    const bare = table('t', VISITS, ROWS);
    const full = table('t', VISITS, ROWS, {
      schema: {
        indexes: [index('u', ['dx_code'], { unique: true, origin: 'unique' })],
        checks: [{ name: null, expression: 'id > 0' }],
        foreignKeys: [foreignKey(['id'], 'p', [], { onDelete: 'CASCADE', onUpdate: 'CASCADE' })],
        triggers: [trigger('tr', 't', 'SELECT 1;')],
        options: ['STRICT'],
      },
    });
    const diff = diffOf(bare, full);
    for (const side of [diff.indexes, diff.checks, diff.foreignKeys, diff.triggers, diff.options])
      assert.equal(side.added.length, 1);
    assert.ok(hasSchemaChange(diff) && !hasRowChange(diff));
    assert.equal(diffOf(full, bare).foreignKeys.removed.length, 1);
    const { foreignKeys } = full.schema;
    const milder = foreignKeys.map((key) => ({ ...key, onDelete: 'RESTRICT' }));
    const loose = {
      ...full,
      schema: { ...full.schema, foreignKeys: milder, checks: [{ name: null, expression: 'ID>0' }] },
    };
    assert.equal(diffOf(full, loose).foreignKeys.changed.length, 1);
    assert.ok(!isChanged(diffOf(full, loose).checks));
  });

  it('that are one object, or whose rows are, are not looked into', () => {
    const untouchable = new Proxy([] as Cell[][], {
      get: (target, key): unknown => {
        assert.notEqual(key, '0');
        return Reflect.get(target, key);
      },
    });
    const visits = table('visits', VISITS, untouchable);
    const start = state([visits]);
    assert.ok(!hasRowChange(diffStates(start, start).tables[0] as TableDiff));
    const indexed = { ...visits, schema: { ...visits.schema, options: ['STRICT'] } };
    const diff = diffOf(visits, indexed);
    assert.ok(isChanged(diff.options) && !hasRowChange(diff));
  });

  it('and views add up to totals', () => {
    const view = { name: 'v', sql: 'CREATE VIEW v AS SELECT 1', triggers: [] };
    const before = state([table('visits', VISITS, ROWS), table('old', ['n'], [[1n]])]);
    const after = state(
      [
        table(
          'visits',
          ['id INTEGER PRIMARY KEY', 'note TEXT'],
          [
            [1n, 'x'],
            [2n, null],
          ],
        ),
      ],
      [view],
    );
    const diff = diffStates(before, after);
    assert.deepEqual(diff.views.added, [view]);
    assert.deepEqual(totals(diff), {
      tables: { added: 0, removed: 1, renamed: 0 },
      columns: { added: 1, removed: 2, changed: 0, renamed: 0 },
      rows: { added: 0, removed: 2, changed: 1 },
      others: 1,
      lost: { rows: 2, values: 4, coerced: 0 },
    });
  });
});

describe('on real SQLite', () => {
  it('a cascade that empties another table is counted', () => {
    const [before, after] = play(
      `PRAGMA foreign_keys = ON;
       CREATE TABLE patients (id INTEGER PRIMARY KEY);
       CREATE TABLE visits (id INTEGER PRIMARY KEY, patient_id INTEGER REFERENCES patients ON DELETE CASCADE);
       INSERT INTO patients VALUES (1), (2); INSERT INTO visits VALUES (1, 1), (2, 1), (3, 2)`,
      ['DROP TABLE patients'],
    );
    assert.ok(before && after);
    assert.deepEqual(
      diffStates(before, after).tables.map((each) => [each.before, each.after, each.lost.rows]),
      [
        ['visits', 'visits', 3],
        ['patients', null, 2],
      ],
    );
  });

  it('a rebuild with another type coerces its values', () => {
    const states = play(
      `CREATE TABLE patients (id INTEGER PRIMARY KEY, zip TEXT);
       INSERT INTO patients VALUES (1, '02115'), (2, 'abc'), (3, NULL), (4, '1e3')`,
      [
        'CREATE TABLE n (id INTEGER PRIMARY KEY, zip INTEGER)',
        'INSERT INTO n SELECT * FROM patients',
        'DROP TABLE patients',
        'ALTER TABLE n RENAME TO patients',
      ],
    );
    const [before, after] = [states[0], states.at(-1)];
    assert.ok(before && after);
    const [diff] = diffStates(before, after).tables;
    // An INTEGER column keeps 'abc' as text; only a CAST makes 0 of it.
    assert.deepEqual(diff?.lost, { rows: 0, values: 0, coerced: 2 });
    assert.equal(diff.columns.changed[0]?.after.type, 'INTEGER');
  });
});
