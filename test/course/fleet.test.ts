import assert from 'node:assert/strict';
import test from 'node:test';
import { actionsOf, APPS_FRONT, APPS_STEP, appsFaults, faultsOf, fence, FRONT, lessonOf } from './helpers.ts';

const fleet = (...lines: readonly string[]) => fence('fleet', lines.join('\n'));
const step = (...fences: readonly string[]) => `## S\n\nText.\n\n${fences.join('\n')}\n`;

test('the fleet is followed through the lesson', () => {
  const body = [
    step('More.\n'),
    step(fleet('deploy A1')),
    step(fence('sql query')),
    step(fleet('', '  retire   A0', ''), fence('sql query'), fleet('deploy A0')),
    step(fleet('retire A0', 'retire A1', 'deploy A0')),
  ].join('');
  const lesson = lessonOf(APPS_FRONT + APPS_STEP + body);
  assert.deepEqual(lesson.fleet, ['A0']);
  assert.deepEqual(
    lesson.steps.map((each) => each.fleet),
    [['A0'], ['A0'], ['A0', 'A1'], ['A0', 'A1'], ['A0', 'A1'], ['A0']],
  );
  assert.deepEqual(
    lesson.steps[4]?.parts.filter((part) => part.type === 'fleet'),
    [
      { type: 'fleet', moves: [{ type: 'retire', version: 'A0' }] },
      { type: 'fleet', moves: [{ type: 'deploy', version: 'A0' }] },
    ],
  );
});

test('at first those run that the front matter names', () => {
  const lesson = lessonOf(APPS_FRONT.replace('[A0]', '[A1, A0]') + APPS_STEP);
  assert.deepEqual(
    [lesson.fleet, lesson.steps[0]?.fleet],
    [
      ['A0', 'A1'],
      ['A0', 'A1'],
    ],
  );
});

test('the fleet of the front matter at fault', () => {
  const list = 'Name one of A0, A1, or list it under `apps` in the front matter.';
  assert.deepEqual(faultsOf(APPS_FRONT.replace('[A0]', '[A0, A7]') + APPS_STEP), [
    `11 | fleet: [A0, A7] | There is no version "A7". | ${list}`,
  ]);
  assert.deepEqual(faultsOf(APPS_FRONT.replace('fleet: [A0]\n', '') + APPS_STEP), [
    '8 | apps: | The front matter has versions and no "fleet". | Add those that run at first, for instance `fleet: [A0]`.',
  ]);
  const named =
    '"fleet" must be a list of at least one version, each named once. | Write for instance `fleet: [A0]`.';
  for (const value of ['[]', '[A0, A0]', 'A0']) {
    assert.deepEqual(faultsOf(APPS_FRONT.replace('[A0]', value) + APPS_STEP), [
      `11 | fleet: ${value} | ${named}`,
    ]);
  }
  assert.deepEqual(faultsOf(`${FRONT.replace(/---\n$/, 'fleet: [A0]\n---\n')}## S\n\nText.\n`), [
    '8 | fleet: [A0] | There is no version "A0". | List it under `apps` in the front matter.',
  ]);
  const versions =
    '"apps" must be versions (a letter, then up to 11 letters, digits, `_`, `-`, `.`), each with what it knows. | Write for instance `apps: { A0: knows the old column only }`.';
  for (const value of [
    '{}',
    '[A0]',
    'A0',
    '{ A0: }',
    '{ A0: [x] }',
    '{ __proto__: x }',
    '{ 1: x }',
    '{ averylongname: x }',
    '',
  ]) {
    assert.deepEqual(faultsOf(`${FRONT.replace(/---\n$/, `apps: ${value}\n---\n`)}## S\n\nText.\n`), [
      `8 | apps: ${value}`.trimEnd() + ` | ${versions}`,
    ]);
  }
});

const usage = 'Write `deploy A1` or `retire A0` on a line of its own.';
const wrong: readonly (readonly [line: string, message: string, mend: string])[] = [
  ['deploy A0', 'A0 runs here already.', 'Remove the line.'],
  ['retire A1', 'A1 does not run here.', 'Remove the line; here A0 runs.'],
  [
    'deploy A9',
    'There is no version "A9".',
    'Name one of A0, A1, or list it under `apps` in the front matter.',
  ],
  ['retire a0', 'There is no version "a0".', 'Did you mean "A0"?'],
  ['deply A1', 'A fleet cannot "deply".', 'Did you mean "deploy"?'],
  ['- A1', 'A fleet cannot "-".', usage],
  ['deploy', '"deploy" needs a version.', usage],
  ['deploy A1, A0', '"deploy" takes one version.', usage],
];

for (const [line, message, mend] of wrong) {
  test(`fleet at fault: ${line}`, () => {
    assert.deepEqual(appsFaults(step(fleet('', line))), [`45 | ${line} | ${message} | ${mend}`]);
  });
}

test('a fence must move something, and nothing stands behind its word', () => {
  assert.deepEqual(appsFaults(step(fleet(''))), [
    '43 | ```fleet | The fence moves no version. | Write for instance `deploy A1` in it, or remove it.',
  ]);
  assert.deepEqual(appsFaults(step(fence('fleet A1', 'deploy A1'))), [
    '43 | ```fleet A1 | Behind `fleet` stands more. | Write the moves on the lines below it.',
  ]);
});

test('the fleet never gets empty, except within a fence', () => {
  assert.deepEqual(appsFaults(step(fleet('retire A0')) + step(fleet('retire A0', 'deploy A1'))), [
    '43 | ```fleet | No version runs any more after these moves. | Deploy another version before the last one retires.',
  ]);
  assert.deepEqual(appsFaults(step(fleet('retire A0', 'retire A0', 'deploy A1'))), [
    '45 | retire A0 | A0 does not run here. | Remove the line; here no version runs.',
  ]);
});

test('traffic comes from versions that run at that moment', () => {
  const body = step(
    fence('sql traffic A0 "books a visit"', 'INSERT INTO t VALUES (1);'),
    fleet('deploy A1', 'retire A0'),
    fence('sql migration a'),
    fence('sql traffic A1 fails "no such"', 'INSERT INTO u VALUES (1);'),
  );
  const [, second] = lessonOf(APPS_FRONT + APPS_STEP + body).steps;
  const [first, , last] = actionsOf(second);
  assert.deepEqual(
    [first, last],
    [
      {
        type: 'traffic',
        version: 'A0',
        name: 'books a visit',
        sql: 'INSERT INTO t VALUES (1);',
        line: 44,
        fails: null,
      },
      {
        type: 'traffic',
        version: 'A1',
        name: null,
        sql: 'INSERT INTO u VALUES (1);',
        line: 57,
        fails: 'no such',
      },
    ],
  );
  assert.deepEqual(
    appsFaults(step(fence('sql traffic A1'), fleet('deploy A1', 'retire A0'), fence('sql traffic A0'))),
    [
      '43 | ```sql traffic A1 | A1 does not run here. | Write `deploy A1` in a fence `fleet` above; here A0 runs.',
      '52 | ```sql traffic A0 | A0 does not run here. | Write `deploy A0` in a fence `fleet` above; here A1 runs.',
    ],
  );
});

test('the matrix is uncovered by a migration that runs', () => {
  const hidden = (name: string) =>
    APPS_FRONT.replace('fleet: [A0]\n', `fleet: [A0]\nmatrix_after: ${name}\n`) + APPS_STEP;
  const migration = `\n${fence('sql migration 0002_b', 'SELECT 1;')}`;
  assert.equal(lessonOf(hidden('0002_b') + migration).matrixAfter, '0002_b');
  assert.equal(lessonOf(APPS_FRONT + APPS_STEP).matrixAfter, null);
  assert.deepEqual(faultsOf(hidden('0003_c') + migration), [
    '12 | matrix_after: 0003_c | No step runs a migration "0003_c". | Name the migration after which the matrix shows what works.',
  ]);
});
