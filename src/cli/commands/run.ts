/** `run`: plays a lesson without a terminal and prints each step's SQL, its before and after, and what went wrong. */
import { createDatabase } from '../../worker/client.ts';
import { FixtureError } from '../../migrate/model.ts';
import type { Breakage, StepPlay } from '../../lesson/play.ts';
import type { Lesson } from '../../course/model.ts';
import { playLesson } from '../../lesson/player.ts';
import { createTheme, themeKind } from '../../tui/theme.ts';
import { stepReport } from '../../render/json/step.ts';
import { stepLines } from '../../render/text/step.ts';
import { stepView } from '../../view/step.ts';
import { clock } from '../clock.ts';
import { openCourse } from '../course.ts';
import { pickLesson, pickStep } from '../pick.ts';
import { EXIT, ExitError } from '../exit.ts';
import { print } from '../output.ts';
import type { Common } from '../options.ts';

/** Plays all steps, or shows only one with everything before it applied. Throws ExitError for a broken lesson. */
export async function run(
  query: string,
  options: Common & { readonly json?: true; readonly step?: number },
): Promise<void> {
  const source = await openCourse(options.lessons);
  const head = pickLesson(source, query);
  const only = pickStep(head, options.step);
  const lesson = await source.lesson(head.slug);
  const fixture = await source.fixture(lesson.fixture);
  const database = createDatabase({ spare: false });
  const plays: StepPlay[] = [];
  let breakage: Breakage | null = null;
  try {
    const json = options.json === true;
    const theme = createTheme(process.stdout.isTTY ? themeKind(process.env, options.color) : 'none');
    const columns = Math.min(120, Math.max(60, process.stdout.isTTY ? process.stdout.columns : 80));
    for await (const event of playLesson(lesson, { database, fixture, now: clock() }, only)) {
      if (event.type === 'broken') breakage = event.breakage;
      if (event.type !== 'step' || (only !== undefined && event.play.step.number !== only)) continue;
      plays.push(event.play);
      if (!json) await print(stepLines(stepView(event.play), columns).map(theme).join('\n'));
    }
    if (json) {
      const { number, slug, title } = head;
      await print(
        JSON.stringify({
          format: 2,
          lesson: { number, slug, title },
          steps: plays.map((play) => stepReport(stepView(play))),
        }),
      );
    }
  } catch (error) {
    if (!(error instanceof FixtureError)) throw error;
    throw new ExitError(EXIT.broken, `${error.file}:${error.line}: ${error.message}\n  ${error.statement}`);
  } finally {
    await database.close();
  }
  if (breakage !== null) throw new ExitError(EXIT.broken, breakageText(lesson, breakage));
}

function breakageText(lesson: Lesson, { line, sql, message }: Breakage): string {
  return `${lesson.file}:${line}: the lesson is broken: ${message}\n  ${sql}`;
}
