/** What the build works out of an exercise grades like the exercise itself, and runs nothing but the learner's SQL. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { solutionText, starterText } from '../../src/course/answer.ts';
import type { Fixture, Lesson } from '../../src/course/model.ts';
import type { Database } from '../../src/rollout/database.ts';
import { compileReference } from '../../src/grading/run/compileReference.ts';
import { referenceFor } from '../../src/grading/run/reference.ts';
import { gradeText } from '../../src/grading/run/grader.ts';
import { course, fixtureOf, NOW } from '../support/course.ts';
import { openHere } from '../support/database.ts';
import { exerciseLesson, fence, FIXTURE, gradeHere } from '../support/exercise.ts';

const LATER = NOW + 40 * 24 * 60 * 60 * 1000;

const unreachable: Database = new Proxy({} as Database, {
  get: (_, name) => () => Promise.reject(new Error(`The answers' database was asked to ${String(name)}`)),
});

async function compile(lesson: Lesson, fixture: Fixture): Promise<Uint8Array | null> {
  assert.ok(lesson.exercise);
  const answers = await openHere();
  return compileReference(
    lesson.exercise,
    fixture,
    referenceFor(lesson, lesson.exercise, fixture, { answers, now: NOW }),
  );
}

/** Grades on another day than that of the build, with the lesson read anew. */
async function gradedBy(bytes: Uint8Array, lesson: Lesson, fixture: Fixture, answers = unreachable) {
  const own = structuredClone(lesson);
  const learner = await openHere();
  const compiled = () => Promise.resolve(bytes);
  return (text: string) => gradeText(own, fixture, text, { learner, answers, compiled, now: LATER });
}

for (const lesson of course.lessons.filter(({ hasExercise }) => hasExercise)) {
  test(`${lesson.slug}: compiled, every answer has the report that it has otherwise`, async () => {
    const { exercise } = lesson;
    assert.ok(exercise);
    const fixture = fixtureOf(lesson);
    const bytes = await compile(lesson, fixture);
    assert.ok(bytes, 'the exercise does not depend on the clock');
    const grade = await gradedBy(bytes, lesson, fixture);
    const texts = [
      solutionText(exercise),
      ...exercise.wrong.map(({ sql }) => sql),
      starterText(exercise),
      'DROP TABLE visits;',
      'no SQL',
    ];
    for (const text of texts) {
      const [own, compiled] = [await gradeHere(lesson, text, fixture), await grade(text)];
      assert.deepEqual(compiled.report, own.report);
      assert.deepEqual(compiled.shown?.solution.after.tables, own.shown?.solution.after.tables);
    }
  });
}

test('a wrong answer that ends right is told by its course, compiled as well', async () => {
  const right = 'ALTER TABLE patients ADD COLUMN sex TEXT;';
  const back = (more: string) => `-- rollback\nALTER TABLE patients DROP COLUMN sex; ${more}`;
  const lesson = exerciseLesson(
    fence('solution', right) +
      fence('solution rollback', 'ALTER TABLE patients DROP COLUMN sex;') +
      fence('wrong "does not go back"', `${right}\n${back('DELETE FROM visits;')}`),
  );
  const bytes = await compile(lesson, FIXTURE);
  assert.ok(bytes);
  const grade = await gradedBy(bytes, lesson, FIXTURE);
  const { report } = await grade(`${right}\n${back('DELETE FROM visits WHERE id > 0;')}`);
  assert.deepEqual([report.solved, report.knownMistake], [false, 'does not go back']);
});

test('what differs from day to day is not compiled, and grading works it out', async () => {
  for (const value of ['CURRENT_TIMESTAMP', "date('now')", 'datetime()', 'random()', "time(1, 'localtime')"]) {
    const lesson = exerciseLesson(
      fence('solution', `ALTER TABLE patients ADD COLUMN seen TEXT; UPDATE patients SET seen = ${value};`),
    );
    assert.equal(await compile(lesson, FIXTURE), null, value);
  }
  const lesson = exerciseLesson(fence('solution', "UPDATE patients SET name = date('2026-01-02');"));
  assert.ok(await compile(lesson, FIXTURE));
});

test('bytes that this Node cannot read are as good as none', async () => {
  const lesson = exerciseLesson(fence('solution', "UPDATE patients SET name = 'x';"));
  const grade = await gradedBy(Uint8Array.of(0xff, 0x7f, 1, 2, 3), lesson, FIXTURE, await openHere());
  assert.equal((await grade("UPDATE patients SET name = 'x';")).report.solved, true);
});
