/** Which functions a query may call and still leave everything as it was. */
import { DIALECTS } from '../../sql/dialects.ts';
import { codeTokens } from '../../sql/lexer.ts';
import { isSymbol, keyword } from '../../sql/tokens.ts';
import type { Session } from './session.ts';

/** What may stand before a parenthesis, in capitals: PostgreSQL's own functions that change nothing, and its reserved words. */
export async function readHarmlessFunctions(session: Session): Promise<ReadonlySet<string>> {
  const { rows } = await session.ask(
    `SELECT upper(proname) FROM pg_proc WHERE pronamespace = 'pg_catalog'::regnamespace
     GROUP BY proname HAVING bool_and(provolatile <> 'v')
     UNION ALL SELECT upper(word) FROM pg_get_keywords() WHERE catcode IN ('C', 'R')`,
  );
  return new Set(rows.map(([name]) => name ?? ''));
}

/** Whether all functions that a statement calls by name are among the harmless ones. */
export function callsOnly(sql: string, harmless: ReadonlySet<string>): boolean {
  const tokens = codeTokens(sql, DIALECTS.postgresql);
  return tokens.every((token, at) => {
    if (!isSymbol(tokens[at + 1], '(')) return true;
    if (token.kind === 'name') return false;
    const word = keyword(token);
    return word === null || harmless.has(word);
  });
}
