/** Reads cells as they are stored: tables in key order, and what statements return. */
import type { Cell } from '../cell.ts';
import type { ResultSet } from '../result.ts';
import { hasOption, type Column, type TableSchema, type TableState } from '../state.ts';
import type { Handle } from './handle.ts';
import type { Limits } from '../limits.ts';
import { readRow, type SqlStatement } from './sqlite.ts';
import { quoteName } from '../../sql/names.ts';

/** A table's rows, as far as the limits go; its rowids are the identities of the rows. */
export function readTableState(handle: Handle, schema: TableSchema): Omit<TableState, 'sequences'> {
  try {
    return readCells(handle, schema, ({ name }) => quoteName(name));
  } catch (error) {
    // A generated column whose expression fails makes the whole row unreadable: it is shown as NULL then.
    if (schema.columns.every(({ generated }) => generated === null)) throw error;
    return readCells(handle, schema, ({ name, generated }) =>
      generated === null ? quoteName(name) : 'NULL',
    );
  }
}

/** SQLITE_MAX_COLUMN: of a table, and of a result. */
const MOST_COLUMNS = 2000;

function readCells(
  handle: Handle,
  schema: TableSchema,
  term: (column: Column) => string,
): Omit<TableState, 'sequences'> {
  const rowid = hasOption(schema, 'WITHOUT ROWID') ? null : rowidName(schema.columns);
  const key = schema.columns
    .filter(({ primaryKey }) => primaryKey > 0)
    .sort((a, b) => a.primaryKey - b.primaryKey)
    .map(({ name }) => quoteName(name));
  const order = rowid === null ? key : [...key, rowid];
  const terms = schema.columns.map(term);
  // A table may have as many columns as a result: then its ids take a query of their own.
  const apart = rowid !== null && terms.length >= MOST_COLUMNS;
  const from = `FROM main.${quoteName(schema.name)}`;
  const orderBy = order.length > 0 ? ` ORDER BY ${order.join(', ')}` : '';
  const { limits, sqlite } = handle;
  const read = (list: readonly string[]): Read =>
    query(handle, `SELECT ${list.join(', ')} ${from}${orderBy}`, limits.tableRows);
  const { rows: found, more } = read(rowid === null || apart ? terms : [...terms, rowid]);
  const ids =
    rowid === null ? null : apart ? read([rowid]).rows : found.map((row) => row.slice(terms.length));
  const count = more ? query({ sqlite, limits }, `SELECT count(*) ${from}`, 1).rows[0]?.[0] : found.length;
  return {
    schema,
    rows: rowid === null || apart ? found : found.map((row) => row.slice(0, terms.length)),
    rowIds: ids?.slice(0, found.length).map(([id]) => (typeof id === 'bigint' ? id : 0n)) ?? null,
    rowCount: Number(count),
  };
}

/** A name by which a row's id can be asked for: one that no column has taken. Null when all are taken. */
function rowidName(columns: readonly Column[]): string | null {
  const taken = new Set(columns.map(({ name }) => name.toLowerCase()));
  return ['rowid', '_rowid_', 'oid'].find((name) => !taken.has(name)) ?? null;
}

function query({ sqlite, limits }: Pick<Handle, 'sqlite' | 'limits'>, text: string, cap: number): Read {
  const statement = sqlite.prepare(text);
  try {
    return readRows(statement, cap, limits);
  } finally {
    statement.free();
  }
}

interface Read {
  readonly rows: Cell[][];
  /** Whether there were more rows than were read. */
  readonly more: boolean;
}

/** Steps a statement until the row cap or the limit of their total length. */
function readRows(statement: SqlStatement, cap: number, limits: Limits): Read {
  const rows: Cell[][] = [];
  let total = 0;
  while (statement.step()) {
    if (rows.length >= cap || total >= limits.totalLength) return { rows, more: true };
    const row = readRow(statement);
    for (const [index, cell] of row.entries()) {
      if (typeof cell !== 'string' && !(cell instanceof Uint8Array)) continue;
      const kept = cut(cell, limits.cellLength);
      row[index] = kept;
      total += kept.length;
    }
    rows.push(row);
  }
  return { rows, more: false };
}

function cut(cell: string | Uint8Array, length: number): string | Uint8Array {
  if (cell.length <= length) return cell;
  return typeof cell === 'string' ? `${cell.slice(0, length)}…` : cell.slice(0, length);
}

/** The rows of one SELECT, with the names of its columns; throws what SQLite throws. */
export function selectRows({ sqlite, limits }: Handle, text: string): ResultSet {
  const statement = sqlite.prepare(text);
  try {
    const columns = statement.getColumnNames();
    const { rows, more } = readRows(statement, limits.tableRows, limits);
    return { columns, rows, truncated: more };
  } finally {
    statement.free();
  }
}

/**
 * Runs a statement and returns its rows, or null when it returns no columns.
 * One that writes is always run to its end; one that only reads ends at the cap.
 */
export function runStatement(statement: SqlStatement, writes: boolean, limits: Limits): ResultSet | null {
  // Known before the first step; a statement without rows has columns, too.
  const columns = statement.getColumnNames();
  const { rows, more } = readRows(statement, limits.resultRows, limits);
  while (more && writes && statement.step());
  // Unless it is reset, a statement cut short keeps its tables locked.
  statement.reset();
  return columns.length > 0 ? { columns, rows, truncated: more } : null;
}
