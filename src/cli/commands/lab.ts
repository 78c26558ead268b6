/** `lab <lesson>`: the order lab in the terminal. */
import { openCourse } from '../course.ts';
import { EXIT, ExitError } from '../exit.ts';
import { pickLesson } from '../pick.ts';
import { hasTerminal } from '../tty.ts';
import type { Common } from '../options.ts';

/** Opens the lab of a lesson. Throws ExitError (wrong use) where the lesson has none, or there is no terminal. */
export async function lab(query: string, options: Common): Promise<void> {
  const source = await openCourse(options.lessons);
  const lesson = pickLesson(source, query);
  if (!lesson.hasLab) {
    throw new ExitError(
      EXIT.usage,
      `learn-migrations: lesson ${lesson.number}, ${lesson.title}, has no lab.`,
    );
  }
  if (!hasTerminal()) {
    throw new ExitError(EXIT.usage, 'learn-migrations: the lab opens in a terminal, and this is none.');
  }
  const { runInteractive } = await import('../interactive.ts');
  await runInteractive(source, options, { lesson, practise: { what: 'lab', watching: null } });
}
