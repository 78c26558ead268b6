/** Whether what hangs on a table is alike: foreign keys, checks, indexes and triggers; and views. */
import type { Strictness } from '../course/model.ts';
import { fold } from '../sql/names.ts';
import { name, visible } from '../diff/words.ts';
import type {
  DatabaseState,
  ForeignKey,
  Index,
  TableSchema,
  Trigger,
  ViewSchema,
} from '../database/state.ts';
import type { Difference } from './difference.ts';
import { indexSignature, triggerEvent, triggerSignature } from './definition.ts';
import { normalSql } from '../sql/compare.ts';

export interface Side {
  readonly schema: TableSchema;
  /** The database around it, in which a foreign key's target is looked up. */
  readonly state: DatabaseState;
}

/** The differences of two tables of one name. */
export function comparePieces(
  expected: Side,
  actual: Side,
  strict: ReadonlySet<Strictness>,
): readonly Difference[] {
  const [want, have] = [expected.schema, actual.schema];
  const table = name(want.name);
  return [
    ...compareHeaps(
      { items: want.foreignKeys, signature: (key) => foreignKeySignature(key, expected.state) },
      { items: have.foreignKeys, signature: (key) => foreignKeySignature(key, actual.state) },
      {
        what: `foreign key of ${table}`,
        none: 'no foreign key',
        text: foreignKeyText,
        near: foreignKeyColumns,
      },
    ),
    ...compareHeaps(
      { items: want.checks, signature: ({ expression }) => normalSql(expression) },
      { items: have.checks, signature: ({ expression }) => normalSql(expression) },
      {
        what: `CHECK of ${table}`,
        none: 'no such CHECK',
        text: ({ expression }) => `CHECK (${expression})`,
        near: () => '',
      },
    ),
    ...compareHeaps(
      { items: want.indexes.filter(isOwn), signature: signatureOf },
      { items: have.indexes.filter(isOwn), signature: signatureOf },
      {
        what: `index of ${table}`,
        none: 'no such index',
        text: indexText,
        near: (index) => fold(index.terms.map(({ text }) => text).join()),
      },
    ),
    ...compareTriggers(table, want.triggers, have.triggers, strict),
  ];

  function signatureOf(index: Index): string {
    const named = strict.has('index names') && index.origin === 'create';
    return named ? `${indexSignature(index)}\n${fold(index.name)}` : indexSignature(index);
  }
}

/** The index of a primary key is compared with the key. */
function isOwn(index: Index): boolean {
  return index.origin !== 'primary key';
}

/** Views by name, with what they select token by token. */
export function compareViews(
  expected: readonly ViewSchema[],
  actual: readonly ViewSchema[],
  strict: ReadonlySet<Strictness>,
): readonly Difference[] {
  const found = new Map(actual.map((view) => [fold(view.name), view]));
  const wanted = new Set(expected.map((view) => fold(view.name)));
  const differences: Difference[] = [];
  for (const view of expected) {
    const other = found.get(fold(view.name));
    if (other === undefined) {
      const message = `There is no view ${name(view.name)}.`;
      differences.push({ message, expected: visible(view.sql), actual: 'no such view' });
    } else {
      if (normalSql(view.sql) !== normalSql(other.sql)) {
        const message = `The view ${name(view.name)} is made in another way.`;
        differences.push({ message, expected: visible(view.sql), actual: visible(other.sql) });
      }
      differences.push(...compareTriggers(name(view.name), view.triggers, other.triggers, strict));
    }
  }
  for (const view of actual.filter(({ name: own }) => !wanted.has(fold(own)))) {
    const message = `The view ${name(view.name)} is there at the end, one more than asked for.`;
    differences.push({ message, expected: 'no such view', actual: visible(view.sql) });
  }
  return differences;
}

interface Heap<T> {
  readonly items: readonly T[];
  /** Equal for items that are alike. */
  readonly signature: (item: T) => string;
}

interface Naming<T> {
  /** `index of visits` */
  readonly what: string;
  readonly none: string;
  readonly text: (item: T) => string;
  /** Equal for items of which one may be meant to be the other. */
  readonly near: (item: T) => string;
}

/** Items of both sides without regard to their order; those that are nearly alike are shown beside each other. */
function compareHeaps<T>(expected: Heap<T>, actual: Heap<T>, naming: Naming<T>): readonly Difference[] {
  const extra = [...actual.items];
  const missing = expected.items.filter((item) => {
    const wanted = expected.signature(item);
    const at = extra.findIndex((other) => actual.signature(other) === wanted);
    if (at >= 0) extra.splice(at, 1);
    return at < 0;
  });
  const { what, none, text, near } = naming;
  const differences = missing.map((item): Difference => {
    const at = extra.findIndex((other) => near(other) === near(item));
    const [other] = at < 0 ? [] : extra.splice(at, 1);
    return {
      message: other === undefined ? `An ${what} is missing.` : `An ${what} is another one.`,
      expected: visible(text(item)),
      actual: other === undefined ? none : visible(text(other)),
    };
  });
  const left = extra.map((item): Difference => {
    return { message: `An ${what} is one more than asked for.`, expected: none, actual: visible(text(item)) };
  });
  return [...differences, ...left].map((one) => ({
    ...one,
    message: one.message.replace(/^An (?=[^aeiou])/, 'A '),
  }));
}

/** A reference that names no columns goes to the other table's primary key. */
function foreignKeySignature(key: ForeignKey, state: DatabaseState): string {
  const target = state.tables.find(({ schema }) => fold(schema.name) === fold(key.table))?.schema;
  const primary = (target?.columns ?? [])
    .filter((column) => column.primaryKey > 0)
    .sort((a, b) => a.primaryKey - b.primaryKey)
    .map((column) => column.name);
  const references = key.references.length > 0 ? key.references : primary;
  return JSON.stringify([
    key.columns.map(fold),
    fold(key.table),
    references.map(fold),
    key.onDelete.toUpperCase(),
    key.onUpdate.toUpperCase(),
  ]);
}

function foreignKeyColumns(key: ForeignKey): string {
  return JSON.stringify(key.columns.map(fold));
}

function foreignKeyText({ columns, table, references, onDelete, onUpdate }: ForeignKey): string {
  const target =
    references.length === 0 ? name(table) : `${name(table)} (${references.map(name).join(', ')})`;
  const action = (event: string, what: string) =>
    what.toUpperCase() === 'NO ACTION' ? '' : ` ON ${event} ${what}`;
  const from = columns.map(name).join(', ');
  return `FOREIGN KEY (${from}) REFERENCES ${target}${action('DELETE', onDelete)}${action('UPDATE', onUpdate)}`;
}

function indexText(index: Index): string {
  const columns = index.terms
    .map(({ column }) => (column === null ? '<expression>' : name(column)))
    .join(', ');
  const made = index.origin === 'create' ? 'INDEX' : 'constraint';
  const kind = index.unique ? (index.origin === 'create' ? 'UNIQUE INDEX' : 'UNIQUE') : made;
  return `${kind} (${columns})${index.where === null ? '' : ` WHERE ${index.where}`}`;
}

/** By text where triggers are asked for strictly; else by what they wait for, and more of them do not count. */
function compareTriggers(
  table: string,
  expected: readonly Trigger[],
  actual: readonly Trigger[],
  strict: ReadonlySet<Strictness>,
): readonly Difference[] {
  if (strict.has('triggers')) {
    return compareHeaps(
      { items: expected, signature: triggerSignature },
      { items: actual, signature: triggerSignature },
      {
        what: `trigger of ${table}`,
        none: 'no such trigger',
        text: (trigger) => trigger.sql,
        near: triggerEvent,
      },
    );
  }
  const there = new Set(actual.map(triggerEvent));
  const events = new Set(expected.map(triggerEvent));
  return [...events]
    .filter((event) => !there.has(event))
    .map((event) => ({
      message: `${table} has no trigger for ${event}.`,
      expected: `a trigger for ${event} on ${visible(table)}`,
      actual: actual.length === 0 ? 'no trigger' : 'only triggers for something else',
    }));
}
