/** Names in sentences about tables, and sentences fitted to a line. */
import { counted } from '../words/sentence.ts';
import { cut, widthOf } from '../words/width.ts';

/** Columns that the first change needs at least before the others are counted behind it. */
const NARROW = 20;

/** An identifier, in double quotes only where it could be misread without them. */
export function name(identifier: string): string {
  return /^[\p{L}_][\p{L}\p{M}\p{N}_$]*$/u.test(identifier)
    ? identifier
    : `"${identifier.replaceAll('"', '""')}"`;
}

/** Control characters and those that turn the direction of text, written out: a name must not drive the terminal. */
export function visible(text: string): string {
  return text.replace(
    /[\p{Cc}\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu,
    (character) => `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`,
  );
}

/**
 * The parts as one line at most `width` columns wide. What does not fit is
 * counted: `; and 2 more changes`. A table's name is not said twice in a row.
 */
export function joinParts(parts: readonly string[], width: number = Infinity): string {
  if (parts.length === 0) return 'Nothing changed.';
  let fitting = '';
  let line = '';
  for (let count = 1; count <= parts.length; count++) {
    line =
      count === 1
        ? (parts[0] ?? '')
        : `${line}; ${withoutSubject(parts[count - 1] ?? '', parts[count - 2] ?? '')}`;
    const rest = tail(parts.length - count);
    if (widthOf(line) + rest.length <= width) fitting = line + rest;
  }
  if (fitting !== '') return fitting;
  const rest = tail(parts.length - 1);
  // On a very narrow line the words matter more than how many others there are.
  const room = width - rest.length;
  return room < NARROW ? cut(parts[0] ?? '', width) : cut(parts[0] ?? '', room) + rest;
}

function tail(more: number): string {
  return more === 0 ? '' : `; and ${counted(more, 'more change')}`;
}

/** The part without the `table: ` in front, where the part before it began with the same. */
function withoutSubject(part: string, previous: string): string {
  const subject = /^(?:"(?:[^"]|"")*"|[^\s:"]+): /.exec(part)?.[0];
  return subject !== undefined && previous.startsWith(subject) ? part.slice(subject.length) : part;
}
