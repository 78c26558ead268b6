/** Answers to the course's exercises, written in different ways: the right ones pass, the wrong ones do not, and none of them learns what hidden data says. */
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { reportLines } from '../../src/render/terminal/blocks/report.ts';
import { solutionText, starterText } from '../../src/course/answer.ts';
import type { Exercise, Lesson } from '../../src/course/model.ts';
import type { Report } from '../../src/grading/model.ts';
import { course, fixtureOf, ROOT } from '../support/course.ts';
import { gradeHere } from '../support/exercise.ts';
import { lineText } from '../support/frames.ts';

const FOLDER = join(ROOT, 'test', 'answers');
const PRACTISED = course.lessons.flatMap((lesson) =>
  lesson.exercise === null ? [] : [{ lesson, exercise: lesson.exercise }],
);

interface Answer {
  readonly name: string;
  readonly text: string;
}

function answersTo(slug: string): { readonly right: readonly Answer[]; readonly wrong: readonly Answer[] } {
  const folder = join(FOLDER, slug);
  const names = existsSync(folder) ? readdirSync(folder).sort() : [];
  const stray = names.filter((name) => !/^(right|wrong)-[a-z0-9-]+\.sql$/.test(name));
  assert.deepEqual(stray, []);
  const read = (kind: string): readonly Answer[] =>
    names
      .filter((name) => name.startsWith(kind))
      .map((name) => ({ name, text: readFileSync(join(folder, name), 'utf8') }));
  return { right: read('right-'), wrong: read('wrong-') };
}

async function graded(lesson: Lesson, text: string): Promise<Report> {
  return (await gradeHere(lesson, text, fixtureOf(lesson))).report;
}

test('every folder of answers belongs to an exercise', () => {
  assert.deepEqual(readdirSync(FOLDER).sort(), PRACTISED.map(({ lesson }) => lesson.slug).sort());
});

for (const { lesson, exercise } of PRACTISED) {
  const { right, wrong } = answersTo(lesson.slug);

  test(`lesson ${lesson.number}: ${right.length} different right answers have all points`, async () => {
    assert.ok(right.length >= 3, `${right.length} right answers`);
    const ways = new Set([...right.map(({ text }) => bare(text)), bare(solutionText(exercise))]);
    assert.equal(ways.size, right.length + 1, 'two of them are the same but for comments and blanks');
    for (const { name, text } of right) {
      const report = await graded(lesson, text);
      assert.deepEqual(
        { solved: report.solved, points: report.points, mistake: report.knownMistake, error: report.error },
        { solved: true, points: report.maxPoints, mistake: null, error: null },
        `${name}: ${JSON.stringify(report.checks.filter(({ passed }) => passed !== true))}`,
      );
    }
  });

  test(`lesson ${lesson.number}: ${wrong.length} wrong answers do not pass, and each hears of it`, async () => {
    assert.ok(wrong.length >= 2);
    for (const { name, text } of wrong) {
      const report = await graded(lesson, text);
      assert.equal(report.solved, false, name);
      assert.ok(report.points < report.maxPoints, name);
      const failed = report.checks.filter(({ passed }) => passed === false);
      assert.ok(failed.length > 0 || report.error !== null, name);
      for (const check of failed) assert.match(check.message, /\S/, name);
      const known = /^-- known mistake: (.+)$/m.exec(text)?.[1];
      if (known !== undefined) assert.ok(report.knownMistake?.startsWith(known), `${name}: ${report.knownMistake}`);
    }
  });

  test(`lesson ${lesson.number}: no report holds a value of hidden data`, async () => {
    const secrets = secretsOf(lesson, exercise);
    assert.ok(secrets.length > 40, `${secrets.length} values would be known again`);
    let failedHidden = 0;
    for (const [name, text] of nosy(exercise, wrong)) {
      const report = await graded(lesson, text);
      const said = [
        JSON.stringify(report),
        reportLines(report, text, 200).map(lineText).join('\n').replaceAll(/\s+/g, ' '),
      ];
      for (const secret of secrets) {
        // What the learner wrote is the learner's own.
        if (text.includes(secret)) continue;
        assert.ok(!said.some((words) => words.includes(secret)), `${name} learns “${secret}”:\n${said[1]}`);
      }
      for (const check of report.checks.filter(({ dataset }) => dataset === 'hidden')) {
        assert.deepEqual([check.expected, check.actual], [null, null], name);
        if (check.passed === false) failedHidden++;
      }
    }
    assert.ok(failedHidden >= 5, `just ${failedHidden} of them failed on hidden data`);
  });
}

/** An answer without comments, blanks and capitals. */
function bare(text: string): string {
  return text
    .replaceAll(/--.*$/gm, '')
    .replaceAll(/\s+/g, '')
    .toLowerCase();
}

/** Values of the hidden data that stand nowhere that a learner can look. */
function secretsOf(lesson: Lesson, exercise: Exercise): readonly string[] {
  const fixture = fixtureOf(lesson);
  const open = [
    ...fixture.scripts.map(({ sql }) => sql),
    ...fixture.variants.map(({ about }) => about),
    ...fixture.kinds.map(({ name }) => name),
    readFileSync(join(ROOT, lesson.file), 'utf8'),
    solutionText(exercise),
  ].join('\n');
  const values = fixture.variants.flatMap(({ script }) => {
    const data = script.sql.replaceAll(/--.*$/gm, '');
    const texts = Array.from(data.matchAll(/'((?:[^']|'')*)'/g), ([, text = '']) => text.replaceAll("''", "'"));
    const numbers = Array.from(data.replaceAll(/'(?:[^']|'')*'/g, '').matchAll(/\d[\d.]*/g), ([text]) => text);
    return [...texts, ...numbers];
  });
  return [...new Set(values)].filter((value) => value.trim().length >= 4 && !open.includes(value));
}

/** Answers that go wrong on hidden data, each in another way, some so as to see it. */
function nosy(
  exercise: Exercise,
  wrong: readonly Answer[],
): readonly (readonly [string, string])[] {
  const tables = ['patients', 'visits', 'dx_map'];
  const part = exercise.parts.at(-1)!;
  const asLast = (more: string): string =>
    solutionText({
      ...exercise,
      parts: exercise.parts.map((each) =>
        each === part ? { ...each, solution: { ...each.solution, sql: `${each.solution.sql}\n${more}` } } : each,
      ),
    });
  const asFirst = (more: string): string =>
    solutionText({
      ...exercise,
      parts: exercise.parts.map((each, index) =>
        index === 0 ? { ...each, solution: { ...each.solution, sql: `${more}\n${each.solution.sql}` } } : each,
      ),
    });
  return [
    ...wrong.map(({ name, text }) => [name, text] as const),
    ...exercise.wrong.map(({ message, sql }) => [message, sql] as const),
    ['the starter', starterText(exercise)],
    ...tables.map((table) => [`all of ${table} dropped`, asFirst(`DROP TABLE ${table};`)] as const),
    // The ids of the shown patients and visits stay, so that only hidden rows are hit.
    ...tables.slice(0, 2).flatMap((table) => [
      [`hidden ${table} dropped`, asLast(`DELETE FROM ${table} WHERE id > 7;`)] as const,
      [`hidden ${table} changed`, asFirst(`UPDATE ${table} SET id = id + 100000 WHERE id > 7;`)] as const,
    ]),
    [
      'names as a column',
      asFirst(`CREATE TABLE seen AS SELECT name FROM patients WHERE id > 7; DROP TABLE seen;
        INSERT INTO dx_map SELECT id, name FROM patients WHERE id > 7;`),
    ],
    [
      'an error that holds a name',
      asFirst(`CREATE TEMP TRIGGER leak BEFORE INSERT ON dx_map BEGIN
        SELECT RAISE(ABORT, (SELECT group_concat(name || mrn) FROM patients WHERE id > 7)); END;
        INSERT INTO dx_map SELECT 'x', 'y' WHERE EXISTS (SELECT 1 FROM patients WHERE id > 7);`),
    ],
    [
      'a path that holds a name',
      asFirst("SELECT json_extract('{}', '$' || name) FROM patients WHERE id > 7;"),
    ],
    [
      'a cast that fails',
      asFirst("SELECT strftime('%Y', dob, name), abs(name), json(name) FROM patients WHERE id > 7;"),
    ],
  ];
}
