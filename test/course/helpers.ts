import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestContext } from 'node:test';
import { parseLesson } from '../../src/course/markdown/lesson.ts';
import type { Action, Exercise, Lesson, Step } from '../../src/course/model.ts';

export const FILE = 'lessons/03-add-a-column.md';

export const FRONT = `---
format: 1
title: Add a column
summary: Add, fill, tighten
minutes: 10
fixture: clinic
show: [patients]
---
`;

/** Line of the first line below the front matter. */
export const BODY_LINE = 9;

/** A fault as one line: `line | text | message | mend`. */
export function faultsOf(text: string, file = FILE): readonly string[] {
  return parseLesson(file, text).faults.map((f) => [f.line, f.text, f.message, f.mend].join(' | '));
}

/** Faults of a lesson whose body begins in line 9. */
export function bodyFaults(body: string): readonly string[] {
  return faultsOf(FRONT + body);
}

/** The lesson of a text that must be sound. */
export function lessonOf(text: string, file = FILE): Lesson {
  const { lesson, faults } = parseLesson(file, text);
  assert.deepEqual(faults, []);
  assert.ok(lesson);
  return lesson;
}

export function stepsOf(body: string): readonly Step[] {
  return lessonOf(FRONT + body).steps;
}

export function onlyStep(body: string): Step {
  const [step, ...others] = stepsOf(body);
  assert.ok(step);
  assert.deepEqual(others, []);
  return step;
}

export function actionsOf(step: Step | undefined): readonly Action[] {
  return step?.parts.flatMap((part) => (part.type === 'action' ? [part.action] : [])) ?? [];
}

/** All that an exercise needs besides its fences. */
export const TASK = 'Do it.\n\n> [!TIP]\n> A hint.\n\n';

/** Line of the first line below the task. */
export const TASK_END = 20;

/** The exercise of a lesson, from what stands below its heading. */
export function exerciseOf(body: string, heading = '## Exercise: Do it', front = ''): Exercise {
  const { exercise } = lessonOf(exerciseText(body, heading, front));
  assert.ok(exercise);
  return exercise;
}

/** Faults of an exercise, from what stands below its heading. */
export function exerciseFaults(body: string, heading?: string, front?: string): readonly string[] {
  return faultsOf(exerciseText(body, heading, front));
}

/** The exercise's heading is in line 13, what stands below it begins in line 15. */
function exerciseText(body: string, heading = '## Exercise: Do it', front = ''): string {
  return `${FRONT.replace(/---\n$/, `${front}---\n`)}## S\n\nText.\n\n${heading}\n\n${body}`;
}

/** A fence with SQL in it. */
export function fence(info: string, sql = 'SELECT 1;'): string {
  return `\`\`\`${info}\n${sql}\n\`\`\`\n`;
}

/** A folder with these files, gone after the test. */
export async function folderWith(
  test: TestContext,
  files: Readonly<Record<string, string | Uint8Array>>,
): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'course-'));
  test.after(() => rm(folder, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) {
    const file = path.join(folder, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, content);
  }
  return folder;
}

/** Front matter of a lesson with two versions, of which the first runs; the body begins in line 13. */
export const APPS_FRONT = FRONT.replace(
  /---\n$/,
  'apps:\n  A0: knows a\n  A1: knows a and b\nfleet: [A0]\n---\n',
);

/** What a version needs: a write, a read and what that should return, in twelve lines. */
export function appFences(version: string, sql = 'SELECT id, a FROM t;'): string {
  return [
    fence(`sql app ${version} write`, 'INSERT INTO t (a) VALUES (1);'),
    fence(`sql app ${version} read`, sql),
    fence(`sql app ${version} expect`, sql),
  ].join('\n');
}

/** A step with both versions; its heading is in line 13, and the line below it is number 39. */
export const APPS_STEP = `## Two versions\n\n${appFences('A0')}\n${appFences('A1')}\n`;

/** Faults of a lesson with two versions, from what stands below the step that has them, in line 39. */
export function appsFaults(body: string): readonly string[] {
  return faultsOf(APPS_FRONT + APPS_STEP + body);
}
