/** What changed, as one line of plain words: losses first. */
import type { Cell } from '../database/cell.ts';
import type { Column, DatabaseState, TableState, ViewSchema } from '../database/state.ts';
import type { DanglingReference, DatabaseDiff, RowChange, SettingChange, Sides, TableDiff } from './model.ts';
import { columnNow, notBroughtBack, pieceChanges } from './pieces.ts';
import { diffTriggers, isChanged } from './schema.ts';
import { rowCounts } from './summary.ts';
import { NO_ALIASES } from '../sql/compare.ts';
import { fold } from '../sql/names.ts';
import { name, visible } from './words.ts';
import { counted, listed } from '../words/sentence.ts';

export interface DescribeOptions {
  /** Names of the tables on screen; a change anywhere else is marked. Without it all count as shown. */
  readonly shown?: readonly string[];
  /** The state afterwards, by which `emptied` and `still NULL` can be told. */
  readonly after?: DatabaseState;
}

/** How early a part is said. */
const ORDER = {
  rowsLost: 0,
  valuesGone: 1,
  nulled: 2,
  coerced: 3,
  table: 4,
  column: 5,
  rows: 6,
  pieceGone: 7,
  piece: 8,
} as const;

interface Part {
  readonly order: number;
  readonly text: string;
}

/** The changes in words, the most important first, each to stand alone; none where nothing changed. */
export function describeDiff(diff: DatabaseDiff, options: DescribeOptions = {}): readonly string[] {
  const shown = options.shown && new Set(options.shown.map(fold));
  const parts = diff.tables.flatMap((table) => {
    const names = [table.before, table.after].filter((each) => each !== null);
    const isShown = shown === undefined || names.some((each) => shown.has(fold(each)));
    const state = options.after?.tables.find((each) => each.schema.name === table.after);
    return tableParts(table, state ?? null).map((part) => ({
      text: isShown ? part.text : `${part.text} (not on screen)`,
      // A loss out of sight has to be said before one that can be seen.
      order: part.order * 2 + (isShown === part.order <= ORDER.coerced ? 1 : 0),
    }));
  });
  const views = viewParts(diff.views).map((part) => ({
    ...part,
    order: part.order * 2,
  }));
  const ledger = diff.ledger === null ? [] : tableParts(diff.ledger, options.after?.ledgerTable ?? null);
  const others = [...views, ...double(ledger), ...double(settingParts(diff.settings))];
  const said = [...parts, ...others].sort((a, b) => a.order - b.order).map(({ text }) => text);
  return [...(diff.rebuilds ?? []).map(rebuildText), ...(diff.dangling ?? []).map(danglingText), ...said].map(
    visible,
  );
}

function double(parts: readonly Part[]): readonly Part[] {
  return parts.map((part) => ({ ...part, order: part.order * 2 }));
}

function settingParts(settings: readonly SettingChange[]): readonly Part[] {
  return settings.map(({ name: setting, before, after }) => ({
    order: ORDER.table,
    text: `${setting} is now ${after ?? 'unset'} (was ${before ?? 'unset'})`,
  }));
}

/** How a rebuild ended: `visits rebuilt: nothing lost`, or what was and what did not come back. */
function rebuildText(diff: TableDiff): string {
  const table = name(diff.after ?? diff.before ?? '');
  const { rows, values, coerced } = diff.lost;
  const lost = [
    ...(rows > 0 ? [counted(rows, 'row')] : []),
    ...(values > 0 ? [counted(values, 'value')] : []),
  ];
  const texts = [
    ...(lost.length > 0 ? [`${listed(lost)} lost`] : []),
    ...(coerced > 0 ? [`${counted(coerced, 'value')} changed type`] : []),
  ];
  const missing = notBroughtBack(diff);
  if (missing.length > 0) texts.push(`${listed(missing)} did not come back`);
  return `${table} rebuilt: ${texts.length === 0 ? 'nothing lost' : texts.join(', ')}`;
}

/** `kid: its foreign key refers to t_old, which is gone`. */
function danglingText({ table, key, missing, rows }: DanglingReference): string {
  const columns = `${key.columns.length === 1 ? '' : '('}${key.columns.map(name).join(', ')}${key.columns.length === 1 ? '' : ')'}`;
  const target = name(key.table);
  switch (missing) {
    case 'table':
      return `${name(table)}: ${columns} refers to ${target}, which is not there`;
    case 'column': {
      const wanted = key.references.length === 0 ? 'a primary key' : listed(key.references.map(name));
      return `${name(table)}: ${columns} refers to ${wanted} of ${target}, which is not there`;
    }
    case 'rows':
      return `${name(table)}: ${counted(rows, 'row')} with ${columns} of no row in ${target}`;
  }
}

function tableParts(diff: TableDiff, state: TableState | null): readonly Part[] {
  const counts = rowCounts(diff.rows);
  if (diff.after === null) {
    const gone = diff.lost.rows;
    const text = `${name(diff.before ?? '')} dropped`;
    return [
      gone > 0
        ? { order: ORDER.rowsLost, text: `${text}: ${counted(gone, 'row')} gone` }
        : { order: ORDER.table, text },
    ];
  }
  const table = name(diff.after);
  if (diff.before === null) {
    const rows = counts.added > 0 ? ` with ${counted(counts.added, 'row')}` : '';
    return [{ order: ORDER.table, text: `${table} created${rows}` }];
  }
  const parts: Part[] = [...lossParts(diff, table, state), ...columnParts(diff, table)];
  if (diff.before !== diff.after)
    parts.push({ order: ORDER.table, text: `${name(diff.before)} renamed to ${table}` });
  const say = (order: number, text: string): unknown => parts.push({ order, text: `${table}: ${text}` });
  if (counts.added > 0) say(ORDER.rows, `${counted(counts.added, 'row')} added`);
  const changed = changedRows(diff, state);
  if (changed !== null) say(ORDER.rows, changed);
  if (diff.rows.newKeys !== undefined)
    say(ORDER.rows, `${counted(diff.rows.newKeys, 'row')} kept, with new keys`);
  for (const { column, last, now } of diff.restarted)
    say(ORDER.column, `${name(column)} counts on from ${now}, no longer from ${last}`);
  for (const part of pieceParts(diff)) say(part.order, part.text);
  return parts;
}

function lossParts(diff: TableDiff, table: string, state: TableState | null): readonly Part[] {
  const parts: Part[] = [];
  const { lost, columns, rows } = diff;
  if (lost.rows > 0) {
    const emptied = state !== null && state.rowCount === 0;
    const text = `${counted(lost.rows, 'row')} gone`;
    parts.push({ order: ORDER.rowsLost, text: emptied ? `${table} emptied: ${text}` : `${table}: ${text}` });
  }
  const nulled = columnsOf(rows.changed, 'nulled');
  const coerced = columnsOf(rows.changed, 'coerced');
  // Cells of generated columns follow others and are no losses of their own.
  const nulls = columns.removed.length > 0 ? nulled.cells : lost.values;
  if (columns.removed.length > 0) {
    const gone = lost.values - nulls;
    const text = `${table}: ${columnWord(columns.removed)} removed`;
    parts.push(
      gone > 0
        ? { order: ORDER.valuesGone, text: `${text}; ${counted(gone, 'value')} gone` }
        : { order: ORDER.column, text },
    );
  }
  if (nulls > 0) {
    const text = `${table}: ${counted(nulls, 'value')} became NULL in ${columnList(nulled.columns)}`;
    parts.push({ order: ORDER.nulled, text });
  }
  if (lost.coerced > 0) {
    const text = `${table}: ${counted(lost.coerced, 'value')} changed type in ${columnList(coerced.columns)}`;
    parts.push({ order: ORDER.coerced, text });
  }
  return parts;
}

function columnParts({ columns }: TableDiff, table: string): readonly Part[] {
  const texts = columns.renamed.map(
    ({ from, to, byValue }) =>
      `column ${name(from)} ${byValue === true ? 'became' : 'renamed to'} ${name(to)}`,
  );
  for (const { from, to } of columns.doubtful) {
    const [first = ''] = to;
    texts.push(
      to.length > 1
        ? `the values of ${name(from)} are in ${listed(to.map(name))}: either may be it`
        : `the values of ${name(from)} are in ${name(first)}: too few rows to tell whether it is that column`,
    );
  }
  if (columns.added.length > 0) texts.push(`${columnWord(columns.added)} added`);
  for (const { before, after } of columns.changed)
    texts.push(`${name(after.name)} is now ${columnNow(before, after).join(', ') || after.type}`);
  return texts.map((text) => ({ order: ORDER.column, text: `${table}: ${text}` }));
}

/** Rows with changes that no loss has told of yet, or null. */
function changedRows({ rows }: TableDiff, state: TableState | null): string | null {
  const plain = rows.changed.filter((row) => row.cells.some((cell) => cell.how === 'changed'));
  if (plain.length === 0) return null;
  const { columns } = columnsOf(plain, 'changed');
  const [column] = columns;
  const cut = state !== null && state.rowCount > state.rows.length ? 'at least ' : '';
  const text = `${cut}${counted(plain.length, 'row')} changed in ${columnList(columns)}`;
  if (column === undefined || columns.length > 1 || state === null || cut !== '') return text;
  const cells = plain.flatMap((row) => row.cells.filter((cell) => cell.column === column));
  if (cells.some((cell) => cell.before !== null || cell.after === null)) return text;
  const left = nullsIn(state, column);
  return left > 0 ? `${text}; ${left} still NULL` : text;
}

function nullsIn(state: TableState, column: string): number {
  const place = state.schema.columns.findIndex((each) => each.name === column);
  return state.rows.filter((row: readonly Cell[]) => row[place] === null).length;
}

function pieceParts(diff: TableDiff): readonly Part[] {
  return pieceChanges(diff).map(({ how, what, now }) => ({
    order: how === 'removed' ? ORDER.pieceGone : ORDER.piece,
    text: now === '' ? `${what} ${how}` : `${what} is now ${now}`,
  }));
}

/** A view whose own text has stayed is told by its triggers, which are what writes to it. */
function viewParts({ added, removed, changed }: Sides<ViewSchema>): readonly Part[] {
  const said = changed.map(({ before, after }) => {
    const triggers =
      before.sql === after.sql ? diffTriggers(before.triggers, after.triggers, NO_ALIASES) : null;
    return triggers === null || !isChanged(triggers)
      ? { view: { before, after }, parts: [] }
      : {
          view: null,
          parts: pieces(triggers, `view ${name(after.name)}: trigger`, (each) => name(each.name)),
        };
  });
  const others = said.flatMap(({ view }) => (view === null ? [] : [view]));
  return [
    ...pieces({ added, removed, changed: others }, 'view', (view) => name(view.name)),
    ...said.flatMap(({ parts }) => parts),
  ];
}

function pieces<T>(sides: Sides<T>, what: string, say: (piece: T) => string): readonly Part[] {
  const text = (piece: T, how: string): string => `${what} ${say(piece)} ${how}`.trimStart();
  return [
    ...sides.removed.map((piece) => ({ order: ORDER.pieceGone, text: text(piece, 'removed') })),
    ...sides.added.map((piece) => ({ order: ORDER.piece, text: text(piece, 'added') })),
    ...sides.changed.map(({ after }) => ({ order: ORDER.piece, text: text(after, 'changed') })),
  ];
}

/** The columns with changes of one kind, in the order in which they are met, and the number of cells. */
function columnsOf(
  rows: readonly RowChange[],
  how: RowChange['cells'][number]['how'],
): { readonly columns: readonly string[]; readonly cells: number } {
  const columns = new Set<string>();
  let cells = 0;
  for (const row of rows) {
    for (const cell of row.cells) {
      if (cell.how !== how) continue;
      columns.add(cell.column);
      cells++;
    }
  }
  return { columns: [...columns], cells };
}

function columnWord(columns: readonly Column[]): string {
  const names = columns.map((column) => column.name);
  return `${names.length === 1 ? 'column' : 'columns'} ${columnList(names)}`;
}

/** Up to three names, or how many there are. */
function columnList(names: readonly string[]): string {
  return names.length > 3 ? `${names.length} columns` : listed(names.map(name));
}
