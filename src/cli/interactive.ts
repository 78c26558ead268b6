/** One session in the terminal: wires course, databases, progress and screen together, and puts everything away at the end. */
import type { CourseSource } from '../course/files/source.ts';
import type { LessonHead } from '../course/model.ts';
import { createDatabase } from '../worker/client.ts';
import type { Practise, Progress, Tutor } from '../tutor/state.ts';
import { openDrafts } from '../app/drafts.ts';
import { createEffects } from '../app/effects.ts';
import { stateFolder } from '../app/progress/folder.ts';
import { openProgress } from '../app/progress/store.ts';
import { createStore } from '../app/store.ts';
import { openTerminal, type Terminal } from '../tui/terminal.tsx';
import { themeKind } from '../tui/theme.ts';
import { EXIT, ExitError, type ExitStatus } from './exit.ts';
import { print, printError } from './output.ts';
import type { Common } from './options.ts';

/** What the session begins with. */
export interface Opening {
  readonly lesson: LessonHead;
  readonly step?: number;
  readonly practise?: Practise;
}

/** Runs until the learner leaves; with no opening it takes up where the learner stopped. Needs a terminal. */
export async function runInteractive(
  source: CourseSource,
  options: Common,
  opening: Opening | null,
): Promise<void> {
  const folder = stateFolder(process.env, options.lessons ?? null);
  const progress = await openProgress(folder);
  const drafts = openDrafts(folder);
  const { lessons, notices } = await progress.read();
  const heads = source.heads();
  const database = createDatabase();
  const answers = createDatabase({ spare: false });
  const screen: { terminal: Terminal | null } = { terminal: null };
  const store = createStore(initialState(source.title, heads, lessons, notices), (send) =>
    createEffects(
      {
        source,
        database,
        answers,
        progress,
        drafts,
        clock: Date.now,
        env: process.env,
        suspend: (work) => screen.terminal?.suspend(work) ?? work(),
        leave: () => screen.terminal?.close(),
      },
      send,
    ),
  );
  const begin = opening ?? resumed(heads, lessons);
  if (begin !== null) {
    const { lesson, step, practise } = begin;
    store.send({ type: 'open', slug: lesson.slug, ...(step && { step }), ...(practise && { practise }) });
  }
  const theme = themeKind(process.env, options.color);
  screen.terminal = openTerminal(store, { theme, onFirstFrame: () => database.warm() });
  const end: { status: ExitStatus } = { status: EXIT.done };
  const endBy = (status: ExitStatus) => (): void => {
    end.status = status;
    store.send({ type: 'command', command: 'quit' });
  };
  // Not once: with no listener left, a library that watches for signals would end the process before it has saved.
  process.on('SIGTERM', endBy(EXIT.terminated)).on('SIGHUP', endBy(EXIT.hangup));
  process.once('exit', () => {
    progress.flushSync();
    drafts.flushSync();
  });
  try {
    await screen.terminal.ended;
  } finally {
    const unsaved = await Promise.all([progress.flush(), drafts.flush()]);
    await Promise.all([database.close(), answers.close()]);
    for (const notice of unsaved.flat()) await printError(notice);
  }
  await print(farewell(store.state()));
  if (end.status !== EXIT.done) throw new ExitError(end.status, '');
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
function resumed(heads: readonly LessonHead[], lessons: Readonly<Record<string, Progress>>): Opening | null {
  const worked = heads.filter((head) => lessons[head.slug] !== undefined);
  const [latest] = worked.sort((a, b) => updated(lessons[b.slug]) - updated(lessons[a.slug]));
  return latest !== undefined && lessons[latest.slug]?.done === false ? { lesson: latest } : null;
}

function updated(progress: Progress | undefined): number {
  return Date.parse(progress?.updatedAt ?? '') || 0;
}

/** One line on where the learner stopped. */
function farewell({ lesson, heads, progress }: Tutor): string {
  if (lesson !== null) {
    const { head, position, panel } = lesson;
    const step = lesson.done ? 'at the end of' : `at step ${position.step} of ${head.stepCount} of`;
    const place = panel?.type === 'exercise' ? 'in the exercise of' : step;
    return `You stopped ${place} lesson ${head.number}, ${head.title}.`;
  }
  const done = heads.filter((head) => progress[head.slug]?.done === true).length;
  return `${done} of ${heads.length} lessons done.`;
}
