/** What a drawing of a walkthrough holds: phases, columns, versions, ways back. */
import assert from 'node:assert/strict';
import test from 'node:test';
import type { App } from '../../src/course/model.ts';
import { findPair, standing, touched } from '../../src/rollout/columns.ts';
import { drawingOf, type Drawing } from '../../src/rollout/drawing.ts';
import { lostThrough, type WayBack } from '../../src/rollout/wayBack.ts';
import { course, lessonNumbered, playHere } from '../support/course.ts';
import { replacement, SHELF } from '../support/replacement.ts';
import { state, table } from '../support/states.ts';

const FREE: WayBack = { type: 'back', error: null, lost: { rows: 0, values: 0 }, closes: null };
const LOSSY: WayBack = { ...FREE, lost: { rows: 0, values: 2 } };

function app(write: string, read: string): App {
  const fence = { name: null, line: 1 };
  return {
    version: 'V',
    about: '',
    writes: [{ ...fence, sql: write }],
    reads: [{ ...fence, sql: read, expects: [] }],
  };
}

async function drawn(
  lesson = replacement(),
  ways: Readonly<Record<string, WayBack>> = { P1: FREE, P2: FREE, P3: LOSSY },
): Promise<Drawing | null> {
  const { plays } = await playHere(lesson, SHELF);
  return drawingOf(lesson, plays, ways);
}

test('phases in order, each once, with the beginning where the first has changed the columns', async () => {
  const drawing = await drawn();
  assert.deepEqual(drawing?.columns, { table: 'goods', old: 'name', new: 'label' });
  const absent = { shape: 'absent', values: 0, rows: 0 };
  assert.deepEqual(drawing.phases, [
    { phase: 'start', step: 0, old: { shape: 'required', values: 2, rows: 2 }, new: absent, back: null },
    {
      phase: 'P1',
      step: 2,
      old: { shape: 'required', values: 2, rows: 2 },
      new: { shape: 'nullable', values: 0, rows: 2 },
      back: FREE,
    },
    {
      phase: 'P2',
      step: 3,
      old: { shape: 'nullable', values: 3, rows: 3 },
      new: { shape: 'required', values: 3, rows: 3 },
      back: FREE,
    },
    { phase: 'P3', step: 5, old: absent, new: { shape: 'required', values: 4, rows: 4 }, back: LOSSY },
  ]);
  assert.equal(drawing.noReturn, 3);
});

test('what each version touches, where it works, and when it runs', async () => {
  const drawing = await drawn();
  assert.deepEqual(drawing?.versions, [
    {
      version: 'V0',
      writes: 'old',
      reads: 'old',
      works: [true, true, false, false],
      runs: [{ from: 0, to: 1 + 2 / 3 }],
    },
    {
      version: 'V1',
      writes: 'both',
      reads: 'old',
      works: [false, true, true, false],
      runs: [{ from: 1 + 1 / 3, to: 2 + 2 / 3 }],
    },
    {
      version: 'V2',
      writes: 'new',
      reads: 'new',
      works: [false, false, true, true],
      runs: [{ from: 2 + 1 / 3, to: 4 }],
    },
  ]);
  // The detour over the phase "back" is left out, and what moves in it too.
  assert.deepEqual(
    drawing.moves.map(({ type, version, at }) => `${type} ${version} ${at.toFixed(2)}`),
    ['deploy V1 1.33', 'retire V0 1.67', 'deploy V2 2.33', 'retire V1 2.67'],
  );
});

test('what moves in a detour is made up for where the next phase begins', async () => {
  // The way back leads into P2, which the lesson was in before, and P4 follows.
  const drawing = await drawn(
    replacement({
      'phase=back': 'phase=P2',
      'deploy V1\nretire V1': 'deploy V1\nretire V2',
      '## Forward again\n\n```sql migration 0003_drop phase=P3':
        '## Forward again\n\n```sql migration 0004_drop phase=P4',
    }),
  );
  assert.deepEqual(
    drawing?.phases.map(({ phase }) => phase),
    ['start', 'P1', 'P2', 'P3', 'P4'],
  );
  assert.deepEqual(
    drawing.versions.map(({ version, runs }) => [version, runs.at(-1)]),
    [
      ['V0', { from: 0, to: 1 + 2 / 3 }],
      ['V1', { from: 4, to: 5 }],
      ['V2', { from: 2 + 1 / 3, to: 4 }],
    ],
  );
});

test('the point of no return is the first change that loses; the first phase has no way back', async () => {
  assert.equal((await drawn(replacement(), { P1: FREE, P2: LOSSY, P3: LOSSY }))?.noReturn, 2);
  assert.equal((await drawn(replacement(), {}))?.noReturn, null);
  const gone: WayBack = { type: 'none', error: null, lost: { rows: 1, values: 0 }, closes: null };
  assert.equal(
    (await drawn(replacement(), { P1: { ...FREE, type: 'refused', error: 'x' }, P3: gone }))?.noReturn,
    3,
  );
});

test('lesson 18: six phases, and the deploys between them', async () => {
  const lesson = lessonNumbered(18);
  const drawing = drawingOf(lesson, (await playHere(lesson)).plays, {});
  assert.deepEqual(drawing?.columns, { table: 'visits', old: 'dx_code', new: 'dx_icd10' });
  assert.deepEqual(
    drawing.phases.map(({ phase, old, new: added }) => `${phase} ${old.shape} ${added.shape}`),
    [
      'S0 required absent',
      'S1 required nullable',
      'S2a required nullable',
      'S2b required required',
      'S3 nullable required',
      'S4 absent required',
    ],
  );
  assert.deepEqual(
    drawing.versions.map(({ version, writes, reads }) => `${version} ${writes} ${reads}`),
    ['A0 old old', 'A1 both old', 'A2 both new', 'A3 new new'],
  );
  // The matrix of the curriculum: write and read both ok.
  assert.deepEqual(
    drawing.versions.map(({ works }) => works.map((work) => (work === true ? '+' : '-')).join('')),
    ['+++---', '-++++-', '--+++-', '----++'],
  );
  const [a0, a1, a2, a3] = drawing.versions.map(({ runs }) => runs);
  assert.ok(a0![0]!.from === 0 && a0![0]!.to > 1 && a0![0]!.to < 2, 'A0 runs until A1 has come, in S1');
  assert.ok(a1![0]!.from < a0![0]!.to && a2![0]!.from < a1!.at(-1)!.to && a3![0]!.from < a2!.at(-1)!.to);
  assert.equal(a3!.at(-1)!.to, 6);
});

test('a lesson whose phases replace no column has no drawing', async () => {
  for (const lesson of course.lessons.filter(({ number }) => [1, 3, 9].includes(number))) {
    assert.equal(drawingOf(lesson, (await playHere(lesson)).plays, {}), null, lesson.slug);
  }
});

test('the pair: a column that goes and one that comes in the same table', () => {
  const of = (...columns: string[]) => state([table('t', ['id', ...columns]), table('u', ['id'])]);
  const pair = (old: string, added: string) => ({ table: 't', old, new: added });
  assert.deepEqual(findPair([of('a'), of('a', 'b'), of('b')], []), pair('a', 'b'));
  assert.deepEqual(findPair([of('a'), of('b')], []), pair('a', 'b'), 'a rename, or a drop and an add');
  assert.equal(findPair([of('a'), of('a', 'b')], []), null);
  assert.equal(
    findPair([of('a'), of('a', 'b'), of('a')], []),
    null,
    'a column that comes and goes is no pair',
  );
  assert.equal(findPair([of('a', 'A2'), of('A', 'A2')], []), null, 'names are the same but for their case');
  assert.equal(findPair([of('a')], []), null);
  // Of several, those that the versions name.
  const states = [of('a', 'x'), of('a', 'x', 'n', 'b'), of('n', 'b')];
  assert.deepEqual(findPair(states, [app('UPDATE t SET [a] = 1', 'SELECT B FROM t')]), pair('a', 'b'));
});

test('how a column stands', () => {
  const at = state([
    table(
      't',
      ['id', 'a', 'b TEXT NOT NULL'],
      [
        [1n, null, 'x'],
        [2n, 'y', 'z'],
      ],
    ),
  ]);
  assert.deepEqual(standing(at, 't', 'a'), { shape: 'nullable', values: 1, rows: 2 });
  assert.deepEqual(standing(at, 'T', 'B'), { shape: 'required', values: 2, rows: 2 });
  assert.deepEqual(standing(at, 't', 'c'), { shape: 'absent', values: 0, rows: 0 });
  assert.deepEqual(standing(at, 'u', 'a'), { shape: 'absent', values: 0, rows: 0 });
});

test('a column counts as touched where its bare name stands, not in texts and comments', () => {
  const pair = { table: 't', old: 'a', new: 'b' };
  assert.equal(touched(['SELECT A FROM t'], pair), 'old');
  assert.equal(touched(['SELECT t.[b] FROM t'], pair), 'new');
  assert.equal(touched(["UPDATE t SET a = 'b' -- b"], pair), 'old');
  assert.equal(touched(['INSERT INTO t (a) VALUES (1)', 'INSERT INTO t (b) VALUES (1)'], pair), 'both');
  assert.equal(touched(['SELECT ab FROM t'], pair), 'neither');
});

test('lost is what neither the way back nor going forward again brings back', () => {
  const full = state([
    table(
      't',
      ['id INTEGER PRIMARY KEY', 'a', 'b'],
      [
        [1n, 'x', 'y'],
        [2n, 'z', null],
      ],
    ),
  ]);
  const holes = state([
    table(
      't',
      ['id INTEGER PRIMARY KEY', 'a', 'b'],
      [
        [1n, 'x', null],
        [2n, 'other', null],
      ],
    ),
  ]);
  const narrow = state([
    table(
      't',
      ['id INTEGER PRIMARY KEY', 'b'],
      [
        [1n, 'y'],
        [2n, null],
      ],
    ),
  ]);
  const fewer = state([table('t', ['id INTEGER PRIMARY KEY', 'a', 'b'], [[1n, 'x', 'y']])]);
  const none = state([]);
  const renamed = state([
    table(
      't',
      ['id INTEGER PRIMARY KEY', 'c', 'b'],
      [
        [1n, 'x', 'y'],
        [2n, 'z', null],
      ],
    ),
  ]);
  assert.deepEqual(lostThrough([full, full]), { rows: 0, values: 0 });
  assert.deepEqual(lostThrough([full, holes]), { rows: 0, values: 2 });
  assert.deepEqual(lostThrough([full, narrow]), { rows: 0, values: 2 });
  assert.deepEqual(lostThrough([full, fewer]), { rows: 1, values: 0 });
  assert.deepEqual(lostThrough([full, none]), { rows: 2, values: 0 });
  assert.deepEqual(lostThrough([full, renamed]), { rows: 0, values: 0 }, 'a rename keeps the values');
  assert.deepEqual(lostThrough([full, holes], [full, fewer]), { rows: 0, values: 1 });
  assert.deepEqual(lostThrough([full, none], [full, narrow]), { rows: 0, values: 2 });
  assert.deepEqual(lostThrough([full, none], [full, fewer]), { rows: 1, values: 0 });
  assert.deepEqual(lostThrough([full, holes], [full, full]), { rows: 0, values: 0 });
});

test('a table that is renamed on the way stays the same table', async () => {
  const { lesson, plays } = await playHere(lessonNumbered(19));
  const drawing = drawingOf(lesson, plays, {});
  assert.deepEqual(drawing?.columns, { table: 'visits', old: 'dx_code', new: 'dx_icd10' });
  assert.deepEqual(
    drawing.phases.map(({ phase, old, new: added }) => `${phase} ${old.shape} ${added.shape}`),
    [
      'start nullable absent',
      'added nullable nullable',
      'filled nullable nullable',
      'synced nullable nullable',
      'half nullable nullable',
      'whole required required',
      'A4-only absent required',
    ],
  );
});
