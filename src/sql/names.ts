/** Names: how they compare, and how they are quoted. */
import { tokensFrom } from './lexer.ts';
import { unquoted } from './tokens.ts';

/** A name as SQLite compares it: the letters A–Z without regard to case. */
export function fold(name: string): string {
  return name.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}

/** An identifier in double quotes, safe to put into SQL. */
export function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/**
 * The same SQL for SQLite with `` `x` `` for `"x"`. A name in double quotes that
 * is no column becomes a text in SQLite, and broken SQL looks healthy; in
 * backticks it is a name and nothing else. Of the same length unless a name
 * holds either quote.
 */
export function namesOnly(sql: string): string {
  if (!sql.includes('"')) return sql;
  return [...tokensFrom(sql)]
    .map((token) =>
      token.kind === 'name' && token.text.startsWith('"')
        ? `\`${unquoted(token).replaceAll('`', '``')}\``
        : token.text,
    )
    .join('');
}
