/** CREATE INDEX of SQLite. */
import { codeTokens } from '../lexer.ts';
import { memoize } from '../memoize.ts';
import { closingOf, keyword } from '../tokens.ts';
import { itemsOf, opens, readTerm, type TermDefinition } from './piece.ts';

export interface IndexDefinition {
  readonly terms: readonly TermDefinition[];
  /** The condition of a partial index, or null. */
  readonly where: string | null;
}

/** Reads a CREATE INDEX as SQLite keeps it; any other text gives no terms. */
export const readIndex = memoize((sql): IndexDefinition => {
  const tokens = codeTokens(sql);
  const on = tokens.findIndex((token) => keyword(token) === 'ON');
  const open = tokens.findIndex((token, at) => at > on && opens(token));
  if (on < 0 || open < 0) return { terms: [], where: null };
  const close = closingOf(tokens, open);
  const where = keyword(tokens[close + 1]) === 'WHERE' ? sql.slice(tokens[close + 1]?.end).trim() : null;
  return { terms: itemsOf({ sql, tokens }, open).map(readTerm), where };
});
