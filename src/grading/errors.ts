/** The database's errors for a learner: where they happened, what they mean, and what may be said of hidden data. */
import type { DatabaseError } from '../database/error.ts';
import { valueOf } from '../sql/compare.ts';
import { describeStatement, lineAt } from '../sql/describe.ts';
import { codeTokens } from '../sql/lexer.ts';
import { fold } from '../sql/names.ts';
import { isSymbol } from '../sql/tokens.ts';
import { visible } from '../diff/words.ts';
import type { Failure } from './attempt.ts';
import type { AnswerError } from './model.ts';

/** What some errors mean in a migration that a runner runs. */
const EXPLAINED: readonly (readonly [RegExp, string])[] = [
  [
    /^cannot start a transaction within a transaction$/,
    'Each migration runs in a transaction of its own already: leave out BEGIN and COMMIT.',
  ],
  [
    /^(?:too many levels of trigger recursion|triggers nested too deep)$/,
    'A trigger sets itself off, again and again.',
  ],
  [
    /\bschema_migrations already exists$/i,
    'That is the ledger, in which the runner notes the applied migrations: give your table another name.',
  ],
  [/^no such savepoint/, 'A savepoint has to be made before it is released or rolled back to.'],
];

/** The error with what it means, where the database's own words need that. */
export function explainedMessage(error: DatabaseError): string {
  const found = EXPLAINED.find(([pattern]) => pattern.test(error.message))?.[1];
  return visible(found === undefined ? error.message : `${error.message}. ${found}`);
}

/** Where and why a section failed. `named` puts the part's name in front, for an answer of several parts. */
export function answerError(failure: Failure, named: boolean): AnswerError {
  const { played, sql, section, part, error } = failure;
  const at = played.statements.findIndex((statement) => statement.error !== null);
  const failing = played.statements[at] ?? played.statements.at(-1);
  // What fails at the end, when the transaction is to be kept, is nobody's statement.
  const atEnd = at < 0 && error.kind === 'sql' && played.statements.length > 0 ? 'At the end: ' : '';
  const token = failing?.error?.at ?? null;
  const offset =
    failing === undefined
      ? nulIn(sql.sql)
      : failing.offset + (token ?? describeStatement(failing.sql).first?.offset ?? 0);
  const isSyntax = /: syntax error$/.test(error.message);
  const hint =
    failing !== undefined && token !== null && isSyntax ? missingSemicolon(failing.sql, token) : '';
  const where = section === 'rollback' ? `Rollback of ${part}: ` : named ? `${part}: ` : '';
  return {
    about: 'statement',
    statement: at < 0 ? Math.max(1, played.statements.length) : at + 1,
    line: sql.line - 1 + lineAt(sql.sql, offset),
    message: `${visible(where)}${atEnd}${explainedMessage(error)}${hint}`,
  };
}

/** Words that begin a statement, as learners write them. */
const BEGINNINGS =
  /^(?:ALTER|ANALYZE|BEGIN|COMMIT|CREATE|DELETE|DROP|END|EXPLAIN|INSERT|PRAGMA|REPLACE|ROLLBACK|SAVEPOINT|SELECT|UPDATE|WITH)$/i;

/**
 * A syntax error at a word with which a statement could begin, at a place where
 * one could have ended, is most often a semicolon that was forgotten above.
 */
function missingSemicolon(statement: string, at: number): string {
  const word = /^\w+/.exec(statement.slice(at))?.[0] ?? '';
  const before = codeTokens(statement.slice(0, at));
  const last = before.at(-1);
  const depth = before.reduce(
    (sum, token) => sum + (isSymbol(token, '(') ? 1 : isSymbol(token, ')') ? -1 : 0),
    0,
  );
  const couldEnd = last !== undefined && depth === 0 && (last.kind !== 'symbol' || last.text === ')');
  return couldEnd && BEGINNINGS.test(word) ? `. Is a ; missing before ${word.toUpperCase()}?` : '';
}

function nulIn(sql: string): number {
  return Math.max(0, sql.indexOf('\0'));
}

/** Errors that speak of the schema alone. What follows the colon must be names. */
const OF_THE_SCHEMA =
  /^(NOT NULL constraint failed|UNIQUE constraint failed|CHECK constraint failed|FOREIGN KEY constraint failed|FOREIGN KEY mismatch|no such table|no such column|no such index|no such trigger|no such view|duplicate column name|datatype mismatch|integer overflow|malformed JSON|too many levels of trigger recursion|cannot start a transaction within a transaction|parse error|incomplete input|error in (?:table|index|view|trigger)|cannot store (?:NULL|INT|INTEGER|REAL|TEXT|BLOB) value in (?:INT|INTEGER|REAL|TEXT|BLOB) column)\b/;

/**
 * An error on hidden data, reduced to what the learner could have known before:
 * SQL can put any value into its own messages. `sources` are texts that the
 * learner knows: the answer, the schema.
 */
export function hiddenError(error: DatabaseError, sources: readonly string[]): string {
  switch (error.kind) {
    case 'timeout':
    case 'cancelled':
      return 'it did not come to an end in time';
    case 'memory':
      return 'it needs more memory than there is';
    case 'refused':
      return visible(error.message.replace(/\.$/, ''));
    case 'sql': {
      const head = OF_THE_SCHEMA.exec(error.message)?.[0];
      if (head === undefined) return 'the database answers with an error';
      const known = new Set(sources.flatMap(wordsOf));
      const rest = error.message.slice(head.length);
      return wordsOf(rest).every((word) => known.has(word)) ? visible(error.message) : head;
    }
  }
}

function wordsOf(sql: string): readonly string[] {
  // Taken out of strings and quotes as well, of which a name may be a part.
  return codeTokens(sql).flatMap((token) => {
    const word = fold(valueOf(token));
    return token.kind === 'symbol' || token.kind === 'end'
      ? []
      : [word, ...word.split(/\W+/).filter(Boolean)];
  });
}
