/** A statement as an error quotes it: on one line, from its first word that is not a comment. */
import { DIALECTS } from './dialects.ts';
import type { Dialect } from './dialect.ts';
import { tokensFrom } from './lexer.ts';
import { describeStatement } from './describe.ts';

export interface Excerpt {
  /** The line of the first code as far as that is code; empty for a text without any. */
  readonly text: string;
  /** Of that line in the text, from 1. */
  readonly line: number;
  /** Of that code in the text, in UTF-16 units. */
  readonly offset: number;
}

/** What to quote of a statement: never the comments around it, and so never a `--> statement-breakpoint`. */
export function excerptOf(sql: string, dialect: Dialect = DIALECTS.sqlite): Excerpt {
  const { first } = describeStatement(sql, dialect);
  if (first === null) return { text: '', line: 1, offset: 0 };
  const { offset, line } = first;
  const newline = sql.indexOf('\n', offset);
  const lineEnd = newline < 0 ? sql.length : newline;
  let end = offset;
  for (const token of tokensFrom(sql, offset, dialect)) {
    if (token.start >= lineEnd) break;
    if (token.kind === 'space') continue;
    if (token.kind === 'comment') break;
    end = Math.min(token.end, lineEnd);
  }
  return { text: sql.slice(offset, end).trimEnd(), line, offset };
}
