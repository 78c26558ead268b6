/** Whether two pieces of SQL say the same to SQLite. */
import { codeTokens, type Token } from './lexer.ts';
import { fold } from './names.ts';
import { unquoted, withoutParentheses } from './tokens.ts';

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
  const left = codeTokens(before);
  const right = codeTokens(after);
  return (
    left.length === right.length &&
    left.every((token, at) => {
      const other = right[at];
      return other !== undefined && sameToken(token, other, aliases);
    })
  );
}

function sameToken(before: Token, after: Token, aliases: Aliases): boolean {
  if (isName(before) && isName(after)) return sameName(valueOf(before), valueOf(after), aliases);
  if (before.kind !== after.kind) return false;
  return before.kind === 'number' || before.kind === 'blob'
    ? fold(before.text) === fold(after.text)
    : valueOf(before) === valueOf(after);
}

/** Whether a token is a name, bare or in quotes; a keyword is one as well. */
export function isName({ kind }: Token): boolean {
  return kind === 'word' || kind === 'name';
}

/** What stands between the quotes of a name or a string, and any other token as it is written. */
export function valueOf(token: Token): string {
  return token.kind === 'name' || token.kind === 'string' ? unquoted(token) : token.text;
}

/** SQL in a form in which two texts that say the same are equal: without blanks, comments, case, quoting and outer parentheses. */
export function normalSql(sql: string): string {
  return normalTokens(codeTokens(sql));
}

/** Like normalSql, for tokens. The text is only good for comparing. */
function normalTokens(tokens: readonly Token[]): string {
  return withoutParentheses(tokens).map(normalToken).join(' ');
}

/** A column's default in normal form; null for none, which is what `DEFAULT NULL` is. */
export function normalDefault(sql: string | null): string | null {
  if (sql === null) return null;
  const tokens = withoutParentheses(codeTokens(sql));
  const [first, ...more] = tokens;
  if (first === undefined || more.length > 0) return normalTokens(tokens);
  // SQLite takes a name in quotes for the text of it here.
  if (first.kind === 'name') return tagged('s', unquoted(first));
  return first.kind === 'word' && fold(first.text) === 'null' ? null : normalToken(first);
}

function normalToken(token: Token): string {
  switch (token.kind) {
    case 'word':
    case 'name':
      return tagged('n', fold(valueOf(token)));
    case 'string':
      return tagged('s', valueOf(token));
    case 'blob':
    case 'number':
      return tagged('v', fold(token.text));
    case 'variable':
    case 'symbol':
    case 'end':
    case 'space':
    case 'comment':
      return token.text;
  }
}

/** With its length in front, no text can pretend to be several tokens. */
function tagged(tag: string, value: string): string {
  return `${tag}${value.length}:${value}`;
}
