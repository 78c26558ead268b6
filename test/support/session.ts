/** The store with its real effects on a real database, and progress kept in memory. */
import { sourceOf, type CourseSource } from '../../src/course/files/source.ts';
import type { Database } from '../../src/rollout/database.ts';
import type { Command } from '../../src/tutor/command.ts';
import type { LessonState, Progress, Tutor } from '../../src/tutor/state.ts';
import type { Drafts } from '../../src/app/drafts.ts';
import { createEffects } from '../../src/app/effects.ts';
import type { ProgressStore } from '../../src/app/progress/store.ts';
import { createStore, type Store } from '../../src/app/store.ts';
import { course, NOW } from './course.ts';
import { tutorAtHome } from './desk.ts';
import { deadline } from './wait.ts';

export interface Session {
  readonly store: Store;
  readonly state: () => Tutor;
  lesson(): LessonState;
  command(...commands: readonly Command[]): void;
  /** Puts text into whatever takes text, as it is. */
  paste(text: string): void;
  /** Resolves as soon as the state is as wanted; rejects when it does not come to that. */
  until(what: string, wanted: (tutor: Tutor) => boolean): Promise<Tutor>;
  /** Opens a lesson and waits for all its steps. */
  open(slug: string, step?: number): Promise<LessonState>;
  readonly saved: { readonly slug: string; readonly progress: Omit<Progress, 'updatedAt'> }[];
  /** Whether the program was asked to end. */
  left(): boolean;
  /** Resolves when it is. */
  readonly ended: Promise<unknown>;
}

export interface SessionOptions {
  readonly database: Database;
  readonly source?: CourseSource;
  readonly progress?: Readonly<Record<string, Progress>>;
  /** Where reference answers run; with the learner's SQL unless given. */
  readonly answers?: Database;
  /** None are kept unless given. */
  readonly drafts?: Drafts;
  readonly env?: NodeJS.ProcessEnv;
}

export function openSession(options: SessionOptions): Session {
  const { database, source = sourceOf(course), progress = {} } = options;
  const saved: Session['saved'] = [];
  let left = false;
  let end: (value?: unknown) => void = () => undefined;
  const ended = new Promise((resolve) => (end = resolve));
  const services = {
    source,
    database,
    answers: options.answers ?? database,
    drafts: options.drafts ?? noDrafts,
    env: options.env ?? {},
    suspend: (work: () => Promise<void>) => work(),
    progress: memoryProgress((slug, kept) => saved.push({ slug, progress: kept })),
    clock: () => NOW,
    leave: () => {
      left = true;
      end();
    },
  };
  const store = createStore(tutorAtHome(source.heads(), progress), (send) => createEffects(services, send));

  function until(what: string, wanted: (tutor: Tutor) => boolean): Promise<Tutor> {
    return deadline(what, (done, fail) => {
      const look = (): void => {
        try {
          if (wanted(store.state())) done(store.state());
        } catch (error) {
          fail(error);
        }
      };
      const stop = store.subscribe(look);
      look();
      return stop;
    });
  }

  function lesson(): LessonState {
    const open = store.state().lesson;
    if (open === null) throw new Error('No lesson is open');
    return open;
  }

  return {
    store,
    state: () => store.state(),
    lesson,
    command(...commands) {
      for (const command of commands) store.send({ type: 'command', command });
    },
    paste: (text) => store.send({ type: 'edit', edit: { type: 'paste', text } }),
    until,
    async open(slug, step) {
      store.send({ type: 'open', slug, ...(step !== undefined && { step }) });
      await until(`all steps of ${slug}`, ({ lesson: open }) => {
        if (open === null || open.breakage !== null) {
          throw new Error(`${slug} stopped: ${open?.breakage?.message ?? 'it is closed'}`);
        }
        return open.lesson !== null && open.plays.length === open.lesson.steps.length;
      });
      return lesson();
    },
    saved,
    left: () => left,
    ended,
  };
}

const noDrafts: Drafts = {
  read: () => ({ text: null, notice: null }),
  save: () => Promise.resolve(null),
  flush: () => Promise.resolve([]),
  flushSync: () => undefined,
  path: (slug) => slug,
  forget: () => undefined,
};

function memoryProgress(save: (slug: string, progress: Omit<Progress, 'updatedAt'>) => void): ProgressStore {
  return {
    read: () => Promise.resolve({ lessons: {}, notices: [] }),
    readLesson: () => Promise.resolve({ progress: null, notice: null }),
    save(slug, progress) {
      save(slug, progress);
      return Promise.resolve(null);
    },
    flush: () => Promise.resolve([]),
    flushSync: () => undefined,
    reset: () => Promise.resolve({ removed: [], notices: [] }),
  };
}
