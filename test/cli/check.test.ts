/** `check`: an answer graded without a terminal, for autograders. */
import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { cli, temporaryFolder, type Ran } from '../support/cli.ts';
import { solutionText } from '../../src/course/answer.ts';
import { course, ROOT } from '../support/course.ts';
import { reportFormat } from '../support/report.ts';

const folder = temporaryFolder();

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

function answer(lesson: string, name: string): string {
  return join(ROOT, 'test/answers', lesson, `${name}.sql`);
}

/** The message of a use that is wrong, which has no other output. */
function wrongUse({ status, stdout, stderr }: Ran): string {
  assert.deepEqual([status, stdout], [2, '']);
  return stderr;
}

test('every reference solution has all points', async () => {
  for (const { slug, exercise } of course.lessons) {
    if (exercise === null) continue;
    const { status, stdout, stderr } = await cli(['check', slug, '-', '--json'], {
      input: solutionText(exercise),
    });
    assert.equal(stderr, '');
    const report = reportFormat.parse(JSON.parse(stdout));
    assert.deepEqual(
      [status, report.lesson, report.solved, report.points],
      [0, slug, true, report.maxPoints],
    );
  }
});

test('a right answer, written in another way, from a file', async () => {
  const { status, stdout, stderr } = await cli([
    'check',
    '9',
    answer('rename-or-drop-and-add', 'right-rebuild'),
  ]);
  assert.deepEqual([status, stderr], [0, '']);
  assert.match(stdout, /^✓ Solved: (\d+) of \1 points\.\n/);
  assert.equal(stdout.match(/^✓ passes {3}/gm)?.length, stdout.match(/points?$/gm)?.length);
  assert.doesNotMatch(stdout, /\u001b|✗|–/);
});

test('an answer that is not there yet: what differs, and what is known of it', async () => {
  const { status, stdout, stderr } = await cli([
    'check',
    '9',
    answer('rename-or-drop-and-add', 'wrong-index-lost'),
  ]);
  assert.deepEqual([status, stderr], [1, '']);
  assert.match(stdout, /^Not yet: \d+ of \d+ points\.\n/);
  assert.match(
    stdout,
    /✗ not yet {2}the schema is as asked · 1 point\n {11}An index of visits is missing\.\n {11}expected +yours\n {11}INDEX \(patient_id\) +no such index\n/,
  );
  assert.match(stdout, /– not run {2}the same holds on other data · on hidden data · 2 points\n/);
  assert.ok(stdout.split('\n').every((line) => line.length <= 80));
  const known = await cli(['check', '9', '-'], { input: course.lessons[2]!.exercise!.wrong[0]!.sql });
  assert.equal(known.status, 1);
  assert.match(known.stdout, /\nThis is a well-known trap: This does what the generated migration does\./);
});

test("the database's own error, with the statement's line", async () => {
  const path = file('error.sql', '-- one\nSELECT 1;\n\nINSERT INTO births VALUES (1);\n');
  const text = await cli(['check', '1', path]);
  assert.equal(text.status, 1);
  assert.match(
    text.stdout,
    /\n✗ Line 4, statement 2: no such table: births\n {2}4 │ INSERT INTO births VALUES \(1\);\n/,
  );
  const json = await cli(['check', '1', path, '--json']);
  assert.equal(json.status, 1);
  const report = reportFormat.parse(JSON.parse(json.stdout));
  assert.deepEqual(report.error, {
    about: 'statement',
    statement: 2,
    line: 4,
    message: 'no such table: births',
  });
  assert.ok(report.checks.every(({ passed }) => passed === null));
});

test('an answer that cannot be read as one has a report as well', async () => {
  for (const input of ['', '-- migration nobody-knows\nSELECT 1;', 'SELECT 1;\0', "SELECT 'open"]) {
    const { status, stdout, stderr } = await cli(['check', '1', '--json'], { input });
    assert.deepEqual([status, stderr], [1, '']);
    const report = reportFormat.parse(JSON.parse(stdout));
    assert.ok(report.error);
    assert.equal(report.points, 0);
  }
});

test('ten megabytes, and a runaway', async () => {
  const line = 'INSERT INTO patients (name) VALUES (1);\n';
  const large = await cli(['check', '1', file('large.sql', line.repeat(10_000_000 / line.length))]);
  assert.equal(large.status, 1);
  assert.match(large.stdout, /✗ Line 1, statement 1: The SQL is [\d,]+ characters long/);
  const endless = 'WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c) SELECT count(*) FROM c;';
  const runaway = await cli(['check', '1', file('endless.sql', endless)]);
  assert.equal(runaway.status, 1);
  assert.match(runaway.stdout, /✗ Line 1, statement 1: Stopped after 5 s without coming to an end\./);
});

test('wrong use', async () => {
  const right = file('right.sql', 'SELECT 1;');
  assert.match(
    wrongUse(await cli(['check', '1', join(folder, 'rigth.sql')])),
    /there is no file .*rigth\.sql\. Did you mean .*right\.sql\?/,
  );
  assert.match(wrongUse(await cli(['check', '1', folder])), /is a folder; name the file in it/);
  assert.match(
    wrongUse(await cli(['check', '1', file('latin1.sql', Buffer.from([0x2d, 0x2d, 0xe4]))])),
    /is not UTF-8 text/,
  );
  assert.match(
    wrongUse(await cli(['check', '1', '-'], { input: Buffer.from([0xff, 0xfe]) })),
    /standard input is not UTF-8/,
  );
  assert.match(
    wrongUse(await cli(['check', 'expnad-and-contract', right])),
    /The nearest is 18, expand-and-contract/,
  );
  assert.match(wrongUse(await cli(['check'])), /missing required argument/);
});

/** A course of one lesson in a folder of its own. */
function courseWith(lesson: string): string {
  const root = temporaryFolder();
  for (const name of ['lessons', 'fixtures/clinic/variants'])
    mkdirSync(join(root, name), { recursive: true });
  const front =
    '---\nformat: 1\ntitle: Try\nsummary: A try\nminutes: 5\nfixture: clinic\nshow: [t]\n---\n\n## Step\n\nText.\n';
  writeFileSync(join(root, 'lessons/01-try.md'), front + lesson);
  writeFileSync(join(root, 'fixtures/clinic/schema.sql'), 'CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT);');
  writeFileSync(join(root, 'fixtures/clinic/rows.sql'), "INSERT INTO t VALUES (1, 'x');");
  for (const name of ['one', 'two']) {
    writeFileSync(
      join(root, `fixtures/clinic/variants/${name}.sql`),
      `-- about: ${name} more\nINSERT INTO t VALUES (2, 'y');`,
    );
  }
  return root;
}

const exercise = (solution: string) =>
  `\n## Exercise: Try\n\nTry.\n\n> [!TIP]\n> Try.\n\n\`\`\`sql solution\n${solution}\n\`\`\`\n`;

test('a lesson without an exercise, and one whose exercise is broken', async () => {
  const path = file('any.sql', 'SELECT 1;');
  const without = await cli(['--lessons', courseWith(''), 'check', '1', path]);
  assert.match(wrongUse(without), /lesson 1, Try, has no exercise/);
  const broken = await cli(['--lessons', courseWith(exercise('DROP TABLE u;')), 'check', '1', path]);
  assert.deepEqual([broken.status, broken.stdout], [3, '']);
  assert.match(
    broken.stderr,
    /^lessons\/01-try\.md:22: the lesson is broken: the solution does not run: no such table: u/,
  );
});

test('dev check: what holds, and everything that does not', async () => {
  const sound = courseWith(exercise("UPDATE t SET a = 'z';"));
  const good = await cli(['dev', 'check', sound]);
  assert.deepEqual(
    [good.status, good.stdout, good.stderr],
    [0, '1 lesson and 1 exercise: everything holds.\n', ''],
  );
  const idle = await cli(['dev', 'check', courseWith(exercise('SELECT 1;'))]);
  assert.deepEqual([idle.status, idle.stdout], [3, '']);
  assert.match(
    idle.stderr,
    /^lessons\/01-try\.md:14: The exercise asserts nothing: .* \[Exercise: Try\] Let the solution/,
  );
  assert.match(idle.stderr, /1 thing does not hold\.\n$/);
  const unread = await cli(['dev', 'check', courseWith('\n## Exercise: Try\n\nTry.\n')]);
  assert.equal(unread.status, 3);
  assert.match(unread.stderr, /The exercise has no hint/);
  assert.match(wrongUse(await cli(['dev', 'check', join(folder, 'nowhere')])), /there is no folder/);
});
