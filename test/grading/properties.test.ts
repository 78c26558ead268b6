/** Grading by properties: what is the same passes however it is written, and no single change of the end goes unseen. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { compareStates } from '../../src/grading/compare.ts';
import { compare, stateOf } from './states.ts';

interface ColumnSpec {
  readonly name: string;
  readonly type: string;
  readonly notNull: boolean;
  readonly fallback: string | null;
}

interface TableSpec {
  readonly columns: readonly ColumnSpec[];
  /** SQL literals, one for each column. */
  readonly rows: readonly (readonly string[])[];
  /** Places of columns. */
  readonly indexes: readonly { readonly columns: readonly number[]; readonly unique: boolean }[];
  readonly keyed: boolean;
}

const TYPES = ['INTEGER', 'TEXT', 'REAL', 'NUMERIC', 'BLOB'] as const;
const LITERALS = [
  '1',
  '2',
  '-7',
  '1.5',
  "''",
  "'a'",
  "'Ä b'",
  "'1x'",
  "x'00ff'",
  "'it''s'",
  '9007199254740993',
];

const table: fc.Arbitrary<TableSpec> = fc
  .array(
    fc.record({
      type: fc.constantFrom(...TYPES),
      notNull: fc.boolean(),
      fallback: fc.option(fc.constantFrom("'x'", '0', 'CURRENT_DATE'), { nil: null }),
    }),
    { minLength: 1, maxLength: 4 },
  )
  .chain((columns) => {
    const named = columns.map((column, place) => ({ ...column, name: `c${place}` }));
    const cells = named.map(({ notNull }) => fc.constantFrom(...LITERALS, ...(notNull ? [] : ['NULL'])));
    const place = fc.nat({ max: columns.length - 1 });
    return fc.record({
      columns: fc.constant(named),
      rows: fc.array(fc.tuple(...cells), { minLength: 1, maxLength: 6 }),
      indexes: fc.uniqueArray(
        fc.record({
          columns: fc.uniqueArray(place, { minLength: 1, maxLength: 2 }),
          unique: fc.constant(false),
        }),
        { maxLength: 2, selector: ({ columns: places }) => places.join() },
      ),
      keyed: fc.boolean(),
    });
  });

/** The script that makes the table. `order` gives the columns' places in the order in which they are written. */
function script(spec: TableSpec, order: readonly number[] = [...spec.columns.keys()]): string {
  const columns = order.map((place) => {
    const { name, type, notNull, fallback } = spec.columns[place]!;
    return `${name} ${type}${notNull ? ' NOT NULL' : ''}${fallback === null ? '' : ` DEFAULT ${fallback}`}`;
  });
  const names = order.map((place) => spec.columns[place]!.name);
  const rows = spec.rows.map((row, number) => {
    const cells = order.map((place) => row[place]);
    return spec.keyed ? `(${[number + 1, ...cells].join(', ')})` : `(${cells.join(', ')})`;
  });
  const key = spec.keyed ? ['id INTEGER PRIMARY KEY'] : [];
  const into = spec.keyed ? ['id', ...names] : names;
  return [
    `CREATE TABLE t (${[...key, ...columns].join(', ')});`,
    ...(rows.length === 0 ? [] : [`INSERT INTO t (${into.join(', ')}) VALUES ${rows.join(', ')};`]),
    ...spec.indexes.map(({ columns: places, unique }, number) => {
      const on = places.map((place) => spec.columns[place]!.name).join(', ');
      return `CREATE ${unique ? 'UNIQUE ' : ''}INDEX i${number} ON t (${on});`;
    }),
  ].join('\n');
}

test('a state is alike itself, and its twin with columns and rows in another order', () => {
  fc.assert(
    fc.property(table, fc.array(fc.nat(), { minLength: 6, maxLength: 6 }), (spec, numbers) => {
      const state = stateOf(script(spec));
      assert.equal(compareStates(state, state).equal, true);
      const shuffled = <T>(items: readonly T[]): readonly T[] =>
        items
          .map((item, place) => ({ item, by: numbers[place] ?? 0 }))
          .sort((a, b) => a.by - b.by)
          .map(({ item }) => item);
      // Numbered rows would change places with their numbers.
      const twin = spec.keyed ? spec : { ...spec, rows: shuffled(spec.rows) };
      const { equal, schema, rows } = compare(script(spec), script(twin, shuffled([...spec.columns.keys()])));
      assert.equal(equal, true, JSON.stringify({ schema, rows: rows.first }));
    }),
    { numRuns: 60 },
  );
});

interface Mutation {
  readonly name: string;
  readonly apply: (spec: TableSpec, place: number, row: number) => TableSpec | null;
}

const replaced = <T>(items: readonly T[], at: number, item: T): readonly T[] =>
  items.map((each, place) => (place === at ? item : each));

const MUTATIONS: readonly Mutation[] = [
  {
    name: 'a cell',
    apply: (spec, place, row) => ({
      ...spec,
      rows: replaced(spec.rows, row, replaced(spec.rows[row]!, place, "'another text'")),
    }),
  },
  {
    name: 'a type',
    apply: (spec, place) => {
      const column = spec.columns[place]!;
      const type = TYPES[(TYPES.findIndex((each) => each === column.type) + 1) % TYPES.length]!;
      return { ...spec, columns: replaced(spec.columns, place, { ...column, type }) };
    },
  },
  {
    name: 'a NOT NULL',
    apply: (spec, place) => {
      const column = spec.columns[place]!;
      const blocked = !column.notNull && spec.rows.some((row) => row[place] === 'NULL');
      if (blocked) return null;
      return { ...spec, columns: replaced(spec.columns, place, { ...column, notNull: !column.notNull }) };
    },
  },
  {
    name: 'a default',
    apply: (spec, place) => {
      const column = spec.columns[place]!;
      const fallback = column.fallback === null ? "'y'" : null;
      return { ...spec, columns: replaced(spec.columns, place, { ...column, fallback }) };
    },
  },
  {
    name: 'an index more',
    apply: (spec, place) => ({ ...spec, indexes: [...spec.indexes, { columns: [place], unique: false }] }),
  },
  {
    name: 'an index less',
    apply: (spec) => (spec.indexes.length === 0 ? null : { ...spec, indexes: spec.indexes.slice(1) }),
  },
  {
    name: 'a row less',
    apply: (spec, _place, row) => ({ ...spec, rows: spec.rows.filter((_, number) => number !== row) }),
  },
  {
    name: 'a row twice',
    apply: (spec, _place, row) => ({ ...spec, rows: [...spec.rows, spec.rows[row]!] }),
  },
  {
    name: 'the primary key',
    apply: (spec) => ({ ...spec, keyed: !spec.keyed }),
  },
  {
    name: 'a column less',
    apply: (spec, place) =>
      spec.columns.length === 1
        ? null
        : {
            ...spec,
            columns: spec.columns.filter((_, at) => at !== place),
            rows: spec.rows.map((row) => row.filter((_, at) => at !== place)),
            indexes: [],
          },
  },
];

for (const { name, apply } of MUTATIONS) {
  test(`a single change is caught: ${name}`, () => {
    fc.assert(
      fc.property(table, fc.nat(), fc.nat(), (spec, column, number) => {
        const mutant = apply(spec, column % spec.columns.length, number % spec.rows.length);
        fc.pre(mutant !== null);
        const { equal, schema, rows } = compare(script(spec), script(mutant));
        assert.equal(equal, false);
        assert.ok(schema.length > 0 || rows.first !== null || !rows.whole);
        assert.equal(compare(script(mutant), script(spec)).equal, false);
      }),
      { numRuns: 40 },
    );
  });
}

test('1, 1.0 and the text 1, NULL and the empty text are all different where nothing is coerced', () => {
  const literals = [
    '1',
    '1.0',
    "'1'",
    "x'31'",
    'NULL',
    "''",
    "x''",
    "'1 '",
    '9007199254740993',
    '9007199254740992',
  ];
  const cell = fc.constantFrom(...literals);
  fc.assert(
    fc.property(cell, cell, fc.boolean(), (a, b, keyed) => {
      const make = (literal: string) =>
        `CREATE TABLE t (${keyed ? 'id INTEGER PRIMARY KEY' : 'id'}, a); INSERT INTO t VALUES (1, ${literal});`;
      assert.equal(compare(make(a), make(b)).equal, a === b);
    }),
  );
});
