/** The lexer: SQL as tokens, one after the other and without gaps. */
import type { Dialect, LexerRule, TokenKind } from './dialect.ts';
import { DIALECTS } from './dialects.ts';
import { memoizeByDialect } from './memoize.ts';

export interface Token {
  readonly kind: TokenKind;
  /** As written, quotes included. */
  readonly text: string;
  /** Offset of the first character, in UTF-16 units. */
  readonly start: number;
  /** Offset behind the last character. */
  readonly end: number;
  /** False for a quotation or a comment that runs to the end of the text for want of its end. */
  readonly closed: boolean;
}

/** What ends a statement unless a DELIMITER line says otherwise. */
export const SEMICOLON = ';';

/** For each ASCII character the rules that may begin with it, and at 128 those for all others. */
const tables = new Map<Dialect, readonly (readonly LexerRule[])[]>();

function tableOf(dialect: Dialect): readonly (readonly LexerRule[])[] {
  const known = tables.get(dialect);
  if (known !== undefined) return known;
  const table = Array.from({ length: 129 }, (_, code) =>
    dialect.rules.filter(({ starts }) =>
      code < 128
        ? starts.test(String.fromCharCode(code))
        : // A byte order mark is a blank, all else a letter.
          starts.test('\uFEFF') || starts.test('\u0100'),
    ),
  );
  tables.set(dialect, table);
  return table;
}

/**
 * The tokens from an offset on, blanks and comments included: joined they are
 * the text. Every character is read once, whatever the text holds. `delimiter`
 * is what ends a statement.
 */
export function* tokensFrom(
  sql: string,
  from = 0,
  dialect: Dialect = DIALECTS.sqlite,
  delimiter: string = SEMICOLON,
): Generator<Token, undefined> {
  const table = tableOf(dialect);
  for (let at = from; at < sql.length;) {
    const token = tokenAt(sql, at, table, delimiter);
    yield token;
    at = token.end;
  }
}

function tokenAt(
  sql: string,
  at: number,
  table: readonly (readonly LexerRule[])[],
  delimiter: string,
): Token {
  if (sql.startsWith(delimiter, at)) return made(sql, 'end', at, at + delimiter.length);
  for (const { kind, take } of table[Math.min(sql.charCodeAt(at), 128)] ?? []) {
    const end = take(sql, at);
    if (end === Infinity) return { ...made(sql, kind, at, sql.length), closed: false };
    if (end > at) return made(sql, kind, at, kind === 'word' ? cutAt(sql, at, end, delimiter) : end);
  }
  // Both halves of a character beyond the first plane.
  const isPair = (sql.codePointAt(at) ?? 0) > 0xffff;
  return made(sql, 'symbol', at, at + (isPair ? 2 : 1));
}

function made(sql: string, kind: TokenKind, start: number, end: number): Token {
  return { kind, text: sql.slice(start, end), start, end, closed: true };
}

/** The end of a word in which a delimiter such as `$$` may stand. */
function cutAt(sql: string, start: number, end: number, delimiter: string): number {
  if (delimiter === SEMICOLON) return end;
  const at = sql.slice(start, end).indexOf(delimiter);
  return at < 0 ? end : start + at;
}

/** All tokens but blanks and comments. */
export const codeTokens = memoizeByDialect((sql, dialect): readonly Token[] =>
  [...tokensFrom(sql, 0, dialect)].filter(isCode),
);

/** Whether a token is neither blank nor comment. */
export function isCode({ kind }: Token): boolean {
  return kind !== 'space' && kind !== 'comment';
}
