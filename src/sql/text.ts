/**
 * Reads SQL as SQLite's tokenizer would, as far as comments and quotations go:
 * enough to find the lines of a script that mean something to this program,
 * and not to be misled by the same text inside a string. Time is linear in the
 * text, whatever stands in it: learners hand in what they like.
 */
import type { SqlFence } from '../course/model.ts';

interface Piece {
  readonly opening: string;
  /** Offset of the opening, and of what follows the end. */
  readonly start: number;
  readonly end: number;
  readonly closed: boolean;
}

/** Comments and quotations, in order; a doubled quotation mark makes two quotations, which does no harm here. */
function* pieces(sql: string): Generator<Piece> {
  const openings = /--|\/\*|['"`[]/g;
  for (let found = openings.exec(sql); found !== null; found = openings.exec(sql)) {
    const [opening] = found;
    const start = found.index;
    const closing = opening === '--' ? '\n' : opening === '/*' ? '*/' : opening === '[' ? ']' : opening;
    const at = sql.indexOf(closing, start + opening.length);
    // The line's end is not part of a line comment, which needs none at the end of the text.
    const end = at < 0 ? sql.length : opening === '--' ? at : at + closing.length;
    yield { opening, start, end, closed: at >= 0 || opening === '--' };
    openings.lastIndex = end;
  }
}

/** What keeps a text from being read, and how to mend it. */
export interface SqlProblem {
  /** One sentence, and so is the mend; both may quote the text as it is. */
  readonly message: string;
  readonly mend: string;
  /** From 1. */
  readonly line: number;
  /** Set where it is the whole text that lacks something: the line is as good as any other. */
  readonly anywhere?: true;
}

/** The quotation or comment that never ends, as a problem where it begins, or null. */
export function unclosedProblem(sql: string): SqlProblem | null {
  for (const { opening, start, closed } of pieces(sql)) {
    if (closed) continue;
    const [what, closing] =
      opening === '/*' ? ['comment', '*/'] : ['quotation', opening === '[' ? ']' : opening];
    const message = `A ${what} begins here with ${opening} and does not end.`;
    // Nothing but the last piece can be unclosed, so the lines are counted once.
    return { message, mend: `Put ${closing} at its end.`, line: 1 + countLines(sql, 0, start) };
  }
  return null;
}

/**
 * The first text in double quotes, as a problem, or null. SQLite takes such a
 * name for a text where there is no column of that name, so that a query which
 * should fail gives rows.
 */
export function doubleQuotedProblem(sql: string): SqlProblem | null {
  for (const { opening, start, end } of pieces(sql)) {
    if (opening !== '"') continue;
    const message = `${sql.slice(start, end)} would be a text, not an error, where there is no such column.`;
    const mend = "Write a name bare or in [brackets], and a text in 'single' quotation marks.";
    return { message, mend, line: 1 + countLines(sql, 0, start) };
  }
  return null;
}

/** Whether nothing is left of the SQL without comments and semicolons. */
export function isBlankSql(sql: string): boolean {
  const isBlank = (from: number, to: number) => !/[^\s;]/.test(sql.slice(from, to));
  let from = 0;
  for (const { opening, start, end } of pieces(sql)) {
    if (!isComment(opening) || !isBlank(from, start)) return false;
    from = end;
  }
  return isBlank(from, sql.length);
}

function isComment(opening: string): boolean {
  return opening === '--' || opening === '/*';
}

/** A problem with the whole of a text. */
type WholeProblem = Omit<SqlProblem, 'line'>;

/** What keeps the SQL from being one SELECT, as a fault's message and mend, or null. */
export function queryProblem(sql: string): WholeProblem | null {
  const bare = skeleton(sql);
  if (!/^\s*\(?\s*(?:select|with|values)\b/i.test(bare)) {
    return { message: 'The query does not begin with SELECT.', mend: 'Write one SELECT statement.' };
  }
  if (statementsIn(bare).length <= 1) return null;
  return { message: 'There is more than one statement.', mend: 'Write one SELECT statement.' };
}

/** What keeps the SQL from being run again until it changes no row, as a fault's message and mend, or null. */
export function batchProblem(sql: string): WholeProblem | null {
  const bare = skeleton(sql);
  const mend = 'Write one statement that passes over the rows which it has changed.';
  // Only these change rows, and none of them can hold a semicolon of its own, as a trigger can.
  if (!/^[\s;]*(?:update|insert|delete|replace|with)\b/i.test(bare)) {
    return { message: 'A migration in batches does not begin with UPDATE, INSERT or DELETE.', mend };
  }
  if (statementsIn(bare).length <= 1) return null;
  return { message: 'A migration in batches has more than one statement.', mend };
}

/** The statement that would end the transaction around the SQL, as a fault's message and mend, or null. */
export function transactionProblem(sql: string): WholeProblem | null {
  const words = /^\s*(begin|commit|end|rollback|savepoint|release)\b/i;
  const word = statementsIn(skeleton(sql)).flatMap((statement) => words.exec(statement)?.[1] ?? [])[0];
  if (word === undefined) return null;
  const message = `${word.toUpperCase()} has no place here: what a version does is run and undone as one.`;
  return { message, mend: 'Leave it out.' };
}

/** Pieces of a skeleton between semicolons that hold anything; right but for triggers, which are cut up. */
function statementsIn(bare: string): readonly string[] {
  return bare.split(';').filter((statement) => statement.trim() !== '');
}

/** The SQL with a blank for every comment and an underscore for every quotation. */
function skeleton(sql: string): string {
  const kept: string[] = [];
  let from = 0;
  for (const { opening, start, end } of pieces(sql)) {
    kept.push(sql.slice(from, start), isComment(opening) ? ' ' : '_');
    from = end;
  }
  kept.push(sql.slice(from));
  return kept.join('');
}

/** SQL below a marker line. */
export interface SqlSection<Marker> extends SqlFence {
  /** Null in the first section: what stands above the first marker line. */
  readonly marker: Marker | null;
  /** Line of the marker, from 1. */
  readonly markerLine: number;
}

/**
 * Cuts a script at the line comments that stand on a line of their own and
 * which `markerOf` knows; it is given the comment without dashes and blanks
 * around it. Line endings must be \n.
 */
export function cutSql<Marker>(
  sql: string,
  markerOf: (comment: string) => Marker | null,
): readonly SqlSection<Marker>[] {
  const sections: SqlSection<Marker>[] = [];
  let open: { marker: Marker | null; markerLine: number; from: number; line: number } = {
    marker: null,
    markerLine: 1,
    from: 0,
    line: 1,
  };
  let line = 1;
  let counted = 0;
  const close = (to: number) => {
    const { marker, markerLine } = open;
    sections.push({ marker, markerLine, ...withoutBlankEnds(sql.slice(open.from, to), open.line) });
  };
  for (const { opening, start, end } of pieces(sql)) {
    if (opening !== '--') continue;
    const lineStart = sql.lastIndexOf('\n', start) + 1;
    if (sql.slice(lineStart, start).trim() !== '') continue;
    const marker = markerOf(sql.slice(start + 2, end).trim());
    if (marker === null) continue;
    line += countLines(sql, counted, start);
    counted = start;
    close(lineStart);
    open = { marker, markerLine: line, from: Math.min(end + 1, sql.length), line: line + 1 };
  }
  close(sql.length);
  return sections;
}

/** SQL without the blank lines at its ends; `line` is that of its first line, before and after. */
export function withoutBlankEnds(sql: string, line: number): SqlFence {
  const first = sql.length - sql.trimStart().length;
  if (first === sql.length) return { sql: '', line };
  const start = first === 0 ? 0 : sql.lastIndexOf('\n', first - 1) + 1;
  return { sql: sql.slice(start).trimEnd(), line: line + countLines(sql, 0, start) };
}

function countLines(text: string, from: number, to: number): number {
  let count = 0;
  for (let at = text.indexOf('\n', from); at >= 0 && at < to; at = text.indexOf('\n', at + 1)) count += 1;
  return count;
}
