/** Makes the schemas of a state from what the catalogue says. */
import type {
  Check,
  Column,
  ForeignKey,
  Index,
  PrimaryKey,
  Sequence,
  TableSchema,
  Trigger,
  ViewSchema,
} from '../state.ts';
import type {
  Catalog,
  CatalogColumn,
  CatalogConstraint,
  CatalogIndex,
  CatalogRelation,
  CatalogTrigger,
} from './catalog.ts';

/** A table of the catalogue, with the SQL that names it. */
export interface Table {
  readonly schema: TableSchema;
  readonly sequences: readonly Sequence[];
  /** Quoted, with its schema. */
  readonly quoted: string;
}

/** Tables in the order in which they were created. */
export function tablesIn(catalog: Catalog): readonly Table[] {
  return catalog.relations
    .filter(({ kind }) => kind === 'r' || kind === 'p')
    .map((relation) => {
      const of = <T extends { readonly table: number }>(items: readonly T[]): readonly T[] =>
        items.filter(({ table }) => table === relation.oid);
      const columns = of(catalog.columns);
      return {
        schema: schemaOf(relation, {
          columns,
          constraints: of(catalog.constraints),
          indexes: of(catalog.indexes),
          triggers: of(catalog.triggers),
        }),
        sequences: columns.flatMap(({ name, last }) =>
          last === null ? [] : [{ column: name, last: BigInt(last) }],
        ),
        quoted: relation.quoted,
      };
    });
}

export function viewsIn({ relations, triggers }: Catalog): readonly ViewSchema[] {
  return relations
    .filter(({ kind }) => kind === 'v' || kind === 'm')
    .map(({ oid, name, kind, view }) => ({
      name,
      sql: `CREATE ${kind === 'm' ? 'MATERIALIZED VIEW' : 'VIEW'} ${name} AS\n${view ?? ''}`,
      triggers: triggers.filter(({ table }) => table === oid).map(triggerOf),
    }));
}

interface Parts {
  readonly columns: readonly CatalogColumn[];
  readonly constraints: readonly CatalogConstraint[];
  readonly indexes: readonly CatalogIndex[];
  readonly triggers: readonly CatalogTrigger[];
}

function schemaOf(
  relation: CatalogRelation,
  { columns, constraints, indexes, triggers }: Parts,
): TableSchema {
  const key = constraints.find(({ type }) => type === 'p');
  return {
    name: relation.name,
    columns: columns.map((column) => columnOf(column, key?.columns ?? [])),
    primaryKey: key === undefined ? null : primaryKeyOf(key),
    indexes: indexes.map((index) =>
      indexOf(
        index,
        constraints.find(({ index: made, type }) => made === index.oid && type !== 'f'),
      ),
    ),
    foreignKeys: constraints.filter(({ type }) => type === 'f').map(foreignKeyOf),
    checks: constraints.filter(({ type }) => type === 'c').map(checkOf),
    triggers: triggers.map(triggerOf),
    options: optionsOf(relation, constraints),
    module: null,
    shadows: [],
    sql: '',
  };
}

function columnOf(column: CatalogColumn, key: readonly string[]): Column {
  const { name, type, notNull, expression, generated, identity, collation } = column;
  return {
    name,
    type,
    notNull,
    default: generated === '' ? expression : null,
    primaryKey: key.indexOf(name) + 1,
    generated:
      generated === ''
        ? null
        : {
            expression: withoutParentheses(expression ?? ''),
            kept: generated === 's' ? 'stored' : 'virtual',
          },
    collation,
    options: identity === '' ? [] : [`GENERATED ${identity === 'a' ? 'ALWAYS' : 'BY DEFAULT'} AS IDENTITY`],
  };
}

function withoutParentheses(expression: string): string {
  return /^\(([^()]*)\)$/.exec(expression)?.[1] ?? expression;
}

function primaryKeyOf(key: CatalogConstraint): PrimaryKey {
  return {
    name: key.name,
    terms: key.columns.map((column) => ({ column, text: column, collation: null, descending: false })),
    options: deferral(key),
  };
}

function deferral({ deferrable, deferred }: CatalogConstraint): string[] {
  if (!deferrable) return [];
  return [deferred ? 'DEFERRABLE INITIALLY DEFERRED' : 'DEFERRABLE'];
}

const ORIGINS = { p: 'primary key', u: 'unique', x: 'create', f: 'create', c: 'create' } as const;

function indexOf(index: CatalogIndex, constraint: CatalogConstraint | undefined): Index {
  return {
    name: index.name,
    unique: index.unique,
    terms: index.terms,
    origin: ORIGINS[constraint?.type ?? 'c'],
    where: index.where,
    constraint: constraint?.name ?? null,
    options: [
      ...(index.method === 'btree' ? [] : [`USING ${index.method}`]),
      ...(index.nullsNotDistinct ? ['NULLS NOT DISTINCT'] : []),
      ...(index.included.length > 0 ? [`INCLUDE (${index.included.join(', ')})`] : []),
      ...(index.valid ? [] : ['INVALID']),
      ...(constraint === undefined ? [] : deferral(constraint)),
    ],
    sql: constraint === undefined ? index.definition : null,
  };
}

const ACTIONS: Readonly<Record<string, string>> = {
  a: 'NO ACTION',
  r: 'RESTRICT',
  c: 'CASCADE',
  n: 'SET NULL',
  d: 'SET DEFAULT',
};

function foreignKeyOf(key: CatalogConstraint): ForeignKey {
  return {
    name: key.name,
    columns: key.columns,
    table: key.target ?? '',
    references: key.targetColumns,
    onDelete: ACTIONS[key.onDelete] ?? '',
    onUpdate: ACTIONS[key.onUpdate] ?? '',
    options: [
      ...(key.match === 'f' ? ['MATCH FULL'] : []),
      ...deferral(key),
      ...(key.enforced ? [] : ['NOT ENFORCED']),
      ...(key.validated || !key.enforced ? [] : ['NOT VALID']),
    ],
  };
}

function checkOf({ name, expression }: CatalogConstraint): Check {
  return { name, expression: expression ?? '' };
}

/** What a table has that other engines' tables have no field for. */
function optionsOf(relation: CatalogRelation, constraints: readonly CatalogConstraint[]): string[] {
  return [
    ...(relation.partitionKey === null ? [] : [`PARTITION BY ${relation.partitionKey}`]),
    ...(relation.partition === null ? [] : [relation.partition]),
    ...(relation.parents.length > 0 ? [`INHERITS (${relation.parents.join(', ')})`] : []),
    ...(relation.rowSecurity ? ['ROW LEVEL SECURITY'] : []),
    ...constraints.flatMap(({ type, name, definition, validated, enforced }) => {
      if (type === 'x') return [`CONSTRAINT ${name} ${definition}`];
      if (type !== 'c' || validated) return [];
      return [`CONSTRAINT ${name} NOT ${enforced ? 'VALID' : 'ENFORCED'}`];
    }),
  ];
}

const EVENTS = [
  [4, 'INSERT'],
  [8, 'DELETE'],
  [16, 'UPDATE'],
  [32, 'TRUNCATE'],
] as const;

function triggerOf({ name, bits, columns, definition, source }: CatalogTrigger): Trigger {
  const events = EVENTS.filter(([bit]) => (bits & bit) !== 0).map(([, event]) =>
    event === 'UPDATE' && columns.length > 0 ? `UPDATE OF ${columns.join(', ')}` : event,
  );
  return {
    name,
    timing: (bits & 64) !== 0 ? 'INSTEAD OF' : (bits & 2) !== 0 ? 'BEFORE' : 'AFTER',
    event: events.join(' OR '),
    when: /\bWHEN \((.*)\) EXECUTE /s.exec(definition)?.[1] ?? null,
    body: source.trim(),
    sql: definition,
  };
}
