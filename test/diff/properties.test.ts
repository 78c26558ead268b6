import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { sameCell, type Cell } from '../../src/database/cell.ts';
import { describeDiff } from '../../src/diff/describe.ts';
import type { DatabaseDiff, Renames, TableDiff } from '../../src/diff/model.ts';
import { detectRenames, NO_RENAMES } from '../../src/diff/renames.ts';
import { diffStates } from '../../src/diff/states.ts';
import { hasRowChange, hasSchemaChange, totals } from '../../src/diff/summary.ts';
import { joinParts } from '../../src/diff/words.ts';
import type { Column, DatabaseState, RowId, TableState } from '../../src/database/state.ts';
import { state, table } from '../support/states.ts';

const cell = (): fc.Arbitrary<Cell> =>
  fc.oneof(
    fc.constant(null),
    fc.bigInt({ min: -3n, max: 3n }),
    fc.double({ noNaN: true }),
    fc.constantFrom('', '0', '1', 'a', 'ä', '\0', '李', ' 1'),
    fc.uint8Array({ maxLength: 2 }),
  );

interface Shape {
  readonly columns: number;
  readonly keyed: 'integer' | 'text' | 'none';
  readonly rows: readonly (readonly Cell[])[];
}

const shape = (): fc.Arbitrary<Shape> =>
  fc
    .record({ columns: fc.integer({ min: 1, max: 4 }), keyed: fc.constantFrom('integer', 'text', 'none') })
    .chain(({ columns, keyed }) =>
      fc
        .array(fc.array(cell(), { minLength: columns, maxLength: columns }), { maxLength: 12 })
        .map((rows) => ({ columns, keyed, rows })),
    );

/** A table with the cells in columns c1, c2, …, behind an id of 10, 20, … or 'k10', 'k20', … */
function tableOf({ columns, keyed, rows }: Shape, name = 't'): TableState {
  const names = Array.from({ length: columns }, (_, i) => `c${i + 1}`);
  return table(
    name,
    [keyed === 'none' ? 'id INTEGER' : 'id INTEGER PRIMARY KEY', ...names],
    rows.map((row, i) => [keyed === 'text' ? `k${i * 10 + 10}` : BigInt(i * 10 + 10), ...row]),
  );
}

/** The same values, no object shared. */
function copy<T>(value: T): T {
  return structuredClone(value);
}

function only(before: TableState, after: TableState, renames?: Renames): TableDiff {
  const [diff] = diffStates(state([before]), state([after]), renames).tables;
  assert.ok(diff);
  return diff;
}

function withRows(table: TableState, rows: TableState['rows'], rowIds: readonly RowId[]): TableState {
  return { ...copy(table), rows, rowIds, rowCount: rows.length };
}

function isEmpty(diff: DatabaseDiff): boolean {
  return !diff.tables.some((table) => hasSchemaChange(table) || hasRowChange(table));
}

describe('a difference', () => {
  it('of a state and itself, or an equal one, is empty', () => {
    fc.assert(
      fc.property(fc.array(shape(), { maxLength: 3 }), (shapes) => {
        const one = state(shapes.map((each, i) => tableOf(each, `t${i}`)));
        for (const other of [one, copy(one)]) {
          const diff = diffStates(one, other, detectRenames(one, other));
          assert.ok(isEmpty(diff));
          assert.deepEqual(totals(diff).lost, { rows: 0, values: 0, coerced: 0 });
          assert.equal(joinParts(describeDiff(diff)), 'Nothing changed.');
        }
      }),
    );
  });

  it('reports one changed cell, and it alone', () => {
    fc.assert(
      fc.property(shape(), fc.nat(), fc.nat(), cell(), (made, r, c, value) => {
        fc.pre(made.rows.length > 0);
        const before = tableOf(made);
        const row = r % made.rows.length;
        const place = 1 + (c % made.columns);
        const was = before.rows[row]?.[place] ?? null;
        fc.pre(!sameCell(was, value));
        const rows = copy(before.rows).map((cells, i) => (i === row ? cells.with(place, value) : cells));
        const diff = only(before, withRows(before, rows, before.rowIds ?? []));
        assert.deepEqual([diff.rows.added, diff.rows.removed, hasSchemaChange(diff)], [[], [], false]);
        assert.equal(diff.rows.changed.length, 1);
        const [change] = diff.rows.changed;
        assert.deepEqual([change?.before, change?.after, change?.cells.length], [row, row, 1]);
        assert.equal(change?.cells[0]?.column, `c${place}`);
        assert.equal(diff.lost.values, value === null ? 1 : 0);
        assert.equal(diff.lost.coerced, change.cells[0].how === 'coerced' ? 1 : 0);
      }),
    );
  });

  it('reports one row removed or, the other way round, added', () => {
    fc.assert(
      fc.property(shape(), fc.nat(), (made, r) => {
        fc.pre(made.rows.length > 0);
        const before = tableOf(made);
        const row = r % made.rows.length;
        const after = withRows(
          before,
          before.rows.toSpliced(row, 1),
          (before.rowIds ?? []).toSpliced(row, 1),
        );
        const removed = only(before, after);
        assert.deepEqual([removed.rows.added, removed.rows.removed, removed.rows.changed], [[], [row], []]);
        assert.equal(removed.lost.rows, 1);
        const added = only(after, before);
        assert.deepEqual([added.rows.added, added.rows.removed, added.rows.changed], [[row], [], []]);
        assert.equal(added.lost.rows, 0);
      }),
    );
  });

  it('reports one column added, removed, renamed, retyped or tightened', () => {
    fc.assert(
      fc.property(
        shape(),
        fc.nat(),
        fc.constantFrom('drop', 'rename', 'type', 'notNull', 'default'),
        (made, c, what) => {
          const before = tableOf(made);
          const place = 1 + (c % made.columns);
          const change = (edit: (column: Column) => Column): TableState => {
            const columns = before.schema.columns.map((column, i) => (i === place ? edit(column) : column));
            return copy({ ...before, schema: { ...before.schema, columns } });
          };
          switch (what) {
            case 'drop': {
              const columns = before.schema.columns.toSpliced(place, 1);
              const rows = before.rows.map((row) => row.toSpliced(place, 1));
              const after = copy({ ...before, rows, schema: { ...before.schema, columns } });
              const diff = only(before, after);
              const values = before.rows.filter((row) => row[place] !== null).length;
              assert.deepEqual([diff.columns.removed.length, diff.columns.added.length], [1, 0]);
              assert.deepEqual([diff.rows.changed, diff.lost.values], [[], values]);
              const back = only(after, before);
              assert.deepEqual([back.columns.removed.length, back.columns.added.length], [0, 1]);
              assert.deepEqual([back.rows.changed.length, back.lost.values], [values, 0]);
              break;
            }
            case 'rename': {
              const after = change((column) => ({ ...column, name: 'new name' }));
              const renames = detectRenames(state([before]), state([after]));
              assert.equal(renames.columns.length, 1);
              const diff = only(before, after, renames);
              assert.deepEqual(diff.columns.renamed, [{ from: `c${place}`, to: 'new name' }]);
              assert.deepEqual(
                [diff.columns.added, diff.columns.removed, diff.columns.changed],
                [[], [], []],
              );
              assert.ok(!hasRowChange(diff) && diff.lost.values === 0);
              break;
            }
            case 'type':
            case 'notNull':
            case 'default': {
              const edits = { type: { type: 'TEXT' }, notNull: { notNull: true }, default: { default: '0' } };
              const after = change((column) => ({ ...column, ...edits[what] }));
              assert.equal(detectRenames(state([before]), state([after])), NO_RENAMES);
              const diff = only(before, after);
              assert.deepEqual(
                [diff.columns.changed.length, diff.columns.added, diff.columns.removed],
                [1, [], []],
              );
              assert.ok(hasSchemaChange(diff) && !hasRowChange(diff));
            }
          }
        },
      ),
    );
  });

  it('does not see the order of rows that have a primary key', () => {
    const keyed = shape().filter((made) => made.keyed !== 'none');
    const shuffled = keyed.chain((made) =>
      fc.tuple(
        fc.constant(tableOf(made)),
        fc.shuffledSubarray([...made.rows.keys()], { minLength: made.rows.length }),
      ),
    );
    fc.assert(
      fc.property(shuffled, ([before, order]) => {
        const rows = order.map((row) => before.rows[row] ?? []);
        const diff = only(before, withRows(before, rows, order.map(BigInt)));
        assert.ok(!hasRowChange(diff));
        assert.equal(diff.rows.keyedBy, 'primary key');
        assert.deepEqual([...(diff.rows.origins ?? order)], order);
      }),
    );
  });

  it('reads the same backwards: what was added was removed', () => {
    fc.assert(
      fc.property(shape(), shape(), (one, two) => {
        const [a, b] = [tableOf(one), tableOf(two)];
        const there = only(a, b);
        const back = only(b, a);
        assert.deepEqual(there.rows.added, back.rows.removed);
        assert.deepEqual(there.rows.removed, back.rows.added);
        assert.deepEqual(
          there.columns.added.map((column) => column.name),
          back.columns.removed.map((column) => column.name),
        );
        assert.equal(there.rows.keyedBy, back.rows.keyedBy);
        const shared = there.rows.changed.flatMap((row) =>
          row.cells.filter((each) => !isAdded(there, each.column)),
        );
        const again = back.rows.changed.flatMap((row) =>
          row.cells.filter((each) => !isAdded(back, each.column)),
        );
        assert.equal(shared.length, again.length);
      }),
    );
  });

  it('accounts for every row on both sides', () => {
    fc.assert(
      fc.property(shape(), shape(), (one, two) => {
        const [a, b] = [tableOf(one), tableOf(two)];
        const { rows } = only(a, b);
        const origins = rows.origins ?? Int32Array.from(b.rows.keys());
        assert.equal(origins.length, b.rows.length);
        const kept = [...origins].filter((origin) => origin >= 0);
        assert.equal(new Set(kept).size, kept.length);
        assert.equal(kept.length + rows.added.length, b.rows.length);
        assert.equal(kept.length + rows.removed.length, a.rows.length);
        for (const row of rows.changed) assert.equal(origins[row.after], row.before);
      }),
    );
  });
});

function isAdded(diff: TableDiff, name: string): boolean {
  return diff.columns.added.some((column) => column.name === name);
}

describe('the cost of a difference', () => {
  /** Reads of rows, counted by proxies around the two lists of rows. */
  function reads(count: number, order: (i: number) => number): number {
    let counted = 0;
    const watch = <T extends object>(rows: T): T =>
      new Proxy(rows, {
        get(target, key): unknown {
          if (typeof key === 'string' && /^\d+$/.test(key)) counted++;
          return Reflect.get(target, key);
        },
      });
    const rows = Array.from({ length: count }, (_, i): Cell[] => [null, BigInt(i), 'x']);
    const made = tableOf({ columns: 3, keyed: 'integer', rows });
    const other = made.rows.map((_, i) => made.rows[order(i)] ?? []);
    const before: DatabaseState = state([{ ...made, rows: watch(made.rows) }]);
    const after: DatabaseState = state([{ ...made, rows: watch(other) }]);
    const { tables } = diffStates(before, after);
    assert.equal(tables[0]?.rows.added.length, 0);
    return counted;
  }

  it('grows in proportion to the rows, in key order or out of it', () => {
    for (const order of [(i: number): number => i, (i: number): number => i ^ 1]) {
      const small = reads(500, order);
      const large = reads(5000, order);
      assert.ok(large <= small * 10.5, `${small} reads for 500 rows, ${large} for 5000`);
      assert.ok(large <= 5000 * 8, `${large} reads of 2 × 5000 rows`);
    }
  });
});
