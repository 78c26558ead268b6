/**
 * Where a script's statements begin and end. Own code, because
 * dbgate-query-splitter takes neither triggers nor nested comments nor `#`.
 */
import type { BodyRule, Dialect } from './dialect.ts';
import { DIALECTS } from './dialects.ts';
import { SEMICOLON, tokensFrom, type Token } from './lexer.ts';
import { memoize, memoizeByDialect } from './memoize.ts';
import { isSymbol, keyword } from './tokens.ts';

/** A statement's place in a script. */
export interface StatementText {
  /** Without blanks around it and stray semicolons in front; comments in front and its own semicolon included. */
  readonly sql: string;
  /** Offset of `sql` in the script, in UTF-16 units. */
  readonly offset: number;
  /** Offset behind its semicolon, or behind the delimiter that ended it. */
  readonly end: number;
}

/** All statements of a script; what holds only blanks, comments and semicolons is none. */
export const statementsOf = memoizeByDialect((script, dialect): readonly StatementText[] => [
  ...statementsFrom(script, 0, dialect),
]);

/**
 * The statement of a SQLite script that follows an offset, or null when only
 * blanks, comments and semicolons follow. SQLite must not see it before it is
 * known (many a PRAGMA acts while it is prepared), so its end is found here.
 */
export function nextStatement(script: string, from: number): StatementText | null {
  const known = followersIn(script);
  const found = known.get(from);
  if (found !== undefined) return found;
  const [next = null] = statementsFrom(script, from, DIALECTS.sqlite);
  known.set(from, next);
  return next;
}

/** By offset, the statement that follows it. */
const followersIn = memoize((): Map<number, StatementText | null> => new Map());

/** What is left behind an offset, or an empty text when that is only blanks, comments and semicolons. */
export function restFrom(script: string, offset: number): string {
  const next = nextStatement(script, offset);
  return next === null ? '' : withoutBlanksBehind(script.slice(next.offset));
}

/** A statement's text and offset, given the offsets between which SQLite took it. */
export function place(script: string, from: number, end: number): StatementText {
  const raw = script.slice(from, end);
  const lead = /^[ \t\n\v\f\r\uFEFF;]*/.exec(raw)?.[0].length ?? 0;
  return { sql: withoutBlanksBehind(raw.slice(lead)), offset: from + lead, end };
}

function withoutBlanksBehind(sql: string): string {
  let end = sql.length;
  while (end > 0 && ' \t\n\v\f\r\uFEFF'.includes(sql.charAt(end - 1))) end--;
  return sql.slice(0, end);
}

function* statementsFrom(script: string, from: number, dialect: Dialect): Generator<StatementText> {
  let delimiter = SEMICOLON;
  let at = from;
  while (at < script.length) {
    const read = readStatement(script, at, dialect, delimiter);
    ({ delimiter } = read);
    at = read.end;
    if (read.statement !== null) yield read.statement;
  }
}

interface Read {
  /** Null at the end of the script, and for a DELIMITER line. */
  readonly statement: StatementText | null;
  readonly end: number;
  readonly delimiter: string;
}

function readStatement(script: string, from: number, dialect: Dialect, delimiter: string): Read {
  let start = -1;
  let end = from;
  let hasCode = false;
  const body = bodyReader(dialect, delimiter);
  for (const token of tokensFrom(script, from, dialect, delimiter)) {
    if (token.kind === 'space' || (token.kind === 'end' && !hasCode)) continue;
    if (start < 0) ({ start } = token);
    if (token.kind === 'comment') {
      ({ end } = token);
      continue;
    }
    if (!hasCode && dialect.delimiterLines && keyword(token) === 'DELIMITER') {
      return delimiterLine(script, token.start, delimiter);
    }
    hasCode = true;
    if (token.kind === 'end' && body.endsAt(token)) {
      const textEnd = delimiter === SEMICOLON ? token.end : end;
      const statement = { sql: script.slice(start, textEnd), offset: start, end: token.end };
      return { statement, end: token.end, delimiter };
    }
    if (token.kind !== 'end') body.pass(token);
    ({ end } = token);
  }
  const statement = hasCode ? { sql: script.slice(start, end), offset: start, end: script.length } : null;
  return { statement, end: script.length, delimiter };
}

function delimiterLine(script: string, start: number, before: string): Read {
  const newline = script.indexOf('\n', start);
  const end = newline < 0 ? script.length : newline + 1;
  const delimiter = /^\w+[ \t]+(\S+)/.exec(script.slice(start, end))?.[1] ?? before;
  return { statement: null, end, delimiter };
}

/** As many tokens as an opening of a statement with a body may have. */
const LONGEST_OPENING = 12;

/** Follows a statement's tokens, to know whether it ends where it seems to. */
function bodyReader(dialect: Dialect, delimiter: string) {
  const opening: string[] = [];
  let rule: BodyRule | undefined;
  let parentheses = 0;
  /** Blocks that are open. */
  let depth = 0;
  let afterEnd = false;
  /** Words and other tokens since the last end of a statement inside the body. */
  let inner = 0;
  let last: string | null = null;

  function block(word: string | null): void {
    // END IF and the like end what was not counted; END CASE ends what was.
    if (afterEnd && word !== null && /^(?:IF|LOOP|REPEAT|WHILE)$/.test(word)) depth++;
    else if (!afterEnd && (word === 'BEGIN' || (word === 'CASE' && depth > 0))) depth++;
    else if (word === 'END') depth = Math.max(0, depth - 1);
    afterEnd = word === 'END';
  }

  return {
    pass(token: Token): void {
      const word = keyword(token);
      if (dialect.parenthesesHold) {
        if (isSymbol(token, '(')) parentheses++;
        else if (isSymbol(token, ')')) parentheses = Math.max(0, parentheses - 1);
      }
      inner++;
      last = word;
      if (rule?.ends === 'depth') block(word);
      // A delimiter of its own ends a statement, whatever that holds.
      if (rule !== undefined || delimiter !== SEMICOLON || opening.length >= LONGEST_OPENING) return;
      opening.push(word ?? '·');
      const words = opening.join(' ');
      rule = dialect.bodies.find((one) => one.opening.test(words));
    },
    endsAt(token: Token): boolean {
      const isLast = inner === 1 && last === 'END';
      inner = 0;
      afterEnd = false;
      if (token.text !== SEMICOLON) return true;
      if (parentheses > 0) return false;
      return rule === undefined || (rule.ends === 'depth' ? depth === 0 : isLast);
    },
  };
}
