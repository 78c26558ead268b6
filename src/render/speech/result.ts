/** A query's result for a screen reader: row by row. */
import type { ResultSet } from '../../database/result.ts';
import { shownName } from '../words/schema.ts';
import { counted } from '../../words/sentence.ts';
import { cellPlain } from '../spans/visible.ts';
import { resultWords } from '../words/result.ts';

/** The result in sentences: `Row 1: id 1, name Cher.` */
export function resultSpoken(result: ResultSet, limit = 50): string[] {
  const rows = result.rows.slice(0, limit).map((row, at) => {
    const cells = result.columns.map((name, index) => `${shownName(name)} ${cellPlain(row[index] ?? null)}`);
    return `Row ${at + 1}: ${cells.join(', ')}.`;
  });
  const rest = result.rows.length - rows.length;
  return [
    `Result: ${resultWords(result)}.`,
    ...rows,
    ...(rest > 0 ? [`And ${counted(rest, 'more row')}.`] : []),
  ];
}
