/** PostgreSQL's values as cells: what JavaScript has a type for as that, all else as text with the type's own name. */
import type { Cell } from '../cell.ts';
import type { Limits } from '../limits.ts';
import type { Answer, AnswerColumn, Session } from './session.ts';

/** Names of types by their number in pg_type. */
export type TypeNames = Map<number, string>;

/** Reads the names that are not known yet. */
export async function learnTypes(
  session: Session,
  names: TypeNames,
  columns: readonly AnswerColumn[],
): Promise<void> {
  const unknown = [...new Set(columns.map(({ type }) => type))].filter((type) => !names.has(type));
  if (unknown.length === 0 || session.status() === 'failed') return;
  const { rows } = await session.ask(
    `SELECT oid, format_type(oid, NULL) FROM pg_type WHERE oid IN (${unknown.join()})`,
  );
  for (const [type, name] of rows) names.set(Number(type), name ?? '');
}

const WHOLE = new Set(['smallint', 'integer', 'bigint', 'oid']);
const FLOATING = new Set(['real', 'double precision']);
const TEXT = new Set(['text', 'character varying', 'character', 'name', '"char"', 'unknown']);

/** A value as PostgreSQL writes it, as a cell. `type` is the type's name without a length. */
export function cellOf(text: string | null, type: string): Cell {
  if (text === null) return null;
  if (TEXT.has(type)) return text;
  if (WHOLE.has(type)) return BigInt(text);
  if (FLOATING.has(type)) return Number(text);
  if (type === 'boolean') return { type, text: text === 't' ? 'true' : 'false' };
  // Where the session's setting is `escape`, it stays a text of its type.
  if (type === 'bytea' && text.startsWith('\\x')) return new Uint8Array(Buffer.from(text.slice(2), 'hex'));
  return { type, text };
}

interface Cells {
  readonly rows: readonly (readonly Cell[])[];
  /** Whether rows were left out for the limit of their total length. */
  readonly cut: boolean;
}

/** An answer's rows, as far as the limits go. */
export function cellsOf({ columns, rows }: Answer, names: TypeNames, limits: Limits): Cells {
  const types = (columns ?? []).map(({ type }) => names.get(type) ?? 'unknown');
  const read: Cell[][] = [];
  let total = 0;
  for (const row of rows) {
    if (total >= limits.totalLength) return { rows: read, cut: true };
    read.push(
      row.map((text, index) => {
        const cell = cut(cellOf(text, types[index] ?? 'unknown'), limits.cellLength);
        total += lengthOf(cell);
        return cell;
      }),
    );
  }
  return { rows: read, cut: false };
}

function lengthOf(cell: Cell): number {
  if (typeof cell === 'string' || cell instanceof Uint8Array) return cell.length;
  return cell !== null && typeof cell === 'object' ? cell.text.length : 0;
}

function cut(cell: Cell, length: number): Cell {
  if (lengthOf(cell) <= length) return cell;
  if (typeof cell === 'string') return `${cell.slice(0, length)}…`;
  if (cell instanceof Uint8Array) return cell.slice(0, length);
  return cell !== null && typeof cell === 'object'
    ? { ...cell, text: `${cell.text.slice(0, length)}…` }
    : cell;
}
