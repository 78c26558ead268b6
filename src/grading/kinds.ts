/** How to speak of a hidden row: by the kind that the fixture gives it, never by its values. */
import { rowKey, type Cell } from '../database/cell.ts';
import { fold } from '../sql/names.ts';
import { name, visible } from '../diff/words.ts';
import { counted, listed } from '../words/sentence.ts';
import type { TableRowsDifference } from './difference.ts';

/** The rows of one kind in a data set, by their primary keys before the answer ran. */
export interface KindRows {
  readonly table: string;
  /** `a patient without an mrn` */
  readonly name: string;
  /** Made by rowKey. */
  readonly keys: ReadonlySet<string>;
}

/** The kind's rows from what its query returned. */
export function kindRows(table: string, kind: string, rows: readonly (readonly Cell[])[]): KindRows {
  return { table: fold(table), name: kind, keys: new Set(rows.map(rowKey)) };
}

/** Kinds told of one table at most; the others would only make the sentence long. */
const MOST = 2;

/** `2 rows of visits, such as a visit without a code`: numbers and kinds, no values. */
export function rowsInKinds(difference: TableRowsDifference, kinds: readonly KindRows[]): string {
  const { table, missing, extra, changed, keys } = difference;
  const own = kinds.filter((kind) => kind.table === fold(table));
  const names = new Set<string>();
  for (const key of keys) {
    const id = rowKey(key);
    const kind = own.find((each) => each.keys.has(id));
    if (kind !== undefined) names.add(kind.name);
    if (names.size === MOST) break;
  }
  const count = `${counted(missing + extra + changed, 'row')} of ${name(table)}`;
  return visible(names.size === 0 ? count : `${count}, such as ${listed([...names])}`);
}
