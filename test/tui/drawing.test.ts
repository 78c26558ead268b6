/** The drawing of a walkthrough as lines. */
import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { drawingOf, type Drawing, type DrawnPhase, type DrawnVersion } from '../../src/rollout/drawing.ts';
import type { WayBack } from '../../src/rollout/wayBack.ts';
import { waysBack } from '../../src/lesson/waysBack.ts';
import { drawingLines } from '../../src/render/terminal/drawing/drawing.ts';
import { drawingWords } from '../../src/render/speech/drawing.ts';
import { lessonNumbered, NOW, playHere } from '../support/course.ts';
import { openHere } from '../support/database.ts';
import { replacement, SHELF } from '../support/replacement.ts';
import { columnsOf, inStyle, text, texts } from './text-lines.ts';

const database = await openHere();

async function played(lesson = replacement(), fixture = SHELF): Promise<Drawing> {
  const { plays } = await playHere(lesson, fixture);
  return drawingOf(lesson, plays, await waysBack(lesson, plays, { database, now: NOW }))!;
}

const small = await played();

/** A picture as it stands in this file: without the blanks behind its lines. */
function picture(drawing: Drawing, width: number, current: string | null = null): string {
  return `\n${texts(drawingLines(drawing, width, current))}\n`;
}

test('at 60 columns: short words', () => {
  assert.equal(
    picture(small, 60),
    `
goods.name gives way to label

                 start     P1        P2        ║ P3
old name         █████████ █████████ ▒▒▒▒▒▒▒▒▒ ║
new label                  ░░░░░░░░░ █████████ ║ █████████
                                               ║
V0  w→old  r←old ━━━━━━━━━━━━━━━━···           ║
V1  w→both r←old           ···━━━━━━━━━━━━━··· ║
V2  w→new  r←new                     ···━━━━━━━║━━━━━━━━━━
                                               ║
way back                   ↩ no loss (↩)       ║ ↩ loses
                                               ║ 2 values
                            POINT OF NO RETURN ║

█ required   ▒ may be NULL, filled   ░ may be NULL, empty
w→ writes   r← reads   ━ runs   · could run
↩ can be taken back, nothing is lost
(↩) P2: at its end refused, constraint failed
`,
  );
});

test('at 116 columns: the same with room; the current phase is marked', () => {
  assert.equal(
    picture(small, 116, 'P2'),
    `
goods.name gives way to label

                      start            P1               ▶P2              ║ P3
old  name             ████████████████ ████████████████ ▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒ ║
new  label                             ░░░░░░░░░░░░░░░░ ████████████████ ║ ████████████████
                                                                         ║
V0   w→ old   r← old  ━━━━━━━━━━━━━━━━━━━━━━━━━━━━·····                  ║
V1   w→ both  r← old                   ·····━━━━━━━━━━━━━━━━━━━━━━━····· ║
V2   w→ new   r← new                                    ·····━━━━━━━━━━━━║━━━━━━━━━━━━━━━━━
                                                                         ║
way back                               ↩ no loss        ↩ at first       ║ ↩ loses 2 values
                                                      POINT OF NO RETURN ║

█ required   ▒ may be NULL, filled   ░ may be NULL, empty
w→ writes   r← reads   ━ runs   · could run
↩ can be taken back, nothing is lost
(↩) P2: at its end refused, constraint failed
`,
  );
});

test('a bar shows how many rows have a value; what runs and fails is marked', () => {
  const back: WayBack = { type: 'none', error: null, lost: { rows: 0, values: 0 }, closes: null };
  const absent = { shape: 'absent', values: 0, rows: 0 } as const;
  const drawing: Drawing = {
    columns: { table: 't', old: 'a', new: 'b' },
    phases: [
      { phase: 'one', step: 1, old: { shape: 'nullable', values: 1, rows: 1000 }, new: absent, back: null },
      { phase: 'two', step: 2, old: { shape: 'nullable', values: 999, rows: 1000 }, new: absent, back },
      { phase: 'three', step: 3, old: absent, new: { shape: 'nullable', values: 0, rows: 0 }, back: null },
    ],
    versions: [
      {
        version: 'V',
        writes: 'neither',
        reads: 'both',
        works: [true, false, null],
        runs: [{ from: 0.5, to: 2.5 }],
      },
    ],
    moves: [],
    noReturn: null,
  };
  assert.equal(
    picture(drawing, 60),
    `
t.a gives way to b

                  one           two           three
old a             ▒░░░░░░░░░░░░ ▒▒▒▒▒▒▒▒▒▒▒▒░
new b                                         ░░░░░░░░░░░░░

V   w→–    r←both ·······━━━━━━━✗✗✗✗✗✗✗✗✗✗✗✗✗✗━━━━━━━

way back                        none

▒ may be NULL, filled   ░ may be NULL, empty
w→ writes   r← reads   ━ runs   · could run
✗ runs, and fails
`,
  );
});

test('lesson 18 fits, and says the same at every width', async () => {
  const lesson = lessonNumbered(18);
  const { plays } = await playHere(lesson);
  const drawing = drawingOf(lesson, plays, await waysBack(lesson, plays, { database, now: NOW }))!;
  for (const width of [60, 76, 116]) {
    const lines = drawingLines(drawing, width, 'S2a');
    assert.ok(lines.length <= 18, `${lines.length} lines at ${width}`);
    for (const line of lines) {
      assert.ok(columnsOf(line) <= width, text(line));
      assert.ok(!text(line).includes('…'), `cut at ${width}: ${text(line)}`);
    }
    const all = texts(lines);
    for (const word of [
      'dx_code',
      'dx_icd10',
      'S0',
      'S1',
      '▶S2a',
      'S2b',
      'S3',
      'S4',
      'A0',
      'A3',
      'way back',
    ]) {
      assert.ok(all.includes(word), `${word} at ${width}`);
    }
    const heads = text(lines.find((line) => text(line).includes('S2b'))!);
    assert.equal(heads.slice(heads.indexOf('║')), '║ S4');
    assert.ok(text(lines.find((line) => text(line).includes('POINT OF NO RETURN'))!).endsWith('║'));
    assert.ok(/\d+ (?:values|lost)/.test(all));
  }
});

test('with less room the blank lines give way first, then the legend', () => {
  const whole = drawingLines(small, 60).map(text);
  const rows = whole.filter((line) => line.trim() !== '' && line.trim() !== '║');
  assert.deepEqual(drawingLines(small, 60, null, rows.length).map(text), rows);
  assert.deepEqual(drawingLines(small, 60, null, rows.length - 2).map(text), rows.slice(0, -2));
});

test('what a colour says, the text says too', () => {
  const lines = drawingLines(small, 76);
  assert.deepEqual(
    [...new Set(inStyle(lines, 'error'))].sort(),
    ['2 values', 'POINT OF NO RETURN', '║', '↩ loses'].sort(),
  );
  assert.deepEqual(
    inStyle(lines, 'success').map((piece) => piece.trim()),
    ['↩ no loss'],
  );
});

test('in sentences, for whoever does not see it', () => {
  assert.deepEqual(drawingWords(small), [
    'goods.name gives way to label.',
    'V0 writes name and reads name.',
    'V1 writes both columns and reads name.',
    'V2 writes label and reads label.',
    'start: name required, no label. Running: V0.',
    'P1: name required, label may be NULL and has 0 of 2 values. Running: V0, V1. The way back loses nothing.',
    'P2: name may be NULL and has 3 of 3 values, label required. Running: V1, V2. The way back loses nothing at first; at the end of the phase it is refused: constraint failed.',
    'P3: no name, label required. Running: V2. The way back loses 2 values. This is the point of no return.',
  ]);
});

const name = fc.oneof(
  fc.constantFrom(
    'S0',
    'S2a',
    'contract',
    'a very long name indeed',
    '李小龍',
    '👩‍⚕️',
    '\u001b[31mred',
    'e\u0301',
  ),
  fc.string({ maxLength: 30, minLength: 1 }),
);
const standing = fc
  .record({
    shape: fc.constantFrom('absent', 'nullable', 'required' as const),
    rows: fc.nat(1000),
    share: fc.double({ min: 0, max: 1, noNaN: true }),
  })
  .map(({ shape, rows, share }) =>
    shape === 'absent' ? { shape, values: 0, rows: 0 } : { shape, rows, values: Math.floor(rows * share) },
  );
const way = fc.record({
  type: fc.constantFrom('back' as const, 'refused' as const, 'none' as const),
  error: fc.option(name),
  lost: fc.record({ rows: fc.nat(3), values: fc.nat(20000) }),
  closes: fc.option(name),
});
const phase: fc.Arbitrary<DrawnPhase> = fc.record({
  phase: name,
  step: fc.nat(30),
  old: standing,
  new: standing,
  back: fc.option(way),
});

const drawings: fc.Arbitrary<Drawing> = fc.integer({ min: 2, max: 12 }).chain((count) => {
  const place = fc.double({ min: 0, max: count, noNaN: true });
  const touched = fc.constantFrom('neither', 'old', 'new', 'both');
  const stretch = fc
    .tuple(place, place)
    .filter(([one, other]) => one !== other)
    .map(([one, other]) => ({ from: Math.min(one, other), to: Math.max(one, other) }));
  const version = fc.record({
    version: name,
    writes: touched,
    reads: touched,
    works: fc.array(fc.option(fc.boolean()), { minLength: count, maxLength: count }),
    runs: fc.array(stretch, { maxLength: 3 }),
  }) as fc.Arbitrary<DrawnVersion>;
  return fc.record({
    columns: fc.record({ table: name, old: name, new: name }),
    phases: fc.array(phase, { minLength: count, maxLength: count }),
    versions: fc.array(version, { maxLength: 7 }),
    moves: fc.constant([]),
    noReturn: fc.option(fc.integer({ min: 1, max: count - 1 })),
  });
});

test('no drawing is wider than asked or taller than 18 lines, and none holds a control character', () => {
  fc.assert(
    fc.property(drawings, fc.integer({ min: 1, max: 140 }), (drawing, width) => {
      const lines = drawingLines(drawing, width);
      assert.ok(lines.length <= 18);
      for (const line of lines) {
        assert.ok(columnsOf(line) <= width, `${columnsOf(line)} > ${width}: ${text(line)}`);
        assert.doesNotMatch(text(line), /\p{Cc}/u);
      }
      for (const sentence of drawingWords(drawing)) assert.doesNotMatch(sentence, /\p{Cc}/u);
    }),
    { numRuns: 400 },
  );
});
