/** `export`: a lesson as a document of another kind. */
import type { LessonHead } from '../../course/model.ts';
import { createDatabase } from '../../worker/client.ts';
import { FixtureError } from '../../migrate/model.ts';
import type { Database } from '../../rollout/database.ts';
import { drawingOf, type Drawing } from '../../rollout/drawing.ts';
import type { StepPlay } from '../../lesson/play.ts';
import type { CourseSource } from '../../course/files/source.ts';
import { playLesson } from '../../lesson/player.ts';
import { waysBack } from '../../lesson/waysBack.ts';
import { drawingLines } from '../../render/terminal/drawing/drawing.ts';
import { drawingWords } from '../../render/speech/drawing.ts';
import { screenSvg } from '../../tui/svg.ts';
import { clock } from '../clock.ts';
import { openCourse } from '../course.ts';
import { EXIT, ExitError } from '../exit.ts';
import { print } from '../output.ts';
import { pickLesson } from '../pick.ts';
import { counted, listed } from '../../words/sentence.ts';
import type { Common } from '../options.ts';

/** Formats that are wanted of a lesson; only `svg` is there. */
const FORMATS = ['svg', 'md', 'html', 'marp'];
/** Columns of the picture: phases wide enough for words, and still readable on a slide. */
const WIDTH = 100;

export interface ExportOptions extends Common {
  readonly format: string;
  /** Where to write; standard output unless given. */
  readonly output?: string;
}

/** Writes the drawing of a lesson. Throws ExitError for a format or a lesson that has none, and for a broken lesson. */
export async function exportLesson(query: string, options: ExportOptions): Promise<void> {
  const { format, output } = options;
  if (!FORMATS.includes(format)) {
    throw new ExitError(EXIT.usage, `learn-migrations: there is no format "${format}". Today there is svg.`);
  }
  if (format !== 'svg') {
    throw new ExitError(
      EXIT.usage,
      `learn-migrations: the format ${format} is not there yet. Today there is svg.`,
    );
  }
  const source = await openCourse(options.lessons);
  const head = pickLesson(source, query);
  const drawing = await drawLesson(source, head);
  if (drawing === null) throw new ExitError(EXIT.usage, noDrawing(head));
  const lines = drawingLines(drawing, WIDTH);
  const title = [`Lesson ${head.number}, ${head.title}.`, ...drawingWords(drawing)].join(' ');
  const svg = screenSvg(lines, { columns: WIDTH, rows: lines.length }, title);
  if (output === undefined) await print(svg);
  else await write(output, svg);
}

/** Plays the lesson and tries its ways back. */
async function drawLesson(source: CourseSource, head: LessonHead): Promise<Drawing | null> {
  const lesson = await source.lesson(head.slug);
  const fixture = await source.fixture(lesson.fixture);
  const database: Database = createDatabase({ spare: false });
  const stage = { database, fixture, now: clock() };
  const plays: StepPlay[] = [];
  try {
    for await (const event of playLesson(lesson, stage)) {
      if (event.type === 'step') plays.push(event.play);
      if (event.type !== 'broken') continue;
      const { line, message } = event.breakage;
      throw new ExitError(EXIT.broken, `${lesson.file}:${line}: the lesson is broken: ${message}`);
    }
    return drawingOf(lesson, plays, await waysBack(lesson, plays, stage));
  } catch (error) {
    if (!(error instanceof FixtureError)) throw error;
    throw new ExitError(EXIT.broken, `${error.file}:${error.line}: ${error.message}`);
  } finally {
    await database.close();
  }
}

function noDrawing({ number, stepCount, hasExercise, hasLab }: LessonHead): string {
  const things = [
    counted(stepCount, 'step'),
    ...(hasExercise ? ['an exercise'] : []),
    ...(hasLab ? ['a lab'] : []),
  ];
  return [
    `learn-migrations: lesson ${number} has no drawing: its phases do not replace one column by another.`,
    `It has ${listed(things)}. As text: learn-migrations run ${number}`,
  ].join('\n');
}

async function write(file: string, text: string): Promise<void> {
  const { writeFile } = await import('node:fs/promises');
  try {
    await writeFile(file, text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ExitError(EXIT.usage, `learn-migrations: ${file} cannot be written: ${reason}`);
  }
}
