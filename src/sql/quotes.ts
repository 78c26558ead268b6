/** Keeps SQLite from taking a name in double quotes for a text. */
import { nameOf, tokensFrom } from './tokens.ts';

/**
 * The same SQL with `` `x` `` for `"x"`. A name in double quotes that is no
 * column becomes a text in SQLite, and broken SQL looks healthy; in backticks it
 * is a name and nothing else. Of the same length unless a name holds either quote.
 */
export function namesOnly(sql: string): string {
  if (!sql.includes('"')) return sql;
  return [...tokensFrom(sql)]
    .map((token) => {
      const text = sql.slice(token.start, token.end);
      const name = text.startsWith('"') && token.kind === 'quoted' ? nameOf(sql, token) : null;
      return name === null ? text : `\`${name.replaceAll('`', '``')}\``;
    })
    .join('');
}
