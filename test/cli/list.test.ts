/** `list`: the lessons with what was done of them. */
import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { z } from 'zod';
import { cli, temporaryFolder } from '../support/cli.ts';
import { course } from '../support/course.ts';

/** A state folder with progress in some lessons. */
function withProgress(lessons: Readonly<Record<string, object>>): string {
  const state = temporaryFolder();
  mkdirSync(join(state, 'course'));
  for (const [slug, progress] of Object.entries(lessons)) {
    const record = {
      format: 1,
      furthest: 1,
      done: false,
      answers: {},
      updatedAt: '2026-01-02T03:04:05.000Z',
      ...progress,
    };
    writeFileSync(join(state, 'course', `${slug}.json`), JSON.stringify(record));
  }
  return state;
}

const STATE = withProgress({
  'schema-data-or-both': {
    position: { step: 11, moment: 1 },
    furthest: 11,
    done: true,
    exercise: { solved: true, attempts: 2, hints: 0, solutionSeen: false, points: 6, maxPoints: 6 },
  },
  'expand-and-contract': { position: { step: 7, moment: 2 }, furthest: 9 },
});

test('a line for each lesson, with its state', async () => {
  const { status, stdout, stderr } = await cli(['list'], { state: STATE });
  assert.equal(status, 0);
  assert.equal(stderr, '');
  const lines = stdout.trimEnd().split('\n');
  assert.equal(lines.length, course.lessons.length);
  for (const [index, lesson] of course.lessons.entries()) {
    assert.ok(lines[index]!.trim().startsWith(`${lesson.number}  ${lesson.slug}`));
    assert.ok(lines[index]!.endsWith(lesson.title));
  }
  assert.match(lines[0]!, / done, exercise solved /);
  assert.match(lines[1]!, / not begun /);
  assert.match(
    lines.find((line) => line.includes('expand-and-contract'))!,
    / step 7 of 23 /,
  );
  assert.doesNotMatch(stdout, /\u001b/);
});

test('--json', async () => {
  const { status, stdout } = await cli(['list', '--json'], { state: STATE });
  assert.equal(status, 0);
  const format = z.object({
    format: z.literal(1),
    lessons: z.array(
      z.object({
        number: z.int().positive(),
        slug: z.string().min(1),
        title: z.string().min(1),
        summary: z.string().min(1),
        minutes: z.int().positive(),
        needs: z.array(z.string()),
        steps: z.int().positive(),
        progress: z.nullable(
          z.object({ step: z.int(), furthest: z.int(), done: z.boolean(), solved: z.boolean() }),
        ),
      }),
    ),
  });
  const { lessons } = format.parse(JSON.parse(stdout));
  assert.deepEqual(
    lessons.map(({ slug, progress }) => [slug, progress]),
    course.lessons.map(({ slug }) => [
      slug,
      slug === 'schema-data-or-both'
        ? { step: 11, furthest: 11, done: true, solved: true }
        : slug === 'expand-and-contract'
          ? { step: 7, furthest: 9, done: false, solved: false }
          : null,
    ]),
  );
});

test('a damaged progress file is named on standard error; the list is there all the same, and the file too', async () => {
  const state = withProgress({ 'expand-and-contract': { position: { step: 7, moment: 0 } } });
  writeFileSync(join(state, 'course', 'schema-data-or-both.json'), '{"format": 1, "pos');
  const { status, stdout, stderr } = await cli(['list', '--json'], { state });
  assert.equal(status, 0);
  assert.match(stderr, /schema-data-or-both.*it is not JSON/);
  assert.equal((JSON.parse(stdout) as { lessons: unknown[] }).lessons.length, course.lessons.length);
  assert.deepEqual(readdirSync(join(state, 'course')).sort(), [
    'expand-and-contract.json',
    'schema-data-or-both.json',
  ]);
});

test('another course by its folder, with progress of its own', async () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'fixtures', 'shop'), { recursive: true });
  writeFileSync(join(folder, 'fixtures', 'shop', 'schema.sql'), 'CREATE TABLE goods (id INTEGER);');
  writeFileSync(
    join(folder, '05-mine.md'),
    '---\nformat: 1\ntitle: My own\nsummary: s\nminutes: 1\nfixture: shop\nshow: [goods]\n---\n\n## A\n\nWords.\n',
  );
  const { status, stdout } = await cli(['list', '--lessons', folder], { state: STATE });
  assert.equal(status, 0);
  assert.match(stdout, /^ 5 {2}mine +not begun +My own\n$/);
});
