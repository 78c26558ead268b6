import assert from 'node:assert/strict';
import test from 'node:test';
import { APPS_FRONT, APPS_STEP, faultsOf, fence, FRONT, lessonOf, TASK } from './helpers.ts';

const step = (...fences: readonly string[]) => `## S\n\nText.\n\n${fences.join('\n')}\n`;

/** Three steps behind the one with the versions: `a` runs, `a` is taken back, `b` runs; the line below them is number 63. */
const STEPS =
  APPS_FRONT +
  APPS_STEP +
  step(fence('sql migration a')) +
  step(fence('sql rollback a')) +
  step(fence('sql migration b'));

const YAML = `after: 1
fleet: [A0]
moves:
  - { id: expand, label: Add the column, migration: a }
  - { id: a1, label: Deploy A1, deploy: A1 }
  - id: equal
    label: No mismatch
    check: |
      SELECT id FROM t
      WHERE a IS NOT b;
challenges:
  - title: Calm
    goal: No request fails
    traffic: none
    needs: [expand, a1]
    most: 4
    back_after: a1
  - { title: Busy, goal: Nothing stops }
`;

/** The heading is in line 63, the fence in line 67 and its YAML below it. */
const labText = (yaml: string, heading = '## Lab: Your *own* order') =>
  `${STEPS}${heading}\n\nPut them in order.\n\n${fence('lab', yaml.trimEnd())}`;

/** Faults of a lab whose YAML is that above with something else in the place of one piece. */
function labFaults(piece: string, other: string): readonly string[] {
  assert.ok(YAML.includes(piece));
  return faultsOf(labText(YAML.replace(piece, other)));
}

test('a lab with everything it can have', () => {
  const lesson = lessonOf(labText(YAML));
  assert.equal(lesson.hasLab, true);
  assert.equal(lesson.stepCount, 4);
  assert.deepEqual(lesson.lab, {
    title: 'Your own order',
    line: 63,
    task: [{ type: 'paragraph', children: [{ type: 'text', value: 'Put them in order.' }] }],
    after: 1,
    fleet: ['A0'],
    moves: [
      { id: 'expand', label: 'Add the column', type: 'migration', migration: 'a' },
      { id: 'a1', label: 'Deploy A1', type: 'deploy', version: 'A1' },
      {
        id: 'equal',
        label: 'No mismatch',
        type: 'check',
        sql: 'SELECT id FROM t\nWHERE a IS NOT b;',
      },
    ],
    challenges: [
      {
        title: 'Calm',
        goal: 'No request fails',
        traffic: 'none',
        needs: ['expand', 'a1'],
        most: 4,
        backAfter: 'a1',
      },
      {
        title: 'Busy',
        goal: 'Nothing stops',
        traffic: 'reads and writes',
        needs: [],
        most: null,
        backAfter: null,
      },
    ],
  });
  assert.ok(Object.isFrozen(lesson.lab.moves[0]));
});

test('a lab begins after a step, by number or by the migration that it runs first', () => {
  const after = (value: string) => {
    const yaml = YAML.replace('after: 1', `after: ${value}`).replace('migration: a', 'deploy: A0');
    return lessonOf(labText(yaml)).lab?.after;
  };
  assert.deepEqual(['0', '4', 'a', 'b'].map(after), [0, 4, 2, 4]);
});

test('prose, plain fences and notes may stand around the fence, and the exercise above or below', () => {
  const exercise = `## Exercise: x\n\n${TASK}${fence('sql solution')}\n`;
  const lab = `## LAB : y\n\n<!-- note: n -->\n\n- a\n\n${fence('sql')}\n${fence('lab', YAML.trimEnd())}\nMore.\n\n`;
  for (const text of [STEPS + exercise + lab, STEPS + lab + exercise]) {
    const lesson = lessonOf(text);
    assert.deepEqual([lesson.lab?.title, lesson.exercise?.title, lesson.stepCount], ['y', 'x', 4]);
    assert.deepEqual(
      lesson.lab?.task.map((node) => node.type),
      ['list', 'code', 'paragraph'],
    );
  }
});

test('one lab, below all steps', () => {
  const lab = labText(YAML);
  assert.deepEqual(faultsOf(`${lab}\n## Lab: more\n\n## T\n\nText.\n`), [
    '88 | ## Lab: more | The lesson has a second lab. | Keep one; where it asks for several things, give it several challenges.',
    '90 | ## T | A step stands below the lab. | Move it above the `## Lab: …` heading.',
  ]);
});

test('title, task and fence are needed', () => {
  for (const heading of ['## Lab', '## Lab:']) {
    assert.deepEqual(faultsOf(labText(YAML, heading)), [
      `63 | ${heading} | The lab has no title. | Write what it is about behind \`Lab:\`.`,
    ]);
  }
  assert.deepEqual(faultsOf(`${STEPS}## Lab: x\n`), [
    '63 | ## Lab: x | The lab has no task. | Write below its heading what the learner is to find out.',
    '63 | ## Lab: x | The lab has no fence `lab`. | Write its moves and challenges into one.',
  ]);
  assert.deepEqual(faultsOf(`${labText(YAML)}\n${fence('lab', YAML.trimEnd())}`), [
    '88 | ```lab | The lab has a second fence `lab`. | Write all moves and challenges into one.',
  ]);
  assert.deepEqual(faultsOf(labText(YAML).replace('```lab', '```lab x')), [
    '67 | ```lab x | Behind `lab` stands more. | Write it into the YAML below.',
  ]);
});

test('what has no place in a lab', () => {
  const mend = 'Move it into a step above the lab.';
  const body = `\n${fence('sql query')}\n> [!NOTE]\n> a\n\n### Predict\n`;
  assert.deepEqual(faultsOf(labText(YAML) + body), [
    `88 | \`\`\`sql query | A labelled fence has no place in a lab. | ${mend}`,
    `92 | > [!NOTE] | A callout has no place in a lab. | ${mend}`,
    `95 | ### Predict | This section has no place in a lab. | ${mend}`,
  ]);
});

test('the YAML of a lab at fault', () => {
  assert.deepEqual(faultsOf(labText('just words')), [
    '68 | just words | The lab is not a list of keys with values. | Write `key: value` lines, `after: …` first.',
  ]);
  assert.deepEqual(faultsOf(labText('')), [
    '68 |  | The lab is not a list of keys with values. | Write `key: value` lines, `after: …` first.',
  ]);
  assert.deepEqual(labFaults('fleet: [A0]', 'after: 2'), [
    '69 | after: 2 | This key of the lab is given twice. | Keep one of the two lines.',
  ]);
  const [unclosed] = labFaults('fleet: [A0]', 'fleet: "A0');
  assert.match(unclosed ?? '', /The lab is not sound YAML: .*\. \| Write `key: value` lines\.$/);
  assert.deepEqual(faultsOf(labText('after: 1')), [
    '67 | ```lab | The lab lacks "fleet". | Add for instance `fleet: [A0]`.',
    '67 | ```lab | The lab lacks "moves". | Add for instance `moves: [{ id: a1, label: deploy A1, deploy: A1 }]`.',
    '67 | ```lab | The lab lacks "challenges". | Add for instance `challenges: [{ title: Calm, goal: no request fails }]`.',
  ]);
});

const expand = '  - { id: expand, label: Add the column, migration: a }';
const move = (line: string) => [expand, line] as const;
const form: readonly (readonly [piece: string, other: string, fault: string])[] = [
  [
    'after: 1',
    'after: -1',
    '68 | after: -1 | "after" must be the number of a step or the name of a migration. | Write for instance `after: 4`.',
  ],
  [
    'fleet: [A0]',
    'fleet: []',
    '69 | fleet: [] | "fleet" must be a list of at least one version, each named once. | Write for instance `fleet: [A0]`.',
  ],
  [
    'fleet: [A0]',
    'fleet: [A0]\nfleets: 1',
    '70 | fleets: 1 | The lab has no key "fleets". | Did you mean "fleet"?',
  ],
  [
    ...move('  - { id: expand, migration: a }'),
    '71 | - { id: expand, migration: a } | A move lacks "label". | Add for instance `label: add the new column`.',
  ],
  [
    ...move('  - { id: a b, label: x, migration: a }'),
    '71 | - { id: a b, label: x, migration: a } | "id" must be a short name. | Write for instance `id: expand`.',
  ],
  [
    ...move('  - { id: expand, label: x, check: SELECT 1, 2 FROM t }'),
    '71 | - { id: expand, label: x, check: SELECT 1, 2 FROM t } | A move has no key "2 FROM t". | If it belongs to the value before it, put that into quotation marks.',
  ],
  [
    ...move('  - { id: expand, label: x, migrate: a }'),
    '71 | - { id: expand, label: x, migrate: a } | A move has no key "migrate". | Did you mean "migration"?',
  ],
  [
    ...move('  - expand'),
    '71 | - expand | "moves" must be a list of moves. | Write for instance `moves: [{ id: a1, label: deploy A1, deploy: A1 }]`.',
  ],
  [
    '    traffic: none',
    '    traffic: writes',
    '81 | traffic: writes | "traffic" must be "reads and writes" or "none". | Write for instance `traffic: none`.',
  ],
  [
    '[expand, a1]',
    '[a1, a1]',
    '82 | needs: [a1, a1] | "needs" must be a list of different moves by their ids. | Write for instance `needs: [expand, contract]`.',
  ],
  [
    'most: 4',
    'most: 0',
    '83 | most: 0 | "most" must be a whole number above 0. | Write for instance `most: 6`.',
  ],
  [
    '    goal: No request fails\n',
    '',
    '79 | - title: Calm | A challenge lacks "goal". | Add for instance `goal: No request fails`.',
  ],
];

for (const [piece, other, fault] of form) {
  test(`form of a lab: ${other.trim() === '' ? `without ${piece.trim()}` : other.trim()}`, () => {
    assert.deepEqual(labFaults(piece, other), [fault]);
  });
}

const what = 'Give a move one of `migration`, `deploy` and `check`.';
const list = 'Name one of A0, A1, or list it under `apps` in the front matter.';
const meaning: readonly (readonly [piece: string, other: string, fault: string])[] = [
  [
    'after: 1',
    'after: 5',
    '68 | after: 5 | There is no step 5. | Write a number up to 4; 0 is the start of the lesson.',
  ],
  ['after: 1', 'after: c', '68 | after: c | There is no migration "c". | Write one of a, b.'],
  ['fleet: [A0]', 'fleet: [A0, A7]', `69 | fleet: [A0, A7] | There is no version "A7". | ${list}`],
  [
    ...move(`${expand}\n  - { id: a1, label: x, migration: a }`),
    '73 | - { id: a1, label: Deploy A1, deploy: A1 } | There is a move "a1" above. | Give this one another id.',
  ],
  [
    ...move('  - { id: expand, label: x }'),
    `71 | - { id: expand, label: x } | The move "expand" does nothing. | ${what}`,
  ],
  [
    ...move('  - { id: expand, label: x, migration: a, deploy: A1 }'),
    `71 | - { id: expand, label: x, migration: a, deploy: A1 } | The move "expand" does several things. | ${what}`,
  ],
  [
    ...move('  - { id: expand, label: x, migration: 0001 }'),
    '71 | - { id: expand, label: x, migration: 0001 } | "migration" must be the name of a migration. | Write for instance `migration: 0002_expand`.',
  ],
  [
    ...move('  - { id: expand, label: x, migration: "000" }'),
    '71 | - { id: expand, label: x, migration: "000" } | There is no migration "000". | Write one of a, b.',
  ],
  [
    ...move('  - { id: expand, label: x, deploy: A7 }'),
    `71 | - { id: expand, label: x, deploy: A7 } | There is no version "A7". | ${list}`,
  ],
  [
    'after: 1',
    'after: 2',
    '71 | - { id: expand, label: Add the column, migration: a } | The migration "a" has run already when the lab begins. | Let the lab begin earlier, or remove the move.',
  ],
  [
    '      SELECT id FROM t\n',
    '      DELETE FROM t\n',
    '75 | check: | | The query does not begin with SELECT. | Write one SELECT statement.',
  ],
  [
    'WHERE a IS NOT b',
    'WHERE "a" IS NOT b',
    `75 | check: | | "a" would be a text, not an error, where there is no such column. | Write a name bare or in [brackets], and a text in 'single' quotation marks.`,
  ],
  [
    '      SELECT id FROM t\n      WHERE a IS NOT b;',
    '      -- later',
    '75 | check: | | The check holds no SQL. | Write a SELECT that returns what is wrong.',
  ],
  [
    '[expand, a1]',
    '[expnd, a1]',
    '82 | needs: [expnd, a1] | There is no move "expnd". | Did you mean "expand"?',
  ],
  [
    'back_after: a1',
    'back_after: zebra',
    '84 | back_after: zebra | There is no move "zebra". | Write one of expand, a1, equal.',
  ],
  [
    'most: 4',
    'most: 1',
    '83 | most: 1 | The challenge needs 2 moves and allows 1. | Write `most: 2`, or a higher number.',
  ],
  [
    'title: Busy',
    'title: Calm',
    '85 | - { title: Calm, goal: Nothing stops } | There is a challenge "Calm" above. | Give this one another title.',
  ],
];

for (const [piece, other, fault] of meaning) {
  test(`meaning of a lab: ${other.trim()}`, () => {
    assert.deepEqual(labFaults(piece, other), [fault]);
  });
}

test('a migration that was taken back may run in the lab, one that failed as well', () => {
  assert.ok(lessonOf(labText(YAML.replace('after: 1', 'after: 3'))).lab);
  const failing = labText(YAML.replace('after: 1', 'after: 2')).replace(
    '```sql migration a\n',
    '```sql migration a fails "x"\n',
  );
  assert.ok(lessonOf(failing).lab);
});

test('a lab is not compared with what is at fault itself', () => {
  const label = 'There is no label "migrate". | Did you mean "migration"?';
  const rollback = 'There is no migration "a" above this rollback. | Name a migration that stands above it.';
  assert.deepEqual(faultsOf(labText(YAML).replace('sql migration a', 'sql migrate a')), [
    `43 | sql migrate a | ${label}`,
    `51 | \`\`\`sql rollback a | ${rollback}`,
  ]);
  assert.deepEqual(faultsOf(labText(YAML).replace('minutes: 10', 'minutes: no').replace('apps:', 'app:')), [
    '5 | minutes: no | "minutes" must be a whole number above 0. | Write for instance `minutes: 15`.',
    '8 | app: | The front matter has no key "app". | Did you mean "apps"?',
  ]);
});

test('without versions there is no fleet to order', () => {
  const text = `${FRONT}## S\n\nText.\n\n## Lab: x\n\nText.\n\n${fence('lab', 'after: 0\nfleet: [A0]\nmoves: [{ id: a, label: a, deploy: A0 }]\nchallenges: [{ title: a, goal: a }]')}`;
  const none = 'There is no version "A0". | List it under `apps` in the front matter.';
  assert.deepEqual(faultsOf(text), [
    `19 | fleet: [A0] | ${none}`,
    `20 | moves: [{ id: a, label: a, deploy: A0 }] | ${none}`,
  ]);
});
