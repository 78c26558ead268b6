import assert from 'node:assert/strict';
import test from 'node:test';
import { parseLesson } from '../../src/course/markdown/lesson.ts';
import { faultsOf, FRONT, lessonOf } from './helpers.ts';

const BODY = '\n## A step\n\nText.\n';

/** Faults of the front matter with the line of a key replaced; an empty replacement takes it out. */
function withLine(key: string, replacement: string): readonly string[] {
  const text = FRONT.replace(new RegExp(`^${key}:.*\\n`, 'm'), replacement === '' ? '' : `${replacement}\n`);
  return faultsOf(text + BODY);
}

test('everything that can be said is in the lesson, with defaults for the rest', () => {
  const { number, slug, title, summary, minutes, needs, fixture, show, foreignKeys, baseline } = lessonOf(
    FRONT + BODY,
  );
  assert.deepEqual(
    { number, slug, title, summary, minutes, needs, fixture, show, foreignKeys, baseline },
    {
      number: 3,
      slug: 'add-a-column',
      title: 'Add a column',
      summary: 'Add, fill, tighten',
      minutes: 10,
      needs: [],
      fixture: 'clinic',
      show: ['patients'],
      foreignKeys: false,
      baseline: null,
    },
  );
  const more = FRONT.replace(/---\n$/, 'needs: [a-ledger]\nforeign_keys: true\nbaseline: 0001_start\n---\n');
  const lesson = lessonOf(more + BODY);
  assert.deepEqual([lesson.needs, lesson.foreignKeys, lesson.baseline], [['a-ledger'], true, '0001_start']);
});

test('the needs and the fixture are known with their lines even where other keys are at fault', () => {
  const text = FRONT.replace('minutes: 10', 'minutes: ten\nneeds:\n  - a\n  - b-c') + BODY;
  const { lesson, refers } = parseLesson('lessons/03-x.md', text);
  assert.equal(lesson, null);
  assert.deepEqual(refers, {
    needs: [
      { value: 'a', line: 7 },
      { value: 'b-c', line: 8 },
    ],
    fixture: { value: 'clinic', line: 9 },
  });
});

const wrong: readonly (readonly [key: string, replacement: string, fault: string])[] = [
  ['format', '', '1 |  | The front matter lacks "format". | Add for instance `format: 1`.'],
  [
    'format',
    'format: 2',
    '2 | format: 2 | "format" must be 1, the version of the lesson format. | Write for instance `format: 1`.',
  ],
  ['title', '', '1 |  | The front matter lacks "title". | Add for instance `title: Add a required column`.'],
  [
    'title',
    'title: 12',
    '3 | title: 12 | "title" must be one line of text. | Write for instance `title: Add a required column`.',
  ],
  [
    'title',
    'title: "  "',
    '3 | title: " " | "title" must be one line of text. | Write for instance `title: Add a required column`.',
  ],
  [
    'title',
    'title: "a\\e[2J"',
    '3 | title: "a\\e[2J" | "title" must be one line of text. | Write for instance `title: Add a required column`.',
  ],
  [
    'summary',
    'summary: [a]',
    '4 | summary: [a] | "summary" must be one line of text. | Write for instance `summary: Add, fill, tighten`.',
  ],
  [
    'minutes',
    'minutes: 0',
    '5 | minutes: 0 | "minutes" must be a whole number above 0. | Write for instance `minutes: 15`.',
  ],
  [
    'minutes',
    'minutes: 1.5',
    '5 | minutes: 1.5 | "minutes" must be a whole number above 0. | Write for instance `minutes: 15`.',
  ],
  [
    'minutes',
    'minutes: ten',
    '5 | minutes: ten | "minutes" must be a whole number above 0. | Write for instance `minutes: 15`.',
  ],
  [
    'minutes',
    'minutes: 9\nneeds: a',
    '6 | needs: a | "needs" must be a list of different lesson slugs. | Write for instance `needs: [a-ledger]`.',
  ],
  [
    'minutes',
    'minutes: 9\nneeds: [a, a]',
    '6 | needs: [a, a] | "needs" must be a list of different lesson slugs. | Write for instance `needs: [a-ledger]`.',
  ],
  [
    'minutes',
    'minutes: 9\nneeds:\n- a\n- B C',
    '8 | - B C | "needs" must be a list of different lesson slugs. | Write for instance `needs: [a-ledger]`.',
  ],
  [
    'fixture',
    'fixture: ../clinic',
    '6 | fixture: ../clinic | "fixture" must be the name of a folder in fixtures. | Write for instance `fixture: clinic`.',
  ],
  [
    'show',
    'show: []',
    '7 | show: [] | "show" must be a list of at least one table, each named once. | Write for instance `show: [patients, visits]`.',
  ],
  [
    'show',
    'show: [a, a]',
    '7 | show: [a, a] | "show" must be a list of at least one table, each named once. | Write for instance `show: [patients, visits]`.',
  ],
  [
    'show',
    'show: [a]\nforeign_keys: on',
    '8 | foreign_keys: on | "foreign_keys" must be true or false. | Write for instance `foreign_keys: true`.',
  ],
  [
    'show',
    'show: [a]\nbaseline: "a b"',
    '8 | baseline: "a b" | "baseline" must be a migration name. | Write for instance `baseline: 0001_baseline`.',
  ],
  [
    'minutes',
    'minutes: 9\nneds: [a]',
    '6 | neds: [a] | The front matter has no key "neds". | Did you mean "needs"?',
  ],
  [
    'minutes',
    'minutes: 9\nauthors: me',
    '6 | authors: me | The front matter has no key "authors". | Remove it; the keys are format, title, summary, minutes, needs, fixture, show, foreign_keys, baseline, apps, fleet, matrix_after.',
  ],
  [
    'minutes',
    'minutes: 9\nminutes: 8',
    '6 | minutes: 8 | This key of the front matter is given twice. | Keep one of the two lines.',
  ],
];

for (const [key, replacement, fault] of wrong) {
  test(`front matter: ${replacement === '' ? `no ${key}` : replacement.replaceAll('\n', ' / ')}`, () => {
    assert.deepEqual(withLine(key, replacement), [fault]);
  });
}

test('front matter that is not YAML, not keys, or expands without end', () => {
  const [yaml, ...more] = faultsOf(`---\nformat: 1\ntitle: [a\n---\n${BODY}`);
  assert.match(
    yaml ?? '',
    /^\d+ \| .* \| The front matter is not sound YAML: .*\. \| Write `key: value` lines\.$/,
  );
  assert.ok(more.length <= 2);
  const notKeys =
    '2 | just words | The front matter is not a list of keys with values. | Write `key: value` lines, `format: 1` first.';
  assert.deepEqual(faultsOf(`---\njust words\n---\n${BODY}`), [notKeys]);
  const laughs = Array.from({ length: 12 }, (_, i) => `k${i + 1}: &k${i + 1} [${`*k${i},`.repeat(9)}]`);
  const bomb = `---\nk0: &k0 x\n${laughs.join('\n')}\n---\n${BODY}`;
  assert.deepEqual(faultsOf(bomb), [notKeys.replace('just words', 'k0: &k0 x')]);
});

test('front matter that is missing or not closed', () => {
  assert.deepEqual(faultsOf(BODY), [
    '1 |  | The lesson does not begin with front matter. | Begin the file with `---`, its keys, and `---` again.',
  ]);
  assert.deepEqual(faultsOf(`---\nformat: 1\n${BODY}`), [
    '1 | --- | The front matter is not closed. | Put a line `---` below its last key.',
  ]);
});
