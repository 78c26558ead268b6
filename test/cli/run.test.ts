/** `run`: a lesson without a terminal, as text and in the public JSON format. */
import assert from 'node:assert/strict';
import test from 'node:test';
import stringWidth from 'string-width';
import { z } from 'zod';
import { playedActions } from '../../src/lesson/play.ts';
import { cli, type Ran } from '../support/cli.ts';
import { course, lessonNumbered } from '../support/course.ts';

// The README's format, version 2, with nothing more and nothing less.
const cell = z.union([
  z.null(),
  z.number(),
  z.string(),
  z.strictObject({ blob: z.string().regex(/^(?:[0-9a-f]{2})*$/) }),
]);
const side = z.nullable(
  z.strictObject({
    columns: z.array(
      z.strictObject({
        name: z.string(),
        type: z.string(),
        notNull: z.boolean(),
        default: z.nullable(z.string()),
        primaryKey: z.boolean(),
      }),
    ),
    rows: z.array(z.array(cell)),
  }),
);
const count = z.int().nonnegative();
const names = z.array(z.string());
const table = z.strictObject({
  before: side,
  after: side,
  diff: z.strictObject({
    columns: z.strictObject({
      added: names,
      removed: names,
      renamed: z.array(z.strictObject({ from: z.string(), to: z.string() })),
      doubtful: z.array(z.strictObject({ from: z.string(), to: names })),
      changed: names,
    }),
    rows: z.strictObject({ added: count, removed: count, changed: count, newKeys: count }),
    others: z.array(
      z.strictObject({
        how: z.enum(['added', 'removed', 'changed']),
        what: z.string().min(1),
        now: z.string(),
      }),
    ),
    rebuilt: z.boolean(),
    lost: z.strictObject({ rows: count, values: count, coerced: count }),
  }),
});
const verdict = z.enum(['ok', 'fails', 'stale', 'null']);
const report = z.strictObject({
  format: z.literal(2),
  lesson: z.strictObject({ number: z.int().positive(), slug: z.string(), title: z.string() }),
  steps: z.array(
    z.strictObject({
      number: z.int().positive(),
      title: z.string(),
      migration: z.nullable(
        z.strictObject({
          name: z.string(),
          direction: z.enum(['up', 'rollback']),
          kind: z.enum(['schema', 'data', 'both']),
          checksum: z.string().regex(/^[0-9a-f]{64}$/),
        }),
      ),
      statements: z.array(
        z.strictObject({
          sql: z.string().min(1),
          rowsChanged: count,
          error: z.nullable(z.string()),
          expectedError: z.boolean(),
          said: z.array(z.string().min(1)),
        }),
      ),
      tables: z.record(z.string(), table),
      settings: z.array(
        z.strictObject({
          name: z.string(),
          before: z.nullable(z.string()),
          after: z.nullable(z.string()),
        }),
      ),
      dangling: z.array(
        z.strictObject({
          table: z.string(),
          columns: names,
          target: z.string(),
          missing: z.enum(['table', 'column', 'rows']),
          rows: count,
        }),
      ),
      ledger: z.nullable(
        z.array(z.strictObject({ name: z.string(), checksum: z.string(), appliedAt: z.iso.datetime() })),
      ),
      fleet: names,
      apps: z.record(
        z.string(),
        z.strictObject({
          write: verdict,
          read: verdict,
          error: z.nullable(z.string()),
          afterwards: z.record(z.string(), verdict),
        }),
      ),
      traffic: z.nullable(z.strictObject({ served: count, failed: count, stale: count, lost: count })),
    }),
  ),
});
type Report = z.infer<typeof report>;

/** All lessons, each run once; `SOURCE_DATE_EPOCH` fixes the clock. */
const FIXED = { env: { SOURCE_DATE_EPOCH: '1767323045' } };
const runs = new Map<number, Promise<Ran>>(
  course.lessons.map(({ number }) => [number, cli(['run', String(number), '--json'], FIXED)]),
);

async function reportOf(number: number): Promise<Report> {
  const { status, stdout, stderr } = await runs.get(number)!;
  assert.equal(stderr, '');
  assert.equal(status, 0);
  return report.parse(JSON.parse(stdout));
}

for (const lesson of course.lessons) {
  test(`lesson ${lesson.number} --json keeps to the format and agrees with itself`, async () => {
    const { lesson: head, steps } = await reportOf(lesson.number);
    assert.deepEqual(head, { number: lesson.number, slug: lesson.slug, title: lesson.title });
    assert.deepEqual(
      steps.map(({ number, title }) => [number, title]),
      lesson.steps.map(({ number, title }) => [number, title]),
    );
    for (const [index, step] of steps.entries()) {
      const where = `step ${step.number}`;
      const actions = playedActions(lesson.steps[index]!);
      assert.deepEqual(step.fleet, lesson.steps[index]!.fleet, where);
      assert.deepEqual(
        Object.keys(step.apps),
        lesson.apps.map(({ version }) => version),
        where,
      );
      const migration = actions.find(({ type }) => type === 'migration' || type === 'rollback');
      assert.equal(
        step.migration?.name,
        migration !== undefined && 'name' in migration ? migration.name : undefined,
        where,
      );
      assert.equal(
        step.statements.some(({ error }) => error !== null),
        actions.some(({ fails }) => fails !== null),
        where,
      );
      for (const { error, expectedError } of step.statements)
        assert.equal(expectedError, error !== null, where);
      for (const [name, { before, after, diff }] of Object.entries(step.tables)) {
        const grown = (after?.rows.length ?? 0) - (before?.rows.length ?? 0);
        assert.equal(grown, diff.rows.added - diff.rows.removed, `${where}: ${name}`);
        for (const each of [before, after]) {
          for (const row of each?.rows ?? []) assert.equal(row.length, each?.columns.length);
        }
        if (before === null || after === null) continue;
        const columns = after.columns.length - before.columns.length;
        assert.equal(columns, diff.columns.added.length - diff.columns.removed.length, `${where}: ${name}`);
      }
      const next = steps[index + 1];
      if (next !== undefined)
        assert.deepEqual(sides(next.tables, 'before'), sides(step.tables, 'after'), where);
    }
  });
}

function sides(tables: Report['steps'][number]['tables'], which: 'before' | 'after'): unknown {
  return Object.values(tables)
    .map((each) => each[which])
    .filter((each) => each !== null)
    .map((each) => JSON.stringify(each))
    .sort();
}

test('lesson 18: each migration with the kind of what it did', async () => {
  const { steps } = await reportOf(18);
  const kinds = steps.flatMap(({ migration }) =>
    migration === null
      ? []
      : [`${migration.direction === 'up' ? '' : 'back '}${migration.name}: ${migration.kind}`],
  );
  assert.deepEqual(kinds, [
    '0002_require_dx_code: both',
    '0003_add_dx_icd10: schema',
    '0004_naive_backfill: data',
    '0005_require_too_early: schema',
    'back 0004_naive_backfill: data',
    '0006_one_target_per_code: both',
    '0007_decide_dx_codes: data',
    '0008_backfill_dx_icd10: data',
    '0009_require_dx_icd10: schema',
    '0010_relax_dx_code: schema',
    'back 0010_relax_dx_code: schema',
    '0011_keep_unmapped: both',
    '0012_drop_dx_code: schema',
    'back 0012_drop_dx_code: both',
    '0012_drop_dx_code: schema',
  ]);
  const drops = steps.filter(({ migration }) => migration?.name === '0012_drop_dx_code');
  assert.deepEqual(drops[0]!.tables['visits']!.diff, {
    columns: { added: [], removed: ['dx_code'], renamed: [], doubtful: [], changed: [] },
    rows: { added: 0, removed: 0, changed: 0, newKeys: 0 },
    others: [],
    rebuilt: false,
    lost: { rows: 0, values: 8, coerced: 0 },
  });
  assert.equal(drops[0]!.migration?.checksum, drops[2]!.migration?.checksum);
  const ledger = steps.at(-1)!.ledger!.map(({ name }) => name);
  assert.ok(ledger.includes('0012_drop_dx_code') && !ledger.includes('0004_naive_backfill'));
});

test('lesson 9: a rename and a drop-and-add are two different things', async () => {
  const { steps } = await reportOf(9);
  const diffs = steps.flatMap(({ tables }) => Object.values(tables).map(({ diff }) => diff));
  assert.ok(diffs.some(({ columns, lost }) => columns.renamed.length === 1 && lost.values === 0));
  assert.ok(
    diffs.some(
      ({ columns, lost }) => columns.added.length === 1 && columns.removed.length === 1 && lost.values > 0,
    ),
  );
});

test('a run can be made again, byte for byte', async () => {
  const again = await cli(['run', 'expand', '--json'], FIXED);
  assert.equal(again.stdout, (await runs.get(18)!).stdout);
});

test('--step shows one step, with everything before it applied', async () => {
  const { status, stdout } = await cli(['run', '18', '--step', '13', '--json'], FIXED);
  assert.equal(status, 0);
  const { steps } = report.parse(JSON.parse(stdout));
  assert.deepEqual(steps, [(await reportOf(18)).steps[12]]);
  const text = await cli(['run', '18', '--step', '13']);
  assert.match(text.stdout, /^13\. S2a: the backfill\n/);
  assert.doesNotMatch(text.stdout, /^1[24]\. /m);
});

test('as text: each step with its SQL, what it did, and the tables before and after', async () => {
  const { status, stdout, stderr } = await cli(['run', '18']);
  assert.equal(status, 0);
  assert.equal(stderr, '');
  for (const step of lessonNumbered(18).steps)
    assert.ok(stdout.includes(`\n${step.number}. `) || step.number === 1);
  assert.match(stdout, /migration 0008_backfill_dx_icd10 · data\n {2}UPDATE visits SET dx_icd10 =/);
  assert.match(stdout, /\n {2}batch 1 of 5: visits: 2 rows changed in dx_icd10/);
  assert.match(stdout, /NULL → E11\.9/);
  assert.match(stdout, /✗ .*no such column: dx_icd10 \(as the lesson says\)/);
  assert.doesNotMatch(stdout, /\u001b/);
  for (const line of stdout.split('\n')) assert.ok(stringWidth(line) <= 80, line);
});

test('a reader that goes away (`| head -1`) ends the program quietly', async () => {
  for (const args of [['run', '18'], ['run', '18', '--json'], ['list'], ['--help']]) {
    const { status, stderr } = await cli(args, { closeAfter: 1 });
    assert.equal(stderr, '', args.join(' '));
    assert.equal(status, 0, args.join(' '));
  }
});

test('colours are for terminals: not for a pipe, whatever is said of them', async () => {
  for (const env of [{}, { FORCE_COLOR: '1' }]) {
    assert.doesNotMatch((await cli(['run', '1', '--step', '3'], { env })).stdout, /\u001b/);
  }
});

test('as text, a step says what its requests got and what each version can do after it', async () => {
  const five = (await cli(['run', '17', '--step', '5'])).stdout;
  assert.match(
    five,
    /\nA0: books a visit · meant to fail\n.*\n {2}A0 writes: books a visit {2}✗ failed: .*no column named dx_code\n/,
  );
  assert.match(
    five,
    /\n1 request: 0 served, 1 failed\nwrite\/read \[A0 ✗ fails\/✗ fails\] {2}A3 ✓ ok\/✓ ok\n/,
  );
  const batches = (await cli(['run', '18', '--step', '13'])).stdout;
  assert.match(batches, /\n {2}meanwhile A1 reads: codes {2}✓ served\n/);
  assert.match(batches, /A0 ! blinds\/✓ ok {2}\[A1 ✓ ok\/✓ ok\]/);
  const none = (await cli(['run', '1', '--step', '1'])).stdout;
  assert.doesNotMatch(none, /write\/read|request/);
});
