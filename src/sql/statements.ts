/** Where a script's statements begin and end, and what kind of statement each is. */
import { remembered } from './memoize.ts';
import { keyword, significantTokens, tokensFrom, type Token } from './tokens.ts';

/** A statement's place in a script. */
export interface StatementText {
  /** Without blanks around it and stray semicolons in front; comments in front and its own semicolon included. */
  readonly sql: string;
  /** Offset of `sql` in the script, in UTF-16 units. */
  readonly offset: number;
  /** Offset behind its semicolon. */
  readonly end: number;
}

const EDGE = /^[ \t\n\f\r\uFEFF;]+/;
const TAIL = /[ \t\n\f\r\uFEFF]+$/;

/**
 * The statement that follows an offset, or null when only blanks, comments and
 * semicolons follow. It must be known before SQLite sees it (many a PRAGMA acts
 * while it is prepared), so the end is found here: at the first semicolon, or
 * for CREATE TRIGGER behind `; END ;`, as sqlite3_complete() does.
 */
export function nextStatement(script: string, from: number): StatementText | null {
  const known = statementsIn(script);
  const found = known.get(from) ?? { next: findStatement(script, from) };
  known.set(from, found);
  return found.next;
}

/** By offset, the statement that follows it. */
const statementsIn = remembered((): Map<number, { readonly next: StatementText | null }> => new Map());

function findStatement(script: string, from: number): StatementText | null {
  const words: (string | null)[] = [];
  let trigger = false;
  let inner: (string | null)[] = [];
  let end = script.length;
  for (const token of tokensFrom(script, from)) {
    if (token.kind === 'space' || token.kind === 'comment') continue;
    if (token.kind !== 'semicolon') {
      const word = keyword(script, token);
      inner.push(word);
      if (words.length < 6) {
        words.push(word);
        trigger ||= word === 'TRIGGER' && startsTrigger(words);
      }
      continue;
    }
    if (words.length === 0) continue;
    if (!trigger || (inner.length === 1 && inner[0] === 'END')) {
      end = token.end;
      break;
    }
    inner = [];
  }
  if (words.length === 0) return null;
  return place(script, from, end);
}

/** A statement's text and offset, given where SQLite took it from. */
export function place(script: string, from: number, end: number): StatementText {
  const raw = script.slice(from, end);
  const lead = EDGE.exec(raw)?.[0].length ?? 0;
  return { sql: raw.slice(lead).replace(TAIL, ''), offset: from + lead, end };
}

function startsTrigger(words: readonly (string | null)[]): boolean {
  return /^(EXPLAIN (QUERY PLAN )?)?CREATE (TEMP |TEMPORARY )?TRIGGER$/.test(words.join(' '));
}

/** What is left behind an offset, or an empty text when that is only blanks, comments and semicolons. */
export function restFrom(script: string, offset: number): string {
  return nextStatement(script, offset) === null
    ? ''
    : script.slice(offset).replace(EDGE, '').replace(TAIL, '');
}

/** The word that says what a statement does: INSERT for `WITH … INSERT`, EXPLAIN for all that begins so. */
export function verbOf(sql: string): string {
  const tokens = significantTokens(sql).filter(({ kind }) => kind !== 'semicolon');
  const first = keyword(sql, tokens[0]) ?? '';
  return first === 'WITH' ? (mainVerb(sql, tokens) ?? first) : first;
}

const MAIN_VERBS = new Set(['SELECT', 'VALUES', 'INSERT', 'REPLACE', 'UPDATE', 'DELETE']);

/** Behind WITH, the first verb outside parentheses. */
function mainVerb(sql: string, tokens: readonly Token[]): string | null {
  let depth = 0;
  for (const token of tokens) {
    if (token.kind === 'open') depth++;
    if (token.kind === 'close') depth--;
    const word = depth === 0 ? keyword(sql, token) : null;
    if (word !== null && MAIN_VERBS.has(word)) return word;
  }
  return null;
}

/** Whether SQLite's changes() speaks of this statement. */
export function changesRows(verb: string): boolean {
  return verb === 'INSERT' || verb === 'REPLACE' || verb === 'UPDATE' || verb === 'DELETE';
}

/** Statements that are asked for their rows. */
const READS = new Set(['SELECT', 'VALUES', 'PRAGMA', 'EXPLAIN']);

/** Whether a statement of this kind only asks, so that it may end once enough rows have come. */
export function onlyReads(verb: string): boolean {
  return READS.has(verb);
}

/**
 * Whether the columns of a statement of this kind are its answer: a read's, or those of RETURNING. SQLite runs
 * queries of its own for others (ALTER TABLE tests a new rule with one), whose columns are nobody's.
 */
export function answers(verb: string): boolean {
  return onlyReads(verb) || changesRows(verb);
}

const LOOKING = new Set([
  'SELECT',
  'VALUES',
  'EXPLAIN',
  'BEGIN',
  'SAVEPOINT',
  'RELEASE',
  'COMMIT',
  'END',
  'ANALYZE',
]);

/** Whether a statement of this kind leaves every table as it is, so that nothing needs to be read again. */
export function leavesTables(verb: string): boolean {
  return LOOKING.has(verb);
}
