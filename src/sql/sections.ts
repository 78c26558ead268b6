/** Scripts that comment lines of their own divide. */
import { tokensFrom } from './lexer.ts';

/** SQL, and where it stands. */
export interface SqlLines {
  readonly sql: string;
  /** Line of its first line, from 1. */
  readonly line: number;
}

/** SQL below a marker line. */
export interface SqlSection<Marker> extends SqlLines {
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
  for (const { kind, text, start, end } of tokensFrom(sql)) {
    if (kind !== 'comment' || !text.startsWith('--')) continue;
    const lineStart = sql.lastIndexOf('\n', start) + 1;
    if (sql.slice(lineStart, start).trim() !== '') continue;
    const marker = markerOf(text.slice(2).trim());
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
export function withoutBlankEnds(sql: string, line: number): SqlLines {
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
