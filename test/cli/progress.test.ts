/** `progress`: what was done, for people, for programs and for spreadsheets. */
import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { z } from 'zod';
import { cli, temporaryFolder } from '../support/cli.ts';
import { course } from '../support/course.ts';

const format = z.strictObject({
  format: z.literal(1),
  lessons: z.array(
    z.strictObject({
      number: z.int().positive(),
      lesson: z.string(),
      title: z.string(),
      steps: z.int().positive(),
      furthest: z.int().min(0),
      done: z.boolean(),
      exercise: z.boolean(),
      solved: z.boolean(),
      attempts: z.int().min(0),
      hints: z.int().min(0),
      solutionSeen: z.boolean(),
      points: z.int().min(0),
      maxPoints: z.nullable(z.int().positive()),
      updatedAt: z.nullable(z.iso.datetime()),
    }),
  ),
});

const RECORD = {
  format: 1,
  position: { step: 3, moment: 0 },
  furthest: 3,
  done: false,
  answers: {},
  exercise: { solved: true, attempts: 4, hints: 1, solutionSeen: false, points: 6, maxPoints: 6 },
  lab: {},
  updatedAt: '2026-01-02T03:04:05.000Z',
};

/** A folder in which the lesson about renaming was worked on. */
function withProgress(more: Readonly<Record<string, string>> = {}): string {
  const state = temporaryFolder();
  mkdirSync(join(state, 'course'));
  const files = { 'rename-or-drop-and-add': JSON.stringify(RECORD), ...more };
  for (const [slug, text] of Object.entries(files))
    writeFileSync(join(state, 'course', `${slug}.json`), text);
  return state;
}

test('nothing done: every lesson is there, and nothing is written', async () => {
  const state = temporaryFolder();
  const { status, stdout, stderr } = await cli(['progress'], { state });
  assert.deepEqual([status, stderr], [0, '']);
  const lines = stdout.trimEnd().split('\n');
  assert.deepEqual(
    lines.map((line) => Number(line.trim().split(' ')[0])),
    course.lessons.map(({ number }) => number),
  );
  for (const line of lines) assert.match(line, /0 of \d+ steps +exercise not begun/);
  const json = await cli(['progress', '--json'], { state });
  for (const lesson of format.parse(JSON.parse(json.stdout)).lessons) {
    assert.deepEqual([lesson.furthest, lesson.maxPoints, lesson.updatedAt], [0, null, null]);
  }
  assert.deepEqual(readdirSync(state), []);
});

test('what was solved, with its points and hints', async () => {
  const state = withProgress();
  const text = await cli(['progress'], { state });
  assert.match(text.stdout, /\n 9 {2}3 of \d+ steps +exercise solved, 6 of 6, 1 hint +\S/);
  // Help that was taken before anything was checked is remembered, too.
  const helped = {
    ...RECORD,
    exercise: { ...RECORD.exercise, solved: false, points: 0, maxPoints: 0, solutionSeen: true },
  };
  const seen = withProgress({ 'expand-and-contract': JSON.stringify(helped) });
  const both = await cli(['progress'], { state: seen });
  assert.match(both.stdout, /\n18 {2}3 of \d+ steps +exercise not run yet, 1 hint, solution seen +\S/);
  const lines = format.parse(JSON.parse((await cli(['progress', '--json'], { state: seen })).stdout)).lessons;
  const told = lines.find(({ lesson }) => lesson === 'expand-and-contract');
  assert.deepEqual([told?.solutionSeen, told?.maxPoints], [true, null]);
  const json = await cli(['progress', '--json'], { state });
  assert.deepEqual([json.status, json.stderr], [0, '']);
  const lesson = format.parse(JSON.parse(json.stdout)).lessons.find(({ number }) => number === 9);
  const { updatedAt, exercise } = RECORD;
  assert.deepEqual(lesson, { ...lesson, ...exercise, exercise: true, furthest: 3, updatedAt });
});

test('as CSV: one line a lesson under one of names', async () => {
  const { status, stdout } = await cli(['progress', '--csv'], { state: withProgress() });
  assert.equal(status, 0);
  const [names, ...rows] = stdout.trimEnd().split('\r\n');
  assert.equal(
    names,
    'number,lesson,title,steps,furthest,done,exercise,solved,attempts,hints,solutionSeen,points,maxPoints,updatedAt',
  );
  assert.equal(rows.length, course.lessons.length);
  assert.ok(
    rows.some((row) => /^9,rename-or-drop-and-add,.*,3,false,true,true,4,1,false,6,6,2026-/.test(row)),
  );
  // A title with a comma stands in quotes.
  assert.ok(rows.some((row) => row.startsWith('1,schema-data-or-both,"Schema, data, or both",')));
});

test('in CSV a title cannot be taken for a formula', async () => {
  const root = temporaryFolder();
  mkdirSync(join(root, 'lessons'));
  mkdirSync(join(root, 'fixtures', 'shop'), { recursive: true });
  writeFileSync(join(root, 'fixtures/shop/schema.sql'), 'CREATE TABLE t (id INTEGER PRIMARY KEY);');
  const front = (title: string) =>
    `---\nformat: 1\ntitle: ${JSON.stringify(title)}\nsummary: A try\nminutes: 5\nfixture: shop\nshow: [t]\n---\n\n## Step\n\nText.\n`;
  writeFileSync(join(root, 'lessons/01-sum.md'), front('=SUM(A1:A9)'));
  writeFileSync(join(root, 'lessons/02-said.md'), front('@said "so", twice'));
  const { stdout } = await cli(['--lessons', root, 'progress', '--csv']);
  assert.match(stdout, /\r\n1,sum,'=SUM\(A1:A9\),/);
  assert.match(stdout, /\r\n2,said,"'@said ""so"", twice",/);
});

test('a damaged record is named and left alone; the others count', async () => {
  const state = withProgress({ 'expand-and-contract': '{"format":1,' });
  const { status, stdout, stderr } = await cli(['progress', '--json'], { state });
  assert.equal(status, 0);
  assert.match(stderr, /expand-and-contract/);
  const { lessons } = format.parse(JSON.parse(stdout));
  assert.equal(lessons.find(({ number }) => number === 9)?.solved, true);
  assert.equal(lessons.find(({ number }) => number === 18)?.furthest, 0);
  assert.equal(readFileSync(join(state, 'course', 'expand-and-contract.json'), 'utf8'), '{"format":1,');
});

test('one format at a time', async () => {
  const { status, stdout, stderr } = await cli(['progress', '--json', '--csv']);
  assert.deepEqual([status, stdout], [2, '']);
  assert.match(stderr, /choose one of --json and --csv/);
});
