/** `list`: the lessons with what has been done of them. Starts nothing that a list does not need. */
import type { LessonHead } from '../../course/model.ts';
import type { Progress } from '../../tutor/state.ts';
import { stateFolder } from '../../app/progress/folder.ts';
import { readProgress } from '../../app/progress/read.ts';
import { openCourse } from '../course.ts';
import { print, printError } from '../output.ts';
import type { Common } from '../options.ts';

/** Prints the list, as text or as JSON. */
export async function list(options: Common & { readonly json?: true }): Promise<void> {
  const source = await openCourse(options.lessons);
  const { lessons, notices } = readProgress(stateFolder(process.env, options.lessons ?? null));
  for (const notice of notices) await printError(notice);
  const heads = source.heads();
  await print(options.json === true ? listJson(heads, lessons) : listText(heads, lessons));
}

function listText(heads: readonly LessonHead[], lessons: Readonly<Record<string, Progress>>): string {
  const width = Math.max(14, ...heads.map((head) => stateOf(head, lessons[head.slug]).length));
  return heads
    .map((head) => {
      const number = String(head.number).padStart(2);
      const state = stateOf(head, lessons[head.slug]).padEnd(width);
      return `${number}  ${head.slug.padEnd(28)}  ${state}  ${head.title}`;
    })
    .join('\n');
}

function stateOf(head: LessonHead, progress: Progress | undefined): string {
  if (progress === undefined) return 'not begun';
  const solved = progress.exercise?.solved === true ? ', exercise solved' : '';
  return `${progress.done ? 'done' : `step ${progress.position.step} of ${head.stepCount}`}${solved}`;
}

function listJson(heads: readonly LessonHead[], lessons: Readonly<Record<string, Progress>>): string {
  const entries = heads.map((head) => {
    const progress = lessons[head.slug];
    return {
      number: head.number,
      slug: head.slug,
      title: head.title,
      summary: head.summary,
      minutes: head.minutes,
      needs: head.needs,
      steps: head.stepCount,
      progress:
        progress === undefined
          ? null
          : {
              step: progress.position.step,
              furthest: progress.furthest,
              done: progress.done,
              solved: progress.exercise?.solved ?? false,
            },
    };
  });
  return JSON.stringify({ format: 1, lessons: entries }, null, 2);
}
