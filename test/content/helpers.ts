import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestContext } from 'node:test';
import { parseLesson } from '../../src/content/lesson.ts';
import type { Action, Exercise, Lesson, Step } from '../../src/content/model.ts';

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
