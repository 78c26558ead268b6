/** A fence's SQL as a block. */
import type { Action } from '../course/model.ts';
import type { StatementOutcome } from '../rollout/unit.ts';
import { actionChange } from '../lesson/changes.ts';
import { surprise, type ActionPlay } from '../lesson/play.ts';
import { migrationKind } from '../migrate/kind.ts';
import type { BatchProgress, ShownError, ShownStatement, SqlBlock } from './blocks.ts';

/** The SQL before it ran. */
export function comingSql(action: Action): SqlBlock {
  return { type: 'sql', action, kind: null, ran: false, statements: [], current: null, error: null };
}

/** The SQL as it ran; `current` is the statement in hand, from 0, or null: all of them. */
export function playedSql(play: ActionPlay, current: number | null): SqlBlock {
  const { action, played } = play;
  const announced = isAnnounced(play);
  const failed = played.statements.at(-1)?.error != null;
  return {
    type: 'sql',
    action,
    kind:
      action.type === 'migration' || action.type === 'rollback'
        ? migrationKind(actionChange(play).diff, action.sql)
        : null,
    ran: true,
    statements: statementsOf(play),
    current,
    error: played.error === null || failed ? null : { message: played.error.message, announced },
  };
}

/** Whether the lesson says that the action ends as it did. */
function isAnnounced({ action, played }: ActionPlay): boolean {
  return surprise(action, played.error) === null;
}

const made = new WeakMap<ActionPlay, readonly ShownStatement[]>();

/** Made once for a play, since a screen is painted many times and batches may be many. */
function statementsOf(play: ActionPlay): readonly ShownStatement[] {
  const known = made.get(play);
  if (known !== undefined) return known;
  const { statements } = play.played;
  const shown = statements.map((statement) => shownStatement(statement, statements, isAnnounced(play)));
  made.set(play, shown);
  return shown;
}

function shownStatement(
  statement: StatementOutcome,
  all: readonly StatementOutcome[],
  announced: boolean,
): ShownStatement {
  const { sql, offset, rowsChanged, result } = statement;
  const error: ShownError | null =
    statement.error === null ? null : { message: statement.error.message, announced };
  return {
    sql,
    offset,
    rowsChanged,
    error,
    result,
    made: statement.made?.type === 'batch' ? progressOf(all, statement) : statement.made,
  };
}

/**
 * How far the batches are after one of them. Rows that are still to be booked
 * are not known yet: no more are counted than the table has by now.
 */
function progressOf(statements: readonly StatementOutcome[], current: StatementOutcome): BatchProgress {
  const batches = statements.filter((statement) => statement.made?.type === 'batch');
  const number = batches.indexOf(current) + 1;
  const rows = (list: readonly StatementOutcome[]): number =>
    list.reduce((sum, batch) => sum + batch.rowsChanged, 0);
  const done = rows(batches.slice(0, number));
  const known = rowsIn(statements, current) ?? Infinity;
  return {
    type: 'batch',
    number,
    batches: batches.length,
    done,
    rows: Math.max(done, Math.min(rows(batches), known)),
  };
}

/** Rows in the table that the batches change, as it stands after a statement; null where that cannot be told. */
function rowsIn(statements: readonly StatementOutcome[], current: StatementOutcome): number | null {
  for (const [index, { made, state, rowsChanged }] of statements.entries()) {
    const before = statements[index - 1];
    if (made?.type !== 'batch' || rowsChanged === 0 || before === undefined) continue;
    const changed = state.tables.find(
      ({ schema, rows }) =>
        rows !== before.state.tables.find((table) => table.schema.name === schema.name)?.rows,
    );
    const name = changed?.schema.name;
    return current.state.tables.find(({ schema }) => schema.name === name)?.rowCount ?? null;
  }
  return null;
}
