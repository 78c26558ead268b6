/** What keeps a text from being the SQL that is asked for, and how to mend it. */
import { codeTokens, isCode, tokensFrom } from './lexer.ts';
import { statementsOf } from './statements.ts';
import { lineAt, describeStatement } from './describe.ts';

/** Both may quote the text as it is. */
export interface WholeProblem {
  /** One sentence. */
  readonly message: string;
  /** One sentence. */
  readonly mend: string;
}

export interface SqlProblem extends WholeProblem {
  /** From 1. */
  readonly line: number;
  /** Set where it is the whole text that lacks something: the line is as good as any other. */
  readonly anywhere?: true;
}

/** Whether nothing is left of the SQL without comments and semicolons. */
export function isBlankSql(sql: string): boolean {
  for (const token of tokensFrom(sql)) if (isCode(token) && token.kind !== 'end') return false;
  return true;
}

/** The quotation or comment that never ends, as a problem where it begins, or null. */
export function unclosedProblem(sql: string): SqlProblem | null {
  for (const { kind, text, start, closed } of tokensFrom(sql)) {
    if (closed) continue;
    const opening = /\/\*|['"`[]/.exec(text)?.[0] ?? '';
    const what = kind === 'comment' ? 'comment' : 'quotation';
    const closing = kind === 'comment' ? '*/' : opening === '[' ? ']' : opening;
    const message = `A ${what} begins here with ${opening} and does not end.`;
    return { message, mend: `Put ${closing} at its end.`, line: lineAt(sql, start) };
  }
  return null;
}

/**
 * The first text in double quotes, as a problem, or null. SQLite takes such a
 * name for a text where there is no column of that name, so that a query which
 * should fail gives rows.
 */
export function doubleQuotedProblem(sql: string): SqlProblem | null {
  const found = codeTokens(sql).find(({ kind, text }) => kind === 'name' && text.startsWith('"'));
  if (found === undefined) return null;
  const message = `${found.text} would be a text, not an error, where there is no such column.`;
  const mend = "Write a name bare or in [brackets], and a text in 'single' quotation marks.";
  return { message, mend, line: lineAt(sql, found.start) };
}

/** What keeps the SQL from being one SELECT, or null. */
export function queryProblem(sql: string): WholeProblem | null {
  const mend = 'Write one SELECT statement.';
  const [first, ...more] = statementsOf(sql);
  const { verb } = describeStatement(first?.sql ?? '');
  if (verb !== 'SELECT' && verb !== 'VALUES')
    return { message: 'The query does not begin with SELECT.', mend };
  return more.length === 0 ? null : { message: 'There is more than one statement.', mend };
}

/** What keeps the SQL from being run again until it changes no row, or null. */
export function batchProblem(sql: string): WholeProblem | null {
  const mend = 'Write one statement that passes over the rows which it has changed.';
  const [first, ...more] = statementsOf(sql);
  if (!describeStatement(first?.sql ?? '').writes) {
    return { message: 'A migration in batches does not begin with UPDATE, INSERT or DELETE.', mend };
  }
  return more.length === 0 ? null : { message: 'A migration in batches has more than one statement.', mend };
}

/** The statement that would end the transaction around the SQL, as a problem, or null. */
export function transactionProblem(sql: string): WholeProblem | null {
  const found = statementsOf(sql)
    .map((statement) => describeStatement(statement.sql))
    .find(({ kind }) => kind === 'transaction');
  if (found === undefined) return null;
  const [word = ''] = found.verb.split(' ');
  const message = `${word} has no place here: what a version does is run and undone as one.`;
  return { message, mend: 'Leave it out.' };
}
