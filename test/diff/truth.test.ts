/**
 * Random tables put through random rebuilds, renames, key changes and deletions,
 * of which is known what they lose; the numbers come from SQL over a copy of the
 * table as it was. `TRUTH_RUNS` sets how many; a failure prints its seed.
 */
import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { totals } from '../../src/diff/summary.ts';
import { renamesThrough } from '../../src/diff/renames.ts';
import { diffStates } from '../../src/diff/states.ts';
import { captureState } from '../../src/database/sqlite/capture.ts';
import { selectRows } from '../../src/database/sqlite/rows.ts';
import type { Handle } from '../../src/database/sqlite/handle.ts';
import type { DatabaseState } from '../../src/database/state.ts';
import { emptyDatabase } from '../support/sqlite.ts';

const RUNS = Number(process.env.TRUTH_RUNS ?? 250);

interface ColumnPlan {
  readonly kind: 'text' | 'int' | 'digits';
  readonly change: 'keep' | 'rename' | 'drop' | 'convert' | 'convert and rename';
}

interface Plan {
  readonly key: 'integer' | 'text' | 'none';
  readonly keyChange: 'keep' | 'shift' | 'one' | 'replace';
  readonly way: 'rebuild' | 'old first' | 'alter';
  readonly columns: readonly ColumnPlan[];
  /** A row each; a list of which cells are NULL. */
  readonly rows: readonly (readonly boolean[])[];
  /** Rows that are deleted. */
  readonly gone: readonly number[];
  /** Rows that are there twice, where there is no key. */
  readonly twice: readonly number[];
  readonly added: boolean;
  readonly reversed: boolean;
}

const plans: fc.Arbitrary<Plan> = fc
  .record({
    key: fc.constantFrom('integer', 'text', 'none' as const),
    keyChange: fc.constantFrom('keep', 'shift', 'one', 'replace' as const),
    way: fc.constantFrom('rebuild', 'old first', 'alter' as const),
    columns: fc.array(
      fc.record({
        kind: fc.constantFrom('text', 'int', 'digits' as const),
        change: fc.constantFrom('keep', 'rename', 'drop', 'convert', 'convert and rename' as const),
      }),
      { minLength: 1, maxLength: 4 },
    ),
    rows: fc.array(fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }), { maxLength: 9 }),
    gone: fc.array(fc.nat(8), { maxLength: 3 }),
    twice: fc.array(fc.nat(8), { maxLength: 3 }),
    added: fc.boolean(),
    reversed: fc.boolean(),
  })
  .map(possible);

/** The plan without what leaves nothing to tell by: a row is known by its key or by its first column. */
function possible(plan: Plan): Plan {
  const keyed = plan.key !== 'none';
  const impossible =
    !keyed ||
    (plan.key === 'text' && plan.keyChange === 'shift') ||
    (plan.way === 'alter' && plan.keyChange === 'replace');
  const keyChange = impossible ? 'keep' : plan.keyChange;
  const known = keyed && keyChange === 'keep';
  const columns = plan.columns.map((column, place): ColumnPlan => {
    const converts = column.kind === 'digits' && plan.way !== 'alter';
    const change = converts ? column.change : withoutConversion(column.change);
    return { kind: column.kind, change: known || place > 0 ? change : kept(change) };
  });
  return { ...plan, columns, keyChange, gone: plan.gone.filter((row) => row < plan.rows.length) };
}

function withoutConversion(change: ColumnPlan['change']): ColumnPlan['change'] {
  return change === 'convert' ? 'keep' : change === 'convert and rename' ? 'rename' : change;
}

function kept(change: ColumnPlan['change']): ColumnPlan['change'] {
  return change === 'convert' ? 'convert' : 'keep';
}

const before = (place: number): string => `c${place}`;
const after = ({ columns }: Plan, place: number): string =>
  columns[place]?.change.includes('rename') === true ? `new${place}` : `c${place}`;

function cellText({ columns, rows }: Plan, row: number, place: number): string {
  // The first column tells rows apart, so it always holds a value.
  if (place > 0 && rows[row]?.[place] === true) return 'NULL';
  const number = (place + 1) * 1000 + row;
  const kind = columns[place]?.kind;
  return kind === 'int' ? String(number) : kind === 'digits' ? `'0${number}'` : `'v${place}-${row}'`;
}

function setupOf(plan: Plan): string {
  const { key, columns, rows, twice } = plan;
  const keyColumn = key === 'none' ? [] : [`id ${key === 'integer' ? 'INTEGER' : 'TEXT'} PRIMARY KEY`];
  const defined = columns.map(({ kind }, place) => `${before(place)} ${kind === 'int' ? 'INTEGER' : 'TEXT'}`);
  const inserted = rows.flatMap((_, row) => {
    const id = key === 'none' ? [] : [key === 'integer' ? String(row * 2 + 1) : `'k${row}'`];
    const values = `(${[...id, ...columns.map((__, place) => cellText(plan, row, place))].join(', ')})`;
    return key === 'none' && twice.includes(row) ? [values, values] : [values];
  });
  return [
    `CREATE TABLE t (${[...keyColumn, ...defined].join(', ')})`,
    ...(inserted.length === 0 ? [] : [`INSERT INTO t VALUES ${inserted.join(', ')}`]),
    'CREATE TABLE was AS SELECT * FROM t',
  ].join(';\n');
}

/** A condition for the rows that go, by the first column as it was. */
function goneWhere(plan: Plan): string {
  return `c0 IN (${plan.gone.map((row) => cellText(plan, row, 0)).join(', ')})`;
}

function statementsOf(plan: Plan): readonly string[] {
  const { columns, key, keyChange, way, added, reversed } = plan;
  const places = [...columns.keys()];
  const remove = `DELETE FROM t WHERE ${goneWhere(plan)}`;
  const shift =
    keyChange === 'shift'
      ? ['UPDATE t SET id = -id - 2', 'UPDATE t SET id = -id']
      : keyChange === 'one'
        ? ['UPDATE t SET id = 999 WHERE id = (SELECT max(id) FROM t)']
        : [];
  if (way === 'alter') {
    return [
      remove,
      ...shift,
      ...places.flatMap((place) => {
        switch (columns[place]?.change) {
          case 'rename':
            return place % 2 === 0
              ? [`ALTER TABLE t RENAME COLUMN ${before(place)} TO ${after(plan, place)}`]
              : [
                  `ALTER TABLE t ADD COLUMN ${after(plan, place)}`,
                  `UPDATE t SET ${after(plan, place)} = ${before(place)}`,
                  `ALTER TABLE t DROP COLUMN ${before(place)}`,
                ];
          case 'drop':
            return [`ALTER TABLE t DROP COLUMN ${before(place)}`];
          default:
            return [];
        }
      }),
      ...(added ? ["ALTER TABLE t ADD COLUMN more TEXT DEFAULT 'd'"] : []),
    ];
  }
  const left = places.filter((place) => columns[place]?.change !== 'drop');
  const type = (place: number): string =>
    columns[place]?.kind === 'int' || columns[place]?.change.includes('convert') === true
      ? 'INTEGER'
      : 'TEXT';
  const [keyColumn, keyValue]: [string[], string[]] =
    key === 'none'
      ? [[], []]
      : keyChange === 'replace'
        ? [['uuid TEXT PRIMARY KEY'], ["'u-' || id"]]
        : [[`id ${key === 'integer' ? 'INTEGER' : 'TEXT'} PRIMARY KEY`], ['id']];
  const shape = [
    ...keyColumn,
    ...left.map((place) => `${after(plan, place)} ${type(place)}`),
    ...(added || left.length + keyColumn.length === 0 ? ["more TEXT DEFAULT 'd'"] : []),
  ].join(', ');
  const values = [...keyValue, ...left.map(before)].join(', ');
  const names = [...keyColumn.map((text) => text.split(' ')[0]), ...left.map((place) => after(plan, place))];
  const order = reversed ? ' ORDER BY c0 DESC' : '';
  const copy = (to: string, from: string): string =>
    `INSERT INTO ${to} (${names.join(', ')}) SELECT ${values} FROM ${from} WHERE NOT ${goneWhere(plan)}${order}`;
  return [
    ...(way === 'rebuild'
      ? [`CREATE TABLE n (${shape})`, copy('n', 't'), 'DROP TABLE t', 'ALTER TABLE n RENAME TO t']
      : ['ALTER TABLE t RENAME TO o', `CREATE TABLE t (${shape})`, copy('t', 'o'), 'DROP TABLE o']),
    ...shift,
  ];
}

function run(database: Handle, plan: Plan): readonly DatabaseState[] {
  database.sqlite.run(setupOf(plan));
  const states = [captureState(database, null)];
  for (const sql of statementsOf(plan)) {
    database.sqlite.run(sql);
    states.push(captureState(database, null));
  }
  return states;
}

test('what is lost is said, and nothing that is still there', () => {
  fc.assert(
    fc.property(plans, (plan) => {
      const database = emptyDatabase();
      try {
        const states = run(database, plan);
        const count = (sql: string): number =>
          Number(selectRows(database, `SELECT ${sql}`).rows[0]?.[0] ?? 0);
        const kept = `FROM was WHERE NOT ${goneWhere(plan)}`;
        const sum = (change: ColumnPlan['change'], least: number): number =>
          plan.columns.reduce((total, column, place) => {
            if (column.change !== change) return total;
            const values = count(`count(DISTINCT ${before(place)}) ${kept}`);
            return values < least ? total : total + count(`count(${before(place)}) ${kept}`);
          }, 0);
        const [first] = states;
        const last = states.at(-1);
        assert.ok(first && last);
        const diff = diffStates(first, last, renamesThrough(states));
        const { lost, rows } = totals(diff);
        const truth = {
          rows: count(`count(*) FROM was WHERE ${goneWhere(plan)}`),
          values: sum('drop', 1),
          // One value is too few to tell a copy in another type: it is said to be in doubt.
          coerced: sum('convert', 1) + sum('convert and rename', 2),
        };
        const context = [setupOf(plan), ...statementsOf(plan)].join(';\n');
        assert.deepEqual(lost, truth, context);
        assert.equal(rows.added, 0, context);
      } finally {
        database.sqlite.close();
      }
    }),
    { numRuns: RUNS },
  );
});
