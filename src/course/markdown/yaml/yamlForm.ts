/** YAML of a known form, checked key by key; every fault with its line. */
import { isMap, isNode, isScalar, LineCounter, parseDocument, type Document } from 'yaml';
import type { z } from 'zod';
import type { Report } from '../../faults.ts';
import { didYouMean } from '../../../words/nearest.ts';
import { ended } from '../../../words/sentence.ts';

export interface YamlForm<Values> {
  readonly schema: z.ZodType<Values>;
  /** In a message, in lower case: `front matter`. */
  readonly name: string;
  /** Keys by their path without numbers (`moves.id`): what each must be, and an example of it. */
  readonly keys: Readonly<Record<string, readonly [must: string, example: string]>>;
  /** What the things in a list are called, by the list's path: `A move`. */
  readonly things: Readonly<Record<string, string>>;
  /** Said of text that is no map. */
  readonly mend: string;
}

/** Where the YAML stands in its file. */
export interface YamlPlace {
  /** Line of its first line, from 1. */
  readonly line: number;
  /** What a fault about the whole is put to. */
  readonly whole: { readonly line: number; readonly text: string };
}

type Path = readonly PropertyKey[];

export interface YamlResult<Values> {
  /** Null when anything in it is at fault. */
  readonly values: Values | null;
  /** As it stands, unchecked; null when there is no map. */
  readonly data: Readonly<Record<string, unknown>> | null;
  /** The line of a key or of the entry of a list, or of the nearest around it. */
  readonly lineOf: (path: Path) => number;
  /** Adds a fault at a value. */
  readonly fault: (path: Path, message: string, mend: string) => void;
}

/** Reads a map; what is at fault is in the report. */
export function readYaml<Values>(
  text: string,
  form: YamlForm<Values>,
  place: YamlPlace,
  report: Report,
): YamlResult<Values> {
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter, prettyErrors: false, logLevel: 'silent' });
  const sourceLines = text.split('\n');
  const lineAt = (offset: number) => counter.linePos(offset).line + place.line - 1;
  const sourceAt = (line: number) => sourceLines[line - place.line] ?? '';
  const lineOf = (path: Path) => lineAt(offsetOf(document, path));
  const fault = (path: Path, message: string, mend: string) =>
    report.add(lineOf(path), sourceAt(lineOf(path)), message, mend);

  const atFault = new Set<number>();
  for (const error of document.errors) {
    const at = lineAt(error.pos[0]);
    // The first error of a line tends to be the cause of the others.
    if (atFault.has(at)) continue;
    atFault.add(at);
    const [message, mend] =
      error.code === 'DUPLICATE_KEY'
        ? [`This key of the ${form.name} is given twice.`, 'Keep one of the two lines.']
        : [`The ${form.name} is not sound YAML: ${ended(error.message)}`, 'Write `key: value` lines.'];
    report.add(at, sourceAt(at), message, mend);
  }
  if (document.errors.length > 0) return { values: null, data: null, lineOf, fault };

  const data = plain(document);
  if (data === null) {
    const message = `The ${form.name} is not a list of keys with values.`;
    report.add(place.line, sourceAt(place.line), message, form.mend);
    return { values: null, data: null, lineOf, fault };
  }
  const result = form.schema.safeParse(data);
  if (result.success) return { values: result.data, data, lineOf, fault };

  const told = new Set<string>();
  for (const issue of result.error.issues) {
    for (const { path, message, mend } of explain(issue, data, form)) {
      const line = path.length === 0 ? place.whole.line : lineOf(path);
      const at = path.length === 0 ? place.whole.text : sourceAt(line);
      // One fault for each value: zod may see several things wrong in it.
      const id = `${line} ${message}`;
      if (!told.has(id)) report.add(line, at, message, mend);
      told.add(id);
    }
  }
  return { values: null, data, lineOf, fault };
}

interface Explanation {
  /** Where to look; empty for the whole. */
  readonly path: Path;
  readonly message: string;
  readonly mend: string;
}

/** An issue in our own words. */
function explain(
  issue: z.core.$ZodIssue,
  data: Record<string, unknown>,
  form: YamlForm<unknown>,
): readonly Explanation[] {
  const { keys } = form;
  if (issue.code === 'unrecognized_keys') {
    const inside = nameOf(issue.path);
    const known = Object.keys(keys).flatMap((key) => (parentOf(key) === inside ? [lastOf(key)] : []));
    return issue.keys.map((key) => ({
      path: [...issue.path, key],
      message: `${thing(issue.path, form)} has no key "${key}".`,
      mend: /[\s,]/.test(key)
        ? 'If it belongs to the value before it, put that into quotation marks.'
        : didYouMean(key, known, `Remove it; the keys are ${known.join(', ')}.`),
    }));
  }
  // A value inside a value without a name is spoken of by the one that has one.
  let path: Path = issue.path;
  while (path.length > 1 && !Object.hasOwn(keys, nameOf(path))) path = path.slice(0, -1);
  const name = nameOf(path);
  const [must, example] = keys[name] ?? ['be something else', ''];
  const around = path.slice(0, -1);
  if (path.length === issue.path.length && typeof path.at(-1) === 'string' && !has(data, path)) {
    const message = `${thing(around, form)} lacks "${lastOf(name)}".`;
    return [{ path: around, message, mend: `Add for instance \`${example}\`.` }];
  }
  const message = `"${lastOf(name)}" must ${must}.`;
  return [{ path: issue.path, message, mend: `Write for instance \`${example}\`.` }];
}

function thing(path: Path, form: YamlForm<unknown>): string {
  return form.things[nameOf(path)] ?? `The ${form.name}`;
}

function nameOf(path: Path): string {
  return path.filter((part) => typeof part === 'string').join('.');
}

function parentOf(name: string): string {
  return name.split('.').slice(0, -1).join('.');
}

function lastOf(name: string): string {
  return name.split('.').at(-1) ?? name;
}

function has(data: unknown, path: Path): boolean {
  let value = data;
  for (const part of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, part)) return false;
    value = (value as Record<PropertyKey, unknown>)[part];
  }
  return true;
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

/** Where the key or the entry of a list at the path begins, or the nearest around it. */
function offsetOf(document: Document, path: Path): number {
  for (let length = path.length; length > 0; length -= 1) {
    const last = path[length - 1];
    const around: unknown =
      length === 1 ? document.contents : document.getIn(path.slice(0, length - 1), true);
    const pair = isMap(around)
      ? around.items.find(({ key }) => isScalar(key) && key.value === last)
      : undefined;
    const node: unknown = pair === undefined ? document.getIn(path.slice(0, length), true) : pair.key;
    if (isNode(node) && node.range) return node.range[0];
  }
  return 0;
}
