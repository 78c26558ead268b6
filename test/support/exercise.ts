/** A small lesson with an exercise, and the data that it is graded on, for tests of grading. */
import { formatFault } from '../../src/course/faults.ts';
import { parseLesson } from '../../src/course/markdown/lesson.ts';
import type { Fixture, Lesson } from '../../src/course/model.ts';
import type { Database } from '../../src/rollout/database.ts';
import { gradeText } from '../../src/grading/run/grader.ts';
import { NOW } from './course.ts';
import { openHere } from './database.ts';

const FRONT = `---
format: 1
title: Try it
summary: One step and one exercise
minutes: 5
fixture: clinic
baseline: 0001_clinic
show: [patients]
---

## One step

STEP

## Exercise: Your turn

Do what is asked.

> [!TIP]
> Think.

`;

/** A lesson whose exercise has these fences, and whose one step has this in it. */
export function exerciseLesson(fences: string, step = 'Read this.'): Lesson {
  const { lesson, faults } = parseLesson('lessons/07-try-it.md', FRONT.replace('STEP', step) + fences);
  if (lesson === null) throw new Error(faults.map(formatFault).join('\n'));
  return lesson;
}

/** Line of the first fence's first line of SQL. */
export const FIRST_SQL_LINE = FRONT.split('\n').length + 1;

/** A fence: `solution twice` and its SQL. */
export function fence(label: string, sql: string): string {
  return `\`\`\`sql ${label}\n${sql}\n\`\`\`\n\n`;
}

export const SCHEMA = `
CREATE TABLE patients (id INTEGER PRIMARY KEY, mrn TEXT, name TEXT NOT NULL);
CREATE TABLE visits (id INTEGER PRIMARY KEY, patient_id INTEGER NOT NULL REFERENCES patients (id), lb REAL);
CREATE INDEX visits_patient ON visits (patient_id);
`;

export const ROWS = `
INSERT INTO patients VALUES (1, '000123', 'Ann'), (2, '000124', 'Ben'), (3, '000125', 'Cleo');
INSERT INTO visits VALUES (1, 1, 154.0), (2, 2, 132.5), (3, 1, NULL);
`;

/** Nobody is to see this. */
export const SECRET = 'Secretova';

/** One hidden data set has a patient without an mrn, the other has nobody at all. */
export const FIXTURE: Fixture = {
  id: 'clinic',
  scripts: [
    { file: 'fixtures/clinic/schema.sql', sql: SCHEMA },
    { file: 'fixtures/clinic/rows.sql', sql: ROWS },
  ],
  variants: [
    {
      name: 'empty',
      about: 'nobody at all',
      script: { file: 'fixtures/clinic/variants/empty.sql', sql: '' },
    },
    {
      name: 'gaps',
      about: 'a patient without an mrn',
      script: {
        file: 'fixtures/clinic/variants/gaps.sql',
        sql: `INSERT INTO patients VALUES (4711, NULL, '${SECRET}'), (4712, '000777', '${SECRET} II');
              INSERT INTO visits VALUES (4713, 4711, 99.25), (4714, 4712, 0.0);`,
      },
    },
  ],
  kinds: [
    {
      table: 'patients',
      name: 'a patient without an mrn',
      query: { sql: 'SELECT id FROM patients WHERE mrn IS NULL;', line: 2 },
    },
    { table: 'visits', name: 'a visit', query: { sql: 'SELECT id FROM visits;', line: 5 } },
  ],
};

let here: Promise<Database> | null = null;

type Grading = ReturnType<typeof gradeText>;
const gradings = new WeakMap<Lesson, Map<Fixture, Map<string, Grading>>>();

/** Grades a text in this very thread. The same text is graded once, whichever tests ask. */
export function gradeHere(lesson: Lesson, text: string, fixture: Fixture = FIXTURE): Grading {
  const ofLesson = gradings.get(lesson) ?? new Map<Fixture, Map<string, Grading>>();
  gradings.set(lesson, ofLesson);
  const ofFixture = ofLesson.get(fixture) ?? new Map<string, Grading>();
  ofLesson.set(fixture, ofFixture);
  const grading = ofFixture.get(text) ?? gradeAnew(lesson, text, fixture);
  ofFixture.set(text, grading);
  return grading;
}

async function gradeAnew(lesson: Lesson, text: string, fixture: Fixture): Grading {
  const database = await (here ??= openHere());
  return gradeText(lesson, fixture, text, { learner: database, answers: database, now: NOW });
}
