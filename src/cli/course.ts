/** Which course the command works on, and which lesson of it was meant. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { findLesson } from '../content/find.ts';
import type { LessonHead } from '../content/model.ts';
import { compiledSource, type CourseSource } from '../content/source.ts';
import { EXIT, ExitError } from './exit.ts';

/** The shipped course, compiled; beside the bundle. */
const SHIPPED = fileURLToPath(new URL('./course', import.meta.url));

/** The course in a folder, or the shipped one. Throws ExitError with all faults when its files are broken. */
export async function openCourse(folder: string | undefined): Promise<CourseSource> {
  if (folder === undefined) return compiledSource(SHIPPED);
  if (!existsSync(folder)) throw new ExitError(EXIT.usage, `learn-migrations: there is no folder ${folder}`);
  const [{ loadCourse }, { formatFault }, { sourceOf }] = await Promise.all([
    import('../content/load.ts'),
    import('../content/faults.ts'),
    import('../content/source.ts'),
  ]);
  const loaded = await loadCourse(folder);
  if (!loaded.ok) throw new ExitError(EXIT.broken, loaded.faults.map(formatFault).join('\n\n'));
  return sourceOf(loaded.course);
}

/** The lesson that a word on the command line means. Throws ExitError with the nearest names when none does. */
export function pickLesson(source: CourseSource, query: string): LessonHead {
  const answer = findLesson(source.heads(), query);
  if ('found' in answer) return answer.found;
  if ('ambiguous' in answer) {
    const names = answer.ambiguous.map((head) => `  ${head.number}  ${head.slug}`);
    throw new ExitError(EXIT.usage, `learn-migrations: "${query}" fits several lessons:\n${names.join('\n')}`);
  }
  const hint = answer.nearest === null ? '' : ` The nearest is ${answer.nearest.number}, ${answer.nearest.slug}.`;
  throw new ExitError(
    EXIT.usage,
    `learn-migrations: no lesson or command is called "${query}".${hint}\nSee learn-migrations list.`,
  );
}

/** Checks a step's number against a lesson. Throws ExitError when there is no such step. */
export function pickStep(head: LessonHead, step: number | undefined): number | undefined {
  if (step !== undefined && step > head.stepCount) {
    throw new ExitError(EXIT.usage, `learn-migrations: lesson ${head.number} has ${head.stepCount} steps, no step ${step}.`);
  }
  return step;
}
