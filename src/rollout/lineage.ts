/** States under the names that their tables had first: a table that is renamed stays the same table. */
import { renamesThrough } from '../diff/renames.ts';
import type { ActionPlay, StepPlay } from '../lesson/play.ts';
import type { DatabaseState } from '../database/state.ts';

/** The state after each action that ran to its end, each table by its name at the beginning of the steps. */
export function statesByFirstName(plays: readonly StepPlay[]): ReadonlyMap<ActionPlay, DatabaseState> {
  const found = new Map<ActionPlay, DatabaseState>();
  const trail: DatabaseState[] = [];
  for (const action of plays.flatMap(({ actions }) => actions)) {
    const { before, played } = action;
    if (trail.length === 0) trail.push(before);
    if (played.error !== null) continue;
    trail.push(...played.statements.map(({ state }) => state), played.state);
    found.set(action, renamed(played.state, trail));
  }
  return found;
}

function renamed(state: DatabaseState, trail: readonly DatabaseState[]): DatabaseState {
  const { tables } = renamesThrough(trail);
  if (tables.length === 0) return state;
  const first = new Map(tables.map(({ from, to }) => [to, from]));
  return {
    ...state,
    tables: state.tables.map((table) => ({
      ...table,
      schema: { ...table.schema, name: first.get(table.schema.name) ?? table.schema.name },
    })),
  };
}
