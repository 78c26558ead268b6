/** SQL in a form in which two texts that SQLite reads alike are equal. */
import { fold, tokensOf, type Token } from '../sql/pieces.ts';

/** Without blanks, comments, case, quoting, and parentheses around the whole. */
export function normalSql(sql: string): string {
  return normalTokens([...tokensOf(sql)]);
}

/** Like normalSql, for tokens. The text is only good for comparing. */
export function normalTokens(tokens: readonly Token[]): string {
  return withoutParentheses(tokens).map(normalToken).join(' ');
}

/** A default: `DEFAULT NULL` is no default, and a name in double quotes is the text that SQLite takes it for. */
export function normalDefault(sql: string | null): string | null {
  if (sql === null) return null;
  const tokens = withoutParentheses([...tokensOf(sql)]);
  const [first, ...more] = tokens;
  if (first === undefined || more.length > 0) return normalTokens(tokens);
  if (first.kind === 'identifier') return normalToken({ kind: 'string', text: first.text });
  return first.kind === 'word' && fold(first.text) === 'null' ? null : normalToken(first);
}

function normalToken({ kind, text }: Token): string {
  // With its length in front, no text can pretend to be several tokens.
  const tagged = (tag: string, value: string) => `${tag}${value.length}:${value}`;
  switch (kind) {
    case 'word':
    case 'identifier':
      return tagged('n', fold(text));
    case 'string':
      return tagged('s', text);
    case 'blob':
    case 'number':
      return tagged('v', fold(text));
    case 'other':
      return text;
  }
}

function withoutParentheses(tokens: readonly Token[]): readonly Token[] {
  let inner = tokens;
  while (isOpen(inner[0]) && closingOf(inner, 0) === inner.length - 1) inner = inner.slice(1, -1);
  return inner;
}

export function isOpen(token: Token | undefined): boolean {
  return token?.kind === 'other' && token.text === '(';
}

function isClose(token: Token | undefined): boolean {
  return token?.kind === 'other' && token.text === ')';
}

/** The place of the parenthesis that closes the one at `open`, or the end where none does. */
export function closingOf(tokens: readonly Token[], open: number): number {
  let depth = 0;
  for (let at = open; at < tokens.length; at++) {
    if (isOpen(tokens[at])) depth++;
    else if (isClose(tokens[at]) && --depth === 0) return at;
  }
  return tokens.length;
}

/** What stands between the commas that are in no parentheses of their own. */
export function splitList(tokens: readonly Token[]): readonly (readonly Token[])[] {
  const items: Token[][] = [[]];
  let depth = 0;
  for (const token of tokens) {
    if (isOpen(token)) depth++;
    if (isClose(token)) depth--;
    if (depth === 0 && token.kind === 'other' && token.text === ',') items.push([]);
    else items.at(-1)?.push(token);
  }
  return items;
}
