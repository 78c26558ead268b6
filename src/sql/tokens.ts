/** Questions about tokens. */
import type { Token } from './lexer.ts';

/** The text of a word in capitals, and null for every other token: for comparing with keywords. */
export function keyword(token: Token | undefined): string | null {
  return token?.kind === 'word' ? token.text.toUpperCase() : null;
}

/** The name that a word, a quoted name or a string stands for, without its quotes; null for any other token. */
export function nameOf(token: Token | undefined): string | null {
  if (token === undefined) return null;
  if (token.kind === 'word') return token.text;
  return token.kind === 'name' || token.kind === 'string' ? unquoted(token) : null;
}

/** What stands between a token's quotes, doubled ones once; other escapes are left as they are. */
export function unquoted({ text, closed }: Token): string {
  const open = text.search(/['"`[]/);
  if (open < 0) return text;
  const quote = text.charAt(open);
  const inner = text.slice(open + 1, closed ? -1 : undefined);
  return quote === '[' ? inner : inner.replaceAll(quote + quote, quote);
}

export function isSymbol(token: Token | undefined, text: string): boolean {
  return token?.kind === 'symbol' && token.text === text;
}

/** Index of the token that closes the parenthesis opened at `open`, or the number of tokens when none does. */
export function closingOf(tokens: readonly Token[], open: number): number {
  let depth = 0;
  for (let at = open; at < tokens.length; at++) {
    if (isSymbol(tokens[at], '(')) depth++;
    else if (isSymbol(tokens[at], ')') && --depth === 0) return at;
  }
  return tokens.length;
}

/** What stands between the commas that are in no parentheses of their own. */
export function splitList(tokens: readonly Token[]): readonly (readonly Token[])[] {
  const items: Token[][] = [[]];
  let depth = 0;
  for (const token of tokens) {
    if (isSymbol(token, '(')) depth++;
    if (isSymbol(token, ')')) depth--;
    if (depth === 0 && isSymbol(token, ',')) items.push([]);
    else items.at(-1)?.push(token);
  }
  return items;
}

/** Tokens without the parentheses around the whole of them. */
export function withoutParentheses(tokens: readonly Token[]): readonly Token[] {
  let [from, to] = [0, tokens.length];
  // The closing parenthesis of the innermost pair that spans all: found once, not once a pair.
  const closings = closingsOf(tokens);
  while (from < to && closings.get(from) === to - 1) {
    from++;
    to--;
  }
  return tokens.slice(from, to);
}

/** By the place of each opening parenthesis, that of its closing one. */
function closingsOf(tokens: readonly Token[]): ReadonlyMap<number, number> {
  const closings = new Map<number, number>();
  if (!isSymbol(tokens[0], '(')) return closings;
  const open: number[] = [];
  for (const [at, token] of tokens.entries()) {
    if (isSymbol(token, '(')) open.push(at);
    else if (isSymbol(token, ')')) {
      const opening = open.pop();
      if (opening !== undefined) closings.set(opening, at);
    }
  }
  return closings;
}
