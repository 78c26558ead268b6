/** Writes the shipped course as JSON at build time; `compiled.ts` reads it. */
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { compileCourse } from './compiled.ts';
import type { Course } from '../model.ts';

/** Writes the compiled course into a folder, which it makes. */
export async function writeCompiled(course: Course, directory: string): Promise<void> {
  await mkdir(directory, { recursive: true });
  const files = compileCourse(course);
  await Promise.all(files.map(({ name, text }) => writeFile(path.join(directory, name), text)));
}
