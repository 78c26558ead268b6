/** Names, types, and what changed in a table's schema, in words. Safe to print. */
import type { Column, ForeignKey, Index, KeyTerm } from '../../database/state.ts';
import type { Sides, TableDiff } from '../../diff/model.ts';
import { printable, showText } from '../spans/visible.ts';

/** Between what refers and what it refers to: as a sign, or said. */
export type Arrow = '→' | 'to';

/** A name from the schema; an empty one is shown as such. */
export function shownName(name: string): string {
  return name === ''
    ? "''"
    : showText(name)
        .map((span) => span.text)
        .join('');
}

export interface TypeOptions {
  /** The default too; not unless set. */
  readonly withDefault?: boolean;
  /** What a key is called; `pk` unless set. */
  readonly key?: 'pk' | 'primary key';
}

/** A type in words: `integer pk`, `text not null`, `text not null default 'x'`. */
export function typeWords(column: Column, { withDefault = false, key = 'pk' }: TypeOptions = {}): string {
  return [
    column.type === '' ? 'any' : printable(column.type.toLowerCase()),
    ...(column.primaryKey > 0 ? [key] : []),
    ...(column.notNull ? ['not null'] : []),
    ...(column.generated === null ? [] : ['generated']),
    ...(column.collation === null ? [] : [`collate ${printable(column.collation.toLowerCase())}`]),
    ...(withDefault && column.default !== null ? [`default ${printable(column.default)}`] : []),
  ].join(' ');
}

/** One thing of a schema that came, went or changed. */
export interface SchemaChange {
  readonly kind: 'added' | 'removed' | 'changed';
  /** Its words before, or null. */
  readonly before: string | null;
  /** Its words afterwards, or null; the same where its words are only its name. */
  readonly after: string | null;
}

/** What changed in a schema beside its columns: indexes, keys, checks, triggers, options. */
export function schemaChanges(diff: TableDiff, arrow: Arrow): readonly SchemaChange[] {
  return [
    ...changesOf(withoutKeys(diff.indexes), indexWords),
    ...changesOf(diff.foreignKeys, (key) => foreignKeyWords(key, arrow)),
    ...changesOf(diff.checks, ({ expression }) => `check (${oneLine(expression)})`),
    ...changesOf(diff.triggers, ({ name }) => `trigger ${shownName(name)}`),
    ...changesOf(diff.options, (option) => printable(option.toLowerCase())),
  ];
}

function changesOf<T>(
  { removed, added, changed }: Sides<T>,
  words: (thing: T) => string,
): readonly SchemaChange[] {
  return [
    ...removed.map((thing) => ({ kind: 'removed', before: words(thing), after: null }) as const),
    ...added.map((thing) => ({ kind: 'added', before: null, after: words(thing) }) as const),
    ...changed.map(
      ({ before, after }) => ({ kind: 'changed', before: words(before), after: words(after) }) as const,
    ),
  ];
}

/** `index idx_mrn on (mrn) where …`. */
function indexWords(index: Index): string {
  const columns = `(${index.terms.map(termWords).join(', ')})`;
  const where = index.where === null ? '' : ` where ${oneLine(index.where)}`;
  if (index.origin === 'create') {
    return `${index.unique ? 'unique ' : ''}index ${shownName(index.name)} on ${columns}${where}`;
  }
  return `${index.origin} ${columns}`;
}

function termWords({ column, text, collation, descending }: KeyTerm): string {
  const what = column === null ? oneLine(text) : shownName(column);
  const collate = collation === null ? '' : ` collate ${printable(collation.toLowerCase())}`;
  return `${what}${collate}${descending ? ' desc' : ''}`;
}

/** `foreign key (patient_id) → patients(id), on delete cascade`. */
function foreignKeyWords(key: ForeignKey, arrow: Arrow): string {
  const target = key.references.length === 0 ? '' : `(${key.references.map(shownName).join(', ')})`;
  const actions = [
    ...(key.onDelete === 'NO ACTION' || key.onDelete === ''
      ? []
      : [`, on delete ${key.onDelete.toLowerCase()}`]),
    ...(key.onUpdate === 'NO ACTION' || key.onUpdate === ''
      ? []
      : [`, on update ${key.onUpdate.toLowerCase()}`]),
    ...key.options.map((option) => `, ${printable(option.toLowerCase())}`),
  ].join('');
  return `foreign key (${key.columns.map(shownName).join(', ')}) ${arrow} ${shownName(key.table)}${target}${actions}`;
}

/** Without the index of a primary key: its columns say `pk`. */
function withoutKeys({ added, removed, changed }: Sides<Index>): Sides<Index> {
  const tell = (index: Index): boolean => index.origin !== 'primary key';
  return {
    added: added.filter(tell),
    removed: removed.filter(tell),
    changed: changed.filter(({ before, after }) => tell(before) && tell(after)),
  };
}

function oneLine(sql: string): string {
  return printable(sql.replace(/\s+/g, ' ').trim());
}
