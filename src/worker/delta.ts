/** States on the wire: what equals the state before is named rather than sent. Both ends hold that state. */
import type { Cell } from '../database/cell.ts';
import type { DatabaseState, TableState } from '../database/state.ts';
import { commonRows } from '../database/shareState.ts';

/** Null is the previous state itself. */
export type StateDelta = {
  /** A number is the table's place in the previous state, from which it is unchanged. */
  readonly tables: readonly (number | TableDelta)[];
} & Omit<DatabaseState, 'tables'>;

interface TableDelta extends Omit<TableState, 'rows'> {
  /** Place of the table in the previous state from which `head` and `tail` rows are taken. */
  readonly base: number | null;
  readonly head: number;
  readonly rows: readonly (readonly Cell[])[];
  readonly tail: number;
}

/** What to send for a state that was made by `shareState` from the previous one. */
export function encodeState(previous: DatabaseState | null, state: DatabaseState): StateDelta | null {
  if (state === previous) return null;
  const tables = state.tables.map((table) => {
    const same = previous?.tables.indexOf(table) ?? -1;
    return same === -1 ? encodeTable(previous, table) : same;
  });
  return { ...state, tables };
}

function encodeTable(previous: DatabaseState | null, table: TableState): TableDelta {
  const base = previous?.tables.findIndex((other) => other.schema.name === table.schema.name) ?? -1;
  const before = previous?.tables[base];
  if (before === undefined) return { ...table, base: null, head: 0, tail: 0 };
  const { head, tail } = commonRows(before.rows, table.rows, (a, b) => a === b);
  return { ...table, base, head, tail, rows: table.rows.slice(head, table.rows.length - tail) };
}

/** The state that was sent. */
export function decodeState(previous: DatabaseState | null, delta: StateDelta | null): DatabaseState {
  if (delta === null) {
    if (previous === null) throw new Error('A first state cannot be equal to the one before it');
    return previous;
  }
  const tableAt = (index: number): TableState => {
    const table = previous?.tables[index];
    if (table === undefined) throw new Error(`The state before has no table number ${index}`);
    return table;
  };
  const tables = delta.tables.map((table) =>
    typeof table === 'number' ? tableAt(table) : decodeTable(table, tableAt),
  );
  return { ...delta, tables };
}

function decodeTable(
  { base, head, tail, ...table }: TableDelta,
  tableAt: (index: number) => TableState,
): TableState {
  if (base === null) return table;
  const { rows } = tableAt(base);
  return { ...table, rows: [...rows.slice(0, head), ...table.rows, ...rows.slice(rows.length - tail)] };
}
