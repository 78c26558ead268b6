/** The difference of two schemas of one table, piece by piece. */
import type {
  Check,
  Column,
  ForeignKey,
  Generated,
  Index,
  KeyTerm,
  PrimaryKey,
  TableSchema,
  Trigger,
  ViewSchema,
} from '../database/state.ts';
import type { FoundColumns } from './foundColumns.ts';
import type { ColumnPairs, PlacePair } from './pairing.ts';
import type { ColumnsDiff, Rename, Sides } from './model.ts';
import { type Aliases, sameName, sameSql } from '../sql/compare.ts';
import { fold } from '../sql/names.ts';

/** With the columns that were found by value. */
export function withFound(columns: ColumnPairs, found: readonly PlacePair[]): ColumnPairs {
  if (found.length === 0) return columns;
  return {
    both: [...columns.both, ...found].sort((a, b) => a.after - b.after),
    added: columns.added.filter((place) => found.every((pair) => pair.after !== place)),
    removed: columns.removed.filter((place) => found.every((pair) => pair.before !== place)),
  };
}

/** Pairs columns by the renames of this table, the others by name. */
export function pairColumns(
  before: TableSchema,
  after: TableSchema,
  renames: readonly Rename[],
): ColumnPairs {
  const origin = new Map(renames.map(({ from, to }) => [fold(to), fold(from)]));
  const renamed = new Set(origin.values());
  const places = new Map(before.columns.map((column, place) => [fold(column.name), place]));
  const both: { before: number; after: number }[] = [];
  const added: number[] = [];
  after.columns.forEach(({ name }, place) => {
    const from = origin.get(fold(name));
    const match = places.get(from ?? fold(name));
    const taken = match === undefined || (from === undefined && renamed.has(fold(name)));
    if (taken) added.push(place);
    else both.push({ before: match, after: place });
  });
  const kept = new Set(both.map((pair) => pair.before));
  return { both, added, removed: [...before.columns.keys()].filter((place) => !kept.has(place)) };
}

export function diffColumns(
  before: TableSchema,
  after: TableSchema,
  pairs: ColumnPairs,
  found: FoundColumns,
  aliases: Aliases,
): ColumnsDiff {
  const sides = pairs.both.flatMap((pair) => {
    const [left, right] = [before.columns[pair.before], after.columns[pair.after]];
    const byValue = found.pairs.some(({ after: place }) => place === pair.after);
    return left && right ? [{ before: left, after: right, byValue }] : [];
  });
  return {
    added: pick(after.columns, pairs.added),
    removed: pick(before.columns, pairs.removed),
    renamed: sides
      .filter((side) => side.before.name !== side.after.name)
      .map((side) => ({
        from: side.before.name,
        to: side.after.name,
        ...(side.byValue ? { byValue: true } : {}),
      })),
    doubtful: found.doubtful.map((column) => ({
      from: before.columns[column.before]?.name ?? '',
      to: pick(after.columns, column.after).map(({ name }) => name),
    })),
    changed: sides
      .filter((side) => !sameColumn(side.before, side.after, aliases))
      .map((side) => ({ before: side.before, after: side.after })),
    reordered: pairs.both.some(
      (pair, index) => index > 0 && pair.before < (pairs.both[index - 1]?.before ?? 0),
    ),
  };
}

function pick<T>(items: readonly T[], places: readonly number[]): readonly T[] {
  return places.flatMap((place) => items[place] ?? []);
}

/** The same but for the name. */
function sameColumn(before: Column, after: Column, aliases: Aliases): boolean {
  return (
    sameSql(before.type, after.type, aliases) &&
    before.notNull === after.notNull &&
    sameSql(before.default, after.default, aliases) &&
    before.primaryKey === after.primaryKey &&
    sameGenerated(before.generated, after.generated, aliases) &&
    fold(before.collation ?? '') === fold(after.collation ?? '') &&
    before.options.join() === after.options.join()
  );
}

function sameGenerated(before: Generated | null, after: Generated | null, aliases: Aliases): boolean {
  if (before === null || after === null) return before === after;
  return before.kept === after.kept && sameSql(before.expression, after.expression, aliases);
}

export function diffIndexes(
  before: readonly Index[],
  after: readonly Index[],
  aliases: Aliases,
): Sides<Index> {
  return sides(before, after, sameIndexName, sameIndex);

  // SQLite names the indexes of constraints after the table, so their columns say which is which.
  function sameIndexName(a: Index, b: Index): boolean {
    if (a.origin !== b.origin) return false;
    return a.origin === 'create' ? fold(a.name) === fold(b.name) : sameTerms(a.terms, b.terms, aliases);
  }

  function sameIndex(a: Index, b: Index): boolean {
    return (
      a.unique === b.unique &&
      sameTerms(a.terms, b.terms, aliases) &&
      sameSql(a.where, b.where, aliases) &&
      a.options.join() === b.options.join()
    );
  }
}

export function diffTriggers(
  before: readonly Trigger[],
  after: readonly Trigger[],
  aliases: Aliases,
): Sides<Trigger> {
  return sides(before, after, sameFoldedName, (a, b) => sameSql(a.sql, b.sql, aliases));
}

export function diffForeignKeys(
  before: readonly ForeignKey[],
  after: readonly ForeignKey[],
  aliases: Aliases,
): Sides<ForeignKey> {
  return sides(
    before,
    after,
    (a, b) => sameNames(a.columns, b.columns, aliases),
    (a, b) =>
      sameName(a.table, b.table, aliases) &&
      sameNames(a.references, b.references, aliases) &&
      a.onDelete === b.onDelete &&
      a.onUpdate === b.onUpdate &&
      a.options.join() === b.options.join(),
  );
}

export function diffChecks(
  before: readonly Check[],
  after: readonly Check[],
  aliases: Aliases,
): Sides<Check> {
  return sides(
    before,
    after,
    (a, b) => sameSql(a.expression, b.expression, aliases),
    () => true,
  );
}

/** A key on both sides that differs in its order or its options; what is in it is told by the columns. */
export function diffPrimaryKeys(
  before: PrimaryKey | null,
  after: PrimaryKey | null,
  aliases: Aliases,
): Sides<PrimaryKey> {
  const same =
    before === null ||
    after === null ||
    !sameNames(namesOf(before.terms), namesOf(after.terms), aliases) ||
    (sameTerms(before.terms, after.terms, aliases) && before.options.join() === after.options.join());
  return { added: [], removed: [], changed: same ? [] : [{ before, after }] };
}

function namesOf(terms: readonly KeyTerm[]): readonly string[] {
  return terms.map(({ text }) => text);
}

/** Options of a table, each by itself. */
export function diffOptions(before: readonly string[], after: readonly string[]): Sides<string> {
  return {
    added: after.filter((option) => !before.includes(option)),
    removed: before.filter((option) => !after.includes(option)),
    changed: [],
  };
}

export function diffViews(
  before: readonly ViewSchema[],
  after: readonly ViewSchema[],
  aliases: Aliases,
): Sides<ViewSchema> {
  return sides(before, after, sameFoldedName, (a, b) => {
    const triggers = diffTriggers(a.triggers, b.triggers, aliases);
    return sameSql(a.sql, b.sql, aliases) && !isChanged(triggers);
  });
}

/** Whether anything stands on any side. */
export function isChanged(side: Sides<unknown>): boolean {
  return side.added.length + side.removed.length + side.changed.length > 0;
}

/** Pairs the items that are one, taking equal ones first, and tells which of them changed. */
function sides<T>(
  before: readonly T[],
  after: readonly T[],
  isOne: (before: T, after: T) => boolean,
  isEqual: (before: T, after: T) => boolean,
): Sides<T> {
  const added = [...after];
  const rest = before.filter((old) => !take(added, (item) => isOne(old, item) && isEqual(old, item)));
  const changed: { before: T; after: T }[] = [];
  const removed = rest.filter((old) => {
    const now = take(added, (item) => isOne(old, item));
    if (now) changed.push({ before: old, after: now.item });
    return !now;
  });
  return { added, removed, changed };
}

function take<T>(items: T[], isIt: (item: T) => boolean): { item: T } | null {
  const place = items.findIndex(isIt);
  if (place < 0) return null;
  const [item] = items.splice(place, 1) as [T];
  return { item };
}

function sameNames(before: readonly string[], after: readonly string[], aliases: Aliases): boolean {
  return (
    before.length === after.length &&
    before.every((name, place) => sameName(name, after[place] ?? '', aliases))
  );
}

function sameTerms(before: readonly KeyTerm[], after: readonly KeyTerm[], aliases: Aliases): boolean {
  return (
    before.length === after.length &&
    before.every((term, place) => {
      const other = after[place];
      return (
        sameSql(term.text, other?.text ?? null, aliases) &&
        fold(term.collation ?? '') === fold(other?.collation ?? '') &&
        term.descending === other?.descending
      );
    })
  );
}

function sameFoldedName(a: { readonly name: string }, b: { readonly name: string }): boolean {
  return fold(a.name) === fold(b.name);
}
