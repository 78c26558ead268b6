/** Whether a migration changed the schema, the data, or both: found from what it did. */
import type { DatabaseDiff } from '../diff/model.ts';
import { isChanged } from '../diff/schema.ts';
import { hasRowChange, hasSchemaChange } from '../diff/summary.ts';
import { describeStatement } from '../sql/describe.ts';
import { statementsOf } from '../sql/statements.ts';

export type MigrationKind = 'schema' | 'data' | 'both';

/**
 * The kind of a migration from the difference between its start and its end,
 * renames followed. The rows of a dropped table are no data change, nor is a
 * rebuild that leaves equal rows. One that changed nothing, because it failed or
 * found no rows, is judged by what its statements are; `sql` is all
 * of them.
 */
export function migrationKind(diff: DatabaseDiff, sql: string): MigrationKind {
  const schema = isChanged(diff.views) || diff.tables.some(hasSchemaChange);
  const data = diff.tables.some((table) => table.after !== null && hasRowChange(table));
  if (schema || data) return schema && data ? 'both' : schema ? 'schema' : 'data';
  const kinds = new Set(statementsOf(sql).map((statement) => describeStatement(statement.sql).kind));
  if (!kinds.has('data')) return 'schema';
  return kinds.has('schema') ? 'both' : 'data';
}
