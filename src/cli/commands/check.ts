/** `check`: grades an answer without a terminal, for autograders and for learners who write in an editor of their own. */
import { createDatabase } from '../../worker/client.ts';
import { FixtureError } from '../../migrate/model.ts';
import type { Report } from '../../grading/model.ts';
import { ExerciseError } from '../../grading/run/reference.ts';
import { gradeText } from '../../grading/run/grader.ts';
import { clock } from '../clock.ts';
import { openCourse } from '../course.ts';
import { EXIT, ExitError } from '../exit.ts';
import { print } from '../output.ts';
import { pickLesson } from '../pick.ts';
import { readAnswer } from '../readAnswer.ts';
import type { Common } from '../options.ts';

/** Prints what grading says. Throws ExitError for an answer that does not solve the exercise, without a message. */
export async function check(
  query: string,
  file: string | undefined,
  options: Common & { readonly json?: true },
): Promise<void> {
  const source = await openCourse(options.lessons);
  const head = pickLesson(source, query);
  if (!head.hasExercise) {
    throw new ExitError(
      EXIT.usage,
      `learn-migrations: lesson ${head.number}, ${head.title}, has no exercise.`,
    );
  }
  const learner = createDatabase({ spare: false });
  const answers = createDatabase({ spare: false });
  // It starts while the answer and the lesson are read.
  learner.warm();
  try {
    const text = await readAnswer(file);
    const lesson = await source.lesson(head.slug);
    const fixture = await source.fixture(lesson.fixture);
    const context = { learner, answers, now: clock(), compiled: source.compiled };
    const { report } = await gradeText(lesson, fixture, text, context);
    if (options.json === true) await print(JSON.stringify(report));
    else await print(await asText(report, text, options));
    if (!report.solved) throw new ExitError(EXIT.notSolved, '');
  } catch (error) {
    if (!(error instanceof FixtureError || error instanceof ExerciseError)) throw error;
    throw new ExitError(EXIT.broken, `${error.file}:${error.line}: the lesson is broken: ${error.message}`);
  } finally {
    await Promise.all([learner.close(), answers.close()]);
  }
}

/** Only a reader of text needs what lays text out. */
async function asText(report: Report, text: string, options: Common): Promise<string> {
  const [{ reportLines }, { createTheme, themeKind }] = await Promise.all([
    import('../../render/terminal/blocks/report.ts'),
    import('../../tui/theme.ts'),
  ]);
  const { isTTY, columns } = process.stdout;
  const theme = createTheme(isTTY ? themeKind(process.env, options.color) : 'none');
  const width = isTTY ? Math.min(100, Math.max(60, columns)) : 80;
  return reportLines(report, text, width).map(theme).join('\n');
}
