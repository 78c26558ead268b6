/** The command line without a terminal: help, versions, wrong use, and never a program that hangs. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { cli, temporaryFolder } from '../support/cli.ts';
import { ROOT } from '../support/course.ts';

const TRACE = /\n\s+at /;

test('--help and --version', async () => {
  const help = await cli(['--help']);
  assert.equal(help.status, 0);
  assert.equal(help.stderr, '');
  for (const word of ['--lessons <folder>', '--step <number>', '--no-color', 'Exit status']) {
    assert.ok(help.stdout.includes(word), word);
  }
  for (const command of [/^ +list /m, /^ +run .*<lesson>/m, /^ +reset .*\[lesson\]/m])
    assert.match(help.stdout, command);
  const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string };
  assert.deepEqual(await cli(['--version']), { status: 0, stdout: `${version}\n`, stderr: '' });
  const run = await cli(['run', '--help']);
  assert.equal(run.status, 0);
  assert.match(run.stdout, /--json/);
});

test('without a terminal the bare command prints help on standard error and exits 2', async () => {
  const bare = await cli([]);
  assert.equal(bare.status, 2);
  assert.equal(bare.stdout, '');
  assert.match(bare.stderr, /^Usage: learn-migrations/);
  assert.doesNotMatch(bare.stderr, TRACE);
  const lesson = await cli(['18']);
  assert.equal(lesson.status, 2);
  assert.equal(lesson.stdout, '');
  assert.match(lesson.stderr, /in a terminal, and this is none\.\nWithout one: learn-migrations run 18\n$/);
});

test('wrong use exits 2, on standard error, in a sentence that helps', async () => {
  const cases: readonly (readonly [readonly string[], RegExp])[] = [
    [
      ['run', 'expand-and-contrct'],
      /no lesson is called "expand-and-contrct"\. The nearest is 18, expand-and-contract\./,
    ],
    [['run', 'zzzzzz'], /called "zzzzzz"\.\nSee learn-migrations list\./],
    [['lst'], /no lesson or command is called "lst"\. Did you mean "learn-migrations list"\?/],
    [['chek', '3', 'x.sql'], /called "chek"\. Did you mean "learn-migrations check"\?/],
    [['3', 'x.sql'], /what is "x\.sql" behind the lesson\?/],
    [['run', 'lst'], /^(?!.*Did you mean).*no lesson is called "lst"\./],
    [['dev'], /dev what\? See learn-migrations dev --help\./],
    [['run', '99'], /called "99"/],
    [
      ['run', 'column'],
      /"column" fits several lessons:\n +3 +add-a-required-column\n +17 +replace-a-column-all-at-once\n +18 +expand-and-contract/,
    ],
    [['run', '18', '--step', '24'], /lesson 18 has 23 steps, no step 24\./],
    [['run', '18', '--step', '0'], /--step.*'0' is invalid\. It is a whole number from 1\./],
    [['run', '18', '--step', '-1'], /-1/],
    [['run', '18', '--step', 'two'], /'two' is invalid/],
    [['run', '18', '--step', '1.5'], /'1\.5' is invalid/],
    [['--step', '3'], /--step needs a lesson/],
    [['18', '--step', '99'], /lesson 18 has 23 steps, no step 99\./],
    [['run'], /missing required argument 'lesson'/],
    [['run', '18', '--jsn'], /unknown option '--jsn'.*--json/s],
    [['--wat'], /unknown option '--wat'/],
    [['list', 'extra', 'words'], /too many arguments/],
    [['list', '--lessons', '/no/such/folder'], /there is no folder \/no\/such\/folder/],
    [['reset', 'zzzzzz', '--yes'], /called "zzzzzz"/],
  ];
  const ran = await Promise.all(cases.map(([args]) => cli(args)));
  for (const [index, [args, message]] of cases.entries()) {
    const { status, stdout, stderr } = ran[index]!;
    const what = `learn-migrations ${args.join(' ')}\n${stderr}`;
    assert.equal(status, 2, what);
    assert.equal(stdout, '', what);
    assert.match(stderr, message, what);
    assert.doesNotMatch(stderr, TRACE, what);
  }
});

test('a broken lesson folder exits 3 with all its faults: file, line, text and mend', async () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'lessons'));
  mkdirSync(join(folder, 'fixtures', 'shop'), { recursive: true });
  writeFileSync(join(folder, 'fixtures', 'shop', 'schema.sql'), 'CREATE TABLE goods (id INTEGER);');
  writeFileSync(
    join(folder, 'lessons', '01-one.md'),
    '---\nformat: 1\ntitel: One\n---\n\n## A\n\n```sql migraton x\nSELECT 1;\n```\n',
  );
  writeFileSync(join(folder, 'lessons', 'stray.txt'), 'x');
  for (const args of [['list'], ['run', '1'], ['run', '1', '--json'], []]) {
    const { status, stdout, stderr } = await cli([...args, '--lessons', folder]);
    assert.equal(status, 3, stderr);
    assert.equal(stdout, '');
    assert.match(stderr, /lessons\/01-one\.md:3\b.*/);
    assert.match(stderr, /titel/);
    assert.match(stderr, /lessons\/01-one\.md:8\b/);
    assert.match(stderr, /migraton/);
    assert.match(stderr, /stray\.txt/);
    assert.doesNotMatch(stderr, TRACE);
  }
});

test('a lesson that does what it does not announce exits 3 and names the line', async () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'lessons'));
  mkdirSync(join(folder, 'fixtures', 'shop'), { recursive: true });
  writeFileSync(
    join(folder, 'fixtures', 'shop', 'schema.sql'),
    'CREATE TABLE goods (id INTEGER PRIMARY KEY);',
  );
  const front = '---\nformat: 1\ntitle: One\nsummary: s\nminutes: 1\nfixture: shop\nshow: [goods]\n---\n';
  writeFileSync(
    join(folder, 'lessons', '01-one.md'),
    `${front}\n## A\n\n\`\`\`sql query\nSELECT 1;\n\`\`\`\n\n## B\n\n\`\`\`sql query\nSELECT 2;\n--> statement-breakpoint\n/* why */ SELECT nope; -- not\n\`\`\`\n`,
  );
  const text = await cli(['run', 'one', '--lessons', folder]);
  assert.equal(text.status, 3);
  assert.match(text.stdout, /1\. A/);
  assert.match(
    text.stderr,
    /^lessons\/01-one\.md:21: the lesson is broken: no such column: nope\n {2}SELECT nope;\n$/,
  );
  const json = await cli(['run', 'one', '--json', '--lessons', folder]);
  assert.equal(json.status, 3);
  assert.equal((JSON.parse(json.stdout) as { steps: unknown[] }).steps.length, 2, 'what ran is still told');
  writeFileSync(
    join(folder, 'fixtures', 'shop', 'rows.sql'),
    '\n-- two values\nINSERT INTO goods VALUES (1, 2);',
  );
  const fixture = await cli(['run', 'one', '--lessons', folder]);
  assert.equal(fixture.status, 3);
  assert.match(
    fixture.stderr,
    /fixtures\/shop\/rows\.sql:3: .*goods[^\n]*\n {2}INSERT INTO goods VALUES \(1, 2\);\n$/,
  );
});

test(
  'what cannot be written ends in a line and status 4, which nobody takes for "not solved"',
  { skip: existsSync('/dev/full') ? false : 'this system has no /dev/full' },
  async () => {
    const full = openSync('/dev/full', 'w');
    try {
      const child = spawn(process.execPath, [join(ROOT, 'dist/bin.js'), 'list'], {
        stdio: ['ignore', full, 'pipe'],
        env: { ...process.env, LEARN_MIGRATIONS_STATE: temporaryFolder() },
      });
      let said = '';
      child.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString()));
      const [status] = (await once(child, 'close')) as [number | null];
      assert.equal(status, 4);
      assert.equal(said, 'learn-migrations: the output could not be written: the disk is full.\n');
    } finally {
      closeSync(full);
    }
  },
);
