/** A course from its folder: lessons and fixtures read, checked and frozen, or all faults at once. */
import path from 'node:path';
import { makeFault, sortFaults, type Fault } from '../faults.ts';
import { listFolder, readText, type Entry } from './files.ts';
import { readFixtures } from './fixture.ts';
import { deepFreeze } from '../deepFreeze.ts';
import { parseLesson, type ParsedLesson } from '../markdown/lesson.ts';
import type { Course } from '../model.ts';
import { LESSON_FILE_PATTERN, lessonFileName } from '../names.ts';
import { checkOrder } from './order.ts';

export type LoadedCourse =
  | { readonly ok: true; readonly course: Course }
  /** Sorted by file and line; at least one. */
  | { readonly ok: false; readonly faults: readonly Fault[] };

/** Longer than any lesson; Markdown's parsers need time by the square of some input. */
const LARGEST_LESSON = 256 * 1024;

/**
 * Loads the course in a folder. A folder with `lessons/` in it is a whole
 * course; any other holds the lesson files itself, with `fixtures/` in it or
 * beside it. `title` is the folder's name unless given; a folder that is itself
 * called `lessons` takes the name of the folder around it.
 */
export async function loadCourse(directory: string, title = folderTitle(directory)): Promise<LoadedCourse> {
  const layout = await findLayout(directory);
  if ('faults' in layout) return { ok: false, faults: layout.faults };
  const { lessonFiles, lessonsLabel, lessonsFolder, fixturesFolder, fixturesLabel } = layout;

  const [parsed, read] = await Promise.all([
    Promise.all(lessonFiles.map((name) => readLesson(path.join(lessonsFolder, name), lessonsLabel + name))),
    readFixtures(fixturesFolder, fixturesLabel),
  ]);
  const inOrder = parsed.flatMap((one, index) => {
    const file = lessonFiles[index] ?? '';
    const name = lessonFileName(file);
    return name === null ? [] : [{ ...one, ...name, file: lessonsLabel + file }];
  });
  inOrder.sort((a, b) => a.number - b.number);

  const faults = sortFaults([
    ...layout.stray,
    ...parsed.flatMap((one) => one.faults),
    ...read.faults,
    ...checkOrder(inOrder, read.ids),
  ]);
  if (faults.length > 0) return { ok: false, faults };
  const lessons = inOrder.flatMap(({ lesson }) => lesson ?? []);
  const fixtures = Object.fromEntries(read.fixtures.map((fixture) => [fixture.id, fixture]));
  return { ok: true, course: deepFreeze({ title, lessons, fixtures }) };
}

interface Layout {
  readonly lessonsFolder: string;
  /** What stands before a lesson's file name in messages. */
  readonly lessonsLabel: string;
  readonly lessonFiles: readonly string[];
  readonly fixturesFolder: string;
  readonly fixturesLabel: string;
  readonly stray: readonly Fault[];
}

/** Where the lessons and fixtures are, or why there is no course. */
async function findLayout(directory: string): Promise<Layout | { readonly faults: readonly Fault[] }> {
  const root = await listFolder(directory);
  if (root === null) {
    const mend =
      'Name a folder that holds a course: lesson files, or a folder lessons and a folder fixtures.';
    return {
      faults: [
        makeFault({ file: directory, message: 'There is no such folder, or it cannot be read.', mend }),
      ],
    };
  }
  const hasFolder = (name: string) => root.some((entry) => entry.name === name && entry.type === 'folder');
  const whole = hasFolder('lessons');
  const lessonsFolder = whole ? path.join(directory, 'lessons') : directory;
  const entries = whole ? ((await listFolder(lessonsFolder)) ?? []) : root;
  const lessonFiles = entries.filter(isLesson).map((entry) => entry.name);
  const lessonsLabel = whole ? 'lessons/' : '';
  const stray = entries
    .filter((entry) => !isLesson(entry) && !isGuide(entry) && (whole || !isFixtures(entry)))
    .map((entry) => strayFault(lessonsLabel + entry.name));
  if (lessonFiles.length === 0) {
    const mend = `Add a file ${LESSON_FILE_PATTERN}, or name a folder that holds such files.`;
    const none = makeFault({
      file: whole ? 'lessons' : directory,
      message: 'There are no lessons in this folder.',
      mend,
    });
    // A folder of something else altogether is one fault, not one for each of its files.
    return { faults: whole ? [none, ...stray] : [none] };
  }
  const beside = !whole && !hasFolder('fixtures');
  return {
    lessonsFolder,
    lessonsLabel,
    lessonFiles,
    fixturesFolder: path.join(directory, ...(beside ? ['..'] : []), 'fixtures'),
    fixturesLabel: beside ? '../fixtures' : 'fixtures',
    stray,
  };
}

function isLesson({ name, type }: Entry): boolean {
  return type === 'file' && lessonFileName(name) !== null;
}

/** A file for authors may stand beside the lessons. */
function isGuide({ name, type }: Entry): boolean {
  return type === 'file' && name.toLowerCase() === 'readme.md';
}

/** The fixtures may stand beside lesson files in a folder that is not called `lessons`. */
function isFixtures({ name, type }: Entry): boolean {
  return type === 'folder' && name === 'fixtures';
}

function strayFault(file: string): Fault {
  const mend = `Rename it to ${LESSON_FILE_PATTERN} (lower-case words joined by hyphens), or move it away.`;
  return makeFault({ file, message: 'This is not a lesson file.', mend });
}

async function readLesson(path: string, file: string): Promise<ParsedLesson> {
  const text = await readText(path, LARGEST_LESSON);
  if (typeof text === 'string') return parseLesson(file, text);
  return { lesson: null, faults: [makeFault({ ...text, file })], refers: { needs: [], fixture: null } };
}

function folderTitle(directory: string): string {
  const folder = path.resolve(directory);
  return path.basename(path.basename(folder) === 'lessons' ? path.dirname(folder) : folder);
}
