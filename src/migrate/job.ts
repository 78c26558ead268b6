/** How a unit is run: whatever it is, the runner sees a job. */
import type { Connection } from '../database/port.ts';
import type { DatabaseState } from '../database/state.ts';
import type { Recorded } from './ledger.ts';
import type { TextRun } from './model.ts';
import { runScript, type Watch } from './script.ts';

/** `Made`: what can make a statement of it besides its text. */
export interface Job<Made = never> {
  readonly sql: string;
  /** Texts by which its random values differ from another's. */
  readonly seed: readonly string[];
  /** The unit as the ledger knows it; null for one of which the ledger knows nothing. */
  readonly recorded: Recorded | null;
  /** Whether it runs in one transaction, which the runner opens and ends. */
  readonly whole: boolean;
  /** Runs its statements; where it is whole, its transaction is open already, and is rolled back if one of them fails. */
  run(connection: Connection, around: Around<Made>): Promise<TextRun<Made>>;
}

export interface Around<Made = never> {
  readonly before: DatabaseState;
  readonly watch?: Watch<Made> | undefined;
  /** Statements to run at most. */
  readonly most?: number | undefined;
  /** True where the state after each statement is not looked at, which then may be that before the unit. */
  readonly brief?: boolean | undefined;
}

/** A migration or a rollback that runs statement by statement, in one transaction or without. */
export function plainJob(unit: Recorded, seed: readonly string[]): Job {
  const { sql, transaction } = unit;
  return {
    sql,
    seed,
    recorded: unit,
    whole: transaction,
    run: (connection, { before, watch, most, brief = false }) =>
      runScript(connection, {
        sql,
        mode: transaction ? 'transaction' : 'bare',
        state: before,
        capture: brief ? undefined : (state) => connection.state(state),
        // Without the runner's transaction, one that the text opened stays open until the connection ends.
        failed: transaction ? () => connection.rollback() : undefined,
        watch,
        most,
      }),
  };
}
