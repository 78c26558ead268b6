/** What a moment shows of the database: a table before and after, a query's result, or the ledger. */
import type { ResultSet } from '../../database/result.ts';
import { statementChange, type Change } from '../../lesson/changes.ts';
import type { DatabaseState, LedgerEntry } from '../../database/state.ts';
import type { Scene } from '../../lesson/scene.ts';
import type { LessonState, View } from '../../tutor/state.ts';
import { tableNamed, tablesIn } from '../../lesson/tables.ts';
import type { Size } from '../../render/terminal/layout.ts';
import type { TableFrame } from '../../render/terminal/table/frame.ts';
import { tableFrame } from '../../render/terminal/table/lines.ts';
import { tableView, type TableView } from '../../view/table/table.ts';
import { resultFrame } from '../../render/terminal/table/result.ts';
import { schemaLines } from '../../render/terminal/table/schema.ts';
import type { Line } from '../../render/terminal/text/line.ts';
import { printable } from '../../render/terminal/text/visible.ts';
import { cutLine } from '../../render/terminal/text/width.ts';
import { pad, widthOf } from '../../words/width.ts';

/** What the database's part of a lesson's screen shows. */
export type Pane =
  | { readonly type: 'nothing' }
  | { readonly type: 'starting' }
  | { readonly type: 'ledger'; readonly ledger: readonly LedgerEntry[] | null }
  | ResultPane
  | TablePane;

export interface ResultPane {
  readonly type: 'result';
  readonly result: ResultSet;
  /** It is of the query before the one whose SQL is on screen. */
  readonly earlier: boolean;
}

export interface TablePane {
  readonly type: 'table';
  /** Null where there is no table yet. */
  readonly name: string | null;
  readonly state: DatabaseState;
  readonly change: Change | null;
  /** A row that is to be in view where nothing changes, from 0, or null: the first. */
  readonly near: number | null;
}

export function paneOf(lesson: LessonState, scene: Scene): Pane {
  const { view } = lesson;
  if (scene.waiting) return { type: 'nothing' };
  if (view.ledger) return { type: 'ledger', ledger: scene.state?.ledger ?? null };
  // A result is what a query is for; Tab turns to the tables all the same.
  const found = resultOfScene(scene);
  if (found !== null && view.table === null) return found;
  return tableOfScene(lesson, scene) ?? { type: 'starting' };
}

/** What the moment's query found, or null. */
export function resultOfScene({ result, moment }: Scene): ResultPane | null {
  return result === null
    ? null
    : { type: 'result', result, earlier: moment.type === 'text' && moment.next !== null };
}

/** The table in front, or null while there is no state. */
export function tableOfScene({ lesson, view }: LessonState, scene: Scene): TablePane | null {
  const { state, change } = scene;
  if (state === null) return null;
  const name = tablesIn(lesson?.show ?? [], state, change?.diff ?? null, view.table).current;
  return { type: 'table', name, state, change, near: lastTouched(scene, name) };
}

/** The last row that the batches changed, where this one finds nothing more to do; else null. */
function lastTouched({ action, statement, index }: Scene, name: string | null): number | null {
  if (action === null || statement?.made?.type !== 'batch' || statement.rowsChanged > 0) return null;
  const changes = statementChange(action).slice(0, index);
  for (const { diff } of changes.toReversed()) {
    const rows = diff.tables.find((table) => table.after === name)?.rows;
    if (rows === undefined) continue;
    const touched = [...rows.added, ...rows.changed.map(({ after }) => after)];
    if (touched.length > 0) return Math.max(...touched);
  }
  return null;
}

/** The table that a pane shows, or null. */
export function drawnTable(pane: Pane): string | null {
  return pane.type === 'table' ? pane.name : null;
}

/** Lines of a pane, with the names of the columns for which there was no room. */
export type PaneLines = Pick<TableFrame, 'lines' | 'hiddenColumns'>;

/** The pane in its space. `sides` puts before and after beside each other. */
export function paneLines(pane: Pane, view: View, size: Size, sides: boolean): PaneLines {
  switch (pane.type) {
    case 'nothing':
      return plain([]);
    case 'starting':
      return plain([[{ text: 'The database is starting…', style: 'quiet' }]]);
    case 'ledger':
      return plain(ledgerLines(pane.ledger, size));
    case 'result':
      return resultPane(pane.result, view, size, pane.earlier ? 'result before' : 'result');
    case 'table':
      return tableInPane({ ...pane, view }, size, sides);
  }
}

function plain(lines: readonly Line[]): PaneLines {
  return { lines, hiddenColumns: [] };
}

export interface TableRequest {
  readonly name: string | null;
  readonly state: DatabaseState;
  readonly change: Change | null;
  readonly view: View;
  /** As a pane's; nothing: the first. */
  readonly near?: number | null;
}

/** The lines of `tableInPane`. */
export function stateTable(request: TableRequest, size: Size, sides: boolean): readonly Line[] {
  return tableInPane(request, size, sides).lines;
}

/** One table of a state, with its before where there is one; what else its schema gained or lost stands under it. */
function tableInPane(
  { name, state, change, view, near = null }: TableRequest,
  size: Size,
  sides: boolean,
): PaneLines {
  if (name === null) return plain([[{ text: 'There is no table yet.', style: 'quiet' }]]);
  const shown = viewOf(name, state, change, sides);
  const options = {
    width: size.columns,
    rowOffset: view.rows ?? near,
    columnOffset: view.columns,
    types: true,
  };
  const whole = tableFrame(shown, { ...options, height: size.rows });
  if (shown.diff === null) return whole;
  // What a table begins with belongs to its after.
  const indent = sides && shown.before === null ? whole.after : 0;
  const pieces = schemaLines(shown.diff, size.columns - indent).slice(0, 3);
  const room = size.rows - pieces.length - 1;
  if (pieces.length === 0 || room < 5) return whole;
  const { lines, hiddenColumns } = tableFrame(shown, { ...options, height: room });
  const blanks: Line = indent === 0 ? [] : [{ text: ' '.repeat(indent) }];
  return { lines: [...lines, [], ...pieces.map((line) => [...blanks, ...line])], hiddenColumns };
}

/** The view of the table with this name, on whichever side it is; a table as it stands where nothing changed. */
export function viewOf(name: string, state: DatabaseState, change: Change | null, sides: boolean): TableView {
  const diff = change?.diff.tables.find(
    (table) => table.after === name || (table.after === null && table.before === name),
  );
  if (change === null || diff === undefined) {
    return cached(state, `single ${name}`, () =>
      tableView({ before: null, after: tableNamed(state, name), diff: null, mode: 'single', name }),
    );
  }
  return cached(change, `${String(sides)} ${name}`, () =>
    tableView({
      before: tableNamed(change.before, diff.before),
      after: tableNamed(change.after, diff.after),
      diff,
      mode: sides ? 'sides' : 'merged',
      name,
    }),
  );
}

const views = new WeakMap<object, Map<string, TableView>>();

/** Views cost a pass over the rows, and a screen is painted many times from one state. */
function cached(of: object, key: string, make: () => TableView): TableView {
  const known = views.get(of) ?? new Map<string, TableView>();
  views.set(of, known);
  const view = known.get(key) ?? make();
  known.set(key, view);
  return view;
}

/** A query's result. */
export function resultPane(
  result: ResultSet,
  view: View,
  { columns, rows }: Size,
  title = 'result',
): PaneLines {
  return resultFrame(result, columns, rows, {
    title,
    rowOffset: view.rows ?? 0,
    columnOffset: view.columns,
  });
}

/** The ledger, newest last; the newest are kept where not all fit. */
function ledgerLines(ledger: readonly LedgerEntry[] | null, { columns, rows }: Size): readonly Line[] {
  const title: Line = [
    { text: 'ledger', style: 'title' },
    { text: ' · schema_migrations: what has run here', style: 'quiet' },
  ];
  if (ledger === null)
    return [title, [{ text: 'There is no ledger yet: no migration has run.', style: 'quiet' }]];
  if (ledger.length === 0)
    return [title, [{ text: 'It is empty: no migration is applied.', style: 'quiet' }]];
  const width = Math.max(...ledger.map((entry) => widthOf(printable(entry.name))));
  const shown = ledger.slice(-Math.max(1, rows - 2));
  const head: Line = [{ text: `${pad('name', width)}  ${pad('checksum', 8)}  applied at`, style: 'strong' }];
  return [
    title,
    head,
    ...shown.map((entry) =>
      cutLine(
        [
          {
            text: `${pad(printable(entry.name), width)}  ${entry.checksum.slice(0, 8)}  ${minute(entry.appliedAt)}`,
          },
        ],
        columns,
      ),
    ),
  ].slice(0, rows);
}

/** `2026-03-01 09:30`: to the minute is enough on a screen, and fits. */
function minute(appliedAt: string): string {
  return printable(appliedAt.slice(0, 16).replace('T', ' '));
}
