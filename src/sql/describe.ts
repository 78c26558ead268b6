/** What kind of statement a text is, and what it names. */
import type { Dialect, StatementKind } from './dialect.ts';
import { codeTokens, type Token } from './lexer.ts';
import { memoizeByDialect } from './memoize.ts';
import { objectOf, type NamedObject } from './object.ts';
import { isSymbol, keyword } from './tokens.ts';

export type { NamedObject } from './object.ts';

/** What is to be known of one statement without running it. */
export interface Statement {
  /**
   * In capitals: INSERT for `WITH … INSERT`, EXPLAIN for all that begins so, ROLLBACK TO for the way back to a
   * savepoint; empty for a text without code.
   */
  readonly verb: string;
  readonly kind: StatementKind;
  /** What it makes, changes, fills or sets; null for a query, and where the text does not say. */
  readonly object: NamedObject | null;
  /** Whether it inserts, updates or deletes rows, as far as the text says. */
  readonly writes: boolean;
  /** Whether it only asks, so that it may end once enough rows have come. */
  readonly onlyReads: boolean;
  /** Whether rows and schema are the same after it, so that nothing needs to be read again. */
  readonly leavesTables: boolean;
  /** Whether its columns are an answer: a read's, or those of RETURNING. Others only have those of queries inside. */
  readonly answers: boolean;
  /** The statement behind EXPLAIN; null for any other. */
  readonly explained: Statement | null;
  /** Offset of its first token that is no comment, in UTF-16 units, and its line from 1; null without code. */
  readonly first: { readonly offset: number; readonly line: number } | null;
}

/** Reads one statement, of SQLite unless another dialect is given. Of several only the first is read. */
export const describeStatement = memoizeByDialect((sql, dialect): Statement => {
  const all = codeTokens(sql, dialect);
  const from = all.findIndex(({ kind }) => kind !== 'end');
  const tokens = from < 0 ? [] : all.slice(from);
  const statement = describe(tokens, dialect);
  const [token] = tokens;
  if (token === undefined) return statement;
  return { ...statement, first: { offset: token.start, line: lineAt(sql, token.start) } };
});

/** Line of an offset, from 1. */
export function lineAt(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) line++;
  return line;
}

const ROW_VERBS = new Set(['INSERT', 'REPLACE', 'UPDATE', 'DELETE', 'MERGE']);

function describe(tokens: readonly Token[], dialect: Dialect): Statement {
  const first = firstWord(tokens);
  if (first === 'EXPLAIN') return describeExplain(tokens, dialect);
  const inner = first === 'WITH' ? wordsBehindWith(tokens) : { verb: first, writes: false };
  const verb = first === 'ROLLBACK' && hasWord(tokens, 'TO') ? 'ROLLBACK TO' : inner.verb;
  // Only in PostgreSQL does a query with INTO make a table.
  const makes = dialect.name === 'postgresql' && verb === 'SELECT' && isOutside(tokens, 'INTO');
  const kind = makes ? 'schema' : (dialect.verbs[first === 'ROLLBACK' ? first : verb] ?? 'other');
  const writes = ROW_VERBS.has(verb) || inner.writes;
  const onlyReads = (kind === 'query' || (kind === 'pragma' && dialect.name === 'sqlite')) && !writes;
  return {
    verb,
    kind,
    object: kind === 'query' ? null : objectOf(verb, tokens),
    writes,
    onlyReads,
    leavesTables: !writes && (kind === 'query' || isQuiet(verb, kind) || dialect.harmless.has(verb)),
    answers: onlyReads || writes,
    explained: null,
    first: null,
  };
}

/** Of all that has to do with transactions, only a rollback changes what is in the tables. */
function isQuiet(verb: string, kind: StatementKind): boolean {
  return kind === 'transaction' && verb !== 'ROLLBACK' && verb !== 'ROLLBACK TO' && verb !== 'ABORT';
}

function describeExplain(tokens: readonly Token[], dialect: Dialect): Statement {
  const { rest, analyzes } = behindExplain(tokens);
  const explained = describe(rest, dialect);
  // EXPLAIN ANALYZE runs what it explains.
  const runs = analyzes && !explained.leavesTables;
  return {
    verb: 'EXPLAIN',
    kind: 'query',
    object: null,
    writes: runs && explained.writes,
    onlyReads: !runs,
    leavesTables: !runs,
    answers: true,
    explained,
    first: null,
  };
}

/** EXPLAIN has words of its own, bare or in parentheses, before what it explains. */
function behindExplain(tokens: readonly Token[]): { rest: readonly Token[]; analyzes: boolean } {
  let at = 1;
  let analyzes = false;
  if (isSymbol(tokens[at], '(')) {
    for (; at < tokens.length && !isSymbol(tokens[at], ')'); at++)
      analyzes ||= keyword(tokens[at]) === 'ANALYZE';
    at++;
  }
  for (let word = keyword(tokens[at]); word !== null && OF_EXPLAIN.has(word); word = keyword(tokens[++at])) {
    analyzes ||= word === 'ANALYZE';
  }
  return { rest: tokens.slice(at), analyzes };
}

const OF_EXPLAIN = new Set(['QUERY', 'PLAN', 'ANALYZE', 'VERBOSE', 'EXTENDED', 'PARTITIONS']);

/** The first word in capitals, which parentheses may stand before; empty where another token comes first. */
function firstWord(tokens: readonly Token[]): string {
  return keyword(tokens.find((token) => !isSymbol(token, '('))) ?? '';
}

const MAIN_VERBS = new Set(['SELECT', 'VALUES', ...ROW_VERBS]);

/** Behind WITH: the first verb outside parentheses, and whether one in parentheses writes. */
function wordsBehindWith(tokens: readonly Token[]): { readonly verb: string; readonly writes: boolean } {
  let depth = 0;
  let writes = false;
  for (const [at, token] of tokens.entries()) {
    if (isSymbol(token, '(')) depth++;
    if (isSymbol(token, ')')) depth--;
    const word = keyword(token);
    if (word === null || !MAIN_VERBS.has(word)) continue;
    if (depth === 0) return { verb: word, writes };
    // A function may be called REPLACE or INSERT: a statement begins behind its parenthesis and goes on with a word.
    writes ||= ROW_VERBS.has(word) && isSymbol(tokens[at - 1], '(') && keyword(tokens[at + 1]) !== null;
  }
  return { verb: 'WITH', writes };
}

function hasWord(tokens: readonly Token[], word: string): boolean {
  return tokens.some((token) => keyword(token) === word);
}

/** Whether a word stands outside all parentheses. */
function isOutside(tokens: readonly Token[], word: string): boolean {
  let depth = 0;
  return tokens.some((token) => {
    if (isSymbol(token, '(')) depth++;
    if (isSymbol(token, ')')) depth--;
    return depth === 0 && keyword(token) === word;
  });
}
