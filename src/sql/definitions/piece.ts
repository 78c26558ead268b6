/** What the readers of definitions have in common: pieces of a statement. */
import type { Token } from '../lexer.ts';
import { closingOf, isSymbol, keyword, nameOf, splitList } from '../tokens.ts';

/** A piece of a statement: the statement's text, and the tokens of the piece without blanks and comments. */
export interface Piece {
  readonly sql: string;
  readonly tokens: readonly Token[];
}

/** A column or an expression by which a key or an index orders. */
export interface TermDefinition {
  /** The column, or null for an expression. */
  readonly column: string | null;
  /** The column's name or the expression's text. */
  readonly text: string;
  /** As written, or null. */
  readonly collation: string | null;
  readonly descending: boolean;
}

/** The pieces between the commas of the parenthesis that opens at a token; none where it is empty. */
export function itemsOf({ sql, tokens }: Piece, open: number): readonly Piece[] {
  return splitList(tokens.slice(open + 1, closingOf(tokens, open)))
    .filter((item) => item.length > 0)
    .map((item) => ({ sql, tokens: item }));
}

/** The text between two parentheses, given as places of tokens. */
export function inside({ sql, tokens }: Piece, open: number, close: number): string {
  return sql.slice(tokens[open]?.end, tokens[close]?.start).trim();
}

/** Whether a token opens a parenthesis. */
export function opens(token: Token | undefined): boolean {
  return isSymbol(token, '(');
}

/** A term of a key or an index: its expression, collation and order. */
export function readTerm({ sql, tokens }: Piece): TermDefinition {
  let end = tokens.length;
  const order = keyword(tokens[end - 1]);
  if (end > 1 && (order === 'ASC' || order === 'DESC')) end--;
  let collation: string | null = null;
  if (end > 2 && keyword(tokens[end - 2]) === 'COLLATE') {
    collation = nameOf(tokens[end - 1]);
    end -= 2;
  }
  const column = end === 1 ? nameOf(tokens[0]) : null;
  const text = column ?? sql.slice(tokens[0]?.start, tokens[end - 1]?.end);
  return { column, text, collation, descending: order === 'DESC' };
}
