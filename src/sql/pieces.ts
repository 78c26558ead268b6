/** SQL as a run of tokens: enough to compare two pieces of it and to read a statement's first words. */

export interface Token {
  readonly kind: 'word' | 'identifier' | 'string' | 'blob' | 'number' | 'other';
  /** As written; for a quoted identifier or a string, what stands between the quotes. */
  readonly text: string;
}

const PATTERN = new RegExp(
  [
    String.raw`(?<skip>\s+|--[^\n]*|\/\*[^]*?(?:\*\/|$))`,
    String.raw`(?<blob>[xX]'[^']*'?)`,
    String.raw`(?<string>'[^']*(?:''[^']*)*'?)`,
    String.raw`(?<quoted>"[^"]*(?:""[^"]*)*"?|\`[^\`]*(?:\`\`[^\`]*)*\`?|\[[^\]]*\]?)`,
    String.raw`(?<number>0[xX][0-9a-fA-F_]+|(?:\d[\d_]*(?:\.[\d_]*)?|\.\d[\d_]*)(?:[eE][+-]?\d+)?)`,
    String.raw`(?<word>[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*)`,
    String.raw`[^]`,
  ].join('|'),
  'g',
);

/** The tokens of a piece of SQL in order, without blanks and comments. */
export function* tokensOf(sql: string): Generator<Token, undefined> {
  for (const match of sql.matchAll(PATTERN)) {
    const text = match[0];
    const groups: Readonly<Record<string, string | undefined>> = match.groups ?? {};
    if (groups.skip !== undefined) continue;
    if (groups.blob !== undefined) yield { kind: 'blob', text };
    else if (groups.string !== undefined) yield { kind: 'string', text: unquoted(text, "'") };
    else if (groups.quoted !== undefined) yield { kind: 'identifier', text: unquoted(text, text.charAt(0)) };
    else if (groups.number !== undefined) yield { kind: 'number', text };
    else yield { kind: groups.word === undefined ? 'other' : 'word', text };
  }
}

function unquoted(text: string, quote: string): string {
  const close = quote === '[' ? ']' : quote;
  const inner = text.slice(1, text.length > 1 && text.endsWith(close) ? -1 : undefined);
  return quote === '[' ? inner : inner.replaceAll(quote + quote, quote);
}

/** A name as SQLite compares it: the letters A–Z without regard to case. */
export function fold(name: string): string {
  return name.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}

/** Which names may stand for which after the renames: from a folded name to the folded names it may have become. */
export type Aliases = ReadonlyMap<string, ReadonlySet<string>>;

export const NO_ALIASES: Aliases = new Map();

/** Whether two names are one: the same but for case, or the second a rename of the first. */
export function sameName(before: string, after: string, aliases: Aliases): boolean {
  if (before === after) return true;
  const from = fold(before);
  const to = fold(after);
  return from === to || (aliases.get(from)?.has(to) ?? false);
}

/** Whether two pieces of SQL say the same but for blanks, comments, case, quoting and the renames given. */
export function sameSql(before: string | null, after: string | null, aliases: Aliases): boolean {
  if (before === after) return true;
  if (before === null || after === null) return false;
  const right = tokensOf(after);
  for (const token of tokensOf(before)) {
    const other: IteratorResult<Token, undefined> = right.next();
    if (other.done === true || !sameToken(token, other.value, aliases)) return false;
  }
  return right.next().done === true;
}

function sameToken(before: Token, after: Token, aliases: Aliases): boolean {
  if (isName(before) && isName(after)) return sameName(before.text, after.text, aliases);
  if (before.kind !== after.kind) return false;
  return before.kind === 'string' || before.kind === 'other'
    ? before.text === after.text
    : fold(before.text) === fold(after.text);
}

function isName(token: Token): boolean {
  return token.kind === 'word' || token.kind === 'identifier';
}
