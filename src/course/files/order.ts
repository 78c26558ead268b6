/** What must be true of lessons together: numbers, slugs, needs and fixtures. */
import { makeFault, type Fault } from '../faults.ts';
import type { ParsedLesson } from '../markdown/lesson.ts';
import { didYouMean } from '../../words/nearest.ts';

export interface LessonFile extends Pick<ParsedLesson, 'refers'> {
  readonly file: string;
  readonly number: number;
  readonly slug: string;
}

/** Checks lessons, in the order of the course, against each other; lessons with faults of their own included. */
export function checkOrder(lessons: readonly LessonFile[], fixtures: readonly string[]): readonly Fault[] {
  return [
    ...checkDistinct(lessons),
    ...checkNeeds(lessons),
    ...checkCircles(lessons),
    ...checkFixtures(lessons, fixtures),
  ];
}

function checkDistinct(lessons: readonly LessonFile[]): readonly Fault[] {
  return lessons.flatMap((lesson, index) => {
    const above = lessons.slice(0, index);
    const faults: Fault[] = [];
    const number = above.find((other) => other.number === lesson.number);
    if (number !== undefined) {
      const message = `The number ${lesson.number} is taken by ${number.file}.`;
      faults.push(
        makeFault({ file: lesson.file, message, mend: 'Give one of the two files another number.' }),
      );
    }
    const slug = above.find((other) => other.slug === lesson.slug);
    if (slug !== undefined) {
      const message = `The slug "${lesson.slug}" is taken by ${slug.file}.`;
      faults.push(makeFault({ file: lesson.file, message, mend: 'Give one of the two files another slug.' }));
    }
    return faults;
  });
}

function checkNeeds(lessons: readonly LessonFile[]): readonly Fault[] {
  const slugs = lessons.map((lesson) => lesson.slug);
  return lessons.flatMap(({ file, refers }) =>
    refers.needs
      .filter((need) => !slugs.includes(need.value))
      .map(({ value, line }) => {
        const mend = didYouMean(value, slugs, 'Name a lesson by the slug in its file name, or remove it.');
        return makeFault({ file, line, text: value, message: `There is no lesson "${value}".`, mend });
      }),
  );
}

/** One fault for each circle, at its first lesson in the order of the course. */
function checkCircles(lessons: readonly LessonFile[]): readonly Fault[] {
  const bySlug = new Map(lessons.map((lesson) => [lesson.slug, lesson]));
  const faults: Fault[] = [];
  const reported = new Set<string>();
  for (const lesson of lessons) {
    const circle = reported.has(lesson.slug) ? null : circleFrom(lesson, bySlug);
    if (circle === null) continue;
    for (const slug of circle) reported.add(slug);
    const need = lesson.refers.needs.find(({ value }) => value === (circle[1] ?? lesson.slug));
    const message = `No lesson of this circle can come first: ${[...circle, lesson.slug].join(' needs ')}.`;
    const mend = 'Remove one of these needs.';
    faults.push(
      makeFault({ file: lesson.file, line: need?.line ?? 1, text: need?.value ?? '', message, mend }),
    );
  }
  return faults;
}

/** The slugs on a shortest way from the lesson over its needs back to it, or null. */
function circleFrom(start: LessonFile, bySlug: ReadonlyMap<string, LessonFile>): readonly string[] | null {
  const seen = new Set<string>();
  let paths: (readonly string[])[] = [[start.slug]];
  while (paths.length > 0) {
    const longer: (readonly string[])[] = [];
    for (const path of paths) {
      for (const { value } of bySlug.get(path.at(-1) ?? '')?.refers.needs ?? []) {
        if (value === start.slug) return path;
        if (!seen.has(value)) longer.push([...path, value]);
        seen.add(value);
      }
    }
    paths = longer;
  }
  return null;
}

function checkFixtures(lessons: readonly LessonFile[], ids: readonly string[]): readonly Fault[] {
  return lessons.flatMap(({ file, refers: { fixture } }) => {
    if (fixture === null || ids.includes(fixture.value)) return [];
    const otherwise = `Make a folder fixtures/${fixture.value} with a schema.sql.`;
    const mend = didYouMean(fixture.value, ids, otherwise);
    return [
      makeFault({
        file,
        line: fixture.line,
        text: fixture.value,
        message: `There is no fixture "${fixture.value}".`,
        mend,
      }),
    ];
  });
}
