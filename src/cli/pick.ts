/** Which lesson and step was meant on the command line. */
import { findLesson } from '../content/find.ts';
import type { LessonHead } from '../content/model.ts';
import type { CourseSource } from '../content/source.ts';
import { EXIT, ExitError } from './exit.ts';

/** The lesson that a word on the command line means. Throws ExitError with the nearest names when none does. */
export function pickLesson(source: CourseSource, query: string): LessonHead {
  const answer = findLesson(source.heads(), query);
  if ('found' in answer) return answer.found;
  if ('ambiguous' in answer) {
    const names = answer.ambiguous.map((head) => `  ${head.number}  ${head.slug}`);
    throw new ExitError(
      EXIT.usage,
      `learn-migrations: "${query}" fits several lessons:\n${names.join('\n')}`,
    );
  }
  const hint =
    answer.nearest === null ? '' : ` The nearest is ${answer.nearest.number}, ${answer.nearest.slug}.`;
  throw new ExitError(
    EXIT.usage,
    `learn-migrations: no lesson or command is called "${query}".${hint}\nSee learn-migrations list.`,
  );
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
