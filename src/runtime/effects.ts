/** The one place where what the tutor wants done is carried out. */
import type { CourseSource } from '../content/source.ts';
import type { Console, Database } from '../engine/database.ts';
import { FixtureError } from '../engine/database.ts';
import { rollbackAtHand, type StepPlay } from '../engine/lesson/play.ts';
import type { Effect, TutorEvent } from '../engine/tutor/events.ts';
import type { Lesson } from '../content/model.ts';
import type { ProgressStore } from './progress/store.ts';
import { playAction, playLesson, type Stage } from './player.ts';

/** What effects need from outside. */
export interface Surroundings {
  readonly source: CourseSource;
  readonly database: Database;
  readonly progress: ProgressStore;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  readonly leave: () => void;
}

/** A lesson as it is open: answers that come after it was closed find another one here, and are dropped. */
interface Session {
  readonly slug: string;
  readonly abort: AbortController;
  /** Stops what the learner waits for; replaced after each use. */
  stop: AbortController;
  stage: Stage | null;
  lesson: Lesson | null;
  readonly plays: StepPlay[];
}

/** Carries effects out; `send` takes the answers. */
export function createEffects(surroundings: Surroundings, send: (event: TutorEvent) => void) {
  const { source, database, progress, clock, leave } = surroundings;
  let session: Session | null = null;
  let console: Promise<Console> | null = null;

  return (effect: Effect): void => {
    switch (effect.type) {
      case 'openLesson':
        close();
        session = begin(effect.slug);
        void play(session);
        return;
      case 'closeLesson':
        close();
        return;
      case 'playRollback':
        if (session !== null) void playRollback(session, effect.step);
        return;
      case 'openConsole':
        closeConsole();
        console = database.console({ ...effect.request, now: session?.stage?.now ?? clock() });
        console.then(
          async (opened) => {
            const { state } = await opened.run('');
            send({ type: 'consoleOpened', state });
          },
          (error: unknown) => warn(error),
        );
        return;
      case 'runSql':
        if (session !== null && console !== null) void runSql(session, console, effect.sql);
        return;
      case 'closeConsole':
        closeConsole();
        return;
      case 'cancel':
        if (session !== null) {
          session.stop.abort();
          session.stop = new AbortController();
        }
        return;
      case 'save':
        void progress.save(effect.slug, effect.progress).then((notice) => {
          if (notice !== null) send({ type: 'notice', notice: { text: notice, tone: 'warning' } });
        });
        return;
      case 'leave':
        close();
        leave();
        return;
    }
  };

  function begin(slug: string): Session {
    return {
      slug,
      abort: new AbortController(),
      stop: new AbortController(),
      stage: null,
      lesson: null,
      plays: [],
    };
  }

  function close(): void {
    closeConsole();
    session?.abort.abort();
    session = null;
  }

  function closeConsole(): void {
    void console?.then((opened) => opened.close()).catch(() => undefined);
    console = null;
  }

  async function play(mine: Session): Promise<void> {
    const { slug } = mine;
    const mineStill = (): boolean => session === mine;
    try {
      const lesson = await source.lesson(slug);
      if (!mineStill()) return;
      mine.lesson = lesson;
      send({ type: 'lessonRead', slug, lesson });
      const fixture = await source.fixture(lesson.fixture);
      mine.stage = { database, fixture, now: clock(), signal: stopSignal(mine) };
      for await (const event of playLesson(lesson, mine.stage)) {
        if (!mineStill()) return;
        if (event.type === 'opened') send({ type: 'databaseOpened', slug, opened: event.opened });
        else if (event.type === 'broken') send({ type: 'broken', slug, breakage: event.breakage });
        else {
          mine.plays.push(event.play);
          send({ type: 'stepPlayed', slug, play: event.play });
        }
      }
    } catch (error) {
      if (!mineStill()) return;
      const line = error instanceof FixtureError ? error.line : 1;
      const sql = error instanceof FixtureError ? error.statement : '';
      send({ type: 'broken', slug, breakage: { step: 1, line, sql, message: messageOf(error) } });
    }
  }

  /** Stops with the lesson, and when the learner says so. */
  function stopSignal(mine: Session): AbortSignal {
    return AbortSignal.any([mine.abort.signal, mine.stop.signal]);
  }

  async function playRollback(mine: Session, number: number): Promise<void> {
    const step = mine.lesson?.steps[number - 1];
    const action = step === undefined ? null : rollbackAtHand(step);
    const migration = mine.plays[number - 1]?.actions.find((played) => played.action.type === 'migration');
    if (action === null || migration === undefined || mine.stage === null) return;
    const { snapshot, state } = migration.played;
    const stage = { ...mine.stage, signal: stopSignal(mine) };
    try {
      const play = await playAction(action, snapshot, state, stage);
      if (session === mine) send({ type: 'rollbackPlayed', slug: mine.slug, play });
    } catch (error) {
      warn(error);
    }
  }

  async function runSql(mine: Session, opening: Promise<Console>, sql: string): Promise<void> {
    try {
      const reply = await (await opening).run(sql, stopSignal(mine));
      if (console === opening) send({ type: 'consoleReplied', sql, reply });
    } catch (error) {
      warn(error);
    }
  }

  function warn(error: unknown): void {
    send({ type: 'notice', notice: { text: messageOf(error), tone: 'warning' } });
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
