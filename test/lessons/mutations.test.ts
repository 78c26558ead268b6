/** On the course's own exercises: the solution passes, and the solution with one thing changed behind it does not. */
import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { solutionText } from '../../src/course/answer.ts';
import type { Exercise } from '../../src/course/model.ts';
import { CHECK_NAMES } from '../../src/grading/report.ts';
import type { DatabaseState, TableState } from '../../src/database/state.ts';
import { course, fixtureOf, lessonNumbered } from '../support/course.ts';
import { gradeHere } from '../support/exercise.ts';

/** How many of all mutations are tried; more where grading is quick. */
const TRIED: Readonly<Record<number, number>> = { 3: 40, 9: 50, 18: 20, 19: 20 };

/** The reference answer with more SQL at the end of its last migration. */
function solutionAnd(exercise: Exercise, more: string): string {
  const parts = exercise.parts.map((part, index) =>
    index < exercise.parts.length - 1
      ? part
      : { ...part, solution: { ...part.solution, sql: `${part.solution.sql}\n${more}` } },
  );
  return solutionText({ ...exercise, parts });
}

/** SQL statements of which each changes one thing. Some cannot run, some come to nothing. */
function mutations({ tables }: DatabaseState): fc.Arbitrary<string> {
  const more = ['CREATE TABLE left_over (id INTEGER PRIMARY KEY);', 'CREATE VIEW left_over AS SELECT 1;'];
  return fc.oneof(
    fc.constantFrom(...more, ...tables.flatMap(ofSchema)),
    fc.constantFrom(...tables.flatMap(ofRows)),
  );
}

function ofSchema({ schema: { name, columns, indexes } }: TableState): readonly string[] {
  const altered = (what: string): string => `ALTER TABLE ${name} ${what};`;
  return [
    altered('ADD COLUMN extra'),
    altered('RENAME TO another'),
    `DROP TABLE ${name};`,
    `CREATE INDEX extra ON ${name} (${columns[0]!.name});`,
    ...columns.flatMap((column) => [
      altered(`DROP COLUMN ${column.name}`),
      altered(`RENAME COLUMN ${column.name} TO another`),
      // A rowid is never NULL, whatever its column says.
      ...(column.primaryKey > 0
        ? []
        : [altered(`ALTER COLUMN ${column.name} ${column.notNull ? 'DROP' : 'SET'} NOT NULL`)]),
    ]),
    ...indexes.filter(({ origin }) => origin === 'create').map((index) => `DROP INDEX ${index.name};`),
  ];
}

function ofRows({ schema: { name, columns }, rowIds }: TableState): readonly string[] {
  return (rowIds ?? []).flatMap((rowid) => [
    `DELETE FROM ${name} WHERE rowid = ${rowid};`,
    ...columns.flatMap((column) =>
      ['NULL', "''", "'NULL'", '0', '0.5', "x'00ff'", `CAST(${column.name} AS BLOB)`, `${column.name} || ' '`]
        .concat(`CAST(CAST(${column.name} AS NUMERIC) AS TEXT)`, `${column.name} + 100000`)
        .map((value) => `UPDATE ${name} SET ${column.name} = ${value} WHERE rowid = ${rowid};`),
    ),
  ]);
}

/** Schema and rows as text, in which 1, 1.0 and '1' differ. */
function written({ tables, views }: DatabaseState): string {
  return JSON.stringify({ tables, views }, (_, value: unknown) =>
    typeof value === 'bigint' ? `${value}n` : value instanceof Uint8Array ? ['blob', ...value] : value,
  );
}

for (const number of [3, 9, 18, 19]) {
  const lesson = lessonNumbered(number);
  const { exercise } = lesson;
  assert.ok(exercise !== null && course.lessons.includes(lesson));

  test(`lesson ${number}: whatever one thing is changed at the end, it is seen`, async () => {
    const grade = (more: string) => gradeHere(lesson, solutionAnd(exercise, more), fixtureOf(lesson));
    const { report, shown } = await grade('');
    assert.equal(report.solved, true);
    const end = written(shown!.after);
    const seen = { schema: 0, rows: 0 };
    await fc.assert(
      fc.asyncProperty(mutations(shown!.after), async (mutation) => {
        const mutated = await grade(mutation);
        // It did not run, or there was nothing to change.
        fc.pre(mutated.shown?.comparison != null && written(mutated.shown.after) !== end);
        assert.equal(mutated.report.solved, false, mutation);
        const of = (name: string) => mutated.report.checks.find((check) => check.name === name);
        const schema = of(CHECK_NAMES.schema);
        const rows = of(CHECK_NAMES.rows);
        assert.ok(schema?.passed === false || rows?.passed === false, mutation);
        if (schema?.passed === false) seen.schema++;
        else seen.rows++;
      }),
      { numRuns: TRIED[number]! },
    );
    assert.ok(seen.schema > 0 && seen.rows > 0, JSON.stringify(seen));
  });
}
