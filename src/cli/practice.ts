/** `practice <lesson>`: the exercise in the terminal, or beside the learner's own editor. */
import { openCourse } from './course.ts';
import { EXIT, ExitError } from './exit.ts';
import type { Common } from './main.ts';
import { pickLesson } from './pick.ts';
import { hasTerminal } from './tty.ts';

/** `watch` is a file, true for one named after the lesson in the current folder, or absent. */
export async function practice(
  query: string,
  options: Common & { readonly watch?: string | true },
): Promise<void> {
  const source = await openCourse(options.lessons);
  const lesson = pickLesson(source, query);
  if (!lesson.hasExercise) {
    throw new ExitError(
      EXIT.usage,
      `learn-migrations: lesson ${lesson.number}, ${lesson.title}, has no exercise.`,
    );
  }
  if (!hasTerminal()) {
    throw new ExitError(
      EXIT.usage,
      `learn-migrations: the exercise opens in a terminal, and this is none.\nWithout one: learn-migrations check ${lesson.number} file.sql`,
    );
  }
  const watching = options.watch === true ? `${lesson.slug}.sql` : (options.watch ?? null);
  const { runInteractive } = await import('./interactive.ts');
  await runInteractive(source, options, { lesson, practise: { what: 'exercise', watching } });
}
