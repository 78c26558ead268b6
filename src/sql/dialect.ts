/** What a dialect of SQL is made of, as far as reading its text goes. */

export type TokenKind =
  | 'space'
  | 'comment'
  /** A keyword or a bare name. */
  | 'word'
  | 'string'
  /** A name in quotes. */
  | 'name'
  | 'number'
  /** `x'00'` and the like. */
  | 'blob'
  /** A bound parameter or a session's variable. */
  | 'variable'
  /** What ends a statement: `;`, or what DELIMITER has set. */
  | 'end'
  /** Any other character, one by one. */
  | 'symbol';

/** Offset behind the token that begins at `at`; -1 when none does, Infinity when it has no end. */
export type Take = (sql: string, at: number) => number;

export interface LexerRule {
  readonly kind: Exclude<TokenKind, 'end' | 'symbol'>;
  /** A class of characters, one of which the token begins with. */
  readonly starts: RegExp;
  readonly take: Take;
}

/** A statement that holds other statements. */
export interface BodyRule {
  /** Its first words in capitals, joined by single blanks; tokens that are no words stand as `·`. */
  readonly opening: RegExp;
  /** `last END`: it ends behind `; END ;`. `depth`: at the first end of statement outside BEGIN … END. */
  readonly ends: 'last END' | 'depth';
}

export type StatementKind = 'schema' | 'data' | 'query' | 'transaction' | 'pragma' | 'other';

export type DialectName = 'sqlite' | 'postgresql' | 'mysql';

export interface Dialect {
  readonly name: DialectName;
  /** Tried in order; the first that takes anything makes the token. */
  readonly rules: readonly LexerRule[];
  readonly bodies: readonly BodyRule[];
  /** Whether a semicolon inside parentheses leaves the statement open. */
  readonly parenthesesHold: boolean;
  /** Whether a line `DELIMITER x` sets what ends a statement. */
  readonly delimiterLines: boolean;
  /** Kind of the statements that begin with a verb; `other` for those that are not listed. */
  readonly verbs: Readonly<Record<string, StatementKind>>;
  /** Verbs that leave rows and schema as they are, besides those of queries. */
  readonly harmless: ReadonlySet<string>;
  /** Words to be shown as keywords, in capitals. */
  readonly keywords: ReadonlySet<string>;
}

/** A run of characters; the pattern has to be sticky. */
export function run(pattern: RegExp): Take {
  return (sql, at) => {
    pattern.lastIndex = at;
    return pattern.test(sql) ? pattern.lastIndex : -1;
  };
}

/**
 * A quotation from an opening (a sticky pattern) to its closing character. A
 * doubled closing character stands for itself, and with `backslash` so does one
 * behind a backslash.
 */
export function quotation(
  opening: RegExp,
  closing: string,
  { doubled = true, backslash = false }: { readonly doubled?: boolean; readonly backslash?: boolean } = {},
): Take {
  const open = run(opening);
  const stops = new RegExp(backslash ? `[\\\\${closing}]` : `[${closing === ']' ? '\\]' : closing}]`, 'g');
  return (sql, at) => {
    const from = open(sql, at);
    if (from < 0) return -1;
    stops.lastIndex = from;
    for (let found = stops.exec(sql); found !== null; found = stops.exec(sql)) {
      if (found[0] === '\\') stops.lastIndex += 1;
      else if (doubled && sql[stops.lastIndex] === closing) stops.lastIndex += 1;
      else return stops.lastIndex;
    }
    return Infinity;
  };
}

/** A comment between slashes and asterisks; `nested` where one may stand inside another. */
export function blockComment(nested: boolean): Take {
  const marks = nested ? /\/\*|\*\//g : /\*\//g;
  return (sql, at) => {
    if (!sql.startsWith('/*', at)) return -1;
    let depth = 1;
    marks.lastIndex = at + 2;
    for (let found = marks.exec(sql); found !== null; found = marks.exec(sql)) {
      depth += found[0] === '/*' ? 1 : -1;
      if (depth === 0) return marks.lastIndex;
    }
    return Infinity;
  };
}

/** A set of the words of a text. */
export function words(...texts: readonly string[]): ReadonlySet<string> {
  return new Set(texts.flatMap((text) => text.split(' ')));
}
