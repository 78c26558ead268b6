/** The names that files, lessons, fixtures, migrations and versions may have. */

/** Lower-case words joined by hyphens: safe as a file name and in a URL. */
export const SLUG = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;

/** Letters, digits, `_`, `-` and `.`, beginning with a letter or digit. */
export const MIGRATION_NAME = /^[A-Za-z0-9][A-Za-z0-9_.-]*$/;

/** A version of the application: `A0`. Short, since it heads a column; a digit in front would lose its place in a map. */
export const VERSION = /^[A-Za-z][A-Za-z0-9_.-]{0,11}$/;

/** A phase of a schema: `S2a`. Short, since it heads a row. */
export const PHASE = /^[A-Za-z0-9][A-Za-z0-9_.-]{0,11}$/;

/** What a lesson's file name must look like, for people. */
export const LESSON_FILE_PATTERN = 'NN-slug.md';

/** Number and slug of a lesson from its file's name (`18-expand-and-contract.md`), or null. */
export function lessonFileName(name: string): { readonly number: number; readonly slug: string } | null {
  const match = /^(\d{2,6})-([a-z0-9-]+)\.md$/.exec(name);
  const number = Number(match?.[1]);
  const slug = match?.[2] ?? '';
  return number >= 1 && SLUG.test(slug) ? { number, slug } : null;
}
