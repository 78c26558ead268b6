/** `practice <lesson>`: the exercise in the terminal, or beside the learner's own editor. */
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { openCourse } from '../course.ts';
import { EXIT, ExitError } from '../exit.ts';
import { pickLesson } from '../pick.ts';
import { hasTerminal } from '../tty.ts';
import type { Common } from '../options.ts';

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
  const watching =
    options.watch === undefined
      ? null
      : await watchable(options.watch === true ? `${lesson.slug}.sql` : options.watch);
  if (!hasTerminal()) {
    throw new ExitError(
      EXIT.usage,
      `learn-migrations: the exercise opens in a terminal, and this is none.\nWithout one: learn-migrations check ${lesson.number} file.sql`,
    );
  }
  const { runInteractive } = await import('../interactive.ts');
  await runInteractive(source, options, { lesson, practise: { what: 'exercise', watching } });
}

/** The file's whole path: it may not be there yet, but it must be able to. */
async function watchable(file: string): Promise<string> {
  const whole = path.resolve(file);
  if (file === '' || (await isFolder(whole)) || /[\\/]$/.test(file)) {
    throw new ExitError(
      EXIT.usage,
      `learn-migrations: ${file || 'what --watch names'} is a folder; name the file in it that holds your SQL.`,
    );
  }
  const folder = path.dirname(whole);
  if (!(await isFolder(folder))) {
    throw new ExitError(EXIT.usage, `learn-migrations: there is no folder ${folder}. Make it first.`);
  }
  return whole;
}

async function isFolder(name: string): Promise<boolean> {
  return (await stat(name).catch(() => null))?.isDirectory() === true;
}
