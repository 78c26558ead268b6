/** A report as lines: every check that does not pass is explained, at every width, and in the same words everywhere. */
import assert from 'node:assert/strict';
import test from 'node:test';
import type { CheckResult, Report } from '../../src/grading/model.ts';
import { reportLines, summaryLine } from '../../src/render/terminal/blocks/report.ts';
import { reportSpoken, summarySpoken } from '../../src/render/speech/report.ts';
import { lineWidth } from '../../src/render/terminal/text/width.ts';
import { lineText } from '../support/frames.ts';

const check = (name: string, more: Partial<CheckResult> = {}): CheckResult => ({
  name,
  dataset: 'shown',
  passed: false,
  message: `${name} does not hold.`,
  expected: null,
  actual: null,
  points: 1,
  ...more,
});

const report = (checks: readonly CheckResult[], more: Partial<Report> = {}): Report => ({
  format: 1,
  lesson: 'a-lesson',
  solved: false,
  points: 0,
  maxPoints: checks.length,
  knownMistake: null,
  checks,
  error: null,
  engine: { sqlite: '3.50.0' },
  ...more,
});

const columns = ['id', 'name'];
const CHECKS: readonly CheckResult[] = [
  check('types', { expected: 'TEXT', actual: 'INTEGER' }),
  check('rows', {
    expected: { columns, rows: [[1, 'Ann']] },
    actual: { columns, rows: [] },
  }),
  check('more rows', { expected: { columns, rows: [] }, actual: { columns, rows: [[2, null]] } }),
  check('evidence', {
    expected: 'no rows',
    actual: {
      columns,
      rows: [
        [3, ''],
        [4, "O'Brien"],
        [5, { blob: 'ff' }],
      ],
    },
  }),
  check('fine', { passed: true }),
  check('elsewhere', { dataset: 'hidden', points: 2 }),
  check('later', { passed: null, message: 'Not looked at yet.' }),
];

test('all checks that do not pass are explained, with what was expected beside what is there', () => {
  for (const width of [58, 66, 78, 118]) {
    const lines = reportLines(report(CHECKS), '', width);
    assert.ok(lines.every((line) => lineWidth(line) <= width));
    const text = lines.map((line) => lineText(line).trimEnd()).join('\n');
    for (const { name, passed } of CHECKS) {
      assert.equal(text.includes(`${name} does not hold.`), passed === false, name);
    }
    assert.match(text, /\n {11}expected +yours\n {11}TEXT +INTEGER\n/);
    assert.match(text, /\n {11}id 1 +no such row\n {11}name 'Ann'\n/);
    assert.match(text, /\n {11}no such row +id 2\n +name NULL\n/);
    assert.match(text, /\n {11}no rows +id 3, name ''\n +id 4, name 'O''Brien'\n +id 5, name x'ff'\n/);
    assert.match(text, /✗ not yet {2}elsewhere · on hidden data · 2 points\n/);
    assert.match(text, /– not run {2}later · 1 point\n {11}Not looked at yet\./);
  }
});

test('for a screen reader it is the same, in sentences: what failed first, no sign and no column', () => {
  const spoken = reportSpoken(report(CHECKS, { knownMistake: 'It loses rows.' }), '');
  for (const sentence of [
    'This is a well-known trap: It loses rows.',
    'Failed: types, 1 point. types does not hold. Expected: TEXT. Yours: INTEGER.',
    'Failed: rows, 1 point. rows does not hold. Expected: id 1, name Ann. Yours: no such row.',
    'Failed: more rows, 1 point. more rows does not hold. Expected: no such row. Yours: id 2, name null.',
    "Failed: evidence, 1 point. evidence does not hold. Expected: no rows. Yours: id 3, name empty text; id 4, name O'Brien; id 5, name blob ff.",
  ]) {
    assert.ok(spoken.includes(sentence), `${sentence}\n${spoken.join('\n')}`);
  }
  assert.match(spoken[0]!, /^Not yet: \d+ of \d+ points\.$/);
  assert.ok(spoken.findIndex((line) => line.startsWith('Not run: ')) > 0);
  for (const line of spoken) assert.doesNotMatch(line, /[✓✗–·│]| {2}/);
});

test('for a screen reader an error is read with its line, and a summary is one line', () => {
  const error = { about: 'statement' as const, line: 2, statement: 1, message: 'near "x": syntax error' };
  const checks = [check('types', { passed: null })];
  assert.deepEqual(reportSpoken(report(checks, { error }), 'SELECT 1;\r\n  oops \u001b[2J \r\n'), [
    'Not yet: 0 of 1 point.',
    'The error is in line 2, statement 1: near "x": syntax error.',
    'Line 2 is: oops \\x1b[2J',
    'Not run: types, 1 point.',
  ]);
  assert.equal(summarySpoken(report(checks, { error })), 'Line 2: near "x": syntax error.');
  const whole = { ...error, about: 'answer' as const, message: 'There is no SQL in the answer yet.' };
  assert.equal(reportSpoken(report(checks, { error: whole }), 'SELECT 1;')[1], whole.message);
  assert.equal(summarySpoken(report(checks, { error: whole })), whole.message);
  assert.equal(summarySpoken(report([], { solved: true })), 'Solved: 0 of 0 points.');
});

test('an error shows its line as it stands, without a control character, and nothing is said of what was not run', () => {
  const checks = [check('types', { passed: null, message: 'Not looked at yet.' })];
  const error = { about: 'statement', line: 2, statement: 1, message: 'near "x": syntax error' } as const;
  const text = reportLines(report(checks, { error }), 'SELECT 1;\r\n  oops \u001b[2J \r\n', 60)
    .map(lineText)
    .join('\n');
  assert.match(text, /\n✗ Line 2, statement 1: near "x": syntax error\n {2}2 │ {3}oops \\x1b\[2J/);
  assert.doesNotMatch(text, /Not looked at/);
  assert.equal(lineText(summaryLine(report(checks, { error }))), '✗ Line 2: near "x": syntax error');
});

test('no line and no statement is named where the fault is at none', () => {
  const said = (about: 'line' | 'answer') => {
    const error = { about, line: 1, statement: 1, message: 'There is no SQL in the answer yet.' };
    const lines = reportLines(report([], { error }), '-- an innocent line\n', 60).map(lineText);
    return [lineText(summaryLine(report([], { error }))), ...lines.slice(2, -1)];
  };
  assert.deepEqual(said('answer'), [
    '✗ There is no SQL in the answer yet.',
    '✗ There is no SQL in the answer yet.',
  ]);
  assert.deepEqual(said('line'), [
    '✗ Line 1: There is no SQL in the answer yet.',
    '✗ Line 1: There is no SQL in the answer yet.',
    '  1 │ -- an innocent line',
  ]);
});

test('in one line: the verdict, and what is in the way', () => {
  const message = 'There is no column mrn. (The first of 3 differences.)';
  assert.equal(
    lineText(summaryLine(report([check('fine', { passed: true }), check('types', { message })]))),
    'Not yet: 0 of 2 points. There is no column mrn.',
  );
  assert.equal(lineText(summaryLine(report([], { solved: true }))), '✓ Solved: 0 of 0 points.');
});
