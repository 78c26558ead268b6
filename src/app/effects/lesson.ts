/** Plays the lesson that is open, ahead of the learner, and its rollbacks when asked. */
import type { Fixture, Lesson } from '../../course/model.ts';
import { FixtureError } from '../../migrate/model.ts';
import { rollbackAtHand, type StepPlay } from '../../lesson/play.ts';
import { drawingOf } from '../../rollout/drawing.ts';
import { waysBack } from '../../lesson/waysBack.ts';
import { playAction, playLesson } from '../../lesson/player.ts';
import { Stoppable, warn, type Send, type Services } from './services.ts';

/** A lesson that is open. An answer that comes after it was closed finds another one open, and is dropped. */
export interface Session {
  readonly slug: string;
  /** The database's clock while it is open, in milliseconds since 1970. */
  readonly now: number;
  lesson: Lesson | null;
  fixture: Fixture | null;
  readonly plays: StepPlay[];
}

export interface LessonEffects {
  /** Null while no lesson is open. */
  session(): Session | null;
  open(slug: string): void;
  close(): void;
  playRollback(step: number): void;
  /** Draws the whole walkthrough once all of it has been played. */
  draw(): void;
  /** Stops what the learner waits for. */
  cancel(): void;
}

export function lessonEffects({ source, database, clock }: Services, send: Send): LessonEffects {
  let session: Session | null = null;
  let played: Promise<void> = Promise.resolve();
  const playing = new Stoppable();
  const rollingBack = new Stoppable();
  const drawing = new Stoppable();

  async function play(mine: Session): Promise<void> {
    const { slug, now } = mine;
    const signal = playing.begin();
    try {
      const lesson = await source.lesson(slug);
      const fixture = await source.fixture(lesson.fixture);
      if (session !== mine) return;
      mine.lesson = lesson;
      mine.fixture = fixture;
      send({ type: 'lessonRead', slug, lesson });
      for await (const event of playLesson(lesson, { database, fixture, now, signal })) {
        if (session !== mine) return;
        if (event.type === 'opened') send({ type: 'databaseOpened', slug, opened: event.opened });
        else if (event.type === 'broken') send({ type: 'broken', slug, breakage: event.breakage });
        else {
          mine.plays.push(event.play);
          send({ type: 'stepPlayed', slug, play: event.play });
        }
      }
    } catch (error) {
      if (session !== mine) return;
      const at =
        error instanceof FixtureError ? { line: error.line, sql: error.statement } : { line: 1, sql: '' };
      const message = error instanceof Error ? error.message : String(error);
      send({ type: 'broken', slug, breakage: { step: 1, ...at, message } });
    } finally {
      playing.end(signal);
    }
  }

  async function draw(mine: Session): Promise<void> {
    await played;
    const { lesson, plays, slug, now } = mine;
    if (session !== mine || lesson === null) return;
    const signal = drawing.begin();
    try {
      const ways = await waysBack(lesson, plays, { database, now, signal });
      if (session === mine) send({ type: 'drawn', slug, drawing: drawingOf(lesson, plays, ways) });
    } catch (error) {
      if (session !== mine) return;
      send({ type: 'drawn', slug, drawing: null });
      warn(send, error);
    } finally {
      drawing.end(signal);
    }
  }

  async function rollBack(mine: Session, number: number): Promise<void> {
    const step = mine.lesson?.steps[number - 1];
    const action = step === undefined ? null : rollbackAtHand(step);
    const migration = mine.plays[number - 1]?.actions.find((played) => played.action.type === 'migration');
    if (action === null || migration === undefined) return;
    const { checkpoint, state } = migration.played;
    const signal = rollingBack.begin();
    try {
      const answer = await playAction(action, checkpoint, state, { database, now: mine.now, signal });
      if (session === mine) send({ type: 'rollbackPlayed', slug: mine.slug, play: answer });
    } catch (error) {
      warn(send, error);
    } finally {
      rollingBack.end(signal);
    }
  }

  return {
    session: () => session,
    open(slug) {
      session = { slug, now: clock(), lesson: null, fixture: null, plays: [] };
      played = play(session);
    },
    close() {
      session = null;
      playing.stop();
      rollingBack.stop();
      drawing.stop();
    },
    playRollback(step) {
      if (session !== null) void rollBack(session, step);
    },
    draw() {
      if (session !== null) void draw(session);
    },
    cancel() {
      if (rollingBack.running) rollingBack.stop();
      else playing.stop();
    },
  };
}
