/** Whether the rows of two states are alike: by primary key where both sides have the same, else as a heap of rows. */
import { rowKey, sameCell, storageClass, type Cell } from '../database/cell.ts';
import { fold } from '../sql/names.ts';
import { name, visible } from '../diff/words.ts';
import type { DatabaseState, TableState } from '../database/state.ts';
import type { ReportValue } from './model.ts';
import { reportCell } from './value.ts';
import { counted, listed } from '../words/sentence.ts';
import type { Difference, RowsComparison, TableRowsDifference } from './difference.ts';

/** Every expected table's rows, on the columns that both sides have. */
export function compareRows(expected: DatabaseState, actual: DatabaseState): RowsComparison {
  const found = new Map(actual.tables.map((table) => [fold(table.schema.name), table]));
  let whole = true;
  let first: Difference | null = null;
  const tables: TableRowsDifference[] = [];
  for (const table of expected.tables) {
    const other = found.get(fold(table.schema.name));
    if (other === undefined || missesColumns(table, other)) whole = false;
    const compared = other === undefined ? missingTable(table) : compareTable(table, other);
    if (compared === null) continue;
    tables.push(compared.difference);
    first ??= compared.first;
  }
  return { whole, first, tables };
}

interface TableCompared {
  readonly difference: TableRowsDifference;
  readonly first: Difference;
}

function missesColumns(expected: TableState, actual: TableState): boolean {
  const names = new Set(actual.schema.columns.map((column) => fold(column.name)));
  return expected.schema.columns.some((column) => !names.has(fold(column.name)));
}

function missingTable({ schema, rowCount }: TableState): TableCompared | null {
  if (rowCount === 0) return null;
  const first = {
    message: visible(`${name(schema.name)} is not there, and with it ${counted(rowCount, 'row')}.`),
    expected: counted(rowCount, 'row'),
    actual: 'no table',
  };
  const difference = { table: schema.name, missing: rowCount, extra: 0, changed: 0, columns: [], keys: [] };
  return { difference, first };
}

/** A column of both sides, as its place on each. */
interface Shared {
  readonly name: string;
  readonly left: number;
  readonly right: number;
}

function compareTable(expected: TableState, actual: TableState): TableCompared | null {
  const shared = sharedColumns(expected, actual);
  if (expected.rows === actual.rows && shared.every(({ left, right }) => left === right)) return null;
  const key = sharedKey(expected, actual, shared);
  return (key === null ? null : byKey(expected, actual, shared, key)) ?? byHeap(expected, actual, shared);
}

function sharedColumns(expected: TableState, actual: TableState): readonly Shared[] {
  const places = new Map(actual.schema.columns.map((column, place) => [fold(column.name), place]));
  return expected.schema.columns.flatMap((column, left) => {
    const right = places.get(fold(column.name));
    return right === undefined ? [] : [{ name: column.name, left, right }];
  });
}

/** The primary key's columns in the key's order, where both sides have the same; else null. */
function sharedKey(
  expected: TableState,
  actual: TableState,
  shared: readonly Shared[],
): readonly Shared[] | null {
  const key = shared
    .filter(({ left }) => (expected.schema.columns[left]?.primaryKey ?? 0) > 0)
    .sort((a, b) => placeInKey(expected, a.left) - placeInKey(expected, b.left));
  const sizes = [expected, actual].map(
    ({ schema }) => schema.columns.filter((column) => column.primaryKey > 0).length,
  );
  const same = key.every(({ left, right }) => placeInKey(expected, left) === placeInKey(actual, right));
  return key.length > 0 && same && sizes.every((size) => size === key.length) ? key : null;
}

function placeInKey({ schema }: TableState, place: number): number {
  return schema.columns[place]?.primaryKey ?? 0;
}

/** Null where the rows are alike, or where the key does not tell them apart. */
function byKey(
  expected: TableState,
  actual: TableState,
  shared: readonly Shared[],
  key: readonly Shared[],
): TableCompared | null {
  const keyOf = (row: readonly Cell[], side: 'left' | 'right') =>
    key.map((column) => row[column[side]] ?? null);
  const wanted = new Map(expected.rows.map((row) => [rowKey(keyOf(row, 'left')), row]));
  const found = new Map(actual.rows.map((row) => [rowKey(keyOf(row, 'right')), row]));
  if (wanted.size < expected.rows.length || found.size < actual.rows.length) return null;

  const keys: (readonly Cell[])[] = [];
  const missing: (readonly Cell[])[] = [];
  const changed: { readonly wanted: readonly Cell[]; readonly found: readonly Cell[] }[] = [];
  const columns = new Set<Shared>();
  for (const [id, row] of wanted) {
    const other = found.get(id);
    if (other === undefined) missing.push(row);
    else {
      const differing = shared.filter(
        ({ left, right }) => !sameCell(row[left] ?? null, other[right] ?? null),
      );
      if (differing.length === 0) continue;
      for (const column of differing) columns.add(column);
      changed.push({ wanted: row, found: other });
    }
    keys.push(keyOf(row, 'left'));
  }
  const extra = [...found].filter(([id]) => !wanted.has(id)).map(([, row]) => row);
  keys.push(...extra.map((row) => keyOf(row, 'right')));

  const counts = withUnseen(expected, actual, { missing: missing.length, extra: extra.length });
  if (keys.length === 0 && counts.missing + counts.extra === 0) return null;
  const names = shared.filter((column) => columns.has(column)).map((column) => column.name);
  const difference = {
    table: expected.schema.name,
    ...counts,
    changed: changed.length,
    columns: names,
    keys,
  };
  const [one] = changed;
  const shownColumns = one === undefined ? shared : keyAndDiffering(shared, key, one);
  const first: Difference = {
    message: rowsMessage(difference, one === undefined ? null : storageNote(shared, one)),
    expected: rowsValue(shownColumns, 'left', one === undefined ? missing : [one.wanted]),
    actual: rowsValue(
      shownColumns,
      'right',
      one === undefined ? (missing.length > 0 ? [] : extra) : [one.found],
    ),
  };
  return { difference, first };
}

function keyAndDiffering(
  shared: readonly Shared[],
  key: readonly Shared[],
  { wanted, found }: { readonly wanted: readonly Cell[]; readonly found: readonly Cell[] },
): readonly Shared[] {
  const differs = ({ left, right }: Shared) => !sameCell(wanted[left] ?? null, found[right] ?? null);
  return [...key, ...shared.filter((column) => !key.includes(column) && differs(column))];
}

/** Rows as a heap: how often each stands on either side. Null where the heaps are alike. */
function byHeap(expected: TableState, actual: TableState, shared: readonly Shared[]): TableCompared | null {
  const surplus = new Map<string, number>();
  for (const row of actual.rows) {
    const id = rowKey(shared.map(({ right }) => row[right] ?? null));
    surplus.set(id, (surplus.get(id) ?? 0) + 1);
  }
  const missing = expected.rows.filter((row) => {
    const id = rowKey(shared.map(({ left }) => row[left] ?? null));
    const left = surplus.get(id) ?? 0;
    if (left > 0) surplus.set(id, left - 1);
    return left === 0;
  });
  const extra = actual.rows.filter((row) => {
    const id = rowKey(shared.map(({ right }) => row[right] ?? null));
    const left = surplus.get(id) ?? 0;
    if (left > 0) surplus.set(id, left - 1);
    return left > 0;
  });
  const counts = withUnseen(expected, actual, { missing: missing.length, extra: extra.length });
  if (counts.missing + counts.extra === 0) return null;
  const difference = { table: expected.schema.name, ...counts, changed: 0, columns: [], keys: [] };
  const first: Difference = {
    message: rowsMessage(difference, null),
    expected: rowsValue(shared, 'left', missing),
    actual: rowsValue(shared, 'right', extra),
  };
  return { difference, first };
}

/** Beyond the row cap only the numbers are known. */
function withUnseen(
  expected: TableState,
  actual: TableState,
  { missing, extra }: { readonly missing: number; readonly extra: number },
): { readonly missing: number; readonly extra: number } {
  const surplus = actual.rowCount - expected.rowCount - (extra - missing);
  return { missing: missing + Math.max(0, -surplus), extra: extra + Math.max(0, surplus) };
}

function rowsMessage(difference: TableRowsDifference, note: string | null): string {
  const { table, missing, extra, changed, columns } = difference;
  const parts = [
    ...(changed > 0 ? [`${differ(changed)} in ${listed(columns.map(name))}`] : []),
    ...(missing > 0 ? [`${counted(missing, 'row')} ${missing === 1 ? 'is' : 'are'} missing`] : []),
    ...(extra > 0 ? [`${counted(extra, 'row')} too many`] : []),
  ];
  return visible(`${name(table)}: ${listed(parts)}.${note === null ? '' : ` ${note}`}`);
}

function differ(count: number): string {
  return counted(count, 'row differs', 'rows differ');
}

/** Where two cells would be printed alike, what tells them apart. */
function storageNote(
  shared: readonly Shared[],
  { wanted, found }: { readonly wanted: readonly Cell[]; readonly found: readonly Cell[] },
): string | null {
  for (const column of shared) {
    const [want, have] = [wanted[column.left] ?? null, found[column.right] ?? null];
    if (sameCell(want, have) || storageClass(want) === storageClass(have)) continue;
    if (textOf(want) !== textOf(have)) continue;
    return `${name(column.name)} should be stored as ${storageClass(want)}, and is stored as ${storageClass(have)}.`;
  }
  return null;
}

/** Of bytes their numbers. */
function textOf(cell: Cell): string {
  if (cell instanceof Uint8Array) return cell.join();
  return cell !== null && typeof cell === 'object' ? cell.text : String(cell);
}

/** The first of the rows. */
function rowsValue(
  columns: readonly Shared[],
  side: 'left' | 'right',
  rows: readonly (readonly Cell[])[],
): ReportValue {
  return {
    columns: columns.map((column) => visible(column.name)),
    rows: rows.slice(0, 1).map((row) => columns.map((column) => reportCell(row[column[side]] ?? null))),
  };
}
