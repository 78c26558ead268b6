/** A tokenizer for SQLite's dialect: just enough to find where statements, words and parentheses are. */

import { remembered } from './memoize.ts';

type TokenKind =
  | 'space'
  | 'comment'
  /** A keyword or a bare name. */
  | 'word'
  /** `'…'`, which SQLite also takes for a name in places. */
  | 'string'
  /** A name in `"…"`, `` `…` `` or `[…]`. */
  | 'quoted'
  /** A number, a blob literal or a bound variable. */
  | 'value'
  | 'semicolon'
  | 'open'
  | 'close'
  | 'operator';

export interface Token {
  readonly kind: TokenKind;
  /** Offset of the first character, in UTF-16 units. */
  readonly start: number;
  /** Offset behind the last character. */
  readonly end: number;
}

// SQLite's own character classes: blanks are these five (and a byte order mark), every character beyond ASCII
// is part of a name.
const SPACE = /[ \t\n\f\r\uFEFF]+/y;
const WORD = /[A-Za-z_\u0080-\uFEFE\uFF00-\uFFFF][A-Za-z0-9_$\u0080-\uFFFF]*/y;
const NUMBER = /(?:[0-9]|\.[0-9])(?:[eE][+-][0-9]|[A-Za-z0-9_.$\u0080-\uFFFF])*/y;
const BLOB = /[xX]'[^']*(?:'|$)/y;
// A variable such as `$name(…)` may hold anything but blanks inside its parentheses, semicolons included.
const VARIABLE = /\?[0-9]*|[@#:$](?:::|[A-Za-z0-9_$\u0080-\uFFFF])+(?:\([^ \t\n\v\f\r)]*\)?)?/y;
const COMMENT = /--[^\n]*|\/\*[^]*?(?:\*\/|$)/y;
const QUOTES: Readonly<Record<string, RegExp>> = {
  "'": /'[^']*(?:''[^']*)*(?:'|$)/y,
  '"': /"[^"]*(?:""[^"]*)*(?:"|$)/y,
  '`': /`[^`]*(?:``[^`]*)*(?:`|$)/y,
  '[': /\[[^\]]*(?:\]|$)/y,
};

/** In the order in which they are tried. */
const RUNS: readonly (readonly [TokenKind, RegExp])[] = [
  ['space', SPACE],
  ['comment', COMMENT],
  ['value', BLOB],
  ['word', WORD],
  ['value', NUMBER],
  ['value', VARIABLE],
];

function matchEnd(pattern: RegExp, sql: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(sql) ? pattern.lastIndex : -1;
}

function tokenAt(sql: string, at: number): Token {
  const char = sql.charAt(at);
  const quote = QUOTES[char];
  if (quote !== undefined) {
    return { kind: char === "'" ? 'string' : 'quoted', start: at, end: matchEnd(quote, sql, at) };
  }
  if (char === ';') return { kind: 'semicolon', start: at, end: at + 1 };
  if (char === '(') return { kind: 'open', start: at, end: at + 1 };
  if (char === ')') return { kind: 'close', start: at, end: at + 1 };
  for (const [kind, pattern] of RUNS) {
    const end = matchEnd(pattern, sql, at);
    if (end > at) return { kind, start: at, end };
  }
  return { kind: 'operator', start: at, end: at + 1 };
}

/** The tokens from an offset on, one after the other and without gaps, blanks and comments included. */
export function* tokensFrom(sql: string, offset = 0): Generator<Token> {
  for (let at = offset; at < sql.length;) {
    const token = tokenAt(sql, at);
    yield token;
    at = token.end;
  }
}

/** All tokens but blanks and comments. */
export const significantTokens: (sql: string) => readonly Token[] = remembered((sql) =>
  [...tokensFrom(sql)].filter(({ kind }) => kind !== 'space' && kind !== 'comment'),
);

/** The text of a word in capitals, and null for every other token: for comparing with keywords. */
export function keyword(sql: string, token: Token | undefined): string | null {
  return token?.kind === 'word' ? sql.slice(token.start, token.end).toUpperCase() : null;
}

/** The name that a word, a quoted name or a string stands for, without its quotes; null for any other token. */
export function nameOf(sql: string, token: Token | undefined): string | null {
  if (token === undefined) return null;
  const text = sql.slice(token.start, token.end);
  if (token.kind === 'word') return text;
  if (token.kind !== 'quoted' && token.kind !== 'string') return null;
  const quote = text.charAt(0);
  const inner = text.slice(1, -1);
  return quote === '[' ? inner : inner.replaceAll(quote + quote, quote);
}

/** Index of the token that closes the parenthesis opened at `open`, or the last index when nothing closes it. */
export function closing(tokens: readonly Token[], open: number): number {
  let depth = 0;
  for (let index = open; index < tokens.length; index++) {
    const kind = tokens[index]?.kind;
    if (kind === 'open') depth++;
    if (kind === 'close' && --depth === 0) return index;
  }
  return tokens.length - 1;
}

/** An identifier in double quotes, safe to put into SQL. */
export function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
