/** Where the program takes its course from: compiled at build time, or loaded from a folder. */
import {
  headOf,
  readCompiledExercise,
  readCompiledFixture,
  readCompiledIndex,
  readCompiledLesson,
} from './compiled.ts';
import { deepFreeze } from '../deepFreeze.ts';
import type { Course, Fixture, Lesson, LessonHead } from '../model.ts';

export interface CourseSource {
  readonly title: string;
  /** In the order of the course. */
  heads(): readonly LessonHead[];
  /** Rejects for a slug that is not among the heads. */
  lesson(slug: string): Promise<Lesson>;
  /** Rejects for an id that no lesson names. */
  fixture(id: string): Promise<Fixture>;
  /** What the build worked out of a lesson's exercise; null where it did not. */
  readonly compiled: (slug: string) => Promise<Uint8Array | null>;
}

/** The course that the build wrote into a folder; reads the index now and everything else when asked. */
export async function compiledSource(directory: string): Promise<CourseSource> {
  const index = deepFreeze(await readCompiledIndex(directory));
  return {
    title: index.title,
    heads: () => index.lessons,
    lesson: async (slug) => deepFreeze(await readCompiledLesson(directory, slug)),
    fixture: async (id) => deepFreeze(await readCompiledFixture(directory, id)),
    compiled: (slug) => readCompiledExercise(directory, slug),
  };
}

/** A course that is in memory already. */
export function sourceOf(course: Course): CourseSource {
  const heads = deepFreeze(course.lessons.map(headOf));
  const lessons = new Map(course.lessons.map((lesson) => [lesson.slug, lesson]));
  const fixtures = new Map(Object.entries(course.fixtures));
  return {
    title: course.title,
    heads: () => heads,
    lesson: (slug) => orReject(lessons.get(slug), 'lesson', slug),
    fixture: (id) => orReject(fixtures.get(id), 'fixture', id),
    compiled: () => Promise.resolve(null),
  };
}

function orReject<T>(value: T | undefined, what: string, name: string): Promise<T> {
  if (value === undefined) return Promise.reject(new Error(`The course has no ${what} "${name}".`));
  return Promise.resolve(value);
}
