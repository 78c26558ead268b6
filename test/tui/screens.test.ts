/** Every screen at every size: it fits its terminal, obeys no data, and names only keys that work. */
import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { unavailable } from '../../src/tutor/commands.ts';
import type { Command } from '../../src/tutor/command.ts';
import type { Tutor } from '../../src/tutor/state.ts';
import { SMALLEST } from '../../src/tui/frame.ts';
import { type Size } from '../../src/render/terminal/layout.ts';
import { BINDINGS } from '../../src/tui/keymap.ts';
import { screenOf } from '../../src/tui/screens/screen.ts';
import { playAllHere } from '../support/course.ts';
import { databaseAtOnce } from '../support/atOnce.ts';
import { openDesk, placed, positionsOf, tutorAtHome, type Desk } from '../support/desk.ts';
import { checkedFrame, frameText, SIZES } from '../support/frames.ts';
import { openTerminal } from '../support/terminal.ts';

const played = await playAllHere();
const engine = databaseAtOnce();

function desk(from?: Tutor): Desk {
  return openDesk({ played, engine, ...(from && { from }) });
}

/** The tutor with a lesson open and played, at its beginning. */
function opened(slug: string): Tutor {
  const made = desk();
  made.send({ type: 'open', slug, step: 1 });
  return made.state();
}

function after(tutor: Tutor, ...commands: readonly Command[]): Tutor {
  const made = desk(tutor);
  made.command(...commands);
  return made.state();
}

for (const { lesson } of played) {
  test(`lesson ${lesson.number}: every moment, with all that can lie over it, fits its terminal`, () => {
    const start = opened(lesson.slug);
    for (const position of positionsOf(start.lesson!)) {
      const here = placed(start, position);
      const views: Tutor[] = [here];
      // What `next` asks before the step runs is a screen of its own; so is the answer behind it.
      const next = after(here, 'next');
      if (next.lesson?.panel?.type === 'predict') views.push(next, after(next, 'choose', 'down'));
      if (position.moment === 0) {
        views.push(after(here, 'help'), after(here, 'search'), after(here, 'nextTable'));
        if (unavailable(here, 'tools') === null)
          views.push(after(here, 'tools'), after(here, 'tools', 'right'));
      } else {
        views.push(after(here, 'ledger'), after(here, 'inspect', 'down', 'right'));
      }
      if (unavailable(here, 'rollback') === null) views.push(after(here, 'rollback'));
      for (const view of views) {
        for (const size of SIZES) {
          const terminal = openTerminal(view, size);
          terminal.frame();
          terminal.command('textDown', 'scrollDown', 'scrollPageDown', 'columnsRight');
          terminal.frame();
        }
      }
    }
  });
}

/** Answers that are right, wrong, and not there, at the text behind each step. */
test('what a prediction came to fits as well', () => {
  for (const { lesson } of played) {
    const start = opened(lesson.slug);
    for (const step of lesson.steps.filter((each) => each.predict !== null)) {
      const all = step.predict!.options.map((_, index) => index);
      const places = positionsOf(start.lesson!).filter((place) => place.step === step.number);
      for (const answer of [undefined, [], [0], [all.length - 1], all]) {
        const answers = answer === undefined ? {} : { [String(step.number)]: answer };
        const tutor = placed({ ...start, lesson: { ...start.lesson!, answers } }, places.at(-1)!);
        for (const size of SIZES) checkedFrame(tutor, size);
      }
    }
  }
});

const COMMANDS: readonly Command[] = [...new Set(BINDINGS.map((binding) => binding.command))];
const anySize = fc.record({
  columns: fc.integer({ min: 60, max: 200 }),
  rows: fc.integer({ min: 20, max: 60 }),
});
const SQL = [
  'SELECT * FROM visits',
  'DELETE FROM patients',
  "UPDATE patients SET name = char(27) || '[31m' || name || char(10, 9, 7, 155)",
  'SELECT p.*, v.*, p.*, v.* FROM patients p, visits v',
  "INSERT INTO patients (name) SELECT '👩‍⚕️ 李 小龍 ‮abc' FROM dx_map",
  'CREATE TABLE "a b\u001b[2J" ("x\ny", "很長的名字")',
  'nonsense',
];

test('any keys, at any place, at any size', () => {
  const starts = new Map(played.map(({ lesson }) => [lesson.slug, opened(lesson.slug)]));
  const key = fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...COMMANDS).map((command) => ({ command })) },
    { weight: 2, arbitrary: fc.constantFrom(...SQL).map((text) => ({ text })) },
    { weight: 1, arbitrary: fc.string({ unit: 'grapheme' }).map((text) => ({ text })) },
    { weight: 2, arbitrary: fc.constant({ command: 'run' as const }) },
  );
  fc.assert(
    fc.property(
      fc.constantFrom(...starts.keys()),
      fc.nat(),
      fc.array(key, { maxLength: 12 }),
      anySize,
      (slug, place, keys, size) => {
        const start = starts.get(slug)!;
        const places = positionsOf(start.lesson!);
        const made = desk(placed(start, places[place % places.length]!));
        for (const each of keys) {
          if ('command' in each) made.command(each.command);
          else made.type(each.text);
          checkedFrame(made.state(), size);
        }
      },
    ),
    { numRuns: 150 },
  );
});

test('one state at two sizes: a resize loses nothing but room', () => {
  const start = opened('expand-and-contract');
  fc.assert(
    fc.property(fc.nat(), anySize, (place, size) => {
      const places = positionsOf(start.lesson!);
      const here = placed(start, places[place % places.length]!);
      const before = frameText(checkedFrame(here, SIZES[0]!));
      checkedFrame(here, size);
      assert.equal(frameText(checkedFrame(here, SIZES[0]!)), before);
    }),
    { numRuns: 60 },
  );
});

test('a sentence that needs a second line, or no longer does, leaves the frame as tall as its terminal', () => {
  const start = opened('schema-data-or-both');
  const ends = positionsOf(start.lesson!).filter(({ step }, at, all) => all[at + 1]?.step !== step);
  for (const position of ends) {
    for (let rows = 22; rows <= 34; rows++) checkedFrame(placed(start, position), { columns: 97, rows });
  }
});

test('while the lesson loads, while the database starts, and where it breaks', () => {
  const { lesson, opened: begun, plays } = played.find((each) => each.lesson.number === 18)!;
  const { slug } = lesson;
  const made = openDesk({ played, answers: false });
  made.send({ type: 'open', slug, step: 9 });
  const stages: Tutor[] = [made.state()];
  made.send({ type: 'lessonRead', slug, lesson });
  stages.push(made.state());
  made.command('next');
  stages.push(made.state());
  made.send({ type: 'databaseOpened', slug, opened: begun });
  stages.push(made.state());
  for (const play of plays.slice(0, 8)) made.send({ type: 'stepPlayed', slug, play });
  made.send({
    type: 'broken',
    slug,
    breakage: { step: 9, line: 333, sql: 'SELECT', message: `no such table: ${'\u001b[31mx'.repeat(60)}` },
  });
  stages.push(placed(made.state(), { step: 9, moment: 1 }));
  for (const stage of stages) for (const size of SIZES) checkedFrame(stage, size);
  assert.match(frameText(screenOf(stages[0]!, SIZES[0]!)), /Loading…/);
  assert.match(frameText(screenOf(stages[1]!, SIZES[0]!)), /The database is starting…/);
  assert.match(frameText(screenOf(stages.at(-1)!, SIZES[1]!)), /The lesson stops here: no such table/);
});

test('home: all lessons, a filter, nothing found, many lessons, no lessons', () => {
  const home = desk();
  const views: Tutor[] = [home.state(), after(home.state(), 'last')];
  home.command('filter');
  home.type('column');
  views.push(home.state());
  assert.match(frameText(screenOf(home.state(), SIZES[0]!)), /Filter: column/);
  home.type(' zebra'.repeat(40));
  views.push(home.state());
  assert.match(frameText(screenOf(home.state(), SIZES[0]!)), /No lesson has these words\./);
  const heads = Array.from({ length: 70 }, (_, index) => ({
    ...played[0]!.lesson,
    number: index + 1,
    slug: `lesson-${index}`,
    title: `第 ${index} 課: ${'a long title '.repeat(index % 9)}`,
    summary: 'words '.repeat(index * 3),
    needs: index === 0 ? [] : ['lesson-0', `lesson-${index - 1}`],
  }));
  const many: Tutor = { ...views[0]!, heads };
  for (const cursor of [0, 20, 35, 69]) views.push({ ...many, home: { ...many.home, cursor } });
  views.push({ ...many, heads: [] });
  for (const view of views) for (const size of SIZES) checkedFrame(view, size);
  const last = frameText(screenOf({ ...many, home: { ...many.home, cursor: 69 } }, SIZES[2]!));
  assert.match(last, /▶ 70/);
});

test('the prompt: long SQL in one line and in many, wide characters, the caret in view', () => {
  const start = opened('expand-and-contract');
  const texts = [
    `SELECT ${'a_long_column_name, '.repeat(200)} 1`,
    Array.from({ length: 80 }, (_, line) => `SELECT ${line}, '李 小龍 👩‍⚕️';`).join('\n'),
    '漢'.repeat(500),
  ];
  for (const text of texts) {
    const made = desk(start);
    made.command('prompt');
    made.send({ type: 'edit', edit: { type: 'paste', text } });
    const edits = [[], ['docStart'], ['end'], ['down', 'down'], ['wordRight', 'wordRight']] as const;
    for (const moves of edits) {
      for (const type of moves) made.send({ type: 'edit', edit: { type } });
      for (const size of SIZES) assert.notEqual(checkedFrame(made.state(), size).caret, null);
    }
    made.command('run');
    for (const size of SIZES) checkedFrame(made.state(), size);
  }
});

test('too small a terminal says so, however small it is, and comes back when it grows', () => {
  const start = opened('expand-and-contract');
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 200 }), fc.integer({ min: 1, max: 60 }), (columns, rows) => {
      fc.pre(columns < SMALLEST.columns || rows < SMALLEST.rows);
      const size: Size = { columns, rows };
      const text = frameText(checkedFrame(start, size));
      if (columns >= 40 && rows >= 4)
        assert.match(text.replaceAll('\n', ' '), /needs 60×20; this is \d+×\d+\. .*q/);
    }),
  );
  assert.match(frameText(screenOf(start, { columns: 59, rows: 20 })), /this is 59×20/);
  assert.doesNotMatch(frameText(checkedFrame(start, SMALLEST)), /needs 60×20/);
});

test('home says what the exercise of the chosen lesson has come to, once it has been checked', () => {
  const { head } = opened(played[0]!.lesson.slug).lesson!;
  const exercise = { solved: true, attempts: 2, hints: 0, solutionSeen: false, points: 6, maxPoints: 6 };
  const record = {
    position: { step: 1, moment: 0 },
    furthest: 1,
    done: false,
    answers: {},
    exercise,
    lab: {},
    updatedAt: '2026-01-02T03:04:05.000Z',
  };
  const say = (changed: Partial<typeof exercise>): string =>
    SIZES.map((size) =>
      frameText(
        checkedFrame(
          tutorAtHome([head], { [head.slug]: { ...record, exercise: { ...exercise, ...changed } } }),
          size,
        ),
      ),
    ).join('\n');
  assert.match(say({}), /✓ Exercise solved: 6 of 6 points\./);
  assert.match(say({ solved: false, points: 2 }), /Exercise not solved yet: 2 of 6 points\./);
  assert.doesNotMatch(say({ solved: false, points: 0, maxPoints: 0, attempts: 0 }), /Exercise/);
});
