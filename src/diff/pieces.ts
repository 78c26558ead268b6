/** What belongs to a table in words: keys, indexes, triggers, options, as a sentence names them. */
import type { Check, Column, ForeignKey, Index, KeyTerm, PrimaryKey, Trigger } from '../database/state.ts';
import { fold } from '../sql/names.ts';
import { listed } from '../words/sentence.ts';
import type { Sides, TableDiff } from './model.ts';
import { name } from './words.ts';

/** A piece that came, went or changed. */
export interface PieceChange {
  readonly how: 'removed' | 'added' | 'changed';
  /** `index visits_dx`, `AUTOINCREMENT`. */
  readonly what: string;
  /** How it is now, where it changed and that can be said in few words; else empty. */
  readonly now: string;
}

/** Everything beside columns and rows that changed in a table, one by one. */
export function pieceChanges(diff: TableDiff): readonly PieceChange[] {
  return [
    ...changes(withoutKeys(diff.indexes), indexName, indexNow),
    ...changes(diff.triggers, (trigger) => `trigger ${name(trigger.name)}`, triggerNow),
    ...changes(diff.foreignKeys, foreignKeyName, foreignKeyNow),
    ...changes(
      diff.checks,
      ({ expression }: Check) => `CHECK (${expression})`,
      () => '',
    ),
    ...changes(diff.primaryKey, () => 'the primary key', keyNow),
    ...changes(
      diff.options,
      (option) => option,
      () => '',
    ),
  ];
}

function changes<T>(
  { removed, added, changed }: Sides<T>,
  what: (piece: T) => string,
  now: (before: T, after: T) => string,
): readonly PieceChange[] {
  return [
    ...removed.map((piece): PieceChange => ({ how: 'removed', what: what(piece), now: '' })),
    ...added.map((piece): PieceChange => ({ how: 'added', what: what(piece), now: '' })),
    ...changed.map(({ before, after }): PieceChange => ({
      how: 'changed',
      what: what(after),
      now: now(before, after),
    })),
  ];
}

/** Without the indexes of a primary key, which its columns tell of. */
function withoutKeys({ added, removed, changed }: Sides<Index>): Sides<Index> {
  const tell = (index: Index): boolean => index.origin !== 'primary key';
  return {
    added: added.filter(tell),
    removed: removed.filter(tell),
    changed: changed.filter(({ after }) => tell(after)),
  };
}

function indexName(index: Index): string {
  return index.origin === 'unique'
    ? `UNIQUE (${index.terms.map(({ text }) => name(text)).join(', ')})`
    : `index ${name(index.name)}`;
}

function termsText(terms: readonly KeyTerm[]): string {
  const term = ({ column, text, collation, descending }: KeyTerm): string =>
    [column === null ? text : name(column), ...(collation === null ? [] : [`COLLATE ${collation}`])]
      .concat(descending ? ['DESC'] : [])
      .join(' ');
  return `(${terms.map(term).join(', ')})`;
}

function indexNow(before: Index, after: Index): string {
  return differing([
    [before.unique ? 'UNIQUE' : 'not UNIQUE', after.unique ? 'UNIQUE' : 'not UNIQUE'],
    [termsText(before.terms), `on ${termsText(after.terms)}`, termsText(after.terms)],
    [before.where ?? '', after.where === null ? 'without WHERE' : `WHERE ${after.where}`, after.where ?? ''],
    optionsNow(before.options, after.options),
  ]);
}

function triggerNow(before: Trigger, after: Trigger): string {
  return differing([
    [before.timing, after.timing],
    [before.event, after.event],
    [before.when ?? '', after.when === null ? 'without WHEN' : `WHEN ${after.when}`, after.when ?? ''],
    [before.body, 'does something else', after.body],
  ]);
}

function foreignKeyName({ table }: ForeignKey): string {
  return `foreign key to ${name(table)}`;
}

function foreignKeyNow(before: ForeignKey, after: ForeignKey): string {
  const target = (key: ForeignKey): string =>
    `to ${name(key.table)} (${key.references.map(name).join(', ')})`;
  return differing([
    [fold(target(before)), target(after), fold(target(after))],
    [before.onDelete, `ON DELETE ${after.onDelete}`, after.onDelete],
    [before.onUpdate, `ON UPDATE ${after.onUpdate}`, after.onUpdate],
    optionsNow(before.options, after.options),
  ]);
}

function keyNow(before: PrimaryKey, after: PrimaryKey): string {
  return differing([
    [termsText(before.terms), termsText(after.terms)],
    optionsNow(before.options, after.options),
  ]);
}

/** Each: how it was, how the new one is said, and how it is, where that is not how it is said. */
type Aspect = readonly [before: string, said: string, after?: string];

function differing(aspects: readonly Aspect[]): string {
  return aspects
    .filter(([before, said, after = said]) => before !== after)
    .map(([, said]) => said)
    .join(', ');
}

/** Options that came or went: `without ON CONFLICT IGNORE`. */
function optionWords(before: readonly string[], after: readonly string[]): readonly string[] {
  return [
    ...after.filter((option) => !before.includes(option)),
    ...before.filter((option) => !after.includes(option)).map((option) => `without ${option}`),
  ];
}

function optionsNow(before: readonly string[], after: readonly string[]): Aspect {
  return ['', optionWords(before, after).join(', ')];
}

/** How a column's definition reads where it differs. */
export function columnNow(before: Column, after: Column): readonly string[] {
  const words: string[] = [];
  const type = (column: Column): string => column.type || 'untyped';
  if (fold(before.type) !== fold(after.type)) words.push(`${type(after)} (was ${type(before)})`);
  if (before.notNull !== after.notNull) words.push(after.notNull ? 'NOT NULL' : 'free to be NULL');
  if (before.default !== after.default)
    words.push(after.default === null ? 'without a default' : `DEFAULT ${after.default}`);
  if (before.primaryKey !== after.primaryKey) {
    const inside = before.primaryKey > 0 ? 'elsewhere in the primary key' : 'in the primary key';
    words.push(after.primaryKey > 0 ? inside : 'outside the primary key');
  }
  if (fold(before.collation ?? '') !== fold(after.collation ?? ''))
    words.push(
      after.collation === null ? `without COLLATE ${before.collation ?? ''}` : `COLLATE ${after.collation}`,
    );
  words.push(...generatedNow(before, after), ...optionWords(before.options, after.options));
  return words;
}

function generatedNow({ generated: before }: Column, { generated: after }: Column): readonly string[] {
  if (before === null) return after === null ? [] : ['generated'];
  if (after === null) return ['no longer generated'];
  return [
    ...(before.kept === after.kept ? [] : [after.kept.toUpperCase()]),
    ...(before.expression === after.expression ? [] : [`generated by ${after.expression}`]),
  ];
}

/** What a table that was made anew has no longer of what belonged to it, each as it was written. */
export function notBroughtBack(diff: TableDiff): readonly string[] {
  const pieces = pieceChanges(diff)
    .filter(({ how }) => how === 'removed')
    .map(({ what }) => what);
  const columns = diff.columns.changed.flatMap(({ before, after }) => {
    const gone = [
      ...(before.notNull && !after.notNull && after.primaryKey === 0 ? ['NOT NULL'] : []),
      ...(before.default !== null && after.default === null ? [`DEFAULT ${before.default}`] : []),
      ...(before.collation !== null && after.collation === null ? [`COLLATE ${before.collation}`] : []),
      ...(before.generated !== null && after.generated === null ? ['generated values'] : []),
      ...before.options.filter((option) => !after.options.includes(option)),
    ];
    return gone.length === 0 ? [] : [`${listed(gone)} of ${name(after.name)}`];
  });
  return [...pieces, ...columns];
}
