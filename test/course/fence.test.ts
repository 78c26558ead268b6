import assert from 'node:assert/strict';
import test from 'node:test';
import { createHash } from 'node:crypto';
import { checksum } from '../../src/course/checksum.ts';
import { actionsOf, bodyFaults, fence, onlyStep } from './helpers.ts';

const sha = (text: string) => createHash('sha256').update(text).digest('hex');

test('a migration with everything it can have', () => {
  const info = String.raw`sql migration 0002_a.b-c phase=S2a transaction=none fails "near \"x\": a \\ b"`;
  const [action] = actionsOf(onlyStep(`## S\n\n${fence(info, 'ALTER TABLE a\n  ADD b;')}`));
  assert.deepEqual(action, {
    type: 'migration',
    name: '0002_a.b-c',
    sql: 'ALTER TABLE a\n  ADD b;',
    line: 12,
    fails: 'near "x": a \\ b',
    checksum: sha('ALTER TABLE a\n  ADD b;'),
    transaction: false,
    phase: 'S2a',
    batches: null,
  });
});

test('queries with and without a title', () => {
  const body = `## S\n\n${fence('sql query')}\n${fence('sql query "Who has no \\"mrn\\"" fails "no such"')}`;
  assert.deepEqual(actionsOf(onlyStep(body)), [
    { type: 'query', sql: 'SELECT 1;', line: 12, fails: null, title: null },
    { type: 'query', sql: 'SELECT 1;', line: 16, fails: 'no such', title: 'Who has no "mrn"' },
  ]);
});

test('plain sql and other languages are prose', () => {
  const step = onlyStep(
    `## S\n\nText.\n\n${fence('sql')}\n${fence('')}\n${fence('python title="x"')}\n    indented\n`,
  );
  assert.deepEqual(
    step.parts.map((part) => part.type),
    ['prose'],
  );
});

test('tildes and longer fences work', () => {
  const [action] = actionsOf(onlyStep('## S\n\n~~~~sql query "`a`"\n```\n~~~\nSELECT 1;\n~~~~~\n'));
  assert.equal(action?.sql, '```\n~~~\nSELECT 1;');
});

test('line endings do not change the checksum, nor the line numbers', () => {
  const body = `## S\n\n${fence('sql migration a', 'SELECT 1;\nSELECT 2;')}`;
  const [unix] = actionsOf(onlyStep(body));
  const [windows] = actionsOf(onlyStep(body.replaceAll('\n', '\r\n')));
  const [mac] = actionsOf(onlyStep(body.replaceAll('\n', '\r')));
  assert.deepEqual(windows, unix);
  assert.deepEqual(mac, unix);
  assert.equal(checksum('a\r\nb'), sha('a\nb'));
  assert.notEqual(checksum('a\nb '), checksum('a\nb'));
});

const usage = {
  migration:
    'Write `sql migration <name> [phase=S1] [transaction=none] [batches requests=3 seed=7] [fails "…"]`.',
  rollback: 'Write `sql rollback [<name>] [phase=S0] [transaction=none] [fails "…"]`.',
  query: 'Write `sql query ["title"] [fails "…"]`.',
  app: 'Write `sql app <version> read|write|expect ["name"]`.',
  traffic: 'Write `sql traffic <version> ["what it writes"] [fails "…"]`.',
};

const wrong: readonly (readonly [info: string, message: string, mend: string])[] = [
  ['sql migrate a', 'There is no label "migrate".', 'Did you mean "migration"?'],
  ['sql qeury', 'There is no label "qeury".', 'Did you mean "query"?'],
  [
    'sql {1,3}',
    'There is no label "{1,3}".',
    'Write `sql migration`, `sql rollback`, `sql query`, `sql traffic`, `sql app`, or plain `sql` for SQL that is not run.',
  ],
  ['sql migration', '"migration" needs a name.', usage.migration],
  ['sql migration a b', 'The word "b" has no place here.', usage.migration],
  ['sql migration a fail "x"', 'The text "x" has no place here.', usage.migration],
  [
    'sql migration a transactional',
    'The word "transactional" has no place here.',
    'Did you mean "transaction="?',
  ],
  ['sql migration "a"', 'The text "a" has no place here.', usage.migration],
  ['sql migration a fails', '"fails" needs part of the error in quotation marks, once.', usage.migration],
  ['sql migration a fails ""', '"fails" needs part of the error in quotation marks, once.', usage.migration],
  ['sql migration a fails x', '"fails" needs part of the error in quotation marks, once.', usage.migration],
  [
    'sql migration a fails "x" fails "y"',
    '"fails" needs part of the error in quotation marks, once.',
    usage.migration,
  ],
  [
    'sql migration a transction=none',
    'There is no setting "transction" here.',
    'Did you mean "transaction"?',
  ],
  ['sql migration a __proto__=none', 'There is no setting "__proto__" here.', usage.migration],
  [
    'sql migration a transaction=off',
    '"transaction" cannot be "off".',
    'Write `transaction=none`, or leave it out.',
  ],
  ['sql migration a transaction=none transaction=none', '"transaction" is given twice.', usage.migration],
  [
    'sql migration a/b',
    '"a/b" cannot be the name of a migration.',
    'Use letters, digits, `_`, `-` and `.`, a letter or digit first.',
  ],
  ['sql rollback a b', 'The word "b" has no place here.', usage.rollback],
  ['sql query a', 'The word "a" has no place here.', usage.query],
  ['sql query transaction=none', 'There is no setting "transaction" here.', usage.query],
  ['sql query "a" "b"', 'The text "b" has no place here.', usage.query],
  ['sql query " "', 'The text in quotation marks is empty.', usage.query],
  [
    'sql query "a',
    'A quotation mark in the label is not closed.',
    'Put a `"` at both ends; inside, write `\\"`.',
  ],
  [
    'migration a',
    '"migration" is a label, and only a fence that begins with `sql` is run.',
    'Write `sql` in front.',
  ],
  [
    'sqlite query',
    '"query" is a label, and only a fence that begins with `sql` is run.',
    'Write `sql` in front.',
  ],
  ...['starter', 'solution', 'wrong "x"', 'check "x" points=2'].map(
    (label) =>
      [
        `sql ${label}`,
        `"sql ${label.split(' ')[0]}" has no place outside an exercise.`,
        'Move it below a `## Exercise: …` heading, or remove it.',
      ] as const,
  ),
  [
    'sql migration a phase=',
    '"phase" cannot be "".',
    'Write a short name, for instance `phase=S1`, or leave it out.',
  ],
  ['sql rollback phase=S0 phase=S0', '"phase" is given twice.', usage.rollback],
  ['sql query phase=S1', 'There is no setting "phase" here.', usage.query],
  ['sql app', '"app" needs a version.', usage.app],
  ['sql app read "x"', '"app" needs a version.', usage.app],
  ['sql app A1', '"app" needs one of read, write, expect.', usage.app],
  ['sql app A1 "x"', '"app" needs one of read, write, expect.', usage.app],
  ['sql app A1 read write', '"app" needs just one of read, write, expect.', usage.app],
  ['sql app A1 read read', '"read" is given twice.', usage.app],
  ['sql app A1 raed', 'The word "raed" has no place here.', 'Did you mean "read"?'],
  ['sql app A1 read codes', 'The word "codes" has no place here.', usage.app],
  ['sql app A1 read fails "x"', 'The word "fails" has no place here.', usage.app],
  ['sql traffic', '"traffic" needs a version.', usage.traffic],
  ['sql traffic A0 A1', 'The word "A1" has no place here.', usage.traffic],
  ['sql fleet', 'There is no label "fleet".', 'Begin the fence with `fleet`, without `sql`.'],
  [
    'app A1 read',
    '"app" is a label, and only a fence that begins with `sql` is run.',
    'Write `sql` in front.',
  ],
  ['lab', 'A fence `lab` has no place here.', 'Move it below a `## Lab: …` heading.'],
];

for (const [info, message, mend] of wrong) {
  test(`label at fault: ${info}`, () => {
    assert.deepEqual(bodyFaults(`## S\n\nText.\n\n${fence(info)}`), [`13 | ${info} | ${message} | ${mend}`]);
  });
}

test('SQL that is empty, or nothing but comments', () => {
  for (const sql of ['', '  ', ';', '-- later\n/* or\nnever */;']) {
    assert.deepEqual(bodyFaults(`## S\n\n${fence('sql query', sql)}`), [
      '11 | sql query | The fence holds no SQL. | Write the SQL, or remove the fence.',
    ]);
  }
});

test('a fence that is not closed, wherever it is', () => {
  const mend = 'The fence is not closed. | Put a line of backticks below its last line.';
  assert.deepEqual(bodyFaults('## S\n\n```sql query\nSELECT 1;\n'), [`11 | \`\`\`sql query | ${mend}`]);
  assert.deepEqual(bodyFaults('## S\n\n~~~sql\nSELECT 1;\n```\n'), [`11 | ~~~sql | ${mend}`]);
  assert.deepEqual(bodyFaults('## S\n\n````sql\nSELECT 1;\n```'), [`11 | \`\`\`\`sql | ${mend}`]);
  assert.deepEqual(bodyFaults('## S\n\n> ```text\n> a\n\nText.\n'), [`11 | > \`\`\`text | ${mend}`]);
  assert.ok(
    bodyFaults('## S\n\nText.\n\n## Exercise: x\n\n```sql starter\n').includes(
      `15 | \`\`\`sql starter | ${mend}`,
    ),
  );
  assert.deepEqual(bodyFaults('## S\n\n> ```text\n> a\n> ```\n\n- ```text\n  b\n  ```\n'), []);
});

test('a labelled fence in a list or quotation', () => {
  const fault =
    'A labelled fence inside a list or a quotation is not run. | Move it out, to the left margin.';
  assert.deepEqual(bodyFaults('## S\n\n> ```sql query\n> SELECT 1;\n> ```\n'), [
    `11 | > \`\`\`sql query | ${fault}`,
  ]);
  assert.deepEqual(bodyFaults('## S\n\n- a\n\n  ```sql migration x\n  SELECT 1;\n  ```\n'), [
    `13 | \`\`\`sql migration x | ${fault}`,
  ]);
  assert.deepEqual(bodyFaults('## S\n\n- a\n\n  ```fleet\n  deploy A1\n  ```\n'), [
    `13 | \`\`\`fleet | ${fault}`,
  ]);
  assert.deepEqual(bodyFaults('## S\n\n- a\n\n  ```sql\n  SELECT 1;\n  ```\n'), []);
});

test('other tools', () => {
  const body = `## S\n\nText.\n\n### In other tools\n\n${fence('python tool "Alembic 1.8.1"', 'op.x()')}\n${fence('sql tool "Flyway 10"', 'A')}\n<!-- note: n -->\n\n### More\n\nText.\n`;
  const step = onlyStep(body);
  assert.deepEqual(step.tools, [
    { tool: 'Alembic 1.8.1', language: 'python', code: 'op.x()' },
    { tool: 'Flyway 10', language: 'sql', code: 'A' },
  ]);
  assert.deepEqual(step.notes, ['n']);
  const [part] = step.parts;
  assert.equal(part?.type === 'prose' && part.content.length, 3);
});

test('other tools at fault', () => {
  const heading = '## S\n\nText.\n\n### In other tools\n\n';
  const tool = (info: string, language: string) =>
    `15 | ${info} | "tool" needs a name with a version in quotation marks. | Write \`${language} tool "Alembic 1.8.1"\`, with the version it was checked on.`;
  assert.deepEqual(bodyFaults(heading + fence('python tool Alembic')), [
    tool('python tool Alembic', 'python'),
  ]);
  assert.deepEqual(bodyFaults(heading + fence('ts tool "Drizzle"')), [tool('ts tool "Drizzle"', 'ts')]);
  assert.deepEqual(bodyFaults(heading + fence('ts tool "Drizzle 1" x')), [
    tool('ts tool "Drizzle 1" x', 'ts'),
  ]);
  assert.deepEqual(bodyFaults(heading + fence('ts tool "Drizzle 1"', '')), [
    '15 | ts tool "Drizzle 1" | The fence holds no code. | Write the code, or remove the fence.',
  ]);
  const only =
    'Only examples of other tools stand in this section. | Write each as a fence `python tool "Alembic 1.8.1"`; all else goes above the heading.';
  assert.deepEqual(bodyFaults(`${heading}Text.\n`), [`15 | Text. | ${only}`]);
  assert.deepEqual(bodyFaults(heading + fence('sql query')), [`15 | \`\`\`sql query | ${only}`]);
  assert.deepEqual(bodyFaults(`## S\n\nText.\n\n${fence('ts tool "Drizzle 1"')}`), [
    '13 | ```ts tool "Drizzle 1" | An example of another tool has no place here. | Put it below a `### In other tools` heading.',
  ]);
});
