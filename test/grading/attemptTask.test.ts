/** An attempt as one task of the worker is what it is play by play. */
import assert from 'node:assert/strict';
import test, { after } from 'node:test';
import { parseAnswer, solutionText } from '../../src/course/answer.ts';
import { runAttempt } from '../../src/grading/run/attempt.ts';
import { attemptOnce } from '../../src/grading/run/attemptTask.ts';
import { fixtureOf, lessonNumbered } from '../support/course.ts';
import { openClient } from '../support/database.ts';

const NOW = Date.UTC(2026, 0, 2);
const database = openClient({ timeoutMs: 20_000 });
after(() => database.close());

const lesson = lessonNumbered(18);
const exercise = lesson.exercise!;
const start = database.open({
  scripts: fixtureOf(lesson).scripts,
  foreignKeys: lesson.foreignKeys,
  baseline: null,
  now: NOW,
});

async function requestFor(text: string) {
  const parsed = parseAnswer(text, exercise);
  assert.ok(parsed.ok);
  return { exercise, answer: parsed.answer, start: await start, database, now: NOW, detailed: true };
}

const [first] = exercise.parts;
const broken = solutionText(exercise).replace(first!.solution.sql, 'SELECT nope;');
for (const [what, text] of [
  ['the solution', solutionText(exercise)],
  ['a known wrong answer', exercise.wrong.at(-1)!.sql],
  ['an answer that does not run', broken],
] as const) {
  test(`${what} gives the same attempt in one message as in many`, async () => {
    const request = await requestFor(text);
    let plays = 0;
    const counted = {
      ...database,
      play: (...args: Parameters<typeof database.play>) => {
        plays++;
        return database.play(...args);
      },
      // However busy the machine is: it is not to be run again play by play.
      attempt: async (...args: Parameters<typeof database.attempt>) => {
        for (;;) {
          const whole = await database.attempt(...args);
          if (whole !== null) return whole;
        }
      },
    };
    const once = await attemptOnce({ ...request, database: counted });
    assert.equal(plays, 0);
    assert.deepEqual(once, await runAttempt(request));
    for (const { checks } of once.parts)
      for (const { check } of checks) assert.ok(exercise.checks.includes(check), 'the exercise’s own check');
  });
}

test('an attempt that is stopped says where it was', async () => {
  const request = await requestFor(broken);
  const abort = new AbortController();
  abort.abort();
  const stopped = await attemptOnce({ ...request, signal: abort.signal });
  assert.equal(stopped.stopped, true);
  assert.equal(stopped.failure?.error.kind, 'cancelled');
  assert.equal(stopped.failure.part, first!.name);
});
