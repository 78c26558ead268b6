/** A query's result in words. */
import type { ResultSet } from '../../database/result.ts';
import { counted } from '../../words/sentence.ts';

/** How many rows there are, in words: `7 rows`, `no rows`, `the first 1,000 rows`. */
export function resultWords(result: ResultSet): string {
  if (result.rows.length === 0) return 'no rows';
  const rows = counted(result.rows.length, 'row');
  return result.truncated ? `the first ${rows}` : rows;
}
