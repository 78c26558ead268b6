/** One cell for a screen reader: where it is and what stands there, nothing else. */
import type { Cell } from '../../database/cell.ts';
import { cellPlain } from '../spans/visible.ts';
import { shownName } from '../words/schema.ts';
import type { InspectView } from '../../view/inspect.ts';
import { cellAt } from '../../view/table/table.ts';

/** UTF-16 units of text, and bytes, that are read out: more is not listened to. */
const TEXT_READ = 20_000;
const BYTES_READ = 64;

/** `Row 2, column name: Cher.`, or with what it was before where it changed. */
export function cellSpoken({ table: view, row, column }: InspectView): string {
  const place = view.columns[column];
  if (place === undefined || row < 0 || row >= view.rows.length) return 'There is no cell here.';
  const { before, after, change, status } = cellAt(view, row, column);
  const context = { numbers: place.numbers || change?.how === 'coerced' };
  const words = (cell: Cell): string => wholeCell(cell, context);
  const name = shownName(place.after?.name ?? place.before?.name ?? '');
  const renamed = place.renamed && place.before !== null ? `, before ${shownName(place.before.name)}` : '';
  const head = `Row ${row + 1}, column ${name}${renamed}`;
  if (status === 'removed') return `${head}: the row is gone, it was ${words(before ?? null)}.`;
  if (status === 'added') return `${head}, in a new row: ${words(after ?? null)}.`;
  if (after === undefined) return `${head}: the column is gone, it was ${words(before ?? null)}.`;
  if (before === undefined || place.added) return `${head}, a new column: ${words(after)}.`;
  return change === null
    ? `${head}: ${words(after)}.`
    : `${head}, changed: it was ${words(before)}, now ${words(after)}.`;
}

function wholeCell(cell: Cell, context: { readonly numbers: boolean }): string {
  if (typeof cell === 'string' && cell.length > TEXT_READ)
    return `${cellPlain(cell.slice(0, TEXT_READ), context)}, and ${cell.length - TEXT_READ} more characters`;
  if (!(cell instanceof Uint8Array)) return cellPlain(cell, context);
  const bytes = Array.from(cell.subarray(0, BYTES_READ), (byte) => byte.toString(16).padStart(2, '0'));
  const more = cell.length > BYTES_READ ? ', and more' : '';
  return `${cellPlain(cell)}${bytes.length === 0 ? '' : `, ${bytes.join(' ')}`}${more}`;
}
