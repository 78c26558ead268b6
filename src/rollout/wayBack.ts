/** What a phase change costs to take back, judged by states that were really reached. */
import type { TableDiff } from '../diff/model.ts';
import { renamesThrough } from '../diff/renames.ts';
import { diffStates } from '../diff/states.ts';
import { fold } from '../sql/names.ts';
import type { DatabaseState } from '../database/state.ts';

/** How the change into a phase can be taken back. */
export interface WayBack {
  /** `back`: its rollback runs. `refused`: its rollback ends in an error. `none`: it has no rollback. */
  readonly type: 'back' | 'refused' | 'none';
  /** The database's words where it was refused, else null. */
  readonly error: string | null;
  /** What is gone for good. */
  readonly lost: Lost;
  /** The database's words where the rollback is refused once the phase has lasted to its end, else null. */
  readonly closes: string | null;
}

export interface Lost {
  readonly rows: number;
  /** Values, not NULL before, in rows that are still there. */
  readonly values: number;
}

/** Whether anything is lost for good. */
export function isLossy({ lost }: WayBack): boolean {
  return lost.rows + lost.values > 0;
}

/**
 * What of the first state is to be found in none of the others. Each of `trails`
 * is the states on the way to one of them, the first state in front, so that
 * renames can be followed. A copy that the way back throws away, and that going
 * forward makes again, is not lost.
 */
export function lostThrough(...trails: readonly (readonly DatabaseState[])[]): Lost {
  const losses = trails.map(lossesOf);
  const [first] = losses;
  if (first === undefined) return { rows: 0, values: 0 };
  const goneRows = [...first.rows].filter((row) => losses.every(({ rows }) => rows.has(row)));
  // A value is gone with its row on one way, and by itself on another.
  const places = new Map(
    losses.flatMap(({ cells }) => [...cells.keys()].map((row) => [row, new Set<string>()])),
  );
  for (const { cells } of losses) {
    for (const [row, columns] of cells) for (const column of columns) places.get(row)?.add(column);
  }
  const isGone = (row: string, column: string): boolean =>
    losses.every(({ rows, cells }) => rows.has(row) || (cells.get(row)?.has(column) ?? false));
  let values = 0;
  for (const [row, columns] of places) {
    values += [...columns].filter((column) => isGone(row, column)).length;
  }
  return { rows: goneRows.length, values };
}

/** Places in the first state of a trail whose content its last state does not have. */
interface Losses {
  readonly rows: ReadonlySet<string>;
  /** By row: names of columns, folded. */
  readonly cells: ReadonlyMap<string, ReadonlySet<string>>;
}

function lossesOf(trail: readonly DatabaseState[]): Losses {
  const [before] = trail;
  const after = trail.at(-1);
  const rows = new Set<string>();
  const cells = new Map<string, Set<string>>();
  if (before === undefined || after === undefined) return { rows, cells };
  for (const diff of diffStates(before, after, renamesThrough(trail)).tables) {
    const table = before.tables.find(({ schema }) => schema.name === diff.before);
    if (table === undefined) continue;
    const at = (row: number): string => `${table.schema.name} ${row}`;
    for (const row of diff.rows.removed) rows.add(at(row));
    const lose = (row: number, column: string): void => {
      if (rows.has(at(row))) return;
      cells.set(at(row), (cells.get(at(row)) ?? new Set()).add(fold(column)));
    };
    const names = earlierNames(diff);
    for (const change of diff.rows.changed) {
      for (const { column, before: was } of change.cells) {
        if (was !== null) lose(change.before, names.get(column) ?? column);
      }
    }
    for (const column of diff.after === null ? [] : diff.columns.removed) {
      const place = table.schema.columns.findIndex(({ name }) => name === column.name);
      if (column.generated !== null) continue;
      table.rows.forEach((row, index) => {
        if ((row[place] ?? null) !== null) lose(index, column.name);
      });
    }
  }
  return { rows, cells };
}

function earlierNames({ columns }: TableDiff): ReadonlyMap<string, string> {
  return new Map(columns.renamed.map(({ from, to }) => [to, from]));
}
