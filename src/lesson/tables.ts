/** Which tables there are to look at, and which of them is in front. */
import type { DatabaseDiff } from '../diff/model.ts';
import { hasRowChange, hasSchemaChange } from '../diff/summary.ts';
import type { DatabaseState, TableState } from '../database/state.ts';

export interface Tables {
  /** Names in the order of Tab: those the lesson shows, then all others. */
  readonly names: readonly string[];
  readonly current: string | null;
}

/**
 * In front is the table that the reader turned to, if any; else the one the lesson
 * shows that changed; else any that changed; else the lesson's first.
 */
export function tablesIn(
  show: readonly string[],
  state: DatabaseState | null,
  diff: DatabaseDiff | null,
  turnedTo: string | null,
): Tables {
  const present = state?.tables.map((table) => table.schema.name) ?? [];
  const gone =
    diff?.tables.flatMap((table) => (table.after === null && table.before !== null ? [table.before] : [])) ??
    [];
  const all = [...present, ...gone.filter((name) => !present.includes(name))];
  const names = [...show.filter((name) => all.includes(name)), ...all.filter((name) => !show.includes(name))];
  const changed = (diff?.tables ?? [])
    .filter((table) => hasSchemaChange(table) || hasRowChange(table))
    .map((table) => table.after ?? table.before);
  const current =
    names.find((name) => name === turnedTo) ??
    names.find((name) => show.includes(name) && changed.includes(name)) ??
    names.find((name) => changed.includes(name)) ??
    names[0] ??
    null;
  return { names, current };
}

/** The neighbour of the table in front, round and round. */
export function turn({ names, current }: Tables, by: 1 | -1): string | null {
  if (names.length === 0) return null;
  const index = current === null ? 0 : names.indexOf(current);
  return names[(index + by + names.length) % names.length] ?? null;
}

/** A table of a state by name, or null. */
export function tableNamed(state: DatabaseState | null, name: string | null): TableState | null {
  return state?.tables.find((table) => table.schema.name === name) ?? null;
}
