/** CREATE TABLE of SQLite: what is written of columns and constraints. */
import { codeTokens } from '../lexer.ts';
import { memoize } from '../memoize.ts';
import { fold } from '../names.ts';
import { closingOf, isSymbol, keyword, nameOf } from '../tokens.ts';
import { inside, itemsOf, opens, readTerm, type Piece, type TermDefinition } from './piece.ts';

/**
 * What is written of a table: columns by their folded names, constraints in the
 * order in which they are written, those of columns among those of the table.
 * What the text leaves out is null or empty; text that is no CREATE TABLE gives
 * an empty table.
 */
export interface TableDefinition {
  readonly columns: ReadonlyMap<string, ColumnDefinition>;
  readonly primaryKey: KeyDefinition | null;
  readonly uniques: readonly KeyDefinition[];
  readonly checks: readonly CheckDefinition[];
  /** One for each foreign key. */
  readonly references: readonly ReferenceDefinition[];
  readonly autoincrement: boolean;
  /** The module of CREATE VIRTUAL TABLE with its arguments, or null. */
  readonly module: string | null;
}

export interface ColumnDefinition {
  readonly collation: string | null;
  /** A generated column's expression without the parentheses around it, and how it is kept; or null. */
  readonly generated: { readonly expression: string; readonly kept: 'stored' | 'virtual' } | null;
  /** `NOT NULL ON CONFLICT IGNORE` */
  readonly options: readonly string[];
}

/** A PRIMARY KEY or UNIQUE constraint. */
export interface KeyDefinition {
  /** The constraint's name, or null. */
  readonly name: string | null;
  readonly terms: readonly TermDefinition[];
  /** `ON CONFLICT REPLACE` */
  readonly options: readonly string[];
}

export interface CheckDefinition {
  /** The constraint's name, or null. */
  readonly name: string | null;
  /** The text inside CHECK (…). */
  readonly expression: string;
}

export interface ReferenceDefinition {
  /** The constraint's name, or null. */
  readonly name: string | null;
  /** `DEFERRABLE INITIALLY DEFERRED`, `MATCH FULL` */
  readonly options: readonly string[];
}

const TABLE_CONSTRAINTS = new Set(['CONSTRAINT', 'PRIMARY', 'UNIQUE', 'CHECK', 'FOREIGN']);

interface Collected {
  primaryKey: KeyDefinition | null;
  autoincrement: boolean;
  readonly uniques: KeyDefinition[];
  readonly checks: CheckDefinition[];
  readonly references: ReferenceDefinition[];
}

/** Reads a CREATE TABLE or CREATE VIRTUAL TABLE as SQLite keeps it. */
export const readTable = memoize((sql): TableDefinition => {
  const tokens = codeTokens(sql);
  const found: Collected = {
    primaryKey: null,
    autoincrement: false,
    uniques: [],
    checks: [],
    references: [],
  };
  const columns = new Map<string, ColumnDefinition>();
  const module = moduleOf({ sql, tokens });
  const open = tokens.findIndex(opens);
  for (const item of module !== null || open < 0 ? [] : itemsOf({ sql, tokens }, open)) {
    const [first, ...rest] = item.tokens;
    if (TABLE_CONSTRAINTS.has(keyword(first) ?? '')) readConstraints(item, null, found);
    else {
      const name = nameOf(first) ?? '';
      columns.set(fold(name), readConstraints({ sql, tokens: rest }, name, found));
    }
  }
  return { ...found, columns, module };
});

function moduleOf({ sql, tokens }: Piece): string | null {
  if (keyword(tokens[1]) !== 'VIRTUAL') return null;
  const using = tokens.findIndex((token) => keyword(token) === 'USING');
  return using < 0 ? '' : sql.slice(tokens[using + 1]?.start, tokens.at(-1)?.end).trim();
}

/** Walks over the constraints of a column (`column` is its name) or of a table (null). */
function readConstraints(piece: Piece, column: string | null, found: Collected): ColumnDefinition {
  const { tokens } = piece;
  let collation: string | null = null;
  let generated: ColumnDefinition['generated'] = null;
  const options: string[] = [];
  let name: string | null = null;
  for (let at = 0; at < tokens.length; at++) {
    const word = keyword(tokens[at]);
    const next = keyword(tokens[at + 1]);
    if (word === 'CONSTRAINT') {
      name = nameOf(tokens[++at]);
      continue;
    }
    if (word === 'NOT' && next === 'NULL') {
      const conflict = conflictAt(piece, at + 2);
      if (conflict !== null) options.push(`NOT NULL ${conflict}`);
      at += 1;
    } else if ((word === 'PRIMARY' && next === 'KEY') || word === 'UNIQUE') {
      const { key, last } = readKey(piece, at + (word === 'UNIQUE' ? 1 : 2), column, name);
      if (word === 'UNIQUE') found.uniques.push(key);
      else found.primaryKey = key;
      at = last;
    } else if (word === 'AUTOINCREMENT') {
      found.autoincrement = true;
    } else if (word === 'CHECK' && opens(tokens[at + 1])) {
      const close = closingOf(tokens, at + 1);
      found.checks.push({ name, expression: inside(piece, at + 1, close) });
      at = close;
    } else if (word === 'DEFAULT' && opens(tokens[at + 1])) {
      at = closingOf(tokens, at + 1);
    } else if (word === 'COLLATE') {
      collation = nameOf(tokens[++at]);
    } else if (word === 'AS' && opens(tokens[at + 1])) {
      const close = closingOf(tokens, at + 1);
      const kept = keyword(tokens[close + 1]) === 'STORED' ? 'stored' : 'virtual';
      generated = { expression: inside(piece, at + 1, close), kept };
      at = close;
    } else if (word === 'REFERENCES') {
      found.references.push({ name, options: referenceOptions(piece, at + 1) });
    } else {
      if (opens(tokens[at])) at = closingOf(tokens, at);
      continue;
    }
    name = null;
  }
  return { collation, generated, options };
}

/** `ON CONFLICT REPLACE` at a place, or null. */
function conflictAt({ tokens }: Piece, at: number): string | null {
  if (keyword(tokens[at]) !== 'ON' || keyword(tokens[at + 1]) !== 'CONFLICT') return null;
  return `ON CONFLICT ${keyword(tokens[at + 2]) ?? ''}`;
}

function readKey(
  piece: Piece,
  from: number,
  column: string | null,
  name: string | null,
): { readonly key: KeyDefinition; readonly last: number } {
  const { tokens } = piece;
  let last = from - 1;
  let terms: readonly TermDefinition[] = [];
  if (column === null && opens(tokens[from])) {
    terms = itemsOf(piece, from).map(readTerm);
    last = closingOf(tokens, from);
  } else if (column !== null) {
    const order = keyword(tokens[from]);
    if (order === 'ASC' || order === 'DESC') last = from;
    terms = [{ column, text: column, collation: null, descending: order === 'DESC' }];
  }
  const conflict = conflictAt(piece, last + 1);
  return { key: { name, terms, options: conflict === null ? [] : [conflict] }, last };
}

/** `DEFERRABLE INITIALLY DEFERRED` and `MATCH …` behind a REFERENCES, as far as they belong to it. */
function referenceOptions({ tokens }: Piece, from: number): readonly string[] {
  const options: string[] = [];
  // Behind the other table's name.
  for (let at = from + 1; at < tokens.length; at++) {
    const word = keyword(tokens[at]);
    if (isSymbol(tokens[at], '(')) at = closingOf(tokens, at);
    else if (word === 'ON') at += /^(?:SET|NO)$/.test(keyword(tokens[at + 2]) ?? '') ? 3 : 2;
    else if (word === 'MATCH') options.push(`MATCH ${nameOf(tokens[++at]) ?? ''}`);
    else if (word === 'DEFERRABLE') {
      const initially = keyword(tokens[at + 1]) === 'INITIALLY' ? keyword(tokens[at + 2]) : null;
      const negated = keyword(tokens[at - 1]) === 'NOT';
      // Only this one defers anything; the others are the same as none.
      if (!negated && initially === 'DEFERRED') options.push('DEFERRABLE INITIALLY DEFERRED');
      break;
    } else if (word === 'NOT' && keyword(tokens[at + 1]) === 'DEFERRABLE') continue;
    else break;
  }
  return options;
}
