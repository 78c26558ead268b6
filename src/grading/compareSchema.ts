/** Whether two schemas are alike, table by table. */
import type { Strictness } from '../course/model.ts';
import { affinityOf } from '../database/sqlite/affinity.ts';
import { NO_ALIASES, sameSql } from '../sql/compare.ts';
import { fold } from '../sql/names.ts';
import { name, visible } from '../diff/words.ts';
import { hasOption, type Column, type DatabaseState, type TableSchema } from '../database/state.ts';
import type { Difference } from './difference.ts';
import { comparePieces, compareViews } from './comparePieces.ts';
import { collationOf, generationOf } from './definition.ts';
import { normalDefault } from '../sql/compare.ts';

/** Whole tables first, then columns, then what hangs on them. */
export function compareSchemas(
  expected: DatabaseState,
  actual: DatabaseState,
  strict: ReadonlySet<Strictness>,
): readonly Difference[] {
  const wanted = byName(expected);
  const found = byName(actual);
  const missing = [...wanted].filter(([key]) => !found.has(key)).map(([, schema]) => schema);
  const extra = [...found].filter(([key]) => !wanted.has(key)).map(([, schema]) => schema);
  const pairs = [...wanted].flatMap(([key, schema]) => {
    const other = found.get(key);
    return other === undefined || other === schema ? [] : [{ expected: schema, actual: other }];
  });
  return [
    ...missing.map((schema) => missingTable(schema, missing.length === 1 ? extra : [])),
    ...extra.map((schema) => extraTable(schema, missing)),
    ...pairs.flatMap((pair) => compareColumns(pair.expected, pair.actual, strict)),
    ...pairs.flatMap((pair) => compareKeysAndOptions(pair.expected, pair.actual)),
    ...pairs.flatMap((pair) =>
      comparePieces(
        { schema: pair.expected, state: expected },
        { schema: pair.actual, state: actual },
        strict,
      ),
    ),
    ...compareViews(expected.views, actual.views, strict),
  ].map((difference) => ({ ...difference, message: visible(difference.message) }));
}

function byName(state: DatabaseState): ReadonlyMap<string, TableSchema> {
  return new Map(state.tables.map(({ schema }) => [fold(schema.name), schema]));
}

function missingTable(schema: TableSchema, extra: readonly TableSchema[]): Difference {
  // One that is there in place of the only one that is missing may be meant to be it.
  const other = extra.length === 1 ? extra[0] : undefined;
  return {
    message: `There is no table ${name(schema.name)}.`,
    expected: `a table ${describeTable(schema)}`,
    actual: other === undefined ? 'no such table' : `a table ${describeTable(other)}`,
  };
}

function extraTable(schema: TableSchema, missing: readonly TableSchema[]): Difference {
  return {
    message: `The table ${name(schema.name)} is there at the end${missing.length === 0 ? ', one more than asked for' : ''}.`,
    expected: 'no such table',
    actual: `a table ${describeTable(schema)}`,
  };
}

function describeTable(schema: TableSchema): string {
  return visible(`${name(schema.name)} (${schema.columns.map((column) => name(column.name)).join(', ')})`);
}

function compareColumns(
  expected: TableSchema,
  actual: TableSchema,
  strict: ReadonlySet<Strictness>,
): readonly Difference[] {
  const found = new Map(actual.columns.map((column) => [fold(column.name), column]));
  const wanted = new Set(expected.columns.map((column) => fold(column.name)));
  const extra = actual.columns.filter((column) => !wanted.has(fold(column.name)));
  const missing = expected.columns.filter((column) => !found.has(fold(column.name)));
  const table = name(expected.name);
  const [instead, ...others] = missing.length === 1 ? extra : [];
  const differences: Difference[] = [
    ...missing.map((column) => ({
      message: `${table} has no column ${name(column.name)}.`,
      expected: describeColumn(column),
      // One that is there in place of the only one that is missing may be meant to be it.
      actual: instead === undefined || others.length > 0 ? 'no such column' : describeColumn(instead),
    })),
    ...extra.map((column) => ({
      message: `${table} has the column ${name(column.name)} at the end${missing.length === 0 ? ', one more than asked for' : ''}.`,
      expected: 'no such column',
      actual: describeColumn(column),
    })),
  ];
  for (const column of expected.columns) {
    const other = found.get(fold(column.name));
    if (other === undefined) continue;
    const subject = `${table}.${name(column.name)}`;
    const say = (what: string, want: string, have: string): void => {
      differences.push({ message: `${subject}: ${what}.`, expected: visible(want), actual: visible(have) });
    };
    if (!sameType(expected, column, actual, other, strict)) {
      say('the type is another one', typeText(column), typeText(other));
    }
    // A rowid is never NULL, whether NOT NULL is written or not; where only one side is a rowid, the keys differ.
    const rowid = isRowid(expected, column) || isRowid(actual, other);
    if (!rowid && column.notNull !== other.notNull) {
      const text = (filled: boolean) => (filled ? 'NOT NULL' : 'NULL is allowed');
      say(`NULL is ${column.notNull ? 'still' : 'not'} allowed`, text(column.notNull), text(other.notNull));
    }
    if (normalDefault(column.default) !== normalDefault(other.default)) {
      say('the default is another one', defaultText(column), defaultText(other));
    }
    const [want, have] = [collationOf(column), collationOf(other)];
    if (want !== have) say('the collation is another one', `COLLATE ${want}`, `COLLATE ${have}`);
    if (generationOf(column) !== generationOf(other)) {
      const text = (generated: boolean) => (generated ? 'a generated column' : 'a plain column');
      say('it is generated in another way', text(column.generated !== null), text(other.generated !== null));
    }
  }
  if (differences.length === 0 && strict.has('column order')) {
    const order = (schema: TableSchema) => schema.columns.map((column) => name(column.name)).join(', ');
    if (fold(order(expected)) !== fold(order(actual))) {
      const message = `The columns of ${table} stand in another order, which counts here.`;
      differences.push({ message, expected: visible(order(expected)), actual: visible(order(actual)) });
    }
  }
  return differences;
}

function sameType(
  expected: TableSchema,
  column: Column,
  actual: TableSchema,
  other: Column,
  strict: ReadonlySet<Strictness>,
): boolean {
  if (sameSql(column.type, other.type, NO_ALIASES)) return true;
  if (strict.has('type names') || hasOption(expected, 'STRICT') || hasOption(actual, 'STRICT')) return false;
  // INT PRIMARY KEY has the affinity of INTEGER PRIMARY KEY, but is no name for the rowid.
  return (
    affinityOf(column.type) === affinityOf(other.type) && isRowid(expected, column) === isRowid(actual, other)
  );
}

/** Whether the column is another name for the rowid, which SQLite fills by itself. */
function isRowid(schema: TableSchema, column: Column): boolean {
  return (
    !hasOption(schema, 'WITHOUT ROWID') &&
    column.primaryKey === 1 &&
    fold(column.type) === 'integer' &&
    keyColumns(schema).length === 1 &&
    !schema.indexes.some((index) => index.origin === 'primary key')
  );
}

function compareKeysAndOptions(expected: TableSchema, actual: TableSchema): readonly Difference[] {
  const differences: Difference[] = [];
  const table = name(expected.name);
  const say = (message: string, want: string, have: string): void => {
    differences.push({ message, expected: visible(want), actual: visible(have) });
  };
  const [want, have] = [keyText(expected), keyText(actual)];
  const sameRowid = isSingleRowid(expected) === isSingleRowid(actual);
  if (fold(want) !== fold(have)) say(`The primary key of ${table} is another one.`, want, have);
  else if (!sameRowid && keyTypesAlike(expected, actual)) {
    say(`The primary key of ${table} is made in another way.`, rowidText(expected), rowidText(actual));
  }
  for (const option of new Set([...expected.options, ...actual.options])) {
    const found = hasOption(actual, option);
    const wanted = hasOption(expected, option);
    if (wanted === found) continue;
    const text = (there: boolean) => (there ? option : `no ${option}`);
    say(`${table} ${found ? 'is' : 'is not'} ${option}.`, text(wanted), text(found));
  }
  return differences;
}

function keyColumns(schema: TableSchema): readonly Column[] {
  return schema.columns.filter((column) => column.primaryKey > 0).sort((a, b) => a.primaryKey - b.primaryKey);
}

function keyText(schema: TableSchema): string {
  const names = keyColumns(schema).map((column) => name(column.name));
  return names.length === 0 ? 'no primary key' : `PRIMARY KEY (${names.join(', ')})`;
}

function isSingleRowid(schema: TableSchema): boolean {
  return schema.columns.some((column) => isRowid(schema, column));
}

/** Whether the type alone does not tell already that one side's key is the rowid. */
function keyTypesAlike(expected: TableSchema, actual: TableSchema): boolean {
  const [a, b] = [keyColumns(expected)[0], keyColumns(actual)[0]];
  return a !== undefined && b !== undefined && fold(a.type) === fold(b.type);
}

function rowidText(schema: TableSchema): string {
  return isSingleRowid(schema)
    ? 'INTEGER PRIMARY KEY, the rowid itself'
    : `${keyText(schema)}, beside the rowid`;
}

function describeColumn(column: Column): string {
  const { primaryKey, notNull } = column;
  const words = [
    name(column.name),
    ...(column.type === '' ? [] : [column.type]),
    ...(primaryKey > 0 ? ['PRIMARY KEY'] : []),
    ...(notNull ? ['NOT NULL'] : []),
    ...(column.default === null ? [] : [defaultText(column)]),
  ];
  return visible(words.join(' '));
}

function typeText(column: Column): string {
  return column.type === '' ? 'no type' : column.type;
}

function defaultText(column: Column): string {
  return column.default === null ? 'no default' : `DEFAULT ${column.default}`;
}
