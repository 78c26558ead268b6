/**
 * The tutor with everything around it done at once and in this thread: what an
 * event leads to has happened when `send` returns. For tests of the machine and
 * of the screens, which ask for states, not for how they come about.
 */
import { headOf } from '../../src/course/files/compiled.ts';
import type { LessonHead } from '../../src/course/model.ts';
import type { ConsoleReply } from '../../src/rollout/database.ts';
import { rollbackAtHand, unitOf } from '../../src/lesson/play.ts';
import type { Command } from '../../src/tutor/command.ts';
import type { Effect, TutorEvent } from '../../src/tutor/events.ts';
import { momentsAt, type Position } from '../../src/lesson/place.ts';
import type { LessonState, Progress, Tutor } from '../../src/tutor/state.ts';
import { update } from '../../src/tutor/update.ts';
import { NOW, type PlayedLesson } from './course.ts';
import type { DatabaseAtOnce } from './atOnce.ts';

export interface Desk {
  readonly state: () => Tutor;
  /** The lesson that is open; throws on the home screen. */
  lesson(): LessonState;
  readonly send: (event: TutorEvent) => void;
  /** One command after the other. */
  command(...commands: readonly Command[]): void;
  /** Types into whatever takes text. */
  type(text: string): void;
  /** What was asked for since the last time that somebody looked. */
  effects(): readonly Effect[];
}

export interface DeskOptions {
  readonly played: readonly PlayedLesson[];
  /** Without one, rollbacks and the prompt wait for ever. */
  readonly engine?: DatabaseAtOnce;
  readonly progress?: Readonly<Record<string, Progress>>;
  /** False: a lesson that is opened waits for answers, which the test sends itself. */
  readonly answers?: boolean;
  readonly from?: Tutor;
}

/** The home screen of a course, nothing open. */
export function tutorAtHome(
  heads: readonly LessonHead[],
  progress: Readonly<Record<string, Progress>> = {},
): Tutor {
  return {
    title: 'learn-migrations',
    heads,
    progress,
    home: { cursor: 0, filter: null, typing: false },
    lesson: null,
    help: null,
    notice: null,
    leaving: false,
  };
}

export function openDesk({ played, engine, progress = {}, answers = true, from }: DeskOptions): Desk {
  let state =
    from ??
    tutorAtHome(
      played.map(({ lesson }) => headOf(lesson)),
      progress,
    );
  let asked: Effect[] = [];
  let run: ((sql: string) => ConsoleReply) | null = null;

  function send(event: TutorEvent): void {
    const step = update(state, event);
    ({ state } = step);
    asked.push(...step.effects);
    for (const effect of step.effects) carryOut(effect);
  }

  function carryOut(effect: Effect): void {
    if (!answers) return;
    const open = played.find(({ lesson }) => lesson.slug === state.lesson?.head.slug);
    switch (effect.type) {
      case 'openLesson': {
        const found = played.find(({ lesson }) => lesson.slug === effect.slug);
        if (found === undefined) throw new Error(`${effect.slug} was not played`);
        const { slug } = effect;
        send({ type: 'lessonRead', slug, lesson: found.lesson });
        send({ type: 'databaseOpened', slug, opened: found.opened });
        for (const play of found.plays) send({ type: 'stepPlayed', slug, play });
        return;
      }
      case 'playRollback': {
        const play = open?.plays[effect.step - 1];
        const action = play === undefined ? null : rollbackAtHand(play.step);
        const migration = play?.actions.find((each) => each.action.type === 'migration');
        if (engine === undefined || open === undefined || action === null || migration === undefined) return;
        const { checkpoint, state: before } = migration.played;
        const unit = unitOf(action);
        const rolled = engine.play({ from: checkpoint, unit, now: NOW });
        send({
          type: 'rollbackPlayed',
          slug: open.lesson.slug,
          play: { action, unit, from: checkpoint, before, played: rolled, probe: null },
        });
        return;
      }
      case 'openConsole':
        if (engine === undefined) return;
        run = engine.console({ ...effect.request, now: NOW });
        send({ type: 'consoleOpened', state: run('').state });
        return;
      case 'runSql':
        if (run !== null) send({ type: 'consoleReplied', sql: effect.sql, reply: run(effect.sql) });
        return;
      case 'closeConsole':
        run = null;
        return;
      case 'readDraft':
        send({ type: 'draftRead', slug: effect.slug, text: null });
        return;
      case 'grade':
        // Grading has tests of its own; here it is stopped as soon as it is asked for.
        if (state.lesson !== null) send({ type: 'gradingStopped', slug: state.lesson.head.slug });
        return;
      default:
        // The rest is for the world outside, which is not here.
        return;
    }
  }

  return {
    state: () => state,
    lesson() {
      if (state.lesson === null) throw new Error('No lesson is open');
      return state.lesson;
    },
    send,
    command(...commands) {
      for (const command of commands) send({ type: 'command', command });
    },
    type: (text) => send({ type: 'edit', edit: { type: 'insert', text } }),
    effects() {
      const seen = asked;
      asked = [];
      return seen;
    },
  };
}

/** Every place of a lesson, in order, once all its steps have been played. */
export function positionsOf(lesson: LessonState): readonly Position[] {
  return (lesson.lesson?.steps ?? []).flatMap(({ number }) =>
    momentsAt(lesson, number).map((_, moment) => ({ step: number, moment })),
  );
}

/** The tutor with its open lesson at another place, nothing lying over it. */
export function placed(tutor: Tutor, position: Position): Tutor {
  const { lesson } = tutor;
  if (lesson === null) throw new Error('No lesson is open');
  const view = { table: null, ledger: false, rows: null, columns: 0, text: 0 };
  return { ...tutor, lesson: { ...lesson, position, panel: null, rollback: null, view } };
}
