/** The project's own course holds: what `dev check` proves, and answers that are written in other ways. */
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Lesson } from '../../src/course/model.ts';
import { formatFault } from '../../src/course/faults.ts';
import { checkCourse } from '../../src/app/courseCheck.ts';
import { course, fixtureOf, NOW, ROOT } from '../support/course.ts';
import { openHere } from '../support/database.ts';
import { gradeHere } from '../support/exercise.ts';

const database = await openHere();
const context = { learner: database, answers: database, now: NOW };

test('the course has no findings', async () => {
  const findings: string[] = [];
  for await (const finding of checkCourse(course, context)) findings.push(formatFault(finding));
  assert.deepEqual(findings, []);
});

for (const lesson of course.lessons.filter(({ exercise }) => exercise !== null)) {
  const folder = join(ROOT, 'test/answers', lesson.slug);
  const files = existsSync(folder) ? readdirSync(folder).filter((file) => file.endsWith('.sql')) : [];

  test(`lesson ${lesson.number}: right answers written in other ways pass, others do not, and hidden data stays hidden`, async () => {
    const secrets = secretsOf(lesson);
    for (const file of files) {
      const text = readFileSync(join(folder, file), 'utf8');
      const { report } = await gradeHere(lesson, text, fixtureOf(lesson));
      const failing = report.checks.filter((check) => check.passed !== true);
      const reasons = [report.error?.message, ...failing.map(({ name, message }) => `${name}: ${message}`)];
      assert.equal(report.solved, file.startsWith('right-'), `${file}\n${reasons.join('\n')}`);
      const said = JSON.stringify(report);
      assert.deepEqual(secrets.filter((secret) => said.includes(secret) && !text.includes(secret)), [], file);
    }
  });

  test(`lesson ${lesson.number}: at least three right answers and two known mistakes`, () => {
    assert.ok(files.filter((file) => file.startsWith('right-')).length >= 3);
    assert.ok((lesson.exercise?.wrong.length ?? 0) >= 2);
    assert.ok((lesson.exercise?.hints.length ?? 0) >= 2);
  });
}

/** Texts that only the hidden data sets of a lesson hold. */
function secretsOf(lesson: Lesson): readonly string[] {
  const { scripts, variants } = fixtureOf(lesson);
  const shown = scripts.map(({ sql }) => sql).join('\n');
  const texts = variants.flatMap(({ script }) => [...script.sql.matchAll(/'([^']{4,})'/g)].map((match) => match[1]!));
  return [...new Set(texts.filter((text) => !shown.includes(text)))];
}
