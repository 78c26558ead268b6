/** Whether a fixture's kinds of rows can be asked for on all of its data sets. */
import type { Fault } from '../../course/faults.ts';
import type { Fixture, RowKind } from '../../course/model.ts';
import type { ResultSet } from '../../database/result.ts';
import { fold } from '../../sql/names.ts';
import type { DatabaseState } from '../../database/state.ts';
import type { CheckContext } from './context.ts';
import { askAll } from '../../grading/run/ask.ts';
import type { DataSet } from '../../grading/run/reference.ts';
import { sqlFault } from './sqlFault.ts';

/** One finding a kind at most. Rejects with FixtureError when a data set does not run. */
export async function* checkKinds(
  fixture: Fixture,
  dataSets: readonly DataSet[],
  { answers: database, now }: CheckContext,
): AsyncGenerator<Fault> {
  const faulty = new Set<RowKind>();
  for (const data of dataSets) {
    const { checkpoint, state } = await data.start();
    const queries = fixture.kinds.map((kind) => ({ kind, sql: kind.query.sql }));
    for (const { query, result, error } of await askAll(queries, checkpoint, { database, now })) {
      const { kind } = query;
      const problem =
        error === null ? problemOf(kind, result, state) : `its query does not run: ${error.message}`;
      if (problem === null || faulty.has(kind)) continue;
      faulty.add(kind);
      const message = `The kind "${kind.name}" cannot be told: ${problem}.`;
      const mend = `Write a query that gives the primary keys of such rows in ${kind.table}.`;
      yield sqlFault(`fixtures/${fixture.id}/kinds.sql`, kind.query, message, mend);
    }
  }
}

function problemOf(kind: RowKind, result: ResultSet | null, state: DatabaseState): string | null {
  const table = state.tables.find(({ schema }) => fold(schema.name) === fold(kind.table))?.schema;
  if (table === undefined) return `there is no table ${kind.table}`;
  const key = table.columns.filter((column) => column.primaryKey > 0).length;
  if (key === 0) return `${kind.table} has no primary key`;
  const columns = result?.columns.length ?? 0;
  return columns === key ? null : `its query gives ${columns} columns, and the primary key has ${key}`;
}
