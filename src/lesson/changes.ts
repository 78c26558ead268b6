/** What a statement, an action or a whole step changed, worked out once for each. */
import { NO_RENAMES, detectRenames, renamesThrough } from '../diff/renames.ts';
import { diffStates } from '../diff/states.ts';
import type { DatabaseDiff, TableDiff } from '../diff/model.ts';
import { newlyDangling } from '../diff/references.ts';
import { hasSchemaChange } from '../diff/summary.ts';
import type { StatementOutcome } from '../rollout/unit.ts';
import type { DatabaseState } from '../database/state.ts';
import { stateBefore, type ActionPlay, type StepPlay } from './play.ts';

/** Two states and their difference. */
export interface Change {
  readonly before: DatabaseState;
  readonly after: DatabaseState;
  readonly diff: DatabaseDiff;
}

/** What statement number `index` of an action changed. */
export const statementChange = remember((play: ActionPlay) =>
  play.played.statements.map((_, index) => changeOfStatement(play, index)),
);

/** What a whole action changed, renames followed through its statements. */
export const actionChange = remember((play: ActionPlay) =>
  changeThrough(play.before, play.played.state, play.played.error === null ? statesOf(play) : []),
);

/** What a whole step changed. */
export const stepChange = remember((play: StepPlay) =>
  changeThrough(
    play.before,
    play.after,
    play.actions.flatMap((action) => (action.played.error === null ? statesOf(action) : [])),
  ),
);

/** What a text of several statements changed, starting from `before`. */
export function changeOfStatements(
  before: DatabaseState,
  statements: readonly StatementOutcome[],
  after: DatabaseState,
): Change {
  return changeThrough(before, after, [before, ...statements.map((statement) => statement.state)]);
}

function changeOfStatement(play: ActionPlay, index: number): Change {
  const before = stateBefore(play, index);
  const after = play.played.statements[index]?.state ?? before;
  const failed = play.played.statements[index]?.error != null;
  const diff = diffStates(before, after, failed ? NO_RENAMES : detectRenames(before, after));
  const rebuilds = failed ? [] : rebuildsEnding(play, index);
  return {
    before,
    after,
    diff: { ...diff, rebuilds, dangling: failed ? [] : newlyDangling(before, after) },
  };
}

/**
 * Tables that were made anew in the action and with this statement stand in the
 * place of the old one, each compared with how it was before the action. What the
 * statements in between took away is told by nothing else.
 */
function rebuildsEnding(play: ActionPlay, index: number): readonly TableDiff[] {
  const [before, after] = [stateBefore(play, index), play.played.statements[index]?.state];
  if (after === undefined || sameNames(before, after)) return [];
  const trail = statesOf(play).slice(0, index + 2);
  const known = new Set(renamesThrough(trail.slice(0, -1)).rebuilt);
  const renames = renamesThrough(trail);
  const ended = renames.rebuilt?.filter((table) => !known.has(table)) ?? [];
  if (ended.length === 0) return [];
  const { tables } = diffStates(play.before, after, renames);
  return tables.filter((table) => table.after !== null && ended.includes(table.after));
}

function sameNames(before: DatabaseState, after: DatabaseState): boolean {
  return (
    before.tables.length === after.tables.length &&
    before.tables.every((table, place) => table.schema.name === after.tables[place]?.schema.name)
  );
}

function statesOf(play: ActionPlay): readonly DatabaseState[] {
  return [play.before, ...play.played.statements.map((statement) => statement.state)];
}

function changeThrough(
  before: DatabaseState,
  after: DatabaseState,
  states: readonly DatabaseState[],
): Change {
  const diff = diffStates(before, after, renamesThrough(states));
  return {
    before,
    after,
    diff: {
      ...diff,
      // What the runner itself records is in the ledger to be seen.
      ledger: diff.ledger !== null && isRecord(diff.ledger) ? null : diff.ledger,
      rebuilds: diff.tables.filter((table) => table.rebuilt),
      dangling: newlyDangling(before, after),
    },
  };
}

/** Whether the ledger came to be, or has entries more or fewer, and is the same table otherwise. */
function isRecord(ledger: TableDiff): boolean {
  return ledger.before === null || (ledger.after !== null && !hasSchemaChange(ledger));
}

function remember<K extends object, V>(make: (key: K) => V): (key: K) => V {
  const made = new WeakMap<K, V>();
  return (key) => {
    const known = made.get(key);
    if (known !== undefined) return known;
    const value = make(key);
    made.set(key, value);
    return value;
  };
}
