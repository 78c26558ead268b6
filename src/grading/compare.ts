/** Whether two states are alike as far as an exercise asks, and what differs first. Pure. */
import type { Strictness } from '../course/model.ts';
import type { DatabaseState } from '../database/state.ts';
import { compareRows } from './compareRows.ts';
import { compareSchemas } from './compareSchema.ts';
import type { Comparison } from './difference.ts';

/** Every strictness there is: for a state that should be the very one that was there before. */
export const ALL_STRICT: readonly Strictness[] = ['column order', 'index names', 'type names', 'triggers'];

/**
 * Compares by names, and leaves out of account, unless `strict` names it: the
 * order of columns, names of indexes and constraints, how a type is spelled,
 * and triggers beyond those that are expected. Formatting, the order of rows
 * and rowids never count.
 */
export function compareStates(
  expected: DatabaseState,
  actual: DatabaseState,
  strict: readonly Strictness[] = [],
): Comparison {
  if (expected === actual) return { equal: true, schema: [], rows: { whole: true, first: null, tables: [] } };
  const schema = compareSchemas(expected, actual, new Set(strict));
  const rows = compareRows(expected, actual);
  return { equal: schema.length === 0 && rows.first === null && rows.whole, schema, rows };
}
