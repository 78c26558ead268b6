/** The exercise as a machine: what each key makes of it, what it asks for, and what is remembered. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { solutionText, starterText } from '../../src/course/answer.ts';
import { textOf } from '../../src/tutor/editor/buffer.ts';
import type { Graded } from '../../src/grading/graded.ts';
import { contextOf } from '../../src/tutor/commands.ts';
import type { Effect } from '../../src/tutor/events.ts';
import {
  NO_EXERCISE,
  type ExercisePanel,
  type ExerciseProgress,
  type Practise,
  type Progress,
} from '../../src/tutor/state.ts';
import { exerciseChange, exerciseTables } from '../../src/tutor/updateExercise.ts';
import { playHere } from '../support/course.ts';
import { openDesk, type Desk } from '../support/desk.ts';
import { exerciseLesson, fence, FIXTURE, gradeHere } from '../support/exercise.ts';

const RIGHT = 'ALTER TABLE patients ADD COLUMN phone TEXT;';
const WRONG = "DELETE FROM visits;\nUPDATE patients SET name = 'x' WHERE id = 1;";
const lesson = exerciseLesson(
  `${fence('starter', '-- Begin here.')}${fence('solution', RIGHT)}> [!TIP]\n> Think again.\n`,
);
const { slug } = lesson;
const exercise = lesson.exercise!;
const starter = starterText(exercise);
const played = [await playHere(lesson, FIXTURE)];
const wrong: Graded = await gradeHere(lesson, WRONG);
const right: Graded = await gradeHere(lesson, RIGHT);
const broken: Graded = await gradeHere(lesson, '-- migration nobody\nSELECT 1;');

/** The lesson open at its only step; the test answers for the world outside. */
function inLesson(progress: Partial<ExerciseProgress> | null = null): Desk {
  const kept: Progress = {
    position: { step: 1, moment: 0 },
    furthest: 1,
    done: false,
    answers: {},
    exercise: progress === null ? null : { ...NO_EXERCISE, ...progress },
    lab: {},
    updatedAt: '2026-01-01T00:00:00.000Z',
  };
  const opened = openDesk({ played, progress: { [slug]: kept } });
  opened.send({ type: 'open', slug });
  return openDesk({ played, answers: false, from: opened.state() });
}

/** The exercise with its draft read. */
function inExercise(draft: string | null = null, progress: Partial<ExerciseProgress> | null = null): Desk {
  const desk = inLesson(progress);
  desk.command('exercise');
  desk.send({ type: 'draftRead', slug, text: draft });
  desk.effects();
  return desk;
}

function panel(desk: Desk): ExercisePanel {
  const open = desk.lesson().panel;
  assert.ok(open?.type === 'exercise');
  return open;
}

function text(desk: Desk): string {
  return textOf(panel(desk).buffer);
}

function notice(desk: Desk): string | null {
  return desk.state().notice?.text ?? null;
}

function graded(desk: Desk, what: Graded): void {
  desk.send({ type: 'graded', slug, graded: what });
}

/** The exercise's part of what was asked to be kept last. */
function kept(effects: readonly Effect[]): ExerciseProgress | null {
  const last = effects.findLast((effect) => effect.type === 'save');
  return last?.progress.exercise ?? null;
}

// Opening, the draft

test('the draft is read before anything can be done with it', () => {
  const desk = inLesson();
  desk.command('exercise');
  assert.deepEqual(desk.effects(), [{ type: 'readDraft', slug, watching: null, starter }]);
  for (const command of ['edit', 'editOutside', 'startOver', 'check'] as const) {
    desk.command(command);
    assert.equal(notice(desk), 'The draft is still being read.', command);
  }
  desk.type('lost');
  assert.deepEqual(desk.effects(), []);
  desk.send({ type: 'draftRead', slug, text: 'SELECT 1;' });
  assert.deepEqual([panel(desk).ready, text(desk)], [true, 'SELECT 1;']);
  assert.equal(contextOf(desk.state()), 'exercise');
});

test('without a draft it begins with the starter, at its beginning, and with nothing to undo', () => {
  const desk = inExercise();
  assert.equal(text(desk), starter);
  assert.match(starter, /Begin here/);
  desk.command('edit');
  desk.send({ type: 'edit', edit: { type: 'undo' } });
  assert.equal(text(desk), starter);
  desk.type('x');
  assert.equal(text(desk), `x${starter}`);
});

test('the exercise comes behind the last step, by its key, or at once', () => {
  const behind = inLesson();
  behind.command('next');
  assert.equal(panel(behind).page, 'task');
  const practise: Practise = { what: 'exercise', watching: null };
  const atOnce = openDesk({ played });
  atOnce.send({ type: 'open', slug, practise });
  assert.deepEqual([panel(atOnce).ready, text(atOnce)], [true, starter]);
});

test('a draft that comes when the exercise is closed, or for another lesson, is dropped', () => {
  const desk = inExercise('mine');
  desk.send({ type: 'draftRead', slug: 'another', text: 'theirs' });
  assert.equal(text(desk), 'mine');
  desk.command('escape');
  const before = desk.state();
  desk.send({ type: 'draftRead', slug, text: 'late' });
  graded(desk, right);
  desk.send({ type: 'gradingStopped', slug });
  assert.deepEqual(desk.state(), before);
});

// Writing

test('letters are letters only while writing; every change is kept, a movement is not', () => {
  const desk = inExercise('SELECT 1;');
  desk.type('x');
  assert.equal(text(desk), 'SELECT 1;');
  desk.command('edit');
  assert.equal(contextOf(desk.state()), 'editor');
  desk.type('-- ');
  assert.deepEqual(desk.effects(), [{ type: 'saveDraft', slug, text: text(desk) }]);
  desk.send({ type: 'edit', edit: { type: 'left' } });
  desk.send({ type: 'edit', edit: { type: 'selectAll' } });
  assert.deepEqual(desk.effects(), []);
  desk.send({ type: 'edit', edit: { type: 'delete' } });
  assert.deepEqual(desk.effects(), [{ type: 'saveDraft', slug, text: '' }]);
  desk.send({ type: 'edit', edit: { type: 'undo' } });
  desk.send({ type: 'edit', edit: { type: 'undo' } });
  assert.equal(text(desk), 'SELECT 1;');
  assert.deepEqual(desk.effects().at(-1), { type: 'saveDraft', slug, text: 'SELECT 1;' });
  desk.command('escape');
  assert.equal(contextOf(desk.state()), 'exercise');
});

test('the text goes to an editor outside and comes back as one change', () => {
  const desk = inExercise('before');
  graded(desk, wrong);
  desk.effects();
  desk.command('editOutside');
  assert.deepEqual(desk.effects(), [{ type: 'editOutside', slug, text: 'before' }]);
  desk.send({ type: 'textEdited', slug, text: 'after' });
  assert.deepEqual(desk.effects(), [{ type: 'saveDraft', slug, text: 'after' }]);
  assert.deepEqual([panel(desk).page, text(desk)], ['task', 'after']);
  desk.command('edit');
  desk.send({ type: 'edit', edit: { type: 'undo' } });
  assert.equal(text(desk), 'before');
});

// Checking

test('a check grades the text as it stands, once at a time', () => {
  const desk = inExercise(WRONG);
  desk.command('edit', 'check');
  assert.deepEqual(desk.effects(), [{ type: 'grade', text: WRONG }]);
  assert.deepEqual([panel(desk).running, panel(desk).editing], [true, false]);
  desk.command('check');
  assert.equal(notice(desk), 'It is being checked; Ctrl-C stops it.');
  assert.deepEqual(desk.effects(), []);
  graded(desk, wrong);
  assert.deepEqual([panel(desk).running, panel(desk).page, panel(desk).graded], [false, 'checks', wrong]);
});

test('attempts are counted, the best points kept, and what is solved stays solved', () => {
  const desk = inExercise(WRONG);
  graded(desk, wrong);
  const first = kept(desk.effects())!;
  assert.deepEqual(first, {
    ...NO_EXERCISE,
    attempts: 1,
    points: wrong.report.points,
    maxPoints: wrong.report.maxPoints,
  });
  graded(desk, right);
  const { maxPoints } = right.report;
  assert.deepEqual(kept(desk.effects()), { ...first, solved: true, attempts: 2, points: maxPoints });
  graded(desk, broken);
  assert.deepEqual(kept(desk.effects()), { ...first, solved: true, attempts: 3, points: maxPoints });
  assert.deepEqual(desk.state().progress[slug]?.exercise, desk.lesson().exercise);
});

test('Ctrl-C stops a check, and what was there before is there still', () => {
  const desk = inExercise(WRONG);
  graded(desk, right);
  desk.command('check');
  desk.effects();
  desk.command('interrupt');
  assert.deepEqual(desk.effects(), [{ type: 'cancel' }]);
  assert.match(notice(desk)!, /^Stopped\./);
  desk.send({ type: 'gradingStopped', slug });
  assert.deepEqual([panel(desk).running, panel(desk).graded], [false, right]);
  assert.deepEqual(desk.effects(), []);
  desk.command('check');
  assert.deepEqual(desk.effects(), [{ type: 'grade', text: WRONG }]);
  desk.command('interrupt', 'interrupt');
  assert.deepEqual(
    desk.effects().map(({ type }) => type),
    ['cancel', 'save', 'leave'],
  );
});

test('whoever writes on while it is checked is not interrupted', () => {
  const desk = inExercise(WRONG);
  desk.command('check', 'edit');
  desk.type('xS');
  graded(desk, wrong);
  desk.type('S');
  assert.deepEqual([panel(desk).editing, panel(desk).page], [true, 'task']);
  assert.match(text(desk), /xSS/);
  assert.equal(panel(desk).graded, wrong);
});

test('the run is undone: the tables are as they were, the text stays', () => {
  const desk = inExercise(WRONG);
  desk.command('undoRun');
  assert.equal(notice(desk), 'Nothing has been run.');
  graded(desk, wrong);
  desk.effects();
  desk.command('nextTable', 'undoRun');
  assert.deepEqual([panel(desk).graded, panel(desk).page, text(desk)], [null, 'task', WRONG]);
  assert.equal(exerciseChange(panel(desk)), null);
  assert.deepEqual(desk.effects(), []);
  assert.equal(desk.lesson().exercise?.attempts, 1, 'what was tried is remembered all the same');
});

// Hints

test('hints come one by one, and how many is remembered', () => {
  const { length } = exercise.hints;
  assert.equal(length, 2);
  const desk = inExercise(null, { hints: 1, attempts: 4 });
  graded(desk, wrong);
  desk.effects();
  desk.command('hint');
  assert.deepEqual(kept(desk.effects()), {
    ...NO_EXERCISE,
    hints: 2,
    attempts: 5,
    points: wrong.report.points,
    maxPoints: wrong.report.maxPoints,
  });
  assert.equal(panel(desk).page, 'task');
  desk.command('hint');
  assert.equal(notice(desk), 'That was the last hint.');
  assert.deepEqual(desk.effects(), []);
});

// Starting over, the solution

test('start over asks; no leaves everything, yes can be undone in the editor', () => {
  const desk = inExercise(WRONG);
  graded(desk, wrong);
  desk.effects();
  const before = panel(desk);
  desk.command('startOver');
  assert.equal(contextOf(desk.state()), 'asking');
  desk.command('escape');
  assert.deepEqual([panel(desk), desk.effects()], [before, []]);
  const asked = inExercise(WRONG);
  asked.command('startOver', 'yes');
  assert.deepEqual([text(asked), panel(asked).asking, panel(asked).graded], [starter, null, null]);
  assert.deepEqual(asked.effects(), [{ type: 'saveDraft', slug, text: starter }]);
  asked.command('edit');
  asked.send({ type: 'edit', edit: { type: 'undo' } });
  assert.equal(text(asked), WRONG);
  assert.deepEqual(asked.effects(), [{ type: 'saveDraft', slug, text: WRONG }]);
});

test('the solution asks before it is solved, and that it was shown is remembered', () => {
  const desk = inExercise();
  desk.command('solution', 'escape');
  assert.deepEqual([panel(desk).page, desk.effects()], ['task', []]);
  assert.equal(desk.lesson().exercise?.solutionSeen, false);
  desk.command('solution', 'yes');
  assert.equal(panel(desk).page, 'solution');
  assert.equal(kept(desk.effects())?.solutionSeen, true);
  // Seen is seen.
  desk.command('escape', 'solution');
  assert.deepEqual([panel(desk).page, panel(desk).asking], ['solution', null]);
  const later = inExercise(null, { solutionSeen: true });
  later.command('solution');
  assert.equal(panel(later).page, 'solution');
});

test('after solving nobody is asked, and nothing is held against them', () => {
  const desk = inExercise(RIGHT);
  graded(desk, right);
  desk.effects();
  desk.command('solution');
  assert.deepEqual([panel(desk).page, panel(desk).asking], ['solution', null]);
  assert.deepEqual(desk.effects(), []);
  assert.equal(desk.lesson().exercise?.solutionSeen, false);
});

// Pages

test('Tab shows the tables: as they are before a run, as the answer leaves them after it', () => {
  const desk = inExercise(WRONG);
  desk.command('nextTable');
  assert.equal(panel(desk).page, 'tables');
  const names = exerciseTables(desk.lesson(), panel(desk)).names;
  assert.deepEqual(names.slice().sort(), ['patients', 'visits']);
  assert.equal(exerciseChange(panel(desk)), null);
  const first = exerciseTables(desk.lesson(), panel(desk)).current;
  desk.command('nextTable');
  assert.notEqual(exerciseTables(desk.lesson(), panel(desk)).current, first);
  desk.command('previousTable');
  assert.equal(exerciseTables(desk.lesson(), panel(desk)).current, first);

  graded(desk, wrong);
  desk.command('nextTable');
  const change = exerciseChange(panel(desk))!;
  assert.deepEqual(change.diff.tables.map(({ after }) => after).sort(), ['patients', 'visits']);
  assert.equal(change.before, wrong.shown?.before);
  assert.equal(change.after, wrong.shown?.after);
});

test('an answer that cannot be cut into parts has checks, and the tables as they were', () => {
  const desk = inExercise('-- migration nobody');
  graded(desk, broken);
  assert.equal(panel(desk).page, 'checks');
  desk.command('nextTable');
  assert.equal(exerciseChange(panel(desk)), null);
  assert.notEqual(exerciseTables(desk.lesson(), panel(desk)).current, null);
});

test('Esc leads back step by step: table, checks, task, lesson', () => {
  const desk = inExercise(WRONG);
  graded(desk, wrong);
  desk.command('nextTable', 'escape');
  assert.equal(panel(desk).page, 'checks');
  desk.command('solution', 'yes', 'escape');
  assert.equal(panel(desk).page, 'checks');
  desk.command('escape');
  assert.equal(panel(desk).page, 'task');
  desk.effects();
  desk.command('edit', 'escape');
  assert.equal(contextOf(desk.state()), 'exercise');
  desk.command('escape');
  assert.equal(desk.lesson().panel, null);
  assert.deepEqual(desk.effects(), [{ type: 'closeExercise' }]);
  assert.equal(desk.lesson().exercise?.attempts, 1);

  const fresh = inExercise();
  fresh.command('nextTable', 'escape');
  assert.equal(
    panel(fresh).page,
    'task',
    'nothing was checked, so there is nothing to go back to but the task',
  );
});

// Watching

test('a watched file is looked at first: the task stays, and it counts as no attempt', () => {
  const watch = (): Desk => {
    const desk = openDesk({ played, answers: false });
    desk.send({ type: 'open', slug, practise: { what: 'exercise', watching: 'answer.sql' } });
    desk.send({ type: 'lessonRead', slug, lesson });
    desk.effects();
    return desk;
  };
  const fresh = watch();
  fresh.send({ type: 'textEdited', slug, text: starter.replaceAll('\n', '\r\n') });
  assert.deepEqual(fresh.effects(), [], 'nobody has written anything');
  assert.deepEqual([panel(fresh).ready, panel(fresh).running, panel(fresh).page], [true, false, 'task']);
  fresh.send({ type: 'textEdited', slug, text: WRONG });
  graded(fresh, wrong);
  assert.deepEqual([panel(fresh).page, fresh.lesson().exercise?.attempts], ['checks', 1]);

  const resumed = watch();
  resumed.send({ type: 'textEdited', slug, text: RIGHT });
  graded(resumed, right);
  assert.deepEqual([panel(resumed).page, panel(resumed).graded], ['task', right]);
  assert.deepEqual([resumed.lesson().exercise?.attempts, resumed.lesson().exercise?.solved], [0, true]);
  resumed.command('check');
  graded(resumed, right);
  assert.deepEqual([panel(resumed).page, resumed.lesson().exercise?.attempts], ['checks', 1]);
});

test('a watched file is checked whenever it is saved, and is written elsewhere', () => {
  const file = 'answer.sql';
  const opened = openDesk({ played, answers: false });
  opened.send({ type: 'open', slug, practise: { what: 'exercise', watching: file } });
  opened.effects();
  opened.send({ type: 'lessonRead', slug, lesson });
  assert.deepEqual(opened.effects(), [{ type: 'readDraft', slug, watching: file, starter }]);
  opened.send({ type: 'textEdited', slug, text: WRONG });
  assert.deepEqual(opened.effects(), [{ type: 'grade', text: WRONG }]);
  assert.equal(panel(opened).running, true);
  // Saved again before the answer is there: the later text is graded as well.
  opened.send({ type: 'textEdited', slug, text: RIGHT });
  assert.deepEqual(opened.effects(), [{ type: 'grade', text: RIGHT }]);
  graded(opened, right);
  assert.deepEqual([text(opened), panel(opened).page], [RIGHT, 'checks']);
  opened.effects();
  for (const command of ['edit', 'editOutside', 'startOver'] as const) {
    opened.command(command);
    assert.equal(notice(opened), `The text is in ${file}; write there.`);
  }
  assert.deepEqual(opened.effects(), []);
});

test('the solution text passes what the machine hands to grading', async () => {
  const desk = inExercise();
  desk.command('edit');
  desk.send({ type: 'edit', edit: { type: 'selectAll' } });
  desk.send({ type: 'edit', edit: { type: 'paste', text: solutionText(exercise).replaceAll('\n', '\r\n') } });
  desk.command('check');
  const effect = desk.effects().find(({ type }) => type === 'grade');
  assert.ok(effect?.type === 'grade');
  assert.equal((await gradeHere(lesson, effect.text)).report.solved, true);
});
