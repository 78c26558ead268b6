/** Definitions in a form in which those that do the same are equal. */
import type { Column, Index, Trigger } from '../database/state.ts';
import { normalSql } from '../sql/compare.ts';
import { fold, quoteName } from '../sql/names.ts';

/** The collation of a column, folded; SQLite's own default is `binary`. */
export function collationOf({ collation }: Column): string {
  return fold(collation ?? 'binary');
}

/** The expression of a generated column with how it is kept; null for any other. */
export function generationOf({ generated }: Column): string | null {
  return generated === null ? null : `${normalSql(generated.expression)} ${generated.kept}`;
}

/** What an index does, whatever its name and whoever made it: equal for a UNIQUE constraint and a unique index. */
export function indexSignature({ unique, terms, where }: Index): string {
  const parts = terms.map(({ column, text, collation, descending }) => [
    normalSql(column === null ? text : quoteName(column)),
    collation === null ? null : fold(collation),
    descending,
  ]);
  return JSON.stringify([unique, parts, where === null ? null : normalSql(where)]);
}

/** What a trigger waits for: `INSERT`, `UPDATE` or `DELETE`. */
export function triggerEvent({ event }: Trigger): string {
  return /^\w*/.exec(event)?.[0].toUpperCase() ?? '';
}

/** What a trigger does, whatever its name. */
export function triggerSignature({ timing, event, when, body }: Trigger): string {
  return JSON.stringify([timing, normalSql(event), when === null ? null : normalSql(when), normalSql(body)]);
}
