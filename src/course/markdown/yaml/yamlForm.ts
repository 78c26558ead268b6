/** YAML of a known form, checked key by key; every fault with its line. */
import { isMap, isNode, isScalar, LineCounter, parseDocument, type Document } from 'yaml';
import { z } from 'zod';
import type { Fault, FaultList, Problem } from '../../faults.ts';
import { didYouMean } from '../../../words/nearest.ts';

export interface YamlForm<Values> {
  /** Its keys carry a `KeyMeta`, the things in its lists a title (`A move`), as zod's metadata. */
  readonly schema: z.ZodType<Values>;
  /** In a message, in lower case: `front matter`. */
  readonly name: string;
  /** Said of text that is no map. */
  readonly mend: string;
}

/** What zod's metadata say of a key, for messages. */
interface KeyMeta {
  /** What its value must be: `a whole number above 0`. */
  readonly description: string;
  /** The key with a value, as an author would write it. */
  readonly example: string;
}

/** A key's metadata, to hand to `.meta()` at the end of its schema. */
export function key(description: string, example: string): KeyMeta & Record<string, unknown> {
  return { description, example };
}

/** Where the YAML stands in its file. */
export interface YamlPlace {
  /** Line of its first line, from 1. */
  readonly line: number;
  /** What a fault of the whole is put to. */
  readonly whole: Pick<Fault, 'line'> & Partial<Pick<Fault, 'text'>>;
}

type Path = readonly PropertyKey[];

export interface YamlResult<Values> {
  /** Null when anything in it is at fault. */
  readonly values: Values | null;
  /** As it stands, unchecked; null when there is no map. */
  readonly data: Readonly<Record<string, unknown>> | null;
  /** The line of a key or of the entry of a list, or of the nearest around it. */
  readonly lineOf: (path: Path) => number;
  /** Adds a fault at a value; at the whole for an empty path. */
  readonly fault: (path: Path, problem: Problem) => void;
}

/** Reads a map; what is at fault is added to the faults. */
export function readYaml<Values>(
  text: string,
  form: YamlForm<Values>,
  place: YamlPlace,
  faults: FaultList,
): YamlResult<Values> {
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter, prettyErrors: false, logLevel: 'silent' });
  const at = (offset: number) => {
    const { line, col } = counter.linePos(offset);
    return { line: line + place.line - 1, column: col };
  };
  const lineOf = (path: Path) => at(offsetOf(document, path)).line;
  const fault = (path: Path, problem: Problem) =>
    faults.add({ ...problem, ...(path.length === 0 ? place.whole : at(offsetOf(document, path))) });
  const unread = { values: null, data: null, lineOf, fault };

  const atFault = new Set<number>();
  for (const error of document.errors) {
    const { line, column } = at(error.pos[0]);
    // The first error of a line tends to be the cause of the others.
    if (atFault.has(line)) continue;
    atFault.add(line);
    const [message, mend] =
      error.code === 'DUPLICATE_KEY'
        ? [`This key of the ${form.name} is given twice.`, 'Keep one of the two lines.']
        : [
            `The ${form.name} is not sound YAML: ${error.message.replace(/\.$/, '')}.`,
            'Write `key: value` lines.',
          ];
    faults.add({ line, column, message, mend });
  }
  if (document.errors.length > 0) return unread;

  const data = plain(document);
  if (data === null) {
    const message = `The ${form.name} is not a list of keys with values.`;
    faults.add({ line: place.line, message, mend: form.mend });
    return unread;
  }
  const result = form.schema.safeParse(data);
  if (result.success) return { values: result.data, data, lineOf, fault };

  const reported = new Set<string>();
  for (const issue of result.error.issues) {
    for (const { path, message, mend } of explain(issue, data, form)) {
      // One fault for each value: zod may see several things wrong in it.
      const id = `${path.length === 0 ? place.whole.line : lineOf(path)} ${message}`;
      if (!reported.has(id)) fault(path, { message, mend });
      reported.add(id);
    }
  }
  return { values: null, data, lineOf, fault };
}

interface Explanation extends Problem {
  /** Where to look; empty for the whole. */
  readonly path: Path;
}

/** An issue in our own words, which know what the key is for. */
function explain(
  issue: z.core.$ZodIssue,
  data: Record<string, unknown>,
  form: YamlForm<unknown>,
): readonly Explanation[] {
  const { schema } = form;
  if (issue.code === 'unrecognized_keys') {
    const known = keysOf(schemaAt(schema, issue.path));
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
  while (path.length > 1 && keyMeta(schema, path) === null) path = path.slice(0, -1);
  const { description, example } = keyMeta(schema, path) ?? key('something else', '');
  const name = String(path.at(-1) ?? '');
  const around = path.slice(0, -1);
  if (path.length === issue.path.length && typeof path.at(-1) === 'string' && !has(data, path)) {
    const message = `${thing(around, form)} lacks "${name}".`;
    return [{ path: around, message, mend: `Add for instance \`${example}\`.` }];
  }
  const message = `"${name}" must be ${description}.`;
  return [{ path: issue.path, message, mend: `Write for instance \`${example}\`.` }];
}

/** What the value at a path is called at the beginning of a sentence. */
function thing(path: Path, { schema, name }: YamlForm<unknown>): string {
  return metaAt(schema, path).title ?? `The ${name}`;
}

function keyMeta(schema: z.core.$ZodType, path: Path): KeyMeta | null {
  const { description, example } = metaAt(schema, path);
  return typeof description === 'string' && typeof example === 'string' ? { description, example } : null;
}

function metaAt(schema: z.core.$ZodType, path: Path): z.core.GlobalMeta {
  const found = schemaAt(schema, path);
  return (found && z.globalRegistry.get(found)) ?? {};
}

/** The schema of the value at a path, or null where the form has none. */
function schemaAt(schema: z.core.$ZodType, path: Path): z.core.$ZodType | null {
  let found: z.core.$ZodType | undefined = schema;
  for (const part of path) {
    const inner = unwrapped(found);
    if (inner instanceof z.ZodObject) found = (inner.shape as z.core.$ZodShape)[String(part)];
    else if (inner instanceof z.ZodArray) found = inner.element;
    else if (inner instanceof z.ZodRecord) found = inner.valueType;
    else return null;
    if (found === undefined) return null;
  }
  return found;
}

/** The schema without what makes it optional. */
function unwrapped(schema: z.core.$ZodType): z.core.$ZodType {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodDefault)
    return unwrapped(schema.unwrap());
  return schema;
}

function keysOf(schema: z.core.$ZodType | null): readonly string[] {
  const inner = schema && unwrapped(schema);
  return inner instanceof z.ZodObject ? Object.keys(inner.shape) : [];
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
