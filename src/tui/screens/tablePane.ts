/** What a moment shows of the database: a table before and after, a query's result, or the ledger. */
import type { ResultSet } from '../../engine/database.ts';
import type { Change } from '../../engine/lesson/changes.ts';
import type { DatabaseState, LedgerEntry } from '../../engine/state.ts';
import type { Scene } from '../../engine/tutor/select.ts';
import type { LessonState, View } from '../../engine/tutor/state.ts';
import { tableNamed, tablesIn } from '../../engine/tutor/tables.ts';
import type { Size } from '../frame.ts';
import { tableLines } from '../table/lines.ts';
import { tableView, type TableView } from '../table/model.ts';
import { resultLines } from '../table/result.ts';
import { schemaLines } from '../table/schema.ts';
import type { Line } from '../text/line.ts';
import { printable } from '../text/visible.ts';
import { cutLine, pad, widthOf } from '../text/width.ts';

/** The database's part of a lesson's screen. `sides` puts before and after beside each other. */
export function tablePane(lesson: LessonState, scene: Scene, size: Size, sides: boolean): readonly Line[] {
  const { view } = lesson;
  if (scene.waiting) return [];
  if (view.ledger) return ledgerLines(scene.state?.ledger ?? null, size);
  // A result is what a query is for; Tab turns to the tables all the same.
  if (scene.result !== null && view.table === null) return resultPane(scene.result, view, size);
  const { state, change } = scene;
  if (state === null) return [[{ text: 'The database is starting…', style: 'quiet' }]];
  const name = tablesIn(lesson.lesson?.show ?? [], state, change?.diff ?? null, view).current;
  return stateTable({ name, state, change, view }, size, sides);
}

export interface TableRequest {
  readonly name: string | null;
  readonly state: DatabaseState;
  readonly change: Change | null;
  readonly view: View;
}

/** One table of a state, with its before where there is one; what else its schema gained or lost stands under it. */
export function stateTable(
  { name, state, change, view }: TableRequest,
  size: Size,
  sides: boolean,
): readonly Line[] {
  if (name === null) return [[{ text: 'There is no table yet.', style: 'quiet' }]];
  const shown = viewOf(name, state, change, sides);
  const pieces = shown.diff === null ? [] : schemaLines(shown.diff, size.columns).slice(0, 3);
  const room = size.rows - (pieces.length === 0 ? 0 : pieces.length + 1);
  const kept = room >= 5 ? pieces : [];
  const table = tableLines(shown, {
    width: size.columns,
    height: kept.length === 0 ? size.rows : room,
    rowOffset: view.rows,
    columnOffset: view.columns,
    types: true,
  });
  return kept.length === 0 ? table : [...table, [], ...kept];
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
export function resultPane(result: ResultSet, view: View, { columns, rows }: Size): readonly Line[] {
  return resultLines(result, columns, rows, {
    title: 'result',
    rowOffset: view.rows ?? 0,
    columnOffset: view.columns,
  });
}

/** The ledger, newest last; the newest are kept where not all fit. */
export function ledgerLines(ledger: readonly LedgerEntry[] | null, { columns, rows }: Size): readonly Line[] {
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
