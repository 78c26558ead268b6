/** The course in the terminal: the bare command, and `learn-migrations <lesson>`. */
import type { LessonHead } from '../content/model.ts';
import type { Progress, Tutor } from '../engine/tutor/state.ts';
import { openCourse } from './course.ts';
import { pickLesson, pickStep } from './pick.ts';
import { EXIT, ExitError } from './exit.ts';
import type { Common } from './main.ts';
import { print, printError } from './output.ts';

/** Opens the course, or a lesson of it. Throws ExitError (wrong use) where there is no terminal. */
export async function play(
  query: string | undefined,
  options: Common & { readonly step?: number },
  help: () => string,
): Promise<void> {
  const source = await openCourse(options.lessons);
  const picked = query === undefined ? undefined : pickLesson(source, query);
  if (picked === undefined && options.step !== undefined) {
    throw new ExitError(EXIT.usage, 'learn-migrations: --step needs a lesson: learn-migrations <lesson> --step N');
  }
  if (picked !== undefined) pickStep(picked, options.step);
  if (!process.stdin.isTTY || !process.stdout.isTTY) {
    const text =
      picked === undefined
        ? help()
        : `learn-migrations: a lesson opens in a terminal, and this is none.\nWithout one: learn-migrations run ${picked.number}`;
    throw new ExitError(EXIT.usage, text);
  }
  const [{ createDatabase }, { createEffects }, { createStore }, { openProgress }, { stateFolder }, ui, themes] =
    await Promise.all([
      import('../db/client.ts'),
      import('../runtime/effects.ts'),
      import('../runtime/store.ts'),
      import('../runtime/progress/store.ts'),
      import('../runtime/progress/folder.ts'),
      import('../tui/terminal.tsx'),
      import('../tui/theme.ts'),
    ]);
  const progress = await openProgress(stateFolder(process.env, options.lessons ?? null));
  const kept = await progress.read();
  const heads = source.heads();
  const database = createDatabase();
  let close: () => void = () => undefined;
  const start = initialState(source.title, heads, kept.lessons, kept.notices);
  const store = createStore(start, (send) =>
    createEffects({ source, database, progress, clock: Date.now, leave: () => close() }, send),
  );
  const lesson = picked ?? toResume(heads, kept.lessons);
  if (lesson !== undefined) store.send({ type: 'open', slug: lesson.slug, ...(options.step === undefined ? {} : { step: options.step }) });

  const terminal = ui.openTerminal(store, {
    theme: themes.themeKind(process.env, options.color),
    onFirstFrame: () => database.warm(),
  });
  close = terminal.close;
  const stop = (): void => store.send({ type: 'command', command: 'quit' });
  process.once('SIGTERM', stop).once('SIGHUP', stop);
  process.once('exit', () => progress.flushSync());
  try {
    await terminal.ended;
  } finally {
    const [unsaved] = await Promise.all([progress.flush(), database.close()]);
    for (const notice of unsaved) await printError(notice);
  }
  await print(farewell(store.state()));
}

function initialState(
  title: string,
  heads: readonly LessonHead[],
  lessons: Readonly<Record<string, Progress>>,
  notices: readonly string[],
): Tutor {
  const next = heads.findIndex((head) => lessons[head.slug]?.done !== true);
  return {
    title,
    heads,
    progress: lessons,
    home: { cursor: Math.max(0, next), filter: null, typing: false },
    lesson: null,
    help: null,
    notice: notices.length === 0 ? null : { text: notices.join(' '), tone: 'warning' },
    leaving: false,
  };
}

/** The lesson last worked on, unless it is done. */
function toResume(heads: readonly LessonHead[], lessons: Readonly<Record<string, Progress>>): LessonHead | undefined {
  const worked = heads.filter((head) => lessons[head.slug] !== undefined);
  const latest = worked.sort((a, b) => updated(lessons[b.slug]) - updated(lessons[a.slug]))[0];
  return latest !== undefined && lessons[latest.slug]?.done === false ? latest : undefined;
}

function updated(progress: Progress | undefined): number {
  return Date.parse(progress?.updatedAt ?? '') || 0;
}

/** One line on where the learner stopped. */
function farewell({ lesson, heads, progress }: Tutor): string {
  if (lesson !== null) {
    const { head, position } = lesson;
    const place = lesson.done ? 'at the end of' : `at step ${position.step} of ${head.stepCount} of`;
    return `You stopped ${place} lesson ${head.number}, ${head.title}.`;
  }
  const done = heads.filter((head) => progress[head.slug]?.done === true).length;
  return `${done} of ${heads.length} lessons done.`;
}
