import assert from 'node:assert/strict';
import test from 'node:test';
import { bodyFaults, exerciseFaults, exerciseOf, fence, lessonOf, FRONT, TASK, TASK_END } from './helpers.ts';

const solution = (words = '', sql?: string) => fence(`sql solution ${words}`.trim(), sql);

/** Faults of fences below a sound task, the first fence in line 20. */
const fenceFaults = (...fences: readonly string[]) => exerciseFaults(TASK + fences.join(''));

test('an exercise of one migration with everything it can have', () => {
  const body = `Do *it*.

${fence('sql', 'SELECT plain;')}
> [!TIP]
> First.

${fence('sql starter', '\n-- begin here\n')}
<!-- note: Ask. -->

${fence('sql solution twice strict="type  names, column order"', '\n  ALTER TABLE a\n  ADD b;\n\n')}
${fence('sql solution rollback', 'ALTER TABLE a DROP b;')}
> [!tip]
> Second.

${fence('sql wrong "forgets \\"b\\""', 'SELECT 1;\n-- rollback\nSELECT 2;')}
${fence('sql check "every row is there" points=12', 'SELECT 1;')}
${fence('sql check "b is there" after=add-a-column', 'WITH x AS (SELECT 1) SELECT * FROM x')}
More.
`;
  const exercise = exerciseOf(body, '## Exercise:  Add `b`, twice');
  assert.deepEqual(
    exercise.task.map((node) => node.type),
    ['paragraph', 'code', 'paragraph'],
  );
  assert.deepEqual(exercise.hints.length, 2);
  assert.match(JSON.stringify(exercise.hints[0]), /"First\."/);
  assert.match(JSON.stringify(exercise.hints[1]), /"Second\."/);
  assert.doesNotMatch(JSON.stringify(exercise), /position|note: Ask/);
  assert.deepEqual(
    { ...exercise, task: [], hints: [] },
    {
      task: [],
      hints: [],
      title: 'Add b, twice',
      line: 13,
      parts: [
        {
          name: 'add-a-column',
          starter: '-- begin here',
          solution: { sql: '  ALTER TABLE a\n  ADD b;', line: 34 },
          rollback: { sql: 'ALTER TABLE a DROP b;', line: 41 },
        },
      ],
      wrong: [{ message: 'forgets "b"', sql: 'SELECT 1;\n-- rollback\nSELECT 2;', line: 48 }],
      checks: [
        { name: 'every row is there', points: 12, after: null, sql: 'SELECT 1;', line: 54 },
        {
          name: 'b is there',
          points: 1,
          after: 'add-a-column',
          sql: 'WITH x AS (SELECT 1) SELECT * FROM x',
          line: 58,
        },
      ],
      rollback: true,
      twice: true,
      strict: ['column order', 'type names'],
    },
  );
});

test('the least of an exercise', () => {
  const exercise = exerciseOf(TASK + solution());
  assert.deepEqual(exercise.parts, [
    { name: 'add-a-column', starter: '', solution: { sql: 'SELECT 1;', line: TASK_END + 1 }, rollback: null },
  ]);
  const { rollback, twice, strict, wrong, checks } = exercise;
  assert.deepEqual([rollback, twice, strict, wrong, checks], [false, false, [], [], []]);
});

test('several parts keep the order of their solutions', () => {
  const fences = [
    fence('sql starter contract', '-- c'),
    solution('expand twice'),
    solution('rollback contract', 'SELECT -2;'),
    solution('contract', 'SELECT 2;'),
    solution('rollback expand', 'SELECT -1;'),
  ];
  const { parts, rollback, twice } = exerciseOf(TASK + fences.join(''));
  assert.deepEqual(
    parts.map(({ name, starter, solution: { sql }, rollback: back }) => [name, starter, sql, back?.sql]),
    [
      ['expand', '', 'SELECT 1;', 'SELECT -1;'],
      ['contract', '-- c', 'SELECT 2;', 'SELECT -2;'],
    ],
  );
  assert.deepEqual([rollback, twice], [true, true]);
});

test('one part may have a name of its own, and the other fences may leave it out', () => {
  const { parts } = exerciseOf(TASK + fence('sql starter') + solution('fix') + solution('rollback fix'));
  assert.deepEqual(
    parts.map(({ name, starter, rollback }) => [name, starter, rollback?.sql]),
    [['fix', 'SELECT 1;', 'SELECT 1;']],
  );
});

test('the lesson says whether it has an exercise', () => {
  const text = `${FRONT}## S\n\nText.\n\n> [!TIP]\n> An aside.\n`;
  const without = lessonOf(text);
  assert.deepEqual([without.hasExercise, without.exercise], [false, null]);
  const [, tip] = without.steps[0]?.parts ?? [];
  assert.equal(tip?.type === 'callout' && tip.kind, 'aside');
  const lesson = lessonOf(`${text}\n## exercise : x\n\n${TASK}${solution()}`);
  assert.deepEqual([lesson.hasExercise, lesson.exercise?.title, lesson.stepCount], [true, 'x', 1]);
  assert.ok(Object.isFrozen(lesson.exercise?.parts[0]?.solution));
});

test('title, task, hint and solution are needed', () => {
  const title = 'The exercise has no title. | Write what it asks for behind `Exercise:`.';
  for (const heading of ['## Exercise', '## Exercise:']) {
    assert.deepEqual(exerciseFaults(TASK + solution(), heading), [`13 | ${heading} | ${title}`]);
  }
  const at = '13 | ## Exercise: Do it';
  const hint = `${at} | The exercise has no hint. | Write one as a \`> [!TIP]\` callout.`;
  const task = `${at} | The exercise has no task. | Write below its heading what the learner is to do.`;
  const noSolution = `${at} | The exercise has no solution. | Write it as a fence \`sql solution\`.`;
  assert.deepEqual(exerciseFaults(''), [task, hint, noSolution]);
  assert.deepEqual(exerciseFaults(`Text.\n\n${solution()}`), [hint]);
  assert.deepEqual(exerciseFaults(`> [!TIP]\n> a\n\n${solution()}`), [task]);
  assert.deepEqual(fenceFaults(fence('sql starter'), solution('rollback')), [noSolution]);
});

test('one exercise, below all steps', () => {
  const exercise = `## Exercise: x\n\n${TASK}${solution()}\n`;
  const second =
    '## Exercise: y | The lesson has a second exercise. | Keep one; where it needs several migrations, give it several parts.';
  const below = '## T | A step stands below the exercise. | Move it above the `## Exercise: …` heading.';
  const body = `## S\n\nText.\n\n${exercise}## Exercise: y\n\n## T\n\nText.\n`;
  assert.deepEqual(bodyFaults(body), [`24 | ${second}`, `26 | ${below}`]);
  assert.deepEqual(bodyFaults(exercise), [
    '1 |  | The lesson has no steps. | Begin each step with a `##` heading.',
  ]);
});

const usage = {
  starter: 'Write `sql starter [<part>]`.',
  solution: 'Write `sql solution [rollback] [<part>] [twice] [strict="…"]`.',
  wrong: 'Write `sql wrong "what to tell"`.',
  check: 'Write `sql check "what holds" [points=2] [after=<part>]`.',
};
const labels =
  'Write `sql starter`, `sql solution`, `sql wrong`, `sql check`, or plain `sql` for SQL that is not run.';
const strictness =
  'Write one of "column order", "index names", "type names", "triggers", or several with commas between.';

const wrong: readonly (readonly [info: string, message: string, mend: string])[] = [
  ['sql solutoin', 'There is no label "solutoin".', 'Did you mean "solution"?'],
  ['sql x', 'There is no label "x".', labels],
  ['sql migration a', '"sql migration" has no place in an exercise.', labels],
  ['sql app A1 read', '"sql app" has no place in an exercise.', labels],
  ['fleet', 'A fence `fleet` has no place here.', 'Move it into a step.'],
  ['sql starter a b', 'The word "b" has no place here.', usage.starter],
  ['sql starter "a"', 'The text "a" has no place here.', usage.starter],
  ['sql solution twice twice', '"twice" is given twice.', usage.solution],
  ['sql solution a twise', 'The word "twise" has no place here.', 'Did you mean "twice"?'],
  [
    'sql solution a/b',
    '"a/b" cannot be the name of a migration.',
    'Use letters, digits, `_`, `-` and `.`, a letter or digit first.',
  ],
  ['sql solution strict="colum order"', '"strict" cannot be "colum order".', 'Did you mean "column order"?'],
  ['sql solution strict="triggers, names"', '"strict" cannot be "names".', strictness],
  ['sql solution strict=', '"strict" cannot be "".', strictness],
  ['sql solution strict=triggers strict="triggers"', '"strict" is given twice.', usage.solution],
  ['sql solution points=1', 'There is no setting "points" here.', usage.solution],
  [
    'sql wrong',
    '"wrong" needs a text in quotation marks: what to tell a learner who answers so.',
    usage.wrong,
  ],
  ['sql wrong x', 'The word "x" has no place here.', usage.wrong],
  ['sql wrong ""', 'The text in quotation marks is empty.', usage.wrong],
  ['sql check points=1', '"check" needs a text in quotation marks: what holds when it passes.', usage.check],
  ...['0', '-1', '1.5', '01', 'two', '', '1e3'].map(
    (value) =>
      [
        `sql check "x" points=${value}`,
        `"points" cannot be "${value}".`,
        'Write a whole number above 0, for instance `points=2`, or leave it out.',
      ] as const,
  ),
  ['sql check "x" after=', '"after" cannot be "".', 'Name a part of the exercise, or leave it out.'],
  [
    'solution',
    '"solution" is a label, and only a fence that begins with `sql` is run.',
    'Write `sql` in front.',
  ],
];

for (const [info, message, mend] of wrong) {
  test(`label at fault in an exercise: ${info}`, () => {
    // Nothing else is told of fences that may be meant otherwise.
    assert.deepEqual(fenceFaults(fence(info)), [`20 | ${info} | ${message} | ${mend}`]);
  });
}

test('only a starter may hold no SQL', () => {
  assert.deepEqual(fenceFaults(fence('sql starter', ''), solution()), []);
  for (const info of ['sql solution', 'sql solution rollback', 'sql wrong "x"', 'sql check "x"']) {
    assert.deepEqual(fenceFaults(fence(info, '-- later')), [
      `20 | ${info} | The fence holds no SQL. | Write the SQL, or remove the fence.`,
    ]);
  }
});

test('parts at fault', () => {
  const below = (...fences: readonly string[]) =>
    fenceFaults(solution('expand'), solution('contract'), ...fences);
  assert.deepEqual(below(solution('Expand')), [
    '26 | ```sql solution Expand | There is a solution of the part "expand" above. | Give this one another name.',
  ]);
  assert.deepEqual(below(fence('sql starter expand'), fence('sql starter expand')), [
    '29 | ```sql starter expand | There is a starter of the part "expand" above. | Keep one of the two.',
  ]);
  assert.deepEqual(below(fence('sql starter exand'), solution('rollback zebra')), [
    '26 | ```sql starter exand | The exercise has no part "exand". | Did you mean "expand"?',
    '29 | ```sql solution rollback zebra | The exercise has no part "zebra". | Give the part a solution: `sql solution zebra`.',
  ]);
  assert.deepEqual(below(fence('sql starter'), solution('rollback'), solution()), [
    '26 | ```sql starter | There are several solutions, and this starter names no part. | Write `sql starter <part>`.',
    '29 | ```sql solution rollback | There are several solutions, and this rollback names no part. | Write `sql solution rollback <part>`.',
    '32 | ```sql solution | There are several solutions, and this one names no part. | Write `sql solution <part>`.',
  ]);
  assert.deepEqual(below(solution('rollback contract'), solution('rollback contract')), [
    '20 | ```sql solution expand | The part "expand" has no rollback, and another part has one. | Write `sql solution rollback expand`, or remove the other rollbacks.',
    '29 | ```sql solution rollback contract | There is a rollback of the part "contract" above. | Keep one of the two.',
  ]);
  assert.deepEqual(fenceFaults(solution(), fence('sql starter a')), [
    '23 | ```sql starter a | The exercise has no part "a". | Give the part a solution: `sql solution a`.',
  ]);
  const text = TASK + solution('0001_clinic');
  assert.deepEqual(exerciseFaults(text, '## Exercise: x', 'baseline: 0001_clinic\n'), [
    '21 | ```sql solution 0001_clinic | The ledger holds "0001_clinic" already: it is the baseline. | Give the part another name.',
  ]);
});

test('options stand on the first solution', () => {
  const fault = (option: string) =>
    `"${option}" is an option of the exercise and stands on its first solution. | Move it to line 20.`;
  assert.deepEqual(
    fenceFaults(
      solution('a'),
      solution('b twice'),
      solution('rollback a strict=triggers'),
      solution('rollback b'),
    ),
    [
      `23 | \`\`\`sql solution b twice | ${fault('twice')}`,
      `26 | \`\`\`sql solution rollback a strict=triggers | ${fault('strict')}`,
    ],
  );
});

test('SQL that would break the file of the learner', () => {
  const section =
    "This line would begin another section of the learner's file. | Remove it; such lines are made from the labels.";
  assert.deepEqual(fenceFaults(fence('sql starter', '\nSELECT 1;\n--rollback'), solution()), [
    `23 | --rollback | ${section}`,
  ]);
  assert.deepEqual(fenceFaults(solution('', '-- migration a\nSELECT 1;')), [
    `21 | -- migration a | ${section}`,
  ]);
  assert.deepEqual(fenceFaults(solution('', "SELECT '\n-- rollback\n';\n-- rollback later")), []);
  assert.deepEqual(fenceFaults(solution(), solution('rollback', 'SELECT 1;\n/* a')), [
    '25 | /* a | A comment begins here with /* and does not end. | Put */ at its end.',
  ]);
});

test('checks at fault', () => {
  const check = (words: string, sql?: string) => fence(`sql check ${words}`, sql);
  assert.deepEqual(fenceFaults(check('"x" after=add-a-colum'), check('"x" after=zebra'), solution()), [
    '20 | ```sql check "x" after=add-a-colum | The exercise has no part "add-a-colum". | Did you mean "add-a-column"?',
    '23 | ```sql check "x" after=zebra | The exercise has no part "zebra". | Write one of add-a-column, or leave `after=` out.',
    '23 | ```sql check "x" after=zebra | There is a check "x" above. | Give each check words of its own.',
  ]);
  const sqls = ['DELETE FROM a;', 'SELECT 1; SELECT 2', "SELECT 1\nWHERE 'a;"];
  assert.deepEqual(fenceFaults(solution(), ...sqls.map((sql, index) => check(`"${index}"`, sql))), [
    '23 | ```sql check "0" | The query does not begin with SELECT. | Write one SELECT statement.',
    '26 | ```sql check "1" | There is more than one statement. | Write one SELECT statement.',
    "31 | WHERE 'a; | A quotation begins here with ' and does not end. | Put ' at its end.",
  ]);
  assert.deepEqual(fenceFaults(solution(), check('"x"', "SELECT ';' -- ;\n/* ; */ ; -- end")), []);
});

test('known wrong answers are answers', () => {
  const parts = [solution('expand'), solution('contract')];
  const answer = (sql: string) => fenceFaults(...parts, fence('sql wrong "x"', sql));
  assert.deepEqual(answer('-- migration CONTRACT\nSELECT 2;\n-- migration expand'), []);
  assert.deepEqual(answer('-- Nearly.\n\n-- migration expnd\nSELECT 1;'), [
    '29 | -- migration expnd | The exercise has no migration "expnd". | Did you mean "expand"?',
  ]);
  assert.deepEqual(answer('-- migration expand\nSELECT 1;'), [
    '28 | SELECT 1; | The migration "contract" is missing. | Write it below a line of its own: `-- migration contract`.',
  ]);
  assert.deepEqual(answer('SELECT 1;'), [
    '27 | SELECT 1; | The answer does not say to which migration this SQL belongs. | Begin each migration with a line of its own: `-- migration expand`, `-- migration contract`.',
  ]);
});

test('what has no place in an exercise', () => {
  const rest = `Do it.\n\n> [!TIP]\n> a\n\n${solution()}`;
  assert.deepEqual(exerciseFaults(`> [!NOTE]\n> a\n\n${rest}`), [
    '15 | > [!NOTE] | An exercise has no callouts but hints. | Write it as a `> [!TIP]`, or as plain prose.',
  ]);
  assert.deepEqual(exerciseFaults(`> [!TIPP]\n> a\n\n${rest}`), [
    '15 | > [!TIPP] | There is no callout "TIPP". | Did you mean "TIP"?',
  ]);
  assert.deepEqual(exerciseFaults(`Do it.\n\n> [!TIP]\n\n${solution()}`), [
    '17 | > [!TIP] | The callout is empty. | Write its text on the lines below.',
  ]);
  const place = 'This section has no place in an exercise. | Move it into a step above the exercise.';
  assert.deepEqual(exerciseFaults(`${rest}\n### Predict\n`), [`24 | ### Predict | ${place}`]);
  assert.deepEqual(exerciseFaults(`${rest}\n### In other tools\n`), [`24 | ### In other tools | ${place}`]);
  assert.deepEqual(exerciseFaults(`${rest}\n${fence('ts tool "Drizzle 1"')}`), [
    '24 | ```ts tool "Drizzle 1" | An example of another tool has no place here. | Move it into a step above the exercise.',
  ]);
  assert.deepEqual(exerciseFaults(`${rest}\n<div>\n`), [
    '24 | <div> | HTML has no place in a lesson. | Write it in Markdown, or in `backticks` where it is meant as text.',
  ]);
});
