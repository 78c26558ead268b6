/** A table for a screen reader: row by row, as sentences. */
import { cellPlain } from '../spans/visible.ts';
import { columnName } from '../../view/table/columns.ts';
import { shownName } from '../words/schema.ts';
import { schemaSpoken, typeSpoken } from './schema.ts';
import { cellAt, type TableView } from '../../view/table/table.ts';
import { statusAt } from '../../view/table/order.ts';
import { counted } from '../../words/sentence.ts';

export interface SpokenOptions {
  /** Rows that are read out; those that changed come before the others. 50 unless set. */
  readonly limit?: number;
}

/** The table as sentences: what it is, its columns, then the rows. */
export function tableSpoken(view: TableView, options: SpokenOptions = {}): string[] {
  if (view.before === null && view.after === null)
    return [
      view.missing === 'yet'
        ? `Table ${shownName(view.nameAfter)} does not exist yet.`
        : `Table ${shownName(view.nameBefore)} is gone.`,
    ];
  const limit = options.limit ?? 50;
  const slots = chosenRows(view, limit);
  const rest = view.rows.length - slots.length;
  return [
    tableSentence(view),
    ...columnSentences(view),
    ...(view.diff === null || view.before === null || view.after === null ? [] : schemaSpoken(view.diff)),
    ...slots.map((slot) => rowSentence(view, slot)),
    ...(rest > 0 ? [`And ${counted(rest, 'more row')}.`] : []),
  ];
}

/** Changed rows first where not all fit, in table order. */
function chosenRows(view: TableView, limit: number): number[] {
  const { rows } = view;
  if (rows.length <= limit) return Array.from({ length: rows.length }, (_, slot) => slot);
  const chosen = new Set(rows.marked.slice(0, limit));
  for (let slot = 0; slot < rows.length && chosen.size < limit; slot++) chosen.add(slot);
  return [...chosen].sort((a, b) => a - b);
}

function tableSentence(view: TableView): string {
  const { before, after } = view;
  const old = shownName(view.nameBefore);
  const name = shownName(view.nameAfter);
  if (after === null) return `Table ${old} is gone, with ${counted(before?.rowCount ?? 0, 'row')}.`;
  const rows = after.rowCount === 0 ? 'no rows' : counted(after.rowCount, 'row');
  if (before === null) return `Table ${name} is new, with ${rows}.`;
  const named = old === name ? `Table ${name}` : `Table ${old}, now named ${name}`;
  const was = before.rowCount === after.rowCount ? '' : `, before ${before.rowCount}`;
  return `${named}, ${rows}${was}.`;
}

function columnSentences(view: TableView): string[] {
  const names = view.columns.flatMap(
    (column) => column.after ?? (view.after === null ? column.before : null) ?? [],
  );
  return [
    `Columns: ${names.map((column) => `${shownName(column.name)} ${typeSpoken(column)}`).join('; ')}.`,
    ...view.columns.flatMap((column) => {
      const { before, after } = column;
      const sentences: string[] = [];
      if (column.added && after !== null)
        sentences.push(`Column ${shownName(after.name)} added: ${typeSpoken(after)}.`);
      if (column.removed && before !== null) sentences.push(`Column ${shownName(before.name)} removed.`);
      if (before !== null && after !== null) {
        if (column.renamed)
          sentences.push(`Column ${shownName(before.name)} renamed to ${shownName(after.name)}.`);
        if (column.changed) {
          const [old, now] = [typeSpoken(before), typeSpoken(after)];
          sentences.push(`Column ${shownName(after.name)} changed: was ${old}, now ${now}.`);
        }
      }
      return sentences;
    }),
  ];
}

/** `Row 3 changed: dx_icd10 was null, now E11.9.` Rows count from 1 in the view's order. */
function rowSentence(view: TableView, slot: number): string {
  const status = statusAt(view.rows, slot);
  const row = `Row ${slot + 1}`;
  const parts = view.columns.flatMap((column, index) => {
    const { before, after, change } = cellAt(view, slot, index);
    const context = { numbers: column.numbers || change?.how === 'coerced' };
    const name = shownName(column.after?.name ?? columnName(column));
    if (status === 'changed') {
      if (change === null) return [];
      if (column.added) return [`${name} is ${cellPlain(change.after, context)}`];
      return [`${name} was ${cellPlain(change.before, context)}, now ${cellPlain(change.after, context)}`];
    }
    const value = status === 'removed' ? before : after;
    return value === undefined ? [] : [`${name} ${cellPlain(value, context)}`];
  });
  // A changed row is named by its key, because its other cells are not read out.
  if (status === 'changed')
    return `${[row, ...keyWords(view, slot)].join(', ')} changed: ${parts.join('; ')}.`;
  return `${row}${status === 'same' ? '' : ` ${status}`}: ${parts.join(', ')}.`;
}

function keyWords(view: TableView, slot: number): string[] {
  return view.columns.flatMap((column, index) => {
    const { after } = cellAt(view, slot, index);
    if (!column.primaryKey || after === undefined) return [];
    return [`${shownName(column.after?.name ?? '')} ${cellPlain(after, { numbers: column.numbers })}`];
  });
}
