/** Where the rules of each engine are found, by its dialect. */
import type { Cell } from './cell.ts';
import type { Conversions } from './conversions.ts';
import { sqliteConversions } from './sqlite/conversions.ts';
import type { Dialect } from './state.ts';

const CONVERSIONS: Readonly<Record<Dialect, Conversions>> = {
  sqlite: sqliteConversions,
  // PostgreSQL converts where a cast says so, and what a cast gives has the same text or is another value.
  postgresql: {
    isConversion: (before, after) => before !== null && after !== null && textOf(before) === textOf(after),
    loosened: textOf,
    defaultCells: (column) => (column.default === null && column.generated === null ? [null] : null),
    asKey: (cell) => cell,
  },
};

/** The conversions of the engine that a state was read from. */
export function conversionsOf(dialect: Dialect): Conversions {
  return CONVERSIONS[dialect];
}

function textOf(cell: Cell): Cell {
  if (cell === null || cell instanceof Uint8Array) return cell;
  return typeof cell === 'object' ? cell.text : String(cell);
}
