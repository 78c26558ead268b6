/** `check` given answers that nobody should hand in: a plain sentence, status 1, and a report that autograders can read. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { solutionText } from '../../src/course/answer.ts';
import { reportLines } from '../../src/render/terminal/blocks/report.ts';
import { cli } from '../support/cli.ts';
import { lessonNumbered } from '../support/course.ts';
import { lineText } from '../support/frames.ts';
import { reportFormat } from '../support/report.ts';

const RIGHT = solutionText(lessonNumbered(9).exercise!).split(/^-- rollback$/m)[0]!;

interface Hazard {
  readonly what: string;
  readonly sql: string;
  /** Of the error, with its line and statement, or null where the answer runs. */
  readonly says: RegExp | null;
}

const HAZARDS: readonly Hazard[] = [
  { what: 'an empty file', sql: '', says: /^1\/1 There is no SQL in the answer yet\./ },
  {
    what: 'only comments',
    sql: '-- soon\n/* very\nsoon */\n',
    says: /^1\/1 There is no SQL in the answer yet\./,
  },
  { what: 'a NUL', sql: 'SELECT 1;\n\0', says: /^2\/1 A NUL character stands in the text\./ },
  {
    what: 'every table dropped',
    sql: 'DROP TABLE visits;\nDROP TABLE patients;\nDROP TABLE dx_map;',
    says: null,
  },
  {
    what: 'the schema table',
    sql: 'PRAGMA writable_schema = ON;\nDELETE FROM sqlite_schema;',
    says: /^1\/1 .*writable_schema/,
  },
  {
    what: 'another database',
    sql: "SELECT 1;\nATTACH ':memory:' AS other;",
    says: /^2\/2 ATTACH and DETACH are not/,
  },
  { what: 'a transaction left open', sql: `BEGIN;\n${RIGHT}`, says: /^1\/1 .*leave out BEGIN and COMMIT/ },
  { what: 'a commit in the middle', sql: `${RIGHT}COMMIT;\nSELECT 1;`, says: /^\d\/4 COMMIT is not allowed/ },
  {
    what: 'a statement after an error',
    sql: `INSERT INTO nowhere VALUES (1);\n${RIGHT}`,
    says: /^1\/1 no such table: nowhere$/,
  },
  {
    what: 'triggers that loop',
    sql: `PRAGMA recursive_triggers = ON;
CREATE TRIGGER a AFTER UPDATE ON patients BEGIN UPDATE visits SET dx_code = dx_code || 'x'; END;
CREATE TRIGGER b AFTER UPDATE ON visits BEGIN UPDATE patients SET name = name || 'x'; END;
UPDATE patients SET name = 'x';`,
    says: /^4\/4 .*(trigger recursion|nested too deep)/,
  },
  {
    what: "a table with the ledger's name",
    sql: `CREATE TABLE schema_migrations (name TEXT);\n${RIGHT}`,
    says: /^1\/1 .*ledger/,
  },
];

for (const { what, sql, says } of HAZARDS) {
  test(what, async () => {
    const { status, stdout, stderr } = await cli(['check', '9', '-', '--json'], { input: sql });
    assert.deepEqual([status, stderr], [1, '']);
    const report = reportFormat.parse(JSON.parse(stdout));
    assert.deepEqual([report.solved, report.points], [false, 0]);
    const { error } = report;
    if (says === null) assert.equal(error, null);
    else {
      assert.ok(error !== null);
      assert.match(`${error.line}/${error.statement} ${error.message}`, says);
      assert.ok(
        report.checks.every(({ passed }) => passed === null),
        'nothing was judged',
      );
    }
    // What the command prints without --json.
    const text = reportLines(report, sql, 80).map(lineText).join('\n');
    assert.match(text, /^Not yet: 0 of \d+ points\.\n/);
    // No escape sequence, no trace of the program's inside, no line beyond the terminal's edge.
    assert.doesNotMatch(text, /[^\P{Cc}\n]|\n +at |node:|\.js\b/u);
    assert.ok(text.split('\n').every((line) => line.length <= 80));
    // A place is said where there is one.
    const place = {
      statement: `Line ${error?.line}, statement ${error?.statement}: `,
      line: `Line ${error?.line}: A NUL`,
      answer: 'There is no SQL',
    };
    assert.match(text, error === null ? /✗ not yet/ : new RegExp(`\n✗ ${place[error.about]}`));
  });
}
