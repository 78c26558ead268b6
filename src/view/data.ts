/** What the database holds or answered, as blocks. */
import type { ResultSet } from '../database/result.ts';
import type { DatabaseState } from '../database/state.ts';
import type { TableDiff } from '../diff/model.ts';
import type { Change } from '../lesson/changes.ts';
import { tableNamed } from '../lesson/tables.ts';
import type { ResultBlock, TableBlock } from './blocks.ts';
import { tableView, type TableView } from './table/table.ts';

/** The table with this name, before and after where `change` touches it; `near` as in the block. */
export function tableBlock(
  name: string | null,
  state: DatabaseState,
  change: Change | null,
  near: number | null = null,
): TableBlock {
  return { type: 'table', table: name === null ? null : tableOf(name, state, change), near };
}

export function resultBlock(result: ResultSet, earlier = false): ResultBlock {
  return { type: 'result', result, earlier };
}

/** The table with this name, on whichever side it is; as it stands where nothing changed. */
export function tableOf(name: string, state: DatabaseState, change: Change | null): TableView {
  const diff = change?.diff.tables.find(
    (table) => table.after === name || (table.after === null && table.before === name),
  );
  if (change === null || diff === undefined) {
    return cached(state, name, () =>
      tableView({ before: null, after: tableNamed(state, name), diff: null, mode: 'single', name }),
    );
  }
  return comparedTable(change, diff);
}

/** A table of a change, before and after. */
export function comparedTable(change: Change, diff: TableDiff): TableView {
  return cached(diff, '', () =>
    tableView({
      before: tableNamed(change.before, diff.before),
      after: tableNamed(change.after, diff.after),
      diff,
      mode: 'compared',
    }),
  );
}

const views = new WeakMap<object, Map<string, TableView>>();

/** Views cost a pass over the rows, and a screen is painted many times from one state. */
function cached(of: object, name: string, make: () => TableView): TableView {
  const known = views.get(of) ?? new Map<string, TableView>();
  views.set(of, known);
  const view = known.get(name) ?? make();
  known.set(name, view);
  return view;
}
