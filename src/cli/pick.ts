/** Which lesson and step was meant on the command line. */
import { findLesson } from '../course/find.ts';
import type { LessonHead } from '../course/model.ts';
import type { CourseSource } from '../course/files/source.ts';
import { EXIT, ExitError } from './exit.ts';
import { nearest } from '../words/nearest.ts';

/**
 * The lesson that a word on the command line means. Throws ExitError with the nearest names when none does.
 * Where the word might be a command misspelt, `commands` are their names.
 */
export function pickLesson(
  source: CourseSource,
  query: string,
  commands: readonly string[] = [],
): LessonHead {
  const answer = findLesson(source.heads(), query);
  if ('found' in answer) return answer.found;
  if ('ambiguous' in answer) {
    const names = answer.ambiguous.map((head) => `  ${head.number}  ${head.slug}`);
    throw new ExitError(
      EXIT.usage,
      `learn-migrations: "${query}" fits several lessons:\n${names.join('\n')}`,
    );
  }
  const what = commands.length === 0 ? 'lesson' : 'lesson or command';
  throw new ExitError(
    EXIT.usage,
    `learn-migrations: no ${what} is called "${query}".${hint(nearest(query, commands), answer.nearest)}\nSee learn-migrations list.`,
  );
}

function hint(command: string | null, lesson: LessonHead | null): string {
  if (command !== null) return ` Did you mean "learn-migrations ${command}"?`;
  return lesson === null ? '' : ` The nearest is ${lesson.number}, ${lesson.slug}.`;
}

/** Checks a step's number against a lesson. Throws ExitError when there is no such step. */
export function pickStep(head: LessonHead, step: number | undefined): number | undefined {
  if (step !== undefined && step > head.stepCount) {
    throw new ExitError(
      EXIT.usage,
      `learn-migrations: lesson ${head.number} has ${head.stepCount} steps, no step ${step}.`,
    );
  }
  return step;
}
