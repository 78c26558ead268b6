/** What only the text of a CREATE statement tells: collations, generated columns, an index's terms, a trigger's event. */
import { normalSql, normalTokens, valueOf } from '../sql/compare.ts';
import { codeTokens, type Token } from '../sql/lexer.ts';
import { fold, quoteName } from '../sql/names.ts';
import { closingOf, isSymbol, keyword, nameOf, splitList } from '../sql/tokens.ts';
import type { Index } from '../database/state.ts';

export interface ColumnDetail {
  /** Folded; SQLite's own default is `binary`. */
  readonly collation: string;
  /** The expression of a generated column with how it is kept, in normal form; null for any other. */
  readonly generated: string | null;
}

const PLAIN: ColumnDetail = { collation: 'binary', generated: null };
const CONSTRAINTS = new Set(['constraint', 'primary', 'unique', 'check', 'foreign']);

/** By the columns' folded names. A column that is not in it has nothing special. */
export function columnDetails(createTable: string): ReadonlyMap<string, ColumnDetail> {
  const tokens = [...codeTokens(createTable)];
  const open = tokens.findIndex((token) => isSymbol(token, '('));
  const details = new Map<string, ColumnDetail>();
  if (open < 0) return details;
  for (const [name, ...rest] of splitList(tokens.slice(open + 1, closingOf(tokens, open)))) {
    if (name === undefined || (name.kind === 'word' && CONSTRAINTS.has(fold(name.text)))) continue;
    details.set(fold(valueOf(name)), detailOf(rest));
  }
  return details;
}

/** The detail of a column of that name, in any case. */
export function detailFor(details: ReadonlyMap<string, ColumnDetail>, name: string): ColumnDetail {
  return details.get(fold(name)) ?? PLAIN;
}

function detailOf(tokens: readonly Token[]): ColumnDetail {
  let { collation, generated } = PLAIN;
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at];
    if (isSymbol(token, '(')) at = closingOf(tokens, at);
    else if (isWord(token, 'collate')) collation = fold(nameOf(tokens[at + 1]) ?? '');
    else if (isWord(token, 'as') && isSymbol(tokens[at + 1], '(')) {
      const close = closingOf(tokens, at + 1);
      const kept = isWord(tokens[close + 1], 'stored') ? 'stored' : 'virtual';
      generated = `${normalTokens(tokens.slice(at + 1, close + 1))} ${kept}`;
      at = close;
    }
  }
  return { collation, generated };
}

function isWord(token: Token | undefined, word: string): boolean {
  return token?.kind === 'word' && fold(token.text) === word;
}

/** What an index does, whatever its name and whoever made it: equal for a UNIQUE constraint and a unique index. */
export function indexSignature(index: Index): string {
  const unique = index.unique ? 'unique' : 'plain';
  return [unique, ...indexTerms(index), 'where', index.where === null ? '' : normalSql(index.where)].join(
    '\n',
  );
}

function indexTerms({ sql, terms }: Index): readonly string[] {
  const tokens = sql === null ? [] : [...codeTokens(sql)];
  const open = tokens.findIndex((token, at) => isSymbol(token, '(') && isWord(tokens[at - 2], 'on'));
  if (open < 0) return terms.map(({ text }) => normalSql(quoteName(text)));
  return splitList(tokens.slice(open + 1, closingOf(tokens, open))).map((term) =>
    normalTokens(isWord(term.at(-1), 'asc') ? term.slice(0, -1) : term),
  );
}

export type TriggerEvent = 'INSERT' | 'UPDATE' | 'DELETE';

/** What a trigger waits for; null for a text that is no trigger. */
export function triggerEvent(createTrigger: string): TriggerEvent | null {
  const tokens = [...codeTokens(createTrigger)];
  const start = tokens.findIndex((token) => isWord(token, 'trigger'));
  if (start < 0) return null;
  // Behind the word TRIGGER comes the name, which may be a word like any other.
  let at = start + 1;
  if (isWord(tokens[at], 'if') && isWord(tokens[at + 1], 'not') && isWord(tokens[at + 2], 'exists')) at += 3;
  for (const token of tokens.slice(at + 1)) {
    const word = keyword(token);
    if (word === 'INSERT' || word === 'UPDATE' || word === 'DELETE') return word;
    if (word === 'ON') return null;
  }
  return null;
}

/** A trigger's text without its name, in normal form. */
export function triggerSignature(createTrigger: string): string {
  const tokens = [...codeTokens(createTrigger)];
  const start = tokens.findIndex((token) => isWord(token, 'trigger'));
  return normalTokens([...tokens.slice(0, start + 1), ...tokens.slice(start + 2)]);
}
