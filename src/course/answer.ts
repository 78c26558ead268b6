/**
 * The file in which a learner writes an answer: plain SQL, with comment lines
 * of their own as marks. `-- migration <part>` begins a part and may be left
 * out where there is only one; `-- rollback` begins the way back of the part in
 * which it stands. Case and blanks make no difference.
 */
import { oneLine } from './faults.ts';
import type { Answer, AnswerPart, AnswerSql, Exercise } from './model.ts';
import { type SqlProblem, isBlankSql, unclosedProblem } from '../sql/problems.ts';
import { type SqlSection, cutSql } from '../sql/sections.ts';
import { didYouMean } from '../words/nearest.ts';

/** As much of an exercise as its answers depend on. */
type AnswerForm = {
  readonly parts: readonly Pick<Exercise['parts'][number], 'name'>[];
};

export type ParsedAnswer =
  | { readonly ok: true; readonly answer: Answer }
  /**
   * `message` is plain, on one line and fit for a terminal; `line` counts from 1 in
   * the text, and says nothing where the fault is not at one place (`anywhere`).
   */
  | { readonly ok: false; readonly message: string; readonly line: number; readonly anywhere: boolean };

type Marker = { readonly type: 'migration'; readonly name: string } | { readonly type: 'rollback' };

/**
 * Cuts a learner's file into the parts of the exercise. Whether the SQL is any
 * good is for others to say; a rollback that is missing is no fault here.
 */
export function parseAnswer(text: string, exercise: AnswerForm): ParsedAnswer {
  const result = cutAnswer(text, exercise);
  if ('parts' in result) return { ok: true, answer: result };
  const { message, mend, line, anywhere = false } = result;
  return { ok: false, message: oneLine(`${message} ${mend}`), line, anywhere };
}

/** As `parseAnswer`, with the mend apart from what is wrong. */
export function cutAnswer(text: string, exercise: AnswerForm): Answer | SqlProblem {
  const source = text.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n');
  const unreadable = findUnreadable(source);
  if (unreadable !== null) return unreadable;
  if (isBlankSql(source)) {
    return {
      message: 'There is no SQL in the answer yet.',
      mend: 'Write the migration, then try again.',
      line: 1,
      anywhere: true,
    };
  }
  const ups = new Map<string, AnswerSql>();
  const rollbacks = new Map<string, AnswerSql>();
  const [first] = exercise.parts;
  const single = exercise.parts.length === 1 ? (first?.name ?? null) : null;
  let part = single;
  for (const section of cutSql(source, readMarker)) {
    const { marker, markerLine, sql, line } = section;
    const problem = (message: string, mend: string): SqlProblem => ({ message, mend, line: markerLine });
    if (marker === null) {
      const above = aboveFirst(section, single, exercise);
      if (above !== null) return above;
      if (part !== null && !isBlankSql(sql)) ups.set(part, { sql, line });
    } else if (marker.type === 'migration') {
      const named = exercise.parts.find(({ name }) => name.toLowerCase() === marker.name.toLowerCase());
      if (named === undefined) {
        const names = exercise.parts.map(({ name }) => name);
        const otherwise = `Its migrations are called ${names.map((name) => `"${name}"`).join(', ')}.`;
        const mend = didYouMean(marker.name, names, otherwise);
        return problem(`The exercise has no migration "${marker.name}".`, mend);
      }
      part = named.name;
      if (ups.has(part) || rollbacks.has(part)) {
        return problem(`The migration "${part}" begins a second time here.`, 'Put all of it below one line.');
      }
      ups.set(part, { sql, line });
    } else {
      if (part === null) {
        const mend = 'Put it below the migration that it takes back.';
        return problem('The rollback stands above the first migration.', mend);
      }
      if (rollbacks.has(part)) {
        const mend = 'Put all of it below one line `-- rollback`.';
        return problem(`The migration "${part}" has a second rollback here.`, mend);
      }
      // A single part need not have begun by name.
      if (!ups.has(part)) ups.set(part, { sql: '', line: markerLine });
      rollbacks.set(part, { sql, line });
    }
  }

  const parts: AnswerPart[] = [];
  for (const { name } of exercise.parts) {
    const up = ups.get(name);
    if (up === undefined) {
      const mend = `Write it below a line of its own: \`-- migration ${name}\`.`;
      return { message: `The migration "${name}" is missing.`, mend, line: lastLine(source), anywhere: true };
    }
    const rollback = rollbacks.get(name);
    parts.push({ name, up, rollback: rollback === undefined || isBlankSql(rollback.sql) ? null : rollback });
  }
  return { parts };
}

/** A line that means something in an answer, from its comment without dashes; null for any other comment. */
function readMarker(comment: string): Marker | null {
  if (/^rollback$/i.test(comment)) return { type: 'rollback' };
  const name = /^migration\s+(\S{1,200})$/i.exec(comment)?.[1];
  return name === undefined ? null : { type: 'migration', name };
}

/** The first line that would be taken for a mark in the SQL of one part, from 1, or null. */
export function markerLineIn(sql: string): number | null {
  return cutSql(sql, readMarker)[1]?.markerLine ?? null;
}

function aboveFirst(
  { sql, line }: SqlSection<Marker>,
  single: string | null,
  { parts }: AnswerForm,
): SqlProblem | null {
  if (single !== null || isBlankSql(sql)) return null;
  const lines = parts.map(({ name }) => `\`-- migration ${name}\``).join(', ');
  const mend = `Begin each migration with a line of its own: ${lines}.`;
  return { message: 'The answer does not say to which migration this SQL belongs.', mend, line };
}

/** What would end the SQL early or swallow the marks below it. */
function findUnreadable(source: string): SqlProblem | null {
  const nul = source.indexOf('\0');
  if (nul >= 0) {
    const line = source.slice(0, nul).split('\n').length;
    return {
      message: 'A NUL character stands in the text.',
      mend: 'Remove it; in SQL, write char(0).',
      line,
    };
  }
  return unclosedProblem(source);
}

function lastLine(source: string): number {
  return source.trimEnd().split('\n').length;
}

/** The file that a learner begins with. */
export function starterText(exercise: Pick<Exercise, 'parts' | 'rollback'>): string {
  return fileOf(
    exercise.parts.map(({ name, starter }) => ({
      name,
      up: starter,
      rollback: exercise.rollback ? '' : null,
    })),
  );
}

/** The reference answer, in the form of a learner's file. */
export function solutionText(exercise: Pick<Exercise, 'parts'>): string {
  return fileOf(
    exercise.parts.map(({ name, solution, rollback }) => ({
      name,
      up: solution.sql,
      rollback: rollback?.sql ?? null,
    })),
  );
}

interface FilePart {
  readonly name: string;
  readonly up: string;
  readonly rollback: string | null;
}

/** An empty line between sections, and one to write on where there is no SQL yet. */
function fileOf(parts: readonly FilePart[]): string {
  const text = parts
    .flatMap(({ name, up, rollback }) => [
      parts.length === 1 ? `${up}\n` : `-- migration ${name}\n${up}\n`,
      ...(rollback === null ? [] : [`-- rollback\n${rollback}\n`]),
    ])
    .join('\n');
  return text.trim() === '' ? '' : text;
}
