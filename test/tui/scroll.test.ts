/** Whatever scrolls, at five sizes: no key is lost behind an end, a page is what was in view, and all can be seen. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { solutionText } from '../../src/course/answer.ts';
import type { Lesson } from '../../src/course/model.ts';
import { waysBack } from '../../src/lesson/waysBack.ts';
import type { Size } from '../../src/render/terminal/layout.ts';
import type { Axis } from '../../src/tui/scroll.ts';
import { drawingOf } from '../../src/rollout/drawing.ts';
import { createPainter } from '../../src/tui/painter.ts';
import type { Command } from '../../src/tutor/command.ts';
import type { Tutor } from '../../src/tutor/state.ts';
import { fixtureOf, lessonNumbered, NOW, playHere } from '../support/course.ts';
import { openClient, openHere } from '../support/database.ts';
import { databaseAtOnce } from '../support/atOnce.ts';
import { openDesk, placed, positionsOf, tutorAtHome, type Desk } from '../support/desk.ts';
import { gradeHere } from '../support/exercise.ts';
import { lineText } from '../support/frames.ts';
import { SEQUENCES } from '../support/keys.ts';
import { sampleHeads } from '../support/sample.ts';
import { openTerminal, type Terminal } from '../support/terminal.ts';

const SIZES: readonly Size[] = [
  { columns: 60, rows: 20 },
  { columns: 80, rows: 24 },
  { columns: 100, rows: 30 },
  { columns: 120, rows: 40 },
  { columns: 200, rows: 60 },
];

const played = await playHere(lessonNumbered(18));
const { lesson } = played;
const { slug } = lesson;
const engine = databaseAtOnce();

function inLesson(step: number, ...commands: readonly Command[]): Desk {
  const desk = openDesk({ played: [played], engine });
  desk.send({ type: 'open', slug, step });
  desk.command(...commands);
  return desk;
}

/** The lesson with every text made long, so that it overflows at every size. */
function withLongText(tutor: Tutor): Tutor {
  const open = tutor.lesson!;
  const longer = (long: Lesson): Lesson => ({
    ...long,
    steps: long.steps.map((step) => ({
      ...step,
      parts: Array.from({ length: 6 }, () => step.parts.filter(({ type }) => type === 'prose')).flat(),
      tools: step.tools.map((tool) => ({ ...tool, code: numbered(70, 'line') })),
    })),
    exercise: long.exercise && {
      ...long.exercise,
      task: Array.from({ length: 3 }, () => long.exercise!.task).flat(),
    },
  });
  return { ...tutor, lesson: { ...open, lesson: longer(open.lesson!) } };
}

function numbered(count: number, word: string): string {
  return Array.from({ length: count }, (_, index) => `${word} ${index + 1}`).join('\n');
}

function asked(sql: string): Tutor {
  const desk = inLesson(1, 'prompt');
  desk.type(sql);
  desk.command('run');
  return desk.state();
}

const ROWS = `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 90)`;
const WIDE = Array.from({ length: 24 }, (_, index) => `i * 1000000 AS column_number_${index}`).join(', ');
const MANY = `CREATE TABLE many AS ${ROWS} SELECT i, ${WIDE} FROM n`;

function answerOf(tutor: Tutor) {
  const panel = tutor.lesson!.panel;
  assert.ok(panel?.type === 'prompt' && panel.last?.reply.error === null);
  return panel.last;
}

/** A lesson in front of whose first step there is a table of many rows and columns. */
function withTable(): Tutor {
  const tutor = inLesson(1, 'nextTable').state();
  const lesson = tutor.lesson!;
  const opened = { ...lesson.opened!, state: answerOf(asked(MANY)).reply.state };
  return { ...tutor, lesson: { ...lesson, opened, plays: [], view: { table: 'many', ledger: false } } };
}

/** A lesson's place whose query found many rows of many columns. */
function withResult(): Tutor {
  const { state } = inLesson(1);
  const tutor = state();
  const open = tutor.lesson!;
  const found = positionsOf(open).map((position) => placed(tutor, position));
  const query = found.find(({ lesson: at }) => {
    const play = at!.plays[at!.position.step - 1];
    return play?.actions.some(({ action }) => action.type === 'query') && at!.position.moment > 0;
  });
  assert.ok(query?.lesson);
  const { result } = answerOf(asked(`${ROWS} SELECT ${WIDE} FROM n`)).reply.statements.at(-1)!;
  const plays = query.lesson.plays.map((play) => ({
    ...play,
    actions: play.actions.map((action) => ({
      ...action,
      played: {
        ...action.played,
        statements: action.played.statements.map((each) => ({ ...each, ...(each.result && { result }) })),
      },
    })),
  }));
  return { ...query, lesson: { ...query.lesson, plays } };
}

async function drawn(): Promise<Tutor> {
  const desk = inLesson(14, 'drawing');
  const ways = await waysBack(lesson, played.plays, { database: await openHere(), now: NOW });
  desk.send({ type: 'drawn', slug, drawing: drawingOf(lesson, played.plays, ways) });
  return desk.state();
}

async function exercise(...commands: readonly Command[]): Promise<Tutor> {
  const desk = inLesson(1, 'exercise');
  const text = `${solutionText(lesson.exercise!)}\n${numbered(40, '-- line')}\n`;
  desk.send({ type: 'draftRead', slug, text });
  const graded = await gradeHere(lesson, text, fixtureOf(lesson));
  const checks = Array.from({ length: 5 }, () => graded.report.checks).flat();
  const { before, reply } = answerOf(asked(`${MANY}; UPDATE many SET column_number_1 = 0 WHERE i > 60`));
  const shown = { before, parts: [{ name: 'answer', statements: reply.statements }], after: reply.state };
  desk.send({
    type: 'graded',
    slug,
    graded: { ...graded, shown: { ...graded.shown!, ...shown }, report: { ...graded.report, checks } },
  });
  desk.command(...commands);
  return desk.state();
}

async function lab(): Promise<Tutor> {
  const database = openClient();
  const desk = openDesk({ played: [played] });
  desk.send({ type: 'open', slug, practise: { what: 'lab', watching: null } });
  desk.effects();
  for (let move = 0; move < 9; move++) {
    desk.command('accept');
    for (const effect of desk.effects()) {
      if (effect.type !== 'runLab') continue;
      const run = await database.lab({ ...effect.request, now: NOW }, effect.order);
      desk.send({ type: 'labRan', slug, order: effect.order, run });
    }
  }
  await database.close();
  return desk.state();
}

function ledger(): Tutor {
  const desk = inLesson(14, 'ledger');
  const tutor = desk.state();
  const entries = Array.from({ length: 100 }, (_, index) => ({
    id: index + 1,
    name: `${String(index + 1).padStart(4, '0')}_change`,
    checksum: 'abcdef0123456789',
    appliedAt: '2026-03-01T09:30:00.000Z',
  }));
  const open = tutor.lesson!;
  const plays = open.plays.map((play) => ({ ...play, before: { ...play.before, ledger: entries } }));
  return { ...tutor, lesson: { ...open, plays } };
}

interface Case {
  readonly tutor: Tutor;
  readonly axis?: Axis;
  /** Forward, back and a page on. */
  readonly keys: readonly [on: Command, back: Command, page: Command | null];
  /** It begins at its end, or where something went wrong. */
  readonly fromEnd?: true;
}

const LINES = ['scrollDown', 'scrollUp', 'scrollPageDown'] as const;
const TEXT = ['textDown', 'textUp', null] as const;
const COLUMNS = ['columnsRight', 'columnsLeft', null] as const;
const withTools = lesson.steps.find(({ tools }) => tools.length > 0)!.number;

const CASES: Readonly<Record<string, Case>> = {
  'a lesson’s text': { tutor: withLongText(inLesson(1).state()), axis: 'text', keys: TEXT },
  'a table’s rows': { tutor: withTable(), keys: LINES },
  'a table’s columns': { tutor: withTable(), axis: 'columns', keys: COLUMNS },
  'a query’s rows': { tutor: withResult(), keys: LINES },
  'a query’s columns': { tutor: withResult(), axis: 'columns', keys: COLUMNS },
  'the ledger': { tutor: ledger(), keys: LINES, fromEnd: true },
  help: { tutor: inLesson(1, 'help').state(), keys: LINES },
  'other tools': { tutor: withLongText(inLesson(withTools, 'tools').state()), keys: LINES },
  'the drawing': { tutor: await drawn(), keys: LINES },
  'an exercise’s task': { tutor: withLongText(await exercise('undoRun')), keys: LINES },
  'the task while one writes': { tutor: withLongText(await exercise('edit')), keys: LINES },
  'a report': { tutor: await exercise(), keys: LINES },
  'a solution': { tutor: await exercise('solution', 'yes'), keys: LINES },
  'an answer’s rows': { tutor: await exercise('nextTable'), keys: LINES, fromEnd: true },
  'an answer’s columns': { tutor: await exercise('nextTable'), axis: 'columns', keys: COLUMNS },
  'how the lab works': { tutor: inLesson(1, 'lab').state(), keys: LINES },
  'the lab’s timeline': { tutor: await lab(), keys: LINES, fromEnd: true },
  'an answer at the prompt': { tutor: asked(`${ROWS} SELECT i FROM n`), keys: LINES },
  'a table at the prompt': { tutor: asked(MANY), keys: LINES },
};

function times(count: number, command: Command): readonly Command[] {
  return Array.from({ length: count }, () => command);
}

/** Where the region stands; null where there is no room for it. */
function extent(terminal: Terminal, axis: Axis) {
  return terminal.frame().placement?.regions.get(axis) ?? null;
}

for (const [what, { tutor, axis = 'rows', keys, fromEnd }] of Object.entries(CASES)) {
  test(`${what}: no key is lost, and a page is what was in view`, () => {
    const [on, back, page] = keys;
    let scrolls = 0;
    for (const size of SIZES) {
      const at = `${size.columns}×${size.rows}`;
      const terminal = openTerminal(tutor, size);
      const first = extent(terminal, axis);
      if (first === null) continue;
      if (fromEnd !== true) assert.equal(first.offset, 0, at);
      terminal.command(...times(first.offset + 50, back));
      const start = terminal.text();
      const { most } = extent(terminal, axis)!;
      if (most === 0) continue;
      scrolls++;

      terminal.command(on);
      const second = terminal.text();
      assert.notEqual(second, start, `${at}: one key on moves at once`);
      terminal.command(...times(most + 50, on));
      const end = terminal.text();
      terminal.command(back);
      assert.notEqual(terminal.text(), end, `${at}: one key back moves at once`);
      terminal.command(on);
      assert.equal(terminal.text(), end, `${at}: the end is the end`);
      terminal.command(...times(most + 50, back));
      assert.equal(terminal.text(), start, `${at}: the beginning is the beginning`);
      if (page === null) continue;

      for (let offset = 0; offset < most;) {
        const { page: inView } = extent(terminal, axis)!;
        assert.ok(inView < size.rows, at);
        terminal.command(page);
        const now = extent(terminal, axis)!.offset;
        assert.equal(now, Math.min(most, offset + inView), at);
        offset = now;
      }
      assert.equal(terminal.text(), end, `${at}: pages lead to the end`);
    }
    assert.ok(scrolls > 0, 'there is more than fits at one size at least');
  });
}

test('read page by page, every line is seen', () => {
  for (const what of ['help', 'a report', 'a solution', 'other tools']) {
    for (const size of SIZES) {
      const [slow, quick] = [0, 1].map(() => openTerminal(CASES[what]!.tutor, size));
      const [one, all] = [new Set(linesOf(slow!)), new Set(linesOf(quick!))];
      const { most } = extent(slow!, 'rows')!;
      for (let key = 0; key < most; key++) {
        slow!.command('scrollDown');
        for (const line of linesOf(slow!)) one.add(line);
      }
      for (let key = 0; key < most; key += extent(quick!, 'rows')!.page) {
        quick!.command('scrollPageDown');
        for (const line of linesOf(quick!)) all.add(line);
      }
      assert.deepEqual(all, one, `${what} at ${size.columns}×${size.rows}`);
    }
  }
});

/** The lines in view, without those that only count what is out of view. */
function linesOf(terminal: Terminal): readonly string[] {
  return terminal
    .frame()
    .lines.map((line) => lineText(line).trim())
    .filter((line) => !/^… |^\(/.test(line));
}

test('a cursor goes a page on: as many items as were in view', () => {
  const heads = Array.from({ length: 300 }, (_, index) => ({
    ...sampleHeads[0]!,
    slug: `lesson-${index}`,
    number: index,
  }));
  for (const size of SIZES) {
    const home = openTerminal(tutorAtHome(heads), size);
    const inView = home.frame().placement!.list!;
    assert.ok(inView > 4 && inView < 60);
    home.press(SEQUENCES.pageDown, SEQUENCES.pageDown, SEQUENCES.pageUp);
    assert.equal(home.state().home.cursor, inView);
    home.press(...Array.from({ length: 50 }, () => SEQUENCES.pageDown), SEQUENCES.up);
    assert.equal(home.state().home.cursor, 298);

    const cells = openTerminal(withTable(), size);
    cells.command('inspect');
    const rows = cells.frame().placement!.list!;
    cells.press(SEQUENCES.pageDown);
    assert.equal(cellsOf(cells).row, rows);
    cells.press(...Array.from({ length: 99 }, () => SEQUENCES.pageDown), SEQUENCES.up);
    assert.equal(cellsOf(cells).row, 88);
  }
});

function cellsOf(terminal: Terminal) {
  const panel = terminal.state().lesson?.panel;
  assert.ok(panel?.type === 'inspect');
  return panel;
}

test('keys that arrive before a frame count on the screen that the keys before them led to', () => {
  const slow = openTerminal(inLesson(1, 'help').state(), { columns: 80, rows: 24 });
  const quick = openTerminal(inLesson(1).state(), { columns: 80, rows: 24 });
  slow.press('j', 'j', SEQUENCES.pageDown);
  quick.press('?jj');
  quick.press(SEQUENCES.pageDown);
  assert.equal(quick.text(), slow.text());
});

test('a table’s cells are opened at the first row in view; the table stays where it was left until the lesson goes on', () => {
  const terminal = openTerminal(withTable(), { columns: 120, rows: 40 });
  terminal.press(SEQUENCES.down, SEQUENCES.down, SEQUENCES.down);
  const { offset } = extent(terminal, 'rows')!;
  assert.ok(offset > 0);
  terminal.press('\r');
  assert.equal(cellsOf(terminal).row, offset);
  terminal.press(SEQUENCES.escape);
  assert.equal(extent(terminal, 'rows')!.offset, offset, 'it is where it was left');
  terminal.press('\t', SEQUENCES.shiftTab);
  assert.equal(extent(terminal, 'rows')!.offset, offset);
  terminal.press(SEQUENCES.right, SEQUENCES.left, '\t');
  while (terminal.state().lesson!.view.table !== 'many') terminal.press('\t');
  assert.equal(extent(terminal, 'rows')!.offset, 0);
});

test('what is scrolled in a small window is still there after the window was larger', () => {
  const tutor = inLesson(1, 'help').state();
  const painter = createPainter();
  const small = { columns: 60, rows: 20 };
  painter.paint(tutor, small);
  for (let key = 0; key < 5; key++) painter.scroll(tutor, 'scrollDown');
  const before = painter.paint(tutor, small).lines;
  painter.paint(tutor, { columns: 200, rows: 60 });
  assert.deepEqual(painter.paint(tutor, small).lines, before);
});
