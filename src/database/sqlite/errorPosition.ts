/** Which token of a statement the database complains of: its message quotes the token, and says not where it stands. */
import { messageOf, type SqlDatabase } from './sqlite.ts';
import { type Token, codeTokens } from '../../sql/lexer.ts';
import { keyword, unquoted } from '../../sql/tokens.ts';

const SYNTAX = /^near "([^]*)": syntax error$/;
const UNREADABLE = /^unrecognized token: "([^]*)"$/;
const UNKNOWN =
  /^(?:no such (?:table|column|function|index|collation sequence|view|trigger): |table \S+ has no column named |ambiguous column name: )(.+)$/;

/** No token of SQLite's: the parser is given what stands before it, and nothing behind. */
const STOP = ' \u0001';

/**
 * Offset in the statement of the token at fault, in UTF-16 units; null where the
 * message names none, or one that might be any of several.
 */
export function errorOffset(sqlite: SqlDatabase, sql: string, message: string): number | null {
  const tokens = codeTokens(sql);
  if (message === 'incomplete input') return tokens.findLast(({ kind }) => kind !== 'end')?.start ?? null;
  const syntax = SYNTAX.exec(message)?.[1];
  if (syntax !== undefined) return brokenAt(sqlite, sql, message, withText(tokens, syntax))?.start ?? null;
  const unreadable = UNREADABLE.exec(message)?.[1];
  if (unreadable !== undefined) return offsetOf(sql.indexOf(unreadable));
  const unknown = UNKNOWN.exec(message)?.[1];
  return unknown === undefined ? null : onlyOne(tokens, unknown);
}

function offsetOf(index: number): number | null {
  return index < 0 ? null : index;
}

function withText(tokens: readonly Token[], text: string): readonly Token[] {
  return tokens.filter((token) => token.text === text);
}

/**
 * The first of the tokens up to which the statement is no SQL any more. The
 * parser reads from left to right, so what it takes up to one token it takes up
 * to all before it: halving finds the first in few tries.
 */
function brokenAt(
  sqlite: SqlDatabase,
  sql: string,
  message: string,
  tokens: readonly Token[],
): Token | undefined {
  let low = 0;
  let high = tokens.length - 1;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (isBroken(sqlite, sql.slice(0, tokens[middle]?.end), message)) high = middle;
    else low = middle + 1;
  }
  return tokens[low];
}

/** Whether the beginning of a statement has the fault already. It is prepared only, and never whole. */
function isBroken(sqlite: SqlDatabase, beginning: string, message: string): boolean {
  try {
    sqlite.prepare(beginning + STOP).free();
    return false;
  } catch (thrown) {
    return messageOf(thrown) === message;
  }
}

/** Where the one name of that text stands (`patients`, `p.mrn`); SQLite does not say which, so there may be no other. */
function onlyOne(tokens: readonly Token[], name: string): number | null {
  const last = name.split('.').at(-1)?.toUpperCase();
  const found = tokens.filter((token) => bareName(token) === last);
  return found.length === 1 ? (found[0]?.start ?? null) : null;
}

function bareName(token: Token): string | null {
  return token.kind === 'name' ? unquoted(token).toUpperCase() : keyword(token);
}
