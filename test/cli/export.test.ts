/** `export`: the drawing of a lesson as a picture. */
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { cli, temporaryFolder } from '../support/cli.ts';
import { course } from '../support/course.ts';

const FIXED = { env: { SOURCE_DATE_EPOCH: '1767323045' } };

/** The texts of an SVG's elements, in order, and what a screen reader says of it. */
function read(svg: string): { readonly title: string; readonly texts: readonly string[] } {
  const plain = (text: string): string =>
    text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&');
  return {
    title: plain(/<title>(.*?)<\/title>/s.exec(svg)?.[1] ?? ''),
    texts: [...svg.matchAll(/<text [^>]*>([^<]*)<\/text>/g)].map(([, text = '']) => plain(text)),
  };
}

test('lesson 18 as SVG on standard output: the phases, the versions, the point of no return', async () => {
  const { status, stdout, stderr } = await cli(['export', '18', '--format', 'svg'], FIXED);
  assert.equal(stderr, '');
  assert.equal(status, 0);
  assert.match(stdout, /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" [^>]*role="img">\n/);
  assert.ok(stdout.endsWith('</svg>\n'));
  const { title, texts } = read(stdout);
  const all = texts.join('\n');
  for (const word of ['S0', 'S2a', 'S4', 'A0', 'A3', 'dx_code', 'dx_icd10', '↩', 'POINT OF NO RETURN', '║']) {
    assert.ok(all.includes(word), word);
  }
  assert.match(
    title,
    /^Lesson 18, Replace a column, expand and contract\. visits\.dx_code gives way to dx_icd10\./,
  );
  assert.match(
    title,
    /S4: no dx_code, dx_icd10 required\..* The way back loses \d+ values\. This is the point of no return\.$/,
  );
  const again = await cli(['export', 'expand', '--format', 'svg'], FIXED);
  assert.equal(again.stdout, stdout, 'it can be made again, byte for byte');
});

test('--output writes a file and prints nothing', async () => {
  const file = join(temporaryFolder(), 'drawing.svg');
  const { status, stdout, stderr } = await cli(['export', '18', '--format', 'svg', '--output', file], FIXED);
  assert.deepEqual({ status, stdout, stderr }, { status: 0, stdout: '', stderr: '' });
  const { stdout: printed } = await cli(['export', '18', '--format', 'svg'], FIXED);
  assert.equal(readFileSync(file, 'utf8'), printed);
  const nowhere = await cli(['export', '18', '--format', 'svg', '--output', join(file, 'no', 'such.svg')]);
  assert.equal(nowhere.status, 2);
  assert.match(nowhere.stderr, /such\.svg cannot be written: /);
  assert.doesNotMatch(nowhere.stderr, /\n\s+at /);
});

test('a lesson without a drawing says what it has', async () => {
  const lesson = course.lessons.find(({ number }) => number === 1)!;
  const { status, stdout, stderr } = await cli(['export', '1', '--format', 'svg']);
  assert.equal(status, 2);
  assert.equal(stdout, '');
  assert.equal(
    stderr,
    'learn-migrations: lesson 1 has no drawing: its phases do not replace one column by another.\n' +
      `It has ${lesson.stepCount} steps and an exercise. As text: learn-migrations run 1\n`,
  );
});

test('other formats, and none, are wrong use', async () => {
  const cases: readonly (readonly [readonly string[], RegExp])[] = [
    [['18', '--format', 'md'], /the format md is not there yet\. Today there is svg\.\n$/],
    [['18', '--format', 'html'], /the format html is not there yet/],
    [['18', '--format', 'marp'], /the format marp is not there yet/],
    [['18', '--format', 'pdf'], /there is no format "pdf"\. Today there is svg\.\n$/],
    [['18'], /required option '--format <format>' not specified/],
    [['zzzzzz', '--format', 'svg'], /called "zzzzzz"/],
    [['--format', 'svg'], /missing required argument 'lesson'/],
  ];
  for (const [args, message] of cases) {
    const { status, stdout, stderr } = await cli(['export', ...args]);
    assert.equal(status, 2, args.join(' '));
    assert.equal(stdout, '');
    assert.match(stderr, message);
    assert.doesNotMatch(stderr, /\n\s+at /);
  }
});

test('a lesson that breaks on the way exits 3 with its place', async () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'lessons'));
  mkdirSync(join(folder, 'fixtures', 'shop'), { recursive: true });
  writeFileSync(
    join(folder, 'fixtures', 'shop', 'schema.sql'),
    'CREATE TABLE goods (id INTEGER PRIMARY KEY);\n',
  );
  writeFileSync(join(folder, 'fixtures', 'shop', 'rows.sql'), 'INSERT INTO goods VALUES (1);\n');
  const lesson = [
    '---\nformat: 1\ntitle: Broken\nsummary: It breaks\nminutes: 1\nfixture: shop\nshow: [goods]\n---\n',
    'Words.\n',
    '## Step\n',
    '```sql migration 0001_x phase=P1\nALTER TABLE nothing ADD COLUMN a TEXT;\n```\n',
  ];
  writeFileSync(join(folder, 'lessons', '01-broken.md'), lesson.join('\n'));
  const { status, stdout, stderr } = await cli(['export', '1', '--format', 'svg', '--lessons', folder]);
  assert.equal(status, 3, stderr);
  assert.equal(stdout, '');
  assert.match(stderr, /^lessons\/01-broken\.md:\d+: the lesson is broken: .*nothing/);
});
