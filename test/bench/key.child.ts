/**
 * One session at the keyboard, in a process of its own. Steps through a lesson from cold, forward and back, and sends
 * what each key took to the parent. Arguments: columns, rows, number of the lesson.
 */
import { once } from 'node:events';
import { PassThrough, Writable } from 'node:stream';
import { performance } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { headOf } from '../../src/course/files/compiled.ts';
import { isFirstMoment, isLastMoment } from '../../src/tutor/select.ts';
import type { LessonState } from '../../src/tutor/state.ts';
import { createStore, type Store } from '../../src/app/store.ts';
import { openTerminal } from '../../src/tui/terminal.tsx';
import { lessonNumbered, playHere, type PlayedLesson } from '../support/course.ts';
import { tutorAtHome } from '../support/desk.ts';
import { SEQUENCES } from '../support/keys.ts';

/** Longer than Ink holds back a frame that follows another at 60 a second: what is measured is work, not waiting. */
const BETWEEN_KEYS = 25;

/** A key that has brought no frame after so many milliseconds brings none. */
const NO_FRAME = 250;

/** Keys after which a lesson must have come to its end. */
const MOST_KEYS = 300;

/** Milliseconds since some moment: of the clock, and of processor time that this process has used. */
interface Moment {
  readonly clock: number;
  readonly processor: number;
}

function now(): Moment {
  const { user, system } = process.cpuUsage();
  return { clock: performance.now(), processor: (user + system) / 1000 };
}

/**
 * Milliseconds of work. A machine that is busy otherwise stretches the clock's, helper threads that compile and
 * collect garbage meanwhile add to the processor's: the smaller one is nearer to what the key had to wait for.
 */
function between(start: Moment, end: Moment): number {
  return Math.min(end.clock - start.clock, end.processor - start.processor);
}

/** A terminal's output that remembers when something was last written. */
class Screen extends Writable {
  readonly isTTY = true;
  readonly columns: number;
  readonly rows: number;
  #written: Moment | null = null;

  constructor(columns: number, rows: number) {
    super();
    this.columns = columns;
    this.rows = rows;
  }

  override _write(_chunk: unknown, _encoding: string, done: () => void): void {
    this.#written = now();
    this.emit('written');
    done();
  }

  /** When something was last written, if at all since this was last asked. */
  takeWritten(): Moment | null {
    const written = this.#written;
    this.#written = null;
    return written;
  }
}

/** A terminal's input. */
class Keyboard extends PassThrough {
  readonly isTTY = true;
  setRawMode(): this {
    return this;
  }
  ref(): this {
    return this;
  }
  unref(): this {
    return this;
  }
}

/** The program's store with a lesson that was played already; nothing is kept. */
function storeWith({ lesson, opened, plays }: PlayedLesson): Store {
  const { slug } = lesson;
  const store = createStore(tutorAtHome([headOf(lesson)]), (send) => (effect) => {
    if (effect.type !== 'openLesson') return;
    send({ type: 'lessonRead', slug, lesson });
    send({ type: 'databaseOpened', slug, opened });
    for (const play of plays) send({ type: 'stepPlayed', slug, play });
  });
  store.send({ type: 'open', slug });
  return store;
}

function openLesson(store: Store): LessonState {
  const { lesson } = store.state();
  if (lesson === null) throw new Error('the lesson is not open');
  return lesson;
}

const [columns = 80, rows = 24, number = 18] = process.argv.slice(2).map(Number);
const store = storeWith(await playHere(lessonNumbered(number)));
const screen = new Screen(columns, rows);
const keyboard = new Keyboard();
// The interface takes the process's own streams: so it is measured with the options that it really has.
Object.defineProperty(process, 'stdout', { value: screen });
Object.defineProperty(process, 'stdin', { value: keyboard });
let paint: () => void = () => undefined;
const painted = new Promise<void>((resolve) => {
  paint = resolve;
});
const terminal = openTerminal(store, { theme: 'color', onFirstFrame: () => paint() });
await painted;
await pause(BETWEEN_KEYS);

/** What a key took until its frame was written, in milliseconds. */
export interface KeyTime {
  readonly whole: number;
  /** The part of it in which Ink makes text of its boxes. */
  readonly ink: number;
}

/** Null where no frame came, because nothing on the screen changed. */
const taken: (KeyTime | null)[] = [];
let ink = 0;
process.on('inkRendered', (milliseconds: number) => (ink += milliseconds));

async function press(key: string): Promise<void> {
  screen.takeWritten();
  ink = 0;
  const start = now();
  keyboard.write(key);
  await once(screen, 'written', { signal: AbortSignal.timeout(NO_FRAME) }).catch(() => undefined);
  await pause(BETWEEN_KEYS);
  const written = screen.takeWritten();
  taken.push(written === null ? null : { whole: between(start, written), ink });
}

async function pressUntil(key: string, arrived: (lesson: LessonState) => boolean): Promise<void> {
  for (let pressed = 0; pressed < MOST_KEYS; pressed++) {
    const lesson = openLesson(store);
    if (lesson.panel === null && arrived(lesson)) return;
    // A question lets nobody by without an answer; Enter gives the one under the cursor.
    await press(lesson.panel?.type === 'predict' ? '\r' : key);
  }
  throw new Error(`lesson ${number} has no end`);
}

await pressUntil(SEQUENCES.right, isLastMoment);
await pressUntil(SEQUENCES.left, isFirstMoment);
terminal.close();
await terminal.ended;
process.send?.(taken);
