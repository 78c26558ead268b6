/** The course in the terminal: the bare command, and `learn-migrations <lesson>`. */
import { openCourse } from '../course.ts';
import { EXIT, ExitError } from '../exit.ts';
import { pickLesson, pickStep } from '../pick.ts';
import { hasTerminal } from '../tty.ts';
import type { Common } from '../options.ts';

/** What the bare command says of the others: its help, and their names. */
export interface CommandLine {
  readonly help: () => string;
  readonly commands: readonly string[];
  /** The words behind the lesson. */
  readonly excess: readonly string[];
}

/** Opens the course, or a lesson of it. Throws ExitError (wrong use) where there is no terminal. */
export async function play(
  query: string | undefined,
  options: Common & { readonly step?: number },
  line: CommandLine,
): Promise<void> {
  const source = await openCourse(options.lessons);
  const lesson = query === undefined ? null : pickLesson(source, query, line.commands);
  if (line.excess.length > 0) {
    throw new ExitError(
      EXIT.usage,
      `learn-migrations: what is "${line.excess.join(' ')}" behind the lesson? See learn-migrations --help.`,
    );
  }
  if (lesson === null && options.step !== undefined) {
    throw new ExitError(
      EXIT.usage,
      'learn-migrations: --step needs a lesson: learn-migrations <lesson> --step N',
    );
  }
  const step = lesson === null ? undefined : pickStep(lesson, options.step);
  if (!hasTerminal()) {
    const text =
      lesson === null
        ? line.help()
        : `learn-migrations: a lesson opens in a terminal, and this is none.\nWithout one: learn-migrations run ${lesson.number}`;
    throw new ExitError(EXIT.usage, text);
  }
  const { runInteractive } = await import('../interactive.ts');
  await runInteractive(source, options, lesson === null ? null : { lesson, ...(step && { step }) });
}
