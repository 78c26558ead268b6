/** What a statement, an action or a whole step changed, worked out once for each. */
import { NO_RENAMES, detectRenames, renamesThrough } from '../diff/renames.ts';
import { diffStates } from '../diff/states.ts';
import type { DatabaseDiff } from '../diff/model.ts';
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
  return {
    before,
    after,
    diff: diffStates(before, after, failed ? NO_RENAMES : detectRenames(before, after)),
  };
}

function statesOf(play: ActionPlay): readonly DatabaseState[] {
  return [play.before, ...play.played.statements.map((statement) => statement.state)];
}

function changeThrough(
  before: DatabaseState,
  after: DatabaseState,
  states: readonly DatabaseState[],
): Change {
  return { before, after, diff: diffStates(before, after, renamesThrough(states)) };
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
