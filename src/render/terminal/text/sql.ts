/** SQL on screen: highlighted, wrapped, with the statement where the reader is marked in a gutter. */
import { highlightSql } from './highlight.ts';
import type { Line, Span, Style } from '../../spans/line.ts';
import { printable } from '../../spans/visible.ts';
import { cutLine } from './width.ts';
import { wrapLine } from './wrap.ts';

export interface SqlOptions {
  /** Where the statements stand in the text, in UTF-16 units, in order. Without any there is no gutter. */
  readonly statements?: readonly { readonly offset: number; readonly length: number }[];
  /** Index of the statement where the reader is, or null. */
  readonly current?: number | null;
  /** How many statements ran. */
  readonly done?: number;
  /** Index of the statement that failed, or null. */
  readonly failed?: number | null;
  /** What happens to a long line; `wrap` unless set. */
  readonly long?: 'wrap' | 'cut';
}

export interface SqlLine {
  readonly line: Line;
  /** Index of the statement that the line belongs to, or null between statements. */
  readonly statement: number | null;
  /** Line of the SQL, from 1. A wrapped line gives several with one number. */
  readonly source: number;
}

const GUTTER = 2;
const TAB = '    ';

/** The statement that stands on this part of the text; where two share a line, the current one, else the first. */
function statementAt(options: SqlOptions, from: number, to: number): number | null {
  let found: number | null = null;
  for (const [index, { offset, length }] of (options.statements ?? []).entries()) {
    if (offset >= to || offset + length <= from) continue;
    if (index === options.current || index === options.failed) return index;
    found ??= index;
  }
  return found;
}

function gutterOf(statement: number | null, options: SqlOptions): Span {
  if (statement === null) return { text: '  ' };
  if (statement === options.failed) return { text: '✗ ', style: 'error' };
  if (statement === options.current) return { text: '▶ ', style: 'current' };
  if (statement < (options.done ?? 0)) return { text: '✓ ', style: 'success' };
  return { text: '  ' };
}

/** Plain words of the statement in hand stand out, statements behind the reader step back. */
function emphasised(span: Span, statement: number | null, options: SqlOptions): Span {
  if (statement === null) return span;
  const current = options.current ?? null;
  let style: Style | undefined = span.style;
  if (statement === options.failed) style ??= 'error';
  else if (statement === current) style ??= 'current';
  else if (current !== null && statement < (options.done ?? 0)) style = 'quiet';
  return style === undefined ? span : { ...span, style };
}

/** The highlighted SQL by source line, made safe to print. */
function sourceLines(sql: string): Span[][] {
  const lines: Span[][] = [[]];
  for (const span of highlightSql(sql)) {
    span.text.split('\n').forEach((part, index) => {
      if (index > 0) lines.push([]);
      const text = printable(part.replace(/\r$/, '').replaceAll('\t', TAB));
      if (text !== '') lines.at(-1)?.push({ ...span, text });
    });
  }
  return lines;
}

function isComment(line: readonly Span[]): boolean {
  return line.every((span) => span.style === 'comment' || span.text.trim() === '');
}

/**
 * The SQL as lines of at most `width` columns, blank lines at its end left out.
 * With statements, two columns in front mark each one at its first line of code:
 * `▶` current, `✓` done, `✗` failed.
 */
export function sqlLines(sql: string, width: number, options: SqlOptions = {}): SqlLine[] {
  const trimmed = sql.trimEnd();
  const gutter = (options.statements?.length ?? 0) > 0 && width > GUTTER ? GUTTER : 0;
  const result: SqlLine[] = [];
  const marked = new Set<number>();
  let offset = 0;
  const raw = trimmed.split('\n');
  for (const [index, spans] of sourceLines(trimmed).entries()) {
    const text = raw[index] ?? '';
    const begin = offset + (text.length - text.trimStart().length);
    const statement = text.trim() === '' ? null : statementAt(options, begin, offset + text.trimEnd().length);
    offset += text.length + 1;
    let mark: Span = { text: '  ' };
    if (statement !== null && !marked.has(statement) && !isComment(spans)) {
      marked.add(statement);
      mark = gutterOf(statement, options);
    }
    const line = spans.map((span) => emphasised(span, statement, options));
    for (const [part, piece] of fitted(line, width - gutter, options).entries()) {
      const front: Span[] = gutter === 0 ? [] : [part === 0 ? mark : { text: '  ' }];
      result.push({ line: [...front, ...piece], statement, source: index + 1 });
    }
  }
  return result;
}

/** A line in the width there is; what is wrapped hangs two columns in from where the line began. */
function fitted(line: Line, width: number, options: SqlOptions): Line[] {
  if (options.long === 'cut') return [cutLine(line, width)];
  const first = line[0]?.text ?? '';
  const indent = first.length - first.trimStart().length;
  const hang = Math.min(indent + 2, Math.floor(width / 2));
  return wrapLine(line, width, { keepIndent: true, rest: [{ text: ' '.repeat(hang) }] });
}
