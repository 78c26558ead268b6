/** `dev check`: proves a course by running all of it. For authors of lessons. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { formatFault, type Fault } from '../../course/faults.ts';
import { loadCourse } from '../../course/files/load.ts';
import { createDatabase } from '../../worker/client.ts';
import { checkCourse, countExercises } from '../../app/courseCheck.ts';
import { clock } from '../clock.ts';
import { EXIT, ExitError } from '../exit.ts';
import { print } from '../output.ts';
import { counted } from '../../words/sentence.ts';
import type { Common } from '../options.ts';

/** Checks the course in a folder, or in the current one. Throws ExitError with everything that does not hold. */
export async function devCheck(folder: string | undefined, options: Common): Promise<void> {
  const directory = folder ?? options.lessons ?? currentCourse();
  if (!existsSync(directory))
    throw new ExitError(EXIT.usage, `learn-migrations: there is no folder ${directory}`);
  const loaded = await loadCourse(directory);
  if (!loaded.ok) throw broken(loaded.faults);
  const { course } = loaded;
  const learner = createDatabase({ spare: false });
  const answers = createDatabase({ spare: false });
  const findings: Fault[] = [];
  try {
    for await (const finding of checkCourse(course, { learner, answers, now: clock() }))
      findings.push(finding);
  } finally {
    await Promise.all([learner.close(), answers.close()]);
  }
  if (findings.length > 0) throw broken(findings);
  await print(
    `${counted(course.lessons.length, 'lesson')} and ${counted(countExercises(course), 'exercise')}: everything holds.`,
  );
}

function currentCourse(): string {
  if (existsSync('lessons')) return path.resolve('.');
  throw new ExitError(
    EXIT.usage,
    'learn-migrations: which course? Name its folder: learn-migrations dev check <folder>\nWithout one, the current folder is taken if it holds lessons/.',
  );
}

function broken(faults: readonly Fault[]): ExitError {
  const found = `${counted(faults.length, 'thing does', 'things do')} not hold.`;
  return new ExitError(EXIT.broken, [...faults.map(formatFault), found].join('\n\n'));
}
