/** What only the text of a CREATE statement tells: CHECKs, AUTOINCREMENT, the WHERE of an index. */
import { closing, keyword, significantTokens } from '../../sql/tokens.ts';

/** The text inside each CHECK (…), in order. */
export function checkTexts(createTable: string): string[] {
  const tokens = significantTokens(createTable);
  const texts: string[] = [];
  for (let index = 0; index < tokens.length; index++) {
    const open = tokens[index + 1];
    if (keyword(createTable, tokens[index]) !== 'CHECK' || open?.kind !== 'open') continue;
    const last = closing(tokens, index + 1);
    texts.push(createTable.slice(open.end, tokens[last]?.start).trim());
    index = last;
  }
  return texts;
}

/** Whether a primary key is AUTOINCREMENT. */
export function hasAutoincrement(createTable: string): boolean {
  return significantTokens(createTable).some((token) => keyword(createTable, token) === 'AUTOINCREMENT');
}

/** The condition of a partial index, or null. */
export function partialWhere(createIndex: string): string | null {
  const tokens = significantTokens(createIndex);
  for (let index = 0; index < tokens.length; index++) {
    if (tokens[index]?.kind === 'open') index = closing(tokens, index);
    else if (keyword(createIndex, tokens[index]) === 'WHERE') {
      return createIndex.slice(tokens[index]?.end).trim();
    }
  }
  return null;
}
