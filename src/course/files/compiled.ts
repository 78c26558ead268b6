/**
 * The shipped course as JSON: an index, a file for each lesson, a file for each
 * fixture. `list` reads just the index, and a lesson opens without parsing
 * Markdown; so nothing that parses may be imported here.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Course, Fixture, Lesson, LessonHead } from '../model.ts';

export interface CourseIndex {
  readonly title: string;
  /** In the order of the course. */
  readonly lessons: readonly LessonHead[];
}

export interface CompiledFile {
  /** A plain file name. */
  readonly name: string;
  readonly text: string;
}

const INDEX = 'course.json';
const lessonFile = (slug: string) => `lesson-${slug}.json`;
const fixtureFile = (id: string) => `fixture-${id}.json`;
/** Where the build puts what it works out of a lesson's exercise: bytes of the runtime's own form. */
export const exerciseFile = (slug: string) => `exercise-${slug}.bin`;

/** The files that the build writes into one folder, from which the readers below read. */
export function compileCourse(course: Course): readonly CompiledFile[] {
  const index: CourseIndex = { title: course.title, lessons: course.lessons.map(headOf) };
  const file = (name: string, value: unknown): CompiledFile => ({ name, text: JSON.stringify(value) });
  return [
    file(INDEX, index),
    ...course.lessons.map((lesson) => file(lessonFile(lesson.slug), lesson)),
    ...Object.values(course.fixtures).map((fixture) => file(fixtureFile(fixture.id), fixture)),
  ];
}

/** A lesson without what is in it. */
export function headOf(lesson: Lesson): LessonHead {
  const { number, slug, title, summary, minutes, needs, stepCount, hasExercise, hasLab } = lesson;
  return { number, slug, title, summary, minutes, needs, stepCount, hasExercise, hasLab };
}

/** Rejects when the folder holds no compiled course. */
export function readCompiledIndex(directory: string): Promise<CourseIndex> {
  return readJson<CourseIndex>(directory, INDEX);
}

/** Rejects when there is no such lesson; take the slug from the index. */
export function readCompiledLesson(directory: string, slug: string): Promise<Lesson> {
  return readJson<Lesson>(directory, lessonFile(slug));
}

/** Rejects when there is no such fixture; take the id from a lesson. */
export function readCompiledFixture(directory: string, id: string): Promise<Fixture> {
  return readJson<Fixture>(directory, fixtureFile(id));
}

/** Null where the build worked nothing out. */
export function readCompiledExercise(directory: string, slug: string): Promise<Uint8Array | null> {
  return read(path.join(directory, exerciseFile(slug))).catch(() => null);
}

/** Trusted without a check: the build made it from a checked course. */
async function readJson<T>(directory: string, name: string): Promise<T> {
  return JSON.parse((await read(path.join(directory, name))).toString()) as T;
}

/** At once, as the files are small: loading Node's own promises of files takes longer than reading them. */
function read(file: string): Promise<Buffer> {
  return new Promise((resolve) => resolve(readFileSync(file)));
}
