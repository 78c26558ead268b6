/** The course as dist/ holds it: the lessons read, and what their exercises are graded against. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { exerciseFile } from '../course/files/compiled.ts';
import type { Course } from '../course/model.ts';
import { formatFault } from '../course/faults.ts';
import { loadCourse } from '../course/files/load.ts';
import { createDatabase } from '../worker/client.ts';
import { compileReference } from '../grading/run/compileReference.ts';
import { referenceFor } from '../grading/run/reference.ts';

/** The project's own course. Prints its faults and throws where it has some. */
export async function readCourse(): Promise<Course> {
  const loaded = await loadCourse('.', 'learn-migrations');
  if (!loaded.ok) {
    for (const fault of loaded.faults) console.error(formatFault(fault));
    throw new Error('the lessons are broken');
  }
  return loaded.course;
}

/** What grading measures answers against, run by the worker that was just built. Where an exercise does not hold, grading says so itself. */
export async function compileExercises({ lessons, fixtures }: Course, folder: string): Promise<void> {
  const answers = createDatabase({ workerUrl: pathToFileURL(join(folder, 'worker.js')), spare: false });
  for (const lesson of lessons) {
    const { exercise, slug } = lesson;
    const fixture = fixtures[lesson.fixture];
    if (exercise === null || fixture === undefined) continue;
    try {
      const reference = referenceFor(lesson, exercise, fixture, { answers, now: Date.now() });
      const bytes = await compileReference(exercise, fixture, reference);
      if (bytes !== null) await writeFile(join(folder, 'course', exerciseFile(slug)), bytes);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      console.error(`The exercise of ${slug} is left to be worked out when it is graded: ${message}`);
    }
  }
  await answers.close();
}
