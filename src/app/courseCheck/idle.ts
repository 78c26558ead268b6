/** Finds checks that return no rows whatever is done to the tables: their query says nothing. */
import type { Check } from '../../course/model.ts';
import type { Checkpoint } from '../../database/port.ts';
import type { DatabaseState } from '../../database/state.ts';
import { askAll } from '../../grading/run/ask.ts';
import type { Reference } from '../../grading/run/reference.ts';
import type { CheckContext } from './context.ts';

/** Those of the checks that pass on every damaged copy of what the solution leaves. */
export async function findIdleChecks(
  checks: readonly Check[],
  { dataSets, now }: Reference,
  { answers: database }: CheckContext,
): Promise<readonly Check[]> {
  let idle = checks;
  for (const data of dataSets) {
    if (idle.length === 0) break;
    const { parts } = await data.solution('whole');
    for (const { name, play } of parts) {
      const isLast = name === parts.at(-1)?.name;
      const { checkpoint, state } = play.played;
      for (const sql of damages(state)) {
        const due = idle.filter((check) => check.after === name || (isLast && check.after === null));
        if (due.length === 0) break;
        const failing = await askDamaged(due, sql, checkpoint);
        idle = idle.filter((check) => !failing.has(check));
      }
    }
  }
  return idle;

  async function askDamaged(
    due: readonly Check[],
    sql: string,
    from: Checkpoint,
  ): Promise<ReadonlySet<Check>> {
    const unit = {
      type: 'migration',
      name: 'damage',
      checksum: '',
      sql,
      transaction: true,
      batches: null,
    } as const;
    const damaged = await database.play({ from, unit, now });
    if (damaged.error !== null) return new Set();
    const runs = await askAll(due, damaged.checkpoint, { database, now });
    return new Set(runs.flatMap(({ query, result }) => ((result?.rows.length ?? 0) > 0 ? [query] : [])));
  }
}

/** Statements that each spoil something: values, rows, whole tables, what belongs to them. */
function damages(state: DatabaseState): readonly string[] {
  return state.tables.flatMap(({ schema }) => {
    const table = quoted(schema.name);
    const values = schema.columns.flatMap(({ name, generated }) =>
      generated !== null
        ? []
        : ['NULL', "''", "'?'", '-1', `${quoted(name)} || 'x'`, `${quoted(name)} + 1`].map(
            (value) =>
              `PRAGMA ignore_check_constraints = ON; UPDATE ${table} SET ${quoted(name)} = ${value};`,
          ),
    );
    const columns = schema.columns.flatMap(({ name, notNull }) => {
      const column = `ALTER TABLE ${table} ALTER COLUMN ${quoted(name)}`;
      const other = notNull
        ? `${column} DROP NOT NULL;`
        : `UPDATE ${table} SET ${quoted(name)} = 0 WHERE ${quoted(name)} IS NULL; ${column} SET NOT NULL;`;
      return [other, `ALTER TABLE ${table} DROP COLUMN ${quoted(name)};`];
    });
    const plain = schema.columns.map(({ name }) => quoted(name)).join(', ');
    return [
      ...values,
      `DELETE FROM ${table};`,
      `DELETE FROM ${table} WHERE rowid = (SELECT min(rowid) FROM ${table});`,
      // A copy without any of its constraints, with every row in it twice.
      `CREATE TABLE "a copy" AS SELECT ${plain} FROM ${table}; INSERT INTO "a copy" SELECT ${plain} FROM ${table};
       DROP TABLE ${table}; ALTER TABLE "a copy" RENAME TO ${table};`,
      ...schema.indexes
        .filter(({ origin }) => origin === 'create')
        .map(({ name }) => `DROP INDEX ${quoted(name)};`),
      ...schema.triggers.map(({ name }) => `DROP TRIGGER ${quoted(name)};`),
      ...columns,
      `ALTER TABLE ${table} ADD COLUMN "one more" TEXT NOT NULL DEFAULT '?';`,
      `CREATE TABLE "a copy" AS SELECT * FROM ${table};`,
      `DROP TABLE ${table};`,
    ];
  });
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
