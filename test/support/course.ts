/** The project's own course, loaded once, and its lessons played in this very thread. */
import { fileURLToPath } from 'node:url';
import { formatFault } from '../../src/course/faults.ts';
import { loadCourse } from '../../src/course/files/load.ts';
import type { Course, Fixture, Lesson } from '../../src/course/model.ts';
import type { Database } from '../../src/rollout/database.ts';
import type { Opened } from '../../src/migrate/model.ts';
import type { StepPlay } from '../../src/lesson/play.ts';
import { playLesson } from '../../src/lesson/player.ts';
import { openHere } from './database.ts';

/** The project's folder. */
export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** What the lessons take for now. */
export const NOW = Date.UTC(2026, 0, 2, 3, 4, 5);

const loaded = await loadCourse(ROOT, 'learn-migrations');
if (!loaded.ok) throw new Error(loaded.faults.map(formatFault).join('\n'));

export const course: Course = loaded.course;

export function lessonNumbered(number: number): Lesson {
  const lesson = course.lessons.find((candidate) => candidate.number === number);
  if (lesson === undefined) throw new Error(`There is no lesson ${number}`);
  return lesson;
}

export function fixtureOf(lesson: Lesson): Fixture {
  return course.fixtures[lesson.fixture]!;
}

/** A lesson as it ran. */
export interface PlayedLesson {
  readonly lesson: Lesson;
  readonly opened: Opened;
  readonly plays: readonly StepPlay[];
}

let here: Promise<Database> | null = null;

/** Plays a lesson from its beginning to its end, without a worker. */
export async function playHere(lesson: Lesson, fixture = fixtureOf(lesson)): Promise<PlayedLesson> {
  const database = await (here ??= openHere());
  const plays: StepPlay[] = [];
  let opened: Opened | null = null;
  for await (const event of playLesson(lesson, { database, fixture, now: NOW })) {
    if (event.type === 'opened') ({ opened } = event);
    else if (event.type === 'step') plays.push(event.play);
    else throw new Error(`${lesson.file}:${event.breakage.line}: ${event.breakage.message}`);
  }
  return { lesson, opened: opened!, plays };
}

/** All lessons of the course, played. */
export function playAllHere(): Promise<readonly PlayedLesson[]> {
  return Promise.all(course.lessons.map((lesson) => playHere(lesson)));
}
