/** Front matter: the YAML at the top of a lesson, checked key by key. */
import { isNode, LineCounter, parseDocument, type Document } from 'yaml';
import { z } from 'zod';
import type { Report } from './faults.ts';
import { MIGRATION_NAME, SLUG } from './names.ts';
import { didYouMean } from './nearest.ts';

const line = z
  .string()
  .trim()
  .min(1)
  .regex(/^\P{Cc}*$/u);
const slug = z.string().regex(SLUG);

const schema = z.strictObject({
  format: z.literal(1),
  title: line,
  summary: line,
  minutes: z.int().positive(),
  needs: z.array(slug).refine(distinct).default([]),
  fixture: slug,
  show: z.array(line).min(1).refine(distinct),
  foreign_keys: z.boolean().default(false),
  baseline: z.string().regex(MIGRATION_NAME).nullable().default(null),
});

type FrontMatter = z.infer<typeof schema>;

/** What each key must be, and an example of it. */
const wanted: Record<keyof FrontMatter, readonly [must: string, example: string]> = {
  format: ['be 1, the version of the lesson format', 'format: 1'],
  title: ['be one line of text', 'title: Add a required column'],
  summary: ['be one line of text', 'summary: Add, fill, tighten'],
  minutes: ['be a whole number above 0', 'minutes: 15'],
  needs: ['be a list of different lesson slugs', 'needs: [a-ledger]'],
  fixture: ['be the name of a folder in fixtures', 'fixture: clinic'],
  show: ['be a list of at least one table, each named once', 'show: [patients, visits]'],
  foreign_keys: ['be true or false', 'foreign_keys: true'],
  baseline: ['be a migration name', 'baseline: 0001_baseline'],
};

interface Placed {
  readonly value: string;
  /** From 1. */
  readonly line: number;
}

export interface FrontMatterResult {
  /** Null when anything in it is at fault. */
  readonly values: FrontMatter | null;
  /** Sound even where other keys are at fault, so that the course can be checked in the same run. */
  readonly needs: readonly Placed[];
  readonly fixture: Placed | null;
}

/** Reads the text between the `---` lines, of which the first is line 1. */
export function readFrontMatter(text: string, report: Report): FrontMatterResult {
  const nothing: FrontMatterResult = { values: null, needs: [], fixture: null };
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter, prettyErrors: false, logLevel: 'silent' });
  const sourceLines = text.split('\n');
  // The YAML begins on the file's second line.
  const lineAt = (offset: number) => counter.linePos(offset).line + 1;
  const sourceAt = (fileLine: number) => sourceLines[fileLine - 2] ?? '';

  const atFault = new Set<number>();
  for (const error of document.errors) {
    const at = lineAt(error.pos[0]);
    // The first error of a line tends to be the cause of the others.
    if (atFault.has(at)) continue;
    atFault.add(at);
    const [message, mend] =
      error.code === 'DUPLICATE_KEY'
        ? ['This key of the front matter is given twice.', 'Keep one of the two lines.']
        : [`The front matter is not sound YAML: ${sentence(error.message)}`, 'Write `key: value` lines.'];
    report.add(at, sourceAt(at), message, mend);
  }
  if (document.errors.length > 0) return nothing;

  const data = plain(document);
  if (data === null) {
    const message = 'The front matter is not a list of keys with values.';
    report.add(2, sourceAt(2), message, 'Write `key: value` lines, `format: 1` first.');
    return nothing;
  }

  const lineOf = (path: readonly PropertyKey[]) => lineAt(offsetOf(document, path));
  const result = schema.safeParse(data);
  if (!result.success) {
    const told = new Set<string>();
    for (const issue of result.error.issues) {
      for (const [path, message, mend] of explain(issue, data)) {
        const missing = path.length === 0;
        const at = missing ? 1 : lineOf(path);
        // One fault for each value: zod may see several things wrong in it.
        const id = `${at} ${message}`;
        if (!told.has(id)) report.add(at, missing ? '' : sourceAt(at), message, mend);
        told.add(id);
      }
    }
  }
  const needs = schema.shape.needs.safeParse(data['needs']);
  const fixture = schema.shape.fixture.safeParse(data['fixture']);
  return {
    values: result.success ? result.data : null,
    needs: (needs.data ?? []).map((value, index) => ({ value, line: lineOf(['needs', index]) })),
    fixture: fixture.success ? { value: fixture.data, line: lineOf(['fixture']) } : null,
  };
}

type Explanation = readonly [path: readonly PropertyKey[], message: string, mend: string];

/** An issue in our own words; an empty path means that the key is missing. */
function explain(issue: z.core.$ZodIssue, data: Record<string, unknown>): readonly Explanation[] {
  const known = Object.keys(wanted);
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => [
      [key],
      `The front matter has no key "${key}".`,
      didYouMean(key, known, `Remove it; the keys are ${known.join(', ')}.`),
    ]);
  }
  const key = String(issue.path[0]);
  const [must, example] = wanted[key as keyof FrontMatter];
  if (!Object.hasOwn(data, key)) {
    return [[[], `The front matter lacks "${key}".`, `Add for instance \`${example}\`.`]];
  }
  return [[issue.path, `"${key}" must ${must}.`, `Write for instance \`${example}\`.`]];
}

/** The document as an object, or null when it is something else or cannot be expanded. */
function plain(document: Document): Record<string, unknown> | null {
  let data: unknown;
  try {
    data = document.toJS();
  } catch {
    // Aliases that refer to nothing or multiply without end.
    return null;
  }
  return typeof data === 'object' && data !== null && !Array.isArray(data)
    ? (data as Record<string, unknown>)
    : null;
}

/** Where the value at the path begins, or the nearest value around it. */
function offsetOf(document: Document, path: readonly PropertyKey[]): number {
  for (let length = path.length; length > 0; length -= 1) {
    const node: unknown = document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return node.range[0];
  }
  return 0;
}

function sentence(text: string): string {
  return text.endsWith('.') ? text : `${text}.`;
}

function distinct(values: readonly string[]): boolean {
  return new Set(values).size === values.length;
}
