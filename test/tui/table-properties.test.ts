import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import type { Cell } from '../../src/database/cell.ts';
import { diffStates } from '../../src/diff/states.ts';
import type { TableState } from '../../src/database/state.ts';
import { tableFrame, tableLines } from '../../src/render/terminal/table/lines.ts';
import { cellAt, tableView, type TableMode } from '../../src/view/table/table.ts';
import { resultLines } from '../../src/render/terminal/table/result.ts';
import { schemaLines } from '../../src/render/terminal/table/schema.ts';
import { state, table } from '../support/states.ts';
import { columnsOf, text } from './text-lines.ts';

const cell: fc.Arbitrary<Cell> = fc.oneof(
  fc.constant(null),
  fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
  fc.double({ noNaN: true }),
  fc.string({ unit: 'grapheme', maxLength: 40 }),
  fc.string({ unit: 'binary', maxLength: 10 }),
  fc.constantFrom('李小龍', '👩‍⚕️👩‍⚕️', '\x1b[2J', '', ' ', 'NULL', '🇨🇭', '🏻'),
  fc.uint8Array({ maxLength: 12 }),
);

const COLUMNS = [
  'id INTEGER PRIMARY KEY',
  'name TEXT',
  'n INTEGER NOT NULL',
  'x',
  'a_rather_long_column_name TEXT',
  '李 REAL',
];

const tableState: fc.Arbitrary<TableState> = fc
  .tuple(
    fc.uniqueArray(fc.nat(30), { maxLength: 12 }),
    fc.subarray(COLUMNS.slice(1)),
    fc.array(cell, { minLength: 8, maxLength: 8 }),
  )
  .map(([ids, columns, cells]) => {
    const sorted = [...ids].sort((a, b) => a - b);
    const rows = sorted.map((id) => [
      BigInt(id),
      ...columns.map((_, at) => cells[(id + at * 3) % cells.length] ?? null),
    ]);
    return table('t', ['id INTEGER PRIMARY KEY', ...columns], rows, { rowIds: sorted.map(BigInt) });
  });

const mode = fc.constantFrom<TableMode>('single', 'compared');
const size = fc.record({
  width: fc.integer({ min: 1, max: 130 }),
  height: fc.nat(24),
  types: fc.boolean(),
  beside: fc.boolean(),
});
const offsets = fc.record({ rowOffset: fc.option(fc.nat(30)), columnOffset: fc.nat(6) });

function viewOf(
  before: TableState | null,
  after: TableState | null,
  how: TableMode,
): ReturnType<typeof tableView> {
  const diff = diffStates(state(before === null ? [] : [before]), state(after === null ? [] : [after]));
  return tableView({ before, after, diff: diff.tables[0] ?? null, mode: how, name: 't' });
}

test('nothing is ever taller or wider than asked', () => {
  fc.assert(
    fc.property(
      fc.option(tableState),
      fc.option(tableState),
      mode,
      size,
      offsets,
      (before, after, how, space, at) => {
        const view = viewOf(before, after, how);
        const lines = tableLines(view, { ...space, ...at });
        assert.ok(lines.length <= space.height, `${lines.length} lines in ${space.height}`);
        for (const line of lines) {
          assert.ok(columnsOf(line) <= space.width, `${JSON.stringify(text(line))} in ${space.width}`);
          assert.doesNotMatch(text(line), /\p{Cc}/u);
        }
        if (view.diff !== null) {
          for (const line of schemaLines(view.diff, space.width, { columns: true })) {
            assert.ok(columnsOf(line) <= space.width);
          }
        }
      },
    ),
    { numRuns: 1500 },
  );
});

test('a view holds every row of both sides once, in order, and cells where they belong', () => {
  fc.assert(
    fc.property(tableState, tableState, (before, after) => {
      const view = viewOf(before, after, 'compared');
      const { rows } = view;
      const left = [...rows.before].filter((row) => row >= 0);
      const right = [...rows.after].filter((row) => row >= 0);
      assert.deepEqual(
        left.toSorted((a, b) => a - b),
        before.rows.map((_, row) => row),
      );
      assert.deepEqual(
        right,
        after.rows.map((_, row) => row),
      );
      // A row that is there under another key stands once, and is not told by its key.
      if ((view.diff?.rows.newKeys ?? 0) > 0) return;
      for (let row = 0; row < rows.length; row++) {
        const found = cellAt(view, row, 0);
        if (found.before !== undefined && found.after !== undefined) assert.equal(found.before, found.after);
      }
      // Keyed by an ascending number, the rows of both sides together are ascending within each mark.
      assert.equal(rows.length, new Set([...before.rows, ...after.rows].map((row) => row[0])).size);
    }),
    { numRuns: 300 },
  );
});

test('scrolling reaches every row', () => {
  fc.assert(
    fc.property(
      tableState,
      tableState,
      mode,
      fc.integer({ min: 5, max: 12 }),
      fc.boolean(),
      (before, after, how, height, beside) => {
        const view = viewOf(before, after, how);
        const seen = new Set<number>();
        for (let offset = 0; offset < view.rows.length; offset++) {
          const found = tableFrame(view, { width: 60, height, rowOffset: offset, types: true, beside });
          for (let at = 0; at < found.rowsShown; at++) seen.add(found.firstRow + at);
        }
        assert.equal(seen.size, view.rows.length);
      },
    ),
    { numRuns: 100 },
  );
});

test('a result is never taller or wider than asked', () => {
  const names = fc.array(fc.string({ unit: 'grapheme', maxLength: 12 }), { maxLength: 6 });
  fc.assert(
    fc.property(
      names,
      fc.array(cell, { minLength: 6, maxLength: 6 }),
      fc.nat(20),
      size,
      (columns, cells, count, space) => {
        const rows = Array.from({ length: count }, (_, row) =>
          columns.map((_name, at) => cells[(row + at) % 6] ?? null),
        );
        const lines = resultLines({ columns, rows, truncated: false }, space.width, space.height, {
          title: 'q',
        });
        assert.ok(lines.length <= space.height);
        for (const line of lines) assert.ok(columnsOf(line) <= space.width);
      },
    ),
    { numRuns: 500 },
  );
});
