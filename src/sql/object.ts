/** What a statement names: the object behind its verb. */
import type { Token } from './lexer.ts';
import { isSymbol, keyword, nameOf } from './tokens.ts';

export interface NamedObject {
  /** In lower case: `table`, `index`, `pragma`, `savepoint`. */
  readonly kind: string;
  /** Null where the name has none in front. */
  readonly schema: string | null;
  /** As written but for its quotes; null for an index without a name. */
  readonly name: string | null;
}

const KINDS = new Set(
  (
    'TABLE INDEX VIEW TRIGGER FUNCTION PROCEDURE AGGREGATE SEQUENCE TYPE DOMAIN SCHEMA DATABASE EXTENSION EVENT ROLE ' +
    'USER POLICY RULE COLLATION COLUMN CONSTRAINT'
  ).split(' '),
);

/** Words between the kind of an object and its name. */
const BEFORE_OBJECT = new Set(['IF', 'NOT', 'EXISTS', 'ONLY', 'CONCURRENTLY']);

/** Words between a verb and the name of its table. */
const BEFORE_TABLE = new Set(
  'INTO FROM TABLE ONLY IGNORE LOW_PRIORITY HIGH_PRIORITY DELAYED QUICK'.split(' '),
);

/** As many words as may stand between CREATE and the kind of what is made. */
const LONGEST_LEAD = 12;

/** The object of a statement whose verb (as in `Statement.verb`) is known; null where the text names none. */
export function objectOf(verb: string, tokens: readonly Token[]): NamedObject | null {
  switch (verb) {
    case 'CREATE':
    case 'ALTER':
    case 'DROP':
    case 'COMMENT':
    case 'RENAME':
      return objectOfSchema(tokens);
    case 'INSERT':
    case 'REPLACE':
    case 'UPDATE':
    case 'DELETE':
    case 'MERGE':
    case 'TRUNCATE':
    case 'COPY': {
      const at = tokens.findIndex((token) => keyword(token) === verb) + 1;
      // INSERT OR REPLACE INTO, UPDATE OR FAIL
      return named('table', tokens, behind(tokens, keyword(tokens[at]) === 'OR' ? at + 2 : at, BEFORE_TABLE));
    }
    case 'PRAGMA':
      return named('pragma', tokens, 1);
    case 'SAVEPOINT':
      return named('savepoint', tokens, 1);
    case 'RELEASE':
      return named('savepoint', tokens, keyword(tokens[1]) === 'SAVEPOINT' ? 2 : 1);
    case 'ROLLBACK TO': {
      const to = tokens.findIndex((token) => keyword(token) === 'TO');
      return named('savepoint', tokens, keyword(tokens[to + 1]) === 'SAVEPOINT' ? to + 2 : to + 1);
    }
    default:
      return null;
  }
}

function objectOfSchema(tokens: readonly Token[]): NamedObject | null {
  const at = tokens.slice(0, LONGEST_LEAD).findIndex((token) => KINDS.has(keyword(token) ?? ''));
  if (at < 1) return null;
  const kind = (keyword(tokens[at]) ?? '').toLowerCase();
  const name = behind(tokens, at + 1, BEFORE_OBJECT);
  // CREATE INDEX ON t leaves the name to the database.
  if (kind === 'index' && keyword(tokens[name]) === 'ON') return { kind, schema: null, name: null };
  return named(kind, tokens, name);
}

/** Place of the name behind the words that may stand before it; such a word is the name where a name's end follows. */
function behind(tokens: readonly Token[], from: number, words: ReadonlySet<string>): number {
  let at = from;
  while (words.has(keyword(tokens[at]) ?? '') && !endsName(tokens[at + 1])) at++;
  return at;
}

function endsName(token: Token | undefined): boolean {
  return token === undefined || token.kind === 'end' || token.kind === 'symbol';
}

function named(kind: string, tokens: readonly Token[], at: number): NamedObject | null {
  const first = nameOf(tokens[at]);
  if (first === null) return null;
  const second = isSymbol(tokens[at + 1], '.') ? nameOf(tokens[at + 2]) : null;
  return second === null ? { kind, schema: null, name: first } : { kind, schema: first, name: second };
}
