import assert from 'node:assert/strict';
import test from 'node:test';
import {
  actionsOf,
  APPS_FRONT,
  APPS_STEP,
  appFences,
  appsFaults,
  faultsOf,
  fence,
  FRONT,
  lessonOf,
} from './helpers.ts';

test('a lesson without versions has none', () => {
  const lesson = lessonOf(`${FRONT}## S\n\nText.\n`);
  assert.deepEqual(
    [lesson.apps, lesson.fleet, lesson.lab, lesson.hasLab, lesson.steps[0]?.fleet],
    [[], [], null, false, []],
  );
});

test('what versions do is collected from all steps, in the order of the front matter', () => {
  const body = `## One

${fence('sql app A1 write "books a visit"', '\n  INSERT INTO t VALUES (1);\n  UPDATE t SET a = 2;\n')}
${fence('sql app A1 read "codes"', 'SELECT id, b FROM t;')}
${fence('sql app A0 write', 'INSERT INTO t VALUES (2);')}
${fence('sql app A1 expect "codes"', 'SELECT id, a FROM t;')}
## Two

${fence('sql app A1 read', 'SELECT 1;')}
${fence('sql app A1 expect', 'SELECT 2;')}
${fence('sql app A1 expect "codes"', 'SELECT id, b FROM t;')}
${fence('sql app A0 read', 'VALUES (1);')}
${fence('sql app A0 expect', 'WITH x AS (SELECT 1) SELECT * FROM x;')}
`;
  const lesson = lessonOf(APPS_FRONT + body);
  assert.deepEqual(lesson.apps, [
    {
      version: 'A0',
      about: 'knows a',
      writes: [{ name: null, sql: 'INSERT INTO t VALUES (2);', line: 27 }],
      reads: [
        {
          name: null,
          sql: 'VALUES (1);',
          line: 49,
          expects: [{ sql: 'WITH x AS (SELECT 1) SELECT * FROM x;', line: 53 }],
        },
      ],
    },
    {
      version: 'A1',
      about: 'knows a and b',
      writes: [
        { name: 'books a visit', sql: '  INSERT INTO t VALUES (1);\n  UPDATE t SET a = 2;', line: 17 },
      ],
      reads: [
        {
          name: 'codes',
          sql: 'SELECT id, b FROM t;',
          line: 23,
          expects: [
            { sql: 'SELECT id, a FROM t;', line: 31 },
            { sql: 'SELECT id, b FROM t;', line: 45 },
          ],
        },
        { name: null, sql: 'SELECT 1;', line: 37, expects: [{ sql: 'SELECT 2;', line: 41 }] },
      ],
    },
  ]);
  assert.deepEqual(
    lesson.steps.map(({ parts }) =>
      parts.map((part) => (part.type === 'app' ? [part.version, part.does, part.name] : part.type)),
    ),
    [
      [
        ['A1', 'write', 'books a visit'],
        ['A1', 'read', 'codes'],
        ['A0', 'write', null],
      ],
      [
        ['A1', 'read', null],
        ['A0', 'read', null],
      ],
    ],
  );
  assert.deepEqual(lesson.steps[0]?.parts[2], {
    type: 'app',
    version: 'A0',
    does: 'write',
    name: null,
    sql: 'INSERT INTO t VALUES (2);',
  });
});

test('what a read should return is no part of a step', () => {
  const body = `${APPS_STEP}## Hidden\n\n${fence('sql app A0 expect', 'SELECT id, b FROM t;')}`;
  assert.deepEqual(faultsOf(APPS_FRONT + body), [
    '39 | ## Hidden | The step says nothing and does nothing. | Write what it shows, or remove its heading.',
  ]);
});

test('phases and batches', () => {
  const backfill = fence(
    'sql migration b phase=S2a batches requests=3 seed=70',
    "-- a; b\nUPDATE t SET a = ';' WHERE a IS NULL;\n",
  );
  const body = `${APPS_STEP}## S\n\n${fence('sql migration a phase=S1')}\n${fence('sql rollback phase=S0')}
## T\n\n${backfill}`;
  const [, first, second] = lessonOf(APPS_FRONT + body).steps;
  assert.deepEqual(
    [...actionsOf(first), ...actionsOf(second)].map((action) => [
      action.type,
      'phase' in action && action.phase,
      'batches' in action ? action.batches : 'none',
    ]),
    [
      ['migration', 'S1', null],
      ['rollback', 'S0', 'none'],
      ['migration', 'S2a', { requests: 3, seed: 70 }],
    ],
  );
});

const update = 'UPDATE t SET a = 1 WHERE a IS NULL;';
const example = '`batches requests=3 seed=7`';
const passes = 'Write one statement that passes over the rows which it has changed.';
const batches: readonly (readonly [words: string, sql: string, message: string, mend: string])[] = [
  ['batches', update, '"batches" needs both "requests" and "seed".', `Write ${example}.`],
  ['batches seed=1', update, '"batches" needs both "requests" and "seed".', `Write ${example}.`],
  ...['requests', 'seed'].map(
    (key) =>
      [
        `${key}=1`,
        update,
        `"${key}" is for a migration in batches only.`,
        `Write ${example}, or leave it out.`,
      ] as const,
  ),
  [
    'batches requests=1 seed=1 transaction=none',
    update,
    'Each batch runs in a transaction of its own.',
    'Remove `transaction=none`, or leave `batches` out.',
  ],
  [
    'batches requests=1 seed=1',
    'CREATE TRIGGER x AFTER INSERT ON t BEGIN SELECT 1; END;',
    'A migration in batches does not begin with UPDATE, INSERT or DELETE.',
    passes,
  ],
  [
    'batches requests=1 seed=1',
    `${update} ${update}`,
    'A migration in batches has more than one statement.',
    passes,
  ],
];

for (const [words, sql, message, mend] of batches) {
  test(`batches at fault: ${words}: ${sql}`, () => {
    const info = `sql migration m ${words}`;
    assert.deepEqual(appsFaults(`## S\n\n${fence(info, sql)}`), [
      `41 | \`\`\`${info} | ${message} | ${mend}`,
    ]);
  });
}

test('the numbers of batches', () => {
  const wrong = (key: string, value: string, most: number) =>
    `"${key}" cannot be "${value}". | Write a whole number up to ${most}, for instance \`${key}=3\`.`;
  for (const value of ['-1', '1.5', '01', '', '1001', 'x']) {
    const info = `sql migration m batches requests=${value} seed=1`;
    assert.deepEqual(appsFaults(`## S\n\n${fence(info, update)}`), [
      `41 | ${info} | ${wrong('requests', value, 1000)}`,
    ]);
  }
  const info = 'sql migration m batches requests=1 seed=1000000000';
  assert.deepEqual(appsFaults(`## S\n\n${fence(info, update)}`), [
    `41 | ${info} | ${wrong('seed', '1000000000', 999_999_999)}`,
  ]);
});

test('requests need somebody to send them', () => {
  const info = 'sql migration m batches requests=1 seed=1';
  assert.deepEqual(faultsOf(`${FRONT}## S\n\n${fence(info, update)}`), [
    `11 | \`\`\`${info} | No version runs here that could send requests. | Name the versions that run under \`fleet\` in the front matter, or write \`requests=0\`.`,
  ]);
  assert.deepEqual(
    faultsOf(`${FRONT}## S\n\n${fence(info.replace('requests=1', 'requests=0'), update)}`),
    [],
  );
});

test('versions that the lesson does not have', () => {
  const list = 'Name one of A0, A1, or list it under `apps` in the front matter.';
  assert.deepEqual(
    appsFaults(
      `## S\n\n${fence('sql app A9 read')}\n${fence('sql app a1 write', 'DELETE FROM t;')}\n${fence('sql traffic B')}`,
    ),
    [
      `41 | \`\`\`sql app A9 read | There is no version "A9". | ${list}`,
      '45 | ```sql app a1 write | There is no version "a1". | Did you mean "A1"?',
      `49 | \`\`\`sql traffic B | There is no version "B". | ${list}`,
    ],
  );
  const none = 'There is no version "A1". | List it under `apps` in the front matter.';
  assert.deepEqual(faultsOf(`${FRONT}## S\n\n${fence('sql app A1 read')}\n${fence('sql traffic A1')}`), [
    `11 | \`\`\`sql app A1 read | ${none}`,
    `15 | \`\`\`sql traffic A1 | ${none}`,
  ]);
});

test('a front matter at fault does not make versions unknown', () => {
  const body = `## S\n\n${appFences('A9')}\n${fence('fleet', 'retire A7')}`;
  for (const [front, fault] of [
    [
      FRONT.replace('minutes: 10', 'minutes: 10\napp: { A9: x }'),
      '6 | app: { A9: x } | The front matter has no key "app". | Did you mean "apps"?',
    ],
    [
      APPS_FRONT.replace('A0: knows a\n', '0A: knows a\n'),
      '9 | 0A: knows a | "apps" must be versions (a letter, then up to 11 letters, digits, `_`, `-`, `.`), each with what it knows. | Write for instance `apps: { A0: knows the old column only }`.',
    ],
  ] as const) {
    assert.deepEqual(faultsOf(front + body), [fault]);
  }
});

test('reads and what they should return belong together', () => {
  const name = '"co\\"des"';
  assert.deepEqual(appsFaults(`## S\n\nText.\n\n${fence(`sql app A0 expect ${name}`)}`), [
    `43 | \`\`\`sql app A0 expect ${name} | There is no read "co"des" of A0 above. | Write \`sql app A0 read ${name}\` above it.`,
  ]);
  assert.deepEqual(faultsOf(`${APPS_FRONT}## S\n\nText.\n\n${fence('sql app A0 expect')}`), [
    '17 | ```sql app A0 expect | There is no read of A0 without a name above. | Write `sql app A0 read` above it.',
  ]);
  assert.deepEqual(appsFaults(`## S\n\n${fence(`sql app A1 read ${name}`)}`), [
    `41 | \`\`\`sql app A1 read ${name} | The read does not say what it should return. | Write \`sql app A1 expect ${name}\` below it.`,
  ]);
});

test('a name is given once for reads and once for writes of a version', () => {
  const body = `## S\n\n${appFences('A0')}\n`;
  assert.deepEqual(appsFaults(body), [
    '41 | ```sql app A0 write | There is a write of A0 without a name above. | Give this one another name.',
    '45 | ```sql app A0 read | There is a read of A0 without a name above. | Give this one another name.',
  ]);
  const named = `## S\n\n${fence('sql app A0 write "x"', 'DELETE FROM t;')}`;
  assert.deepEqual(appsFaults(named + named), [
    '46 | ```sql app A0 write "x" | There is a write "x" of A0 above. | Give this one another name.',
  ]);
});

test('each version reads and writes', () => {
  const text = `${APPS_FRONT}## S\n\n${fence('sql app A1 read')}\n${fence('sql app A1 expect')}`;
  assert.deepEqual(faultsOf(text), [
    '9 | A0: knows a | The version A0 has no read. | Write what it does in a fence `sql app A0 read`.',
    '10 | A1: knows a and b | The version A1 has no write. | Write what it does in a fence `sql app A1 write`.',
  ]);
  // A fence at fault is missing, which is no fault of its own.
  assert.deepEqual(faultsOf(`${text}\n${fence('sql app A1 write', '')}`), [
    '23 | sql app A1 write | The fence holds no SQL. | Write the SQL, or remove the fence.',
  ]);
});

test('a name in double quotes cannot hide a missing column', () => {
  const hidden = (name: string) =>
    `${name} would be a text, not an error, where there is no such column. | Write a name bare or in [brackets], and a text in 'single' quotation marks.`;
  for (const info of ['sql app A0 read "x"', 'sql app A0 expect', 'sql app A0 write "x"', 'sql traffic A0']) {
    assert.deepEqual(appsFaults(`## S\n\nText.\n\n${fence(info, 'SELECT id,\n  "dx_code" FROM t;')}`), [
      `45 | "dx_code" FROM t; | ${hidden('"dx_code"')}`,
    ]);
  }
  const harmless = `SELECT id, [b] AS 'a "b"' /* "c" */ FROM t; -- "d"`;
  assert.deepEqual(
    appsFaults(`## S\n\n${fence('sql app A0 read "x"', harmless)}
${fence('sql app A0 expect "x"', harmless)}`),
    [],
  );
});

test("a version's SQL at fault", () => {
  const body = (info: string, sql: string) => `## S\n\nText.\n\n${fence(info, sql)}`;
  const one = 'Write one SELECT statement.';
  for (const info of ['sql app A0 read "x"', 'sql app A0 expect']) {
    assert.deepEqual(appsFaults(body(info, 'UPDATE t SET a = 1;')), [
      `43 | \`\`\`${info} | The query does not begin with SELECT. | ${one}`,
    ]);
    assert.deepEqual(appsFaults(body(info, 'SELECT 1; SELECT 2;')), [
      `43 | \`\`\`${info} | There is more than one statement. | ${one}`,
    ]);
  }
  assert.deepEqual(appsFaults(body('sql app A0 write "x"', 'DELETE FROM t;\n/* later')), [
    '45 | /* later | A comment begins here with /* and does not end. | Put */ at its end.',
  ]);
  for (const word of ['BEGIN', 'COMMIT', 'END', 'ROLLBACK', 'SAVEPOINT', 'RELEASE']) {
    assert.deepEqual(
      appsFaults(body('sql app A0 write "x"', `DELETE FROM t; -- x\n ${word.toLowerCase()} x;`)),
      [
        `43 | \`\`\`sql app A0 write "x" | ${word} has no place here: what a version does is run and undone as one. | Leave it out.`,
      ],
    );
  }
});

test('above the first step there are no versions', () => {
  const mend = 'Move it below the `##` heading of a step.';
  assert.deepEqual(faultsOf(`${APPS_FRONT}${fence('fleet', 'deploy A1')}\n${APPS_STEP}`), [
    `13 | \`\`\`fleet | A labelled fence stands above the first step. | ${mend}`,
  ]);
});
