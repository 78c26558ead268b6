/** What only the text of a CREATE statement tells: what belongs to columns and constraints, an index's terms, a trigger's parts. */
import type { Check, Generated, KeyTerm, Trigger } from '../state.ts';
import { type Token, codeTokens } from '../../sql/lexer.ts';
import { closingOf, isSymbol, keyword, nameOf, splitList } from '../../sql/tokens.ts';

/** What is written of a table, in order of writing; columns by their names in small letters. */
export interface TableText {
  readonly columns: ReadonlyMap<string, ColumnText>;
  readonly primaryKey: KeyText | null;
  readonly uniques: readonly KeyText[];
  readonly checks: readonly Check[];
  /** One for each foreign key. */
  readonly references: readonly { readonly name: string | null; readonly options: readonly string[] }[];
  readonly autoincrement: boolean;
  /** The module of CREATE VIRTUAL TABLE with its arguments, or null. */
  readonly module: string | null;
}

export interface ColumnText {
  readonly collation: string | null;
  readonly generated: Generated | null;
  readonly options: readonly string[];
}

/** A PRIMARY KEY or UNIQUE constraint. */
export interface KeyText {
  readonly name: string | null;
  readonly terms: readonly KeyTerm[];
  readonly options: readonly string[];
}

/** A piece of a statement: its text and the significant tokens in it. */
interface Piece {
  readonly sql: string;
  readonly tokens: readonly Token[];
}

const TABLE_CONSTRAINTS = new Set(['CONSTRAINT', 'PRIMARY', 'UNIQUE', 'CHECK', 'FOREIGN']);

interface Collected {
  primaryKey: KeyText | null;
  autoincrement: boolean;
  readonly uniques: KeyText[];
  readonly checks: Check[];
  readonly references: { name: string | null; options: readonly string[] }[];
}

export function readTableText(sql: string): TableText {
  const tokens = codeTokens(sql);
  const found: Collected = {
    primaryKey: null,
    autoincrement: false,
    uniques: [],
    checks: [],
    references: [],
  };
  const columns = new Map<string, ColumnText>();
  const module = moduleText({ sql, tokens });
  const open = tokens.findIndex((token) => isSymbol(token, '('));
  const items = module !== null || open < 0 ? [] : itemsOf({ sql, tokens }, open);
  for (const item of items) {
    const first = item.tokens[0];
    const word = keyword(first);
    if (word !== null && TABLE_CONSTRAINTS.has(word)) readConstraints(item, null, found);
    else columns.set((nameOf(first) ?? '').toLowerCase(), readColumn(item, found));
  }
  return { ...found, columns, module };
}

function moduleText({ sql, tokens }: Piece): string | null {
  if (keyword(tokens[1]) !== 'VIRTUAL') return null;
  const using = tokens.findIndex((token) => keyword(token) === 'USING');
  return using < 0 ? '' : sql.slice(tokens[using + 1]?.start, tokens.at(-1)?.end).trim();
}

/** The parts between the commas of a parenthesis. */
function itemsOf({ sql, tokens }: Piece, open: number): readonly Piece[] {
  return splitList(tokens.slice(open + 1, closingOf(tokens, open)))
    .filter((item) => item.length > 0)
    .map((item) => ({ sql, tokens: item }));
}

function readColumn(item: Piece, found: Collected): ColumnText {
  const { sql, tokens } = item;
  const column = nameOf(tokens[0]) ?? '';
  return readConstraints({ sql, tokens: tokens.slice(1) }, column, found);
}

/** Walks over the constraints of a column (`column` is its name) or of a table (null). */
function readConstraints({ sql, tokens }: Piece, column: string | null, found: Collected): ColumnText {
  let collation: string | null = null;
  let generated: Generated | null = null;
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
      const conflict = conflictAt({ sql, tokens }, at + 2);
      if (conflict !== null) options.push(`NOT NULL ${conflict}`);
      at += 1;
    } else if ((word === 'PRIMARY' && next === 'KEY') || word === 'UNIQUE') {
      const key = readKey({ sql, tokens }, at + (word === 'UNIQUE' ? 1 : 2), column, name);
      if (word === 'UNIQUE') found.uniques.push(key.key);
      else found.primaryKey = key.key;
      at = key.last;
    } else if (word === 'AUTOINCREMENT') {
      found.autoincrement = true;
    } else if (word === 'CHECK' && isSymbol(tokens[at + 1], '(')) {
      const close = closingOf(tokens, at + 1);
      found.checks.push({ name, expression: inside({ sql, tokens }, at + 1, close) });
      at = close;
    } else if (word === 'DEFAULT' && isSymbol(tokens[at + 1], '(')) {
      at = closingOf(tokens, at + 1);
    } else if (word === 'COLLATE') {
      collation = nameOf(tokens[++at]);
    } else if (word === 'AS' && isSymbol(tokens[at + 1], '(')) {
      const close = closingOf(tokens, at + 1);
      const kept = keyword(tokens[close + 1]) === 'STORED' ? 'stored' : 'virtual';
      generated = { expression: inside({ sql, tokens }, at + 1, close), kept };
      at = close;
    } else if (word === 'REFERENCES') {
      found.references.push({ name, options: referenceOptions({ sql, tokens }, at + 1) });
    } else {
      if (isSymbol(tokens[at], '(')) at = closingOf(tokens, at);
      continue;
    }
    name = null;
  }
  return { collation, generated, options };
}

function inside({ sql, tokens }: Piece, open: number, close: number): string {
  return sql.slice(tokens[open]?.end, tokens[close]?.start).trim();
}

/** `ON CONFLICT REPLACE` at a place, or null. */
function conflictAt({ tokens }: Piece, at: number): string | null {
  if (keyword(tokens[at]) !== 'ON' || keyword(tokens[at + 1]) !== 'CONFLICT') return null;
  return `ON CONFLICT ${keyword(tokens[at + 2]) ?? ''}`;
}

function readKey(
  { sql, tokens }: Piece,
  from: number,
  column: string | null,
  name: string | null,
): { readonly key: KeyText; readonly last: number } {
  let last = from - 1;
  let terms: readonly KeyTerm[] = [];
  if (column === null && isSymbol(tokens[from], '(')) {
    terms = itemsOf({ sql, tokens }, from).map(termOf);
    last = closingOf(tokens, from);
  } else if (column !== null) {
    const order = keyword(tokens[from]);
    if (order === 'ASC' || order === 'DESC') last = from;
    terms = [{ column, text: column, collation: null, descending: order === 'DESC' }];
  }
  const conflict = conflictAt({ sql, tokens }, last + 1);
  return { key: { name, terms, options: conflict === null ? [] : [conflict] }, last };
}

/** A term of a key or an index: its expression, collation and order. */
function termOf({ sql, tokens }: Piece): KeyTerm {
  let end = tokens.length;
  const order = keyword(tokens[end - 1]);
  if (end > 1 && (order === 'ASC' || order === 'DESC')) end--;
  let collation: string | null = null;
  if (end > 2 && keyword(tokens[end - 2]) === 'COLLATE') {
    collation = nameOf(tokens[end - 1]);
    end -= 2;
  }
  const text = sql.slice(tokens[0]?.start, tokens[end - 1]?.end);
  const column = end === 1 ? nameOf(tokens[0]) : null;
  return { column, text: column ?? text, collation, descending: order === 'DESC' };
}

/** `DEFERRABLE INITIALLY DEFERRED` and `MATCH …` behind a REFERENCES, as far as they belong to it. */
function referenceOptions({ tokens }: Piece, from: number): readonly string[] {
  const options: string[] = [];
  // Behind the other table's name.
  for (let at = from + 1; at < tokens.length; at++) {
    const word = keyword(tokens[at]);
    if (isSymbol(tokens[at], '(')) at = closingOf(tokens, at);
    else if (word === 'ON')
      at += keyword(tokens[at + 2]) === 'SET' || keyword(tokens[at + 2]) === 'NO' ? 3 : 2;
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

/** The terms of CREATE INDEX, and the condition of a partial one or null. */
export function readIndexText(sql: string): {
  readonly terms: readonly KeyTerm[];
  readonly where: string | null;
} {
  const tokens = codeTokens(sql);
  const on = tokens.findIndex((token) => keyword(token) === 'ON');
  const open = tokens.findIndex((token, at) => at > on && isSymbol(token, '('));
  if (on < 0 || open < 0) return { terms: [], where: null };
  const close = closingOf(tokens, open);
  const where = keyword(tokens[close + 1]) === 'WHERE' ? sql.slice(tokens[close + 1]?.end).trim() : null;
  return { terms: itemsOf({ sql, tokens }, open).map(termOf), where };
}

/** The parts of CREATE TRIGGER; it runs AFTER where nothing is said. */
export function readTriggerText(name: string, sql: string): Trigger {
  const tokens = codeTokens(sql);
  const words = tokens.map((token) => keyword(token));
  // Not before the name, which may be a word like any other.
  const start = words.indexOf('TRIGGER') + (words[words.indexOf('TRIGGER') + 1] === 'IF' ? 5 : 2);
  const event = words.findIndex(
    (word, at) => at >= start && (word === 'INSERT' || word === 'DELETE' || word === 'UPDATE'),
  );
  const on = words.findIndex((word, at) => at > event && word === 'ON');
  const begin = words.findIndex((word, at) => at > on && word === 'BEGIN');
  const when = words.findIndex((word, at) => at > on && at < begin && word === 'WHEN');
  const timing = words.slice(start, event).find((word) => word !== null && word in TIMINGS);
  const end = words.lastIndexOf('END');
  return {
    name,
    timing: TIMINGS[timing ?? 'AFTER'] ?? 'AFTER',
    event: squeezed(sql.slice(tokens[event]?.start, tokens[on]?.start)),
    when: when < 0 ? null : sql.slice(tokens[when]?.end, tokens[begin]?.start).trim(),
    body: sql.slice(tokens[begin]?.end, tokens[end]?.start).trim(),
    sql,
  };
}

const TIMINGS: Readonly<Record<string, Trigger['timing']>> = {
  BEFORE: 'BEFORE',
  AFTER: 'AFTER',
  INSTEAD: 'INSTEAD OF',
};

function squeezed(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
