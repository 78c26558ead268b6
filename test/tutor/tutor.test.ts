/** The tutor as a machine: what each event makes of a state, and what it asks for. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { contextOf, unavailable } from '../../src/tutor/commands.ts';
import type { Command } from '../../src/tutor/command.ts';
import type { Effect } from '../../src/tutor/events.ts';
import { comesNext, isLastMoment, listedHeads, matchesOf } from '../../src/tutor/select.ts';
import { sceneAt } from '../../src/lesson/scene.ts';
import { currentMoment } from '../../src/lesson/place.ts';
import type { Progress } from '../../src/tutor/state.ts';
import { tablesOf } from '../../src/tutor/tables.ts';
import { databaseAtOnce } from '../support/atOnce.ts';
import { openDesk, positionsOf, type Desk, type DeskOptions } from '../support/desk.ts';
import { another, playSamples, shapes } from '../support/sample.ts';

const played = await playSamples();
const engine = databaseAtOnce();
const [first] = played;
const { slug } = shapes;

function desk(options: Partial<DeskOptions> = {}): Desk {
  return openDesk({ played, engine, ...options });
}

/** A lesson open at a step, with all its steps played and its questions answered up to there. */
function inLesson(step = 1, options: Partial<DeskOptions> = {}): Desk {
  const made = desk(options);
  made.send({ type: 'open', slug, step });
  made.effects();
  return made;
}

function at(made: Desk): string {
  const { step, moment } = made.lesson().position;
  return `${step}.${moment}`;
}

function notice(made: Desk): string | null {
  return made.state().notice?.text ?? null;
}

function types(effects: readonly Effect[]): readonly string[] {
  return effects.map(({ type }) => type);
}

function progress(more: Partial<Progress>): Progress {
  return {
    position: { step: 1, moment: 0 },
    furthest: 1,
    done: false,
    answers: {},
    exercise: null,
    lab: {},
    updatedAt: '2026-01-01T00:00:00.000Z',
    ...more,
  };
}

// Opening

test('a lesson opens where the learner stopped, with the answers given', () => {
  const made = desk({
    progress: { [slug]: progress({ position: { step: 3, moment: 1 }, furthest: 4, answers: { '1': [0] } }) },
  });
  made.send({ type: 'open', slug });
  assert.equal(at(made), '3.1');
  assert.equal(made.lesson().furthest, 4);
  assert.deepEqual(made.lesson().answers, { '1': [0] });
});

test('a lesson that is done begins anew and stays done; a step that is asked for is clamped', () => {
  const done = { [slug]: progress({ position: { step: 4, moment: 0 }, furthest: 4, done: true }) };
  const made = desk({ progress: done });
  made.send({ type: 'open', slug });
  assert.equal(at(made), '1.0');
  made.command('next');
  assert.ok(made.lesson().done);
  for (const [step, position] of [
    [0, '1.0'],
    [3, '3.0'],
    [99, '4.0'],
  ] as const) {
    made.send({ type: 'open', slug, step });
    assert.equal(at(made), position);
  }
});

test('a place that the lesson does not have any more becomes the nearest that it has', () => {
  const step = desk({ progress: { [slug]: progress({ position: { step: 9, moment: 3 } }) } });
  step.send({ type: 'open', slug });
  assert.equal(at(step), '4.0');
  const moment = desk({ progress: { [slug]: progress({ position: { step: 3, moment: 77 } }) } });
  moment.send({ type: 'open', slug });
  assert.equal(at(moment), '3.2');
});

test('a slug that is not in the course opens nothing', () => {
  const made = desk();
  made.send({ type: 'open', slug: 'nowhere' });
  assert.equal(made.state().lesson, null);
  assert.deepEqual(made.effects(), []);
});

test('before the database answers, the first text is there and what needs tables says why it waits', () => {
  const made = desk({ answers: false });
  made.send({ type: 'open', slug });
  assert.deepEqual(made.effects(), [{ type: 'openLesson', slug }]);
  made.command('next');
  assert.equal(notice(made), 'The lesson is still loading.');
  made.send({ type: 'lessonRead', slug, lesson: shapes });
  assert.equal(notice(made), null, 'it is loading no longer');
  assert.equal(sceneAt(made.lesson())?.state, null);
  for (const command of ['inspect', 'prompt', 'ledger', 'nextTable'] as const) {
    made.command(command);
    assert.equal(notice(made), 'The database is still starting.', command);
  }
  made.send({ type: 'databaseOpened', slug, opened: first!.opened });
  assert.equal(notice(made), null);
  assert.equal(sceneAt(made.lesson())?.state, first!.opened.state);
  made.command('next', 'choose', 'accept');
  assert.equal(at(made), '1.1');
  assert.ok(sceneAt(made.lesson())?.waiting, 'the statement has not run yet');
  made.send({ type: 'stepPlayed', slug, play: first!.plays[0]! });
  assert.ok(sceneAt(made.lesson())?.waiting === false);
});

test('answers for a lesson that is not open any more are dropped', () => {
  const made = desk({ answers: false });
  made.send({ type: 'open', slug });
  made.send({ type: 'open', slug: another.slug });
  const before = made.state();
  made.send({ type: 'lessonRead', slug, lesson: shapes });
  made.send({ type: 'databaseOpened', slug, opened: first!.opened });
  made.send({ type: 'stepPlayed', slug, play: first!.plays[0]! });
  made.send({ type: 'broken', slug, breakage: { step: 1, line: 1, sql: '', message: 'x' } });
  assert.deepEqual(made.state(), before);
  made.command('escape');
  const home = made.state();
  made.send({ type: 'lessonRead', slug: another.slug, lesson: another });
  made.send({ type: 'consoleOpened', state: first!.opened.state });
  assert.deepEqual(made.state(), home);
});

// Stepping

test('a step unfolds text, statements and text, in the order of the file', () => {
  const made = inLesson();
  assert.equal(positionsOf(made.lesson()).length, 13);
  const seen: string[] = [];
  for (;;) {
    const moment = currentMoment(made.lesson())!;
    seen.push(
      moment.type === 'text' ? (moment.ran ? 'ran' : 'text') : `${moment.action}/${moment.statement}`,
    );
    if (isLastMoment(made.lesson())) break;
    made.command('next');
    if (made.lesson().panel?.type === 'predict') made.command('choose', 'accept');
  }
  assert.deepEqual(seen, [
    ...['text', '0/0', '0/1', 'text', '1/0', 'ran'],
    ...['text', 'ran'],
    ...['text', '0/0', 'ran'],
    ...['text', '0/0'],
  ]);
  assert.ok(made.lesson().done);
  assert.equal(made.lesson().furthest, 4);
});

test('each move is saved, with the furthest step and whether the end was reached', () => {
  const made = inLesson(3);
  made.command('next');
  const save = {
    type: 'save',
    slug,
    progress: {
      position: { step: 3, moment: 1 },
      furthest: 3,
      done: false,
      answers: {},
      exercise: null,
      lab: {},
    },
  };
  assert.deepEqual(made.effects(), [save]);
  made.command('first');
  const first = { ...save, progress: { ...save.progress, position: { step: 1, moment: 0 } } };
  assert.deepEqual(made.effects(), [first]);
  made.command('last', 'next');
  assert.ok(made.state().progress[slug]?.done);
  made.command('first');
  assert.ok(made.state().progress[slug]?.done, 'what was reached stays reached');
});

test('at the beginning there is no way back, and at the end of the course none on', () => {
  const made = inLesson();
  const before = made.lesson();
  made.command('back');
  assert.equal(notice(made), 'This is the beginning.');
  assert.deepEqual(made.lesson(), before);
  const last = played.at(-1)!.lesson.slug;
  made.send({ type: 'open', slug: last });
  made.command('last');
  while (!isLastMoment(made.lesson())) made.command('next');
  const end = made.lesson();
  made.command('next');
  assert.equal(notice(made), 'This is the end of the course.');
  assert.deepEqual(made.lesson(), end);
});

test('behind the last moment comes the next lesson, the one before closed', () => {
  const made = inLesson();
  made.command('last', 'next');
  assert.deepEqual(comesNext(made.state()), { type: 'lesson', slug: another.slug });
  made.effects();
  made.command('next');
  assert.equal(made.lesson().head.slug, another.slug);
  assert.deepEqual(types(made.effects()).slice(0, 2), ['closeLesson', 'openLesson']);
});

test('Esc closes the ledger before it leaves the lesson, or a rollback', () => {
  const made = inLesson();
  made.command('next', 'choose', 'accept', 'next');
  const before = made.lesson();
  made.command('ledger');
  assert.ok(made.lesson().view.ledger);
  made.command('escape');
  assert.deepEqual(made.lesson(), before);
  made.command('rollback', 'ledger', 'escape');
  assert.notEqual(made.lesson().rollback, null);
  made.command('escape');
  assert.deepEqual(made.lesson(), before);
  made.command('escape');
  assert.equal(made.state().lesson, null);
});

test('a number and G go to a step; a number beyond the last one goes to the last; Esc forgets it', () => {
  const made = inLesson();
  const digits = (...list: readonly number[]): void =>
    list.forEach((digit) => made.send({ type: 'digit', digit }));
  digits(3);
  made.command('last');
  assert.equal(at(made), '3.0');
  digits(0, 0, 2);
  assert.equal(made.lesson().digits, '2');
  made.command('last');
  assert.equal(at(made), '2.0');
  digits(9, 9, 9, 9);
  made.command('last');
  assert.equal(at(made), '4.0');
  digits(1);
  made.command('escape');
  assert.equal(made.lesson().digits, '');
  made.command('last');
  assert.equal(at(made), '4.0');
  digits(2);
  made.command('down');
  assert.equal(made.lesson().digits, '', 'any other key forgets the number');
});

test('a lesson that breaks stops there, and everything before it still works', () => {
  const made = desk({ answers: false });
  made.send({ type: 'open', slug, step: 3 });
  made.send({ type: 'lessonRead', slug, lesson: shapes });
  made.send({ type: 'databaseOpened', slug, opened: first!.opened });
  for (const play of first!.plays.slice(0, 2)) made.send({ type: 'stepPlayed', slug, play });
  made.command('next');
  assert.ok(sceneAt(made.lesson())?.waiting);
  made.send({ type: 'broken', slug, breakage: { step: 3, line: 60, sql: 'x', message: 'no such table: x' } });
  assert.equal(sceneAt(made.lesson())?.waiting, false);
  made.command('back', 'back');
  assert.equal(at(made), '2.1');
  made.command('first', 'next', 'choose', 'accept');
  assert.equal(sceneAt(made.lesson())?.statement?.rowsChanged, 0);
});

// Predicting

test('a question is asked before the step runs, once', () => {
  const made = inLesson();
  made.command('next');
  assert.equal(contextOf(made.state()), 'predict');
  assert.equal(at(made), '1.0');
  made.command('escape');
  assert.equal(contextOf(made.state()), 'lesson');
  made.command('next');
  made.send({ type: 'digit', digit: 2 });
  made.command('accept');
  assert.equal(at(made), '1.1');
  assert.deepEqual(made.lesson().answers, { '1': [1] });
  made.command('back', 'next');
  assert.equal(at(made), '1.1', 'it is not asked again');
});

test('one right answer: choosing takes the place of what was chosen; a number beyond the options does nothing', () => {
  const made = inLesson();
  made.command('next');
  const chosen = (): unknown => {
    const { panel } = made.lesson();
    return panel?.type === 'predict' ? panel.chosen : null;
  };
  assert.deepEqual(chosen(), []);
  made.command('next');
  assert.equal(notice(made), 'Choose an answer first.', 'a clicker does not answer by accident');
  made.command('choose');
  assert.deepEqual(chosen(), [0]);
  made.command('down', 'choose');
  assert.deepEqual(chosen(), [1]);
  for (const digit of [0, 3, 9]) made.send({ type: 'digit', digit });
  assert.deepEqual(chosen(), [1]);
  made.command('down', 'choose');
  assert.deepEqual(chosen(), [0], 'the cursor goes round');
  made.command('next');
  assert.deepEqual(made.lesson().answers, { '1': [0] });
});

test('several right answers: choosing adds and takes away; Enter alone takes the one under the cursor', () => {
  const made = inLesson(2);
  made.command('next');
  for (const digit of [3, 1, 3, 2]) made.send({ type: 'digit', digit });
  made.command('accept');
  assert.deepEqual(made.lesson().answers, { '2': [0, 1] });
  assert.equal(at(made), '2.1');

  const quick = inLesson(2);
  quick.command('next', 'up', 'accept');
  assert.deepEqual(quick.lesson().answers, { '2': [2] });
});

// Rollback

test('a rollback is at hand once its migration has run, and only in its step', () => {
  const made = inLesson();
  const reason = (): string | null => unavailable(made.state(), 'rollback');
  assert.equal(reason(), 'Run the migration to its end first.');
  made.command('next', 'choose', 'accept');
  assert.equal(at(made), '1.1');
  assert.equal(reason(), 'Run the migration to its end first.', 'half of it has run');
  for (const place of ['1.2', '1.3', '1.4', '1.5']) {
    made.command('next');
    assert.equal(at(made), place);
    assert.equal(reason(), null, place);
  }
  made.command('next');
  assert.equal(reason(), 'This step keeps no rollback at hand.');
});

test('a rollback that was left before it answered does not come back', () => {
  const made = inLesson(1, { answers: false });
  made.send({ type: 'lessonRead', slug, lesson: shapes });
  made.send({ type: 'databaseOpened', slug, opened: first!.opened });
  for (const play of first!.plays) made.send({ type: 'stepPlayed', slug, play });
  made.command('next', 'choose', 'accept', 'next', 'rollback');
  assert.deepEqual(made.effects().at(-1), { type: 'playRollback', step: 1 });
  assert.equal(unavailable(made.state(), 'prompt'), 'The rollback is still running.');
  made.command('next');
  assert.notEqual(made.lesson().rollback, null, 'forward waits for it');
  made.command('back');
  assert.equal(made.lesson().rollback, null);
  const before = made.lesson();
  made.send({ type: 'rollbackPlayed', slug, play: first!.plays[0]!.actions[0]! });
  assert.deepEqual(made.lesson(), before);
});

test('the prompt works on the state that a rollback shows, and leaves it on screen', () => {
  const made = inLesson();
  made.command('next', 'choose', 'accept', 'next', 'rollback');
  const { rollback } = made.lesson();
  assert.ok(rollback?.play != null);
  const before = made.lesson();
  made.effects();
  made.command('prompt');
  const [effect] = made.effects();
  assert.ok(effect?.type === 'openConsole');
  const last = rollback.play.played.statements.length === 1;
  assert.deepEqual(
    effect.request,
    last
      ? { from: rollback.play.played.checkpoint, after: null }
      : { from: rollback.play.from, after: { unit: rollback.play.unit, statements: 1 } },
  );
  const { panel } = made.lesson();
  assert.ok(panel?.type === 'prompt');
  assert.deepEqual(panel.start.tables, sceneAt(before)?.state?.tables);
  made.type('DELETE FROM goods');
  made.command('run', 'escape');
  assert.deepEqual(made.lesson(), before);
});

// The prompt

test('the prompt runs what is typed, remembers it, and closes its console on leaving', () => {
  const made = inLesson();
  const before = made.lesson();
  made.command('prompt', 'run');
  assert.deepEqual(types(made.effects()), ['openConsole'], 'nothing typed, nothing run');
  made.type('DELETE FROM goods');
  made.command('run');
  const { panel } = made.lesson();
  assert.ok(panel?.type === 'prompt' && panel.last !== null);
  assert.equal(panel.last.sql, 'DELETE FROM goods');
  assert.equal(panel.last.reply.statements[0]?.rowsChanged, 2);
  made.type('SELECT count(*) FROM goods');
  made.command('run');
  made.send({ type: 'edit', edit: { type: 'up' } });
  made.send({ type: 'edit', edit: { type: 'up' } });
  const again = made.lesson().panel;
  assert.ok(again?.type === 'prompt');
  assert.equal(again.prompt.buffer.text, 'DELETE FROM goods');
  made.command('escape');
  assert.deepEqual(types(made.effects()), ['runSql', 'runSql', 'closeConsole']);
  assert.deepEqual(made.lesson(), before);
});

test('the prompt waits for its database, and takes letters as letters meanwhile', () => {
  const made = inLesson(1, { engine: undefined });
  made.command('prompt');
  made.type('SELECT 1');
  made.command('run');
  assert.equal(notice(made), 'The database is still starting.');
  made.send({ type: 'consoleOpened', state: first!.opened.state });
  made.command('run', 'run');
  assert.equal(notice(made), 'A query is running; Ctrl-C stops it.');
  assert.deepEqual(types(made.effects()), ['openConsole', 'runSql']);
  made.command('escape');
  const before = made.lesson();
  const reply = { statements: [], rest: '', error: null, state: first!.opened.state };
  made.send({ type: 'consoleReplied', sql: 'SELECT 1', reply });
  assert.deepEqual(made.lesson(), before, 'a late answer is dropped');
});

test('the console starts from the checkpoint and the statements that the moment stands for', () => {
  const made = inLesson();
  const request = (): { from: number; after: number | null } => {
    made.effects();
    made.command('prompt', 'escape');
    const [effect] = made.effects();
    assert.ok(effect?.type === 'openConsole');
    const checkpoints = [
      first!.opened.checkpoint,
      ...first!.plays.flatMap((play) => play.actions.map((action) => action.played.checkpoint)),
    ];
    return {
      from: checkpoints.indexOf(effect.request.from),
      after: effect.request.after?.statements ?? null,
    };
  };
  assert.deepEqual(request(), { from: 0, after: null });
  made.command('next', 'choose', 'accept');
  assert.deepEqual(request(), { from: 0, after: 1 }, 'in the middle of the migration');
  made.command('next');
  assert.deepEqual(request(), { from: 1, after: null });
  made.command('next');
  assert.deepEqual(request(), { from: 1, after: null });
});

// Ctrl-C, leaving, help

test('Ctrl-C with nothing to stop asks once, and any other key takes the question back', () => {
  for (const open of [false, true]) {
    const made = open ? inLesson() : desk();
    made.command('interrupt');
    assert.equal(notice(made), 'Ctrl-C again leaves.');
    made.command('down');
    assert.equal(made.state().leaving, false);
    assert.equal(notice(made), null);
    made.command('interrupt');
    assert.deepEqual(types(made.effects()), []);
    made.command('interrupt');
    assert.deepEqual(types(made.effects()), open ? ['save', 'leave'] : ['leave']);
  }
});

test('Ctrl-C stops what runs', () => {
  const prompt = inLesson(1, { engine: undefined });
  prompt.command('prompt');
  prompt.send({ type: 'consoleOpened', state: first!.opened.state });
  prompt.type('SELECT 1');
  prompt.command('run');
  prompt.effects();
  prompt.command('interrupt');
  assert.deepEqual(types(prompt.effects()), ['cancel']);
  assert.match(notice(prompt) ?? '', /^Stopped\./);

  const rollback = inLesson(1, { engine: undefined });
  rollback.command('next', 'choose', 'accept', 'next', 'rollback');
  rollback.effects();
  rollback.command('interrupt');
  assert.deepEqual(types(rollback.effects()), ['cancel']);

  const lesson = desk({ answers: false });
  lesson.send({ type: 'open', slug });
  lesson.send({ type: 'lessonRead', slug, lesson: shapes });
  lesson.command('next', 'choose', 'accept');
  lesson.effects();
  lesson.command('interrupt');
  assert.deepEqual(types(lesson.effects()), ['cancel']);
});

test('q leaves at once where nothing would be lost', () => {
  const home = desk();
  home.command('quit');
  assert.deepEqual(types(home.effects()), ['leave']);
  // A lesson that was opened at a step keeps it, though no step was taken.
  const lesson = inLesson();
  lesson.command('quit');
  assert.deepEqual(types(lesson.effects()), ['save', 'leave']);
});

test('help lies over every screen, and goes without a trace', () => {
  const opens: readonly (readonly Command[])[] = [
    [],
    ['next'],
    ['tools'],
    ['inspect'],
    ['search'],
    ['prompt'],
  ];
  for (const commands of opens) {
    const made = inLesson();
    made.command(...commands);
    const before = made.state();
    made.command('help');
    assert.equal(contextOf(made.state()), 'help');
    made.command('scrollDown', 'scrollPageDown');
    assert.equal(contextOf(made.state()), 'help');
    made.command('quit');
    assert.deepEqual(made.state(), { ...before, help: null });
  }
});

// Panels

test('tools turn round; search goes to a step; one table whole is walked cell by cell', () => {
  const made = inLesson();
  made.command('tools', 'right', 'right', 'left', 'scrollUp');
  assert.deepEqual(made.lesson().panel, { type: 'tools', index: 1 });
  made.command('escape', 'search');
  made.type('goods count');
  assert.deepEqual(matchesOf(made.lesson()), [4]);
  made.command('accept');
  assert.equal(at(made), '4.0');
  made.command('search');
  made.type('elephant');
  made.command('accept');
  assert.equal(notice(made), 'Nothing matches.');
  made.command('escape', 'inspect');
  assert.deepEqual(made.lesson().panel, { type: 'inspect', table: 'goods', row: 0, column: 0 });
  made.command('down', 'right', 'left', 'left', 'up', 'up', 'nextTable');
  assert.deepEqual(made.lesson().panel, { type: 'inspect', table: 'orders', row: 0, column: 0 });
  made.command('accept');
  assert.equal(made.lesson().panel, null);
  assert.equal(unavailable(made.state(), 'tools'), 'This step has no counterpart in other tools.');
});

test('Tab turns to the next table, those that the lesson shows first; a step further it is the changed one again', () => {
  const made = inLesson();
  assert.deepEqual(tablesOf(made.lesson()), { names: ['goods', 'orders'], current: 'goods' });
  made.command('nextTable');
  assert.equal(tablesOf(made.lesson()).current, 'orders');
  made.command('previousTable', 'previousTable');
  assert.equal(tablesOf(made.lesson()).current, 'orders');
  made.command('next', 'choose', 'accept');
  assert.equal(tablesOf(made.lesson()).current, 'goods');
});

// Home

test('home: the cursor stays in the list, the filter narrows it, and Esc gives the list back', () => {
  const made = desk();
  made.command('up');
  assert.equal(made.state().home.cursor, 0);
  made.command('last', 'down', 'pageDown');
  assert.equal(made.state().home.cursor, 1);
  made.command('filter');
  assert.equal(contextOf(made.state()), 'filter');
  made.type('another BEHIND');
  assert.deepEqual(
    listedHeads(made.state()).map((head) => head.slug),
    ['another'],
  );
  assert.equal(made.state().home.cursor, 0);
  made.command('escape');
  assert.equal(contextOf(made.state()), 'home');
  assert.equal(listedHeads(made.state()).length, 1, 'Esc ends the typing first');
  made.command('escape');
  assert.equal(listedHeads(made.state()).length, 2);
  assert.equal(made.state().home.cursor, 1, 'the cursor stays on its lesson');
});

test('home: Enter opens the lesson under the cursor of the filtered list, and Esc comes back to it', () => {
  const made = desk();
  made.command('filter');
  made.type('zebra');
  made.command('accept');
  assert.equal(notice(made), 'No lesson matches; Esc clears the filter.');
  made.send({ type: 'edit', edit: { type: 'killToStart' } });
  made.type('Another');
  made.command('accept');
  assert.equal(made.lesson().head.slug, 'another');
  made.command('escape');
  assert.deepEqual(made.state().home, { cursor: 1, filter: null, typing: false });
  assert.deepEqual(types(made.effects()), ['openLesson', 'closeLesson']);
});
