/** Finds the lesson that is named on the command line. */
import leven from 'leven';
import type { LessonHead } from './model.ts';
import { reach } from '../words/nearest.ts';

export type FoundLesson<Head extends LessonHead = LessonHead> =
  | { readonly found: Head }
  /** In the order of the course; at least two. */
  | { readonly ambiguous: readonly Head[] }
  /** No lesson fits; the one whose name is a misspelling away, or null. */
  | { readonly nearest: Head | null };

/**
 * The lesson with this number (`18`, `018`), file name or slug, or whose slug
 * or title contains the query, ignoring case. A whole name beats a part of one.
 */
export function findLesson<Head extends LessonHead>(
  lessons: readonly Head[],
  query: string,
): FoundLesson<Head> {
  const wanted = query.trim().toLowerCase();
  if (wanted === '') return { nearest: null };
  if (/^\d+$/.test(wanted)) {
    const numbered = lessons.find((lesson) => lesson.number === Number(wanted));
    return numbered === undefined ? { nearest: null } : { found: numbered };
  }
  const words = asWords(
    wanted
      .replace(/^.*[/\\]/, '')
      .replace(/\.md$/, '')
      .replace(/^\d+-/, ''),
  );
  if (words === '') return { nearest: null };
  const names = (lesson: LessonHead) => [asWords(lesson.slug), asWords(lesson.title)];
  const whole = lessons.filter((lesson) => names(lesson).includes(words));
  const fitting =
    whole.length > 0 ? whole : lessons.filter((lesson) => names(lesson).some((name) => name.includes(words)));
  const [first, second] = fitting;
  if (first === undefined) return { nearest: nearestLesson(lessons, words) };
  return second === undefined ? { found: first } : { ambiguous: fitting };
}

/** Hyphens, blanks and commas make no difference: a slug and its title in words are one. */
function asWords(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim();
}

/** Compares with whole slugs and titles and with their words: people shorten long names. */
function nearestLesson<Head extends LessonHead>(lessons: readonly Head[], wanted: string): Head | null {
  const limit = reach(wanted);
  let best: Head | null = null;
  let bestDistance = limit + 1;
  for (const lesson of lessons) {
    const names = [asWords(lesson.slug), asWords(lesson.title)];
    // A short word is a few edits away from anything.
    const words = names.flatMap((name) => name.split(' ')).filter((word) => word.length > 3);
    for (const name of [...names, ...words]) {
      const distance = leven(wanted, name, { maxDistance: limit + 1 });
      if (distance < bestDistance) {
        best = lesson;
        bestDistance = distance;
      }
    }
  }
  return best;
}
