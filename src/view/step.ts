/** A whole step as it ran: its SQL with what each statement did, and what it left behind, as blocks. */
import type { Step } from '../course/model.ts';
import type { DanglingReference, SettingChange } from '../diff/model.ts';
import { statementChange, stepChange } from '../lesson/changes.ts';
import type { ActionPlay, StepPlay } from '../lesson/play.ts';
import type { Probe, TrafficCount } from '../rollout/model.ts';
import type { LedgerBlock, SqlBlock, StatusBlock, TableBlock } from './blocks.ts';
import { comparedTable } from './data.ts';
import { playedSql } from './sql.ts';

export interface StepView {
  readonly step: Pick<Step, 'number' | 'title' | 'fleet'>;
  readonly actions: readonly PlayedAction[];
  /** Every table that is there before or after, unchanged ones included. */
  readonly tables: readonly TableBlock[];
  readonly ledger: LedgerBlock;
  /** What the application's versions can do after the step; null in a lesson without versions. */
  readonly probe: Probe | null;
  /** Settings of the database that changed, and foreign keys that lead nowhere since the step. */
  readonly settings: readonly SettingChange[];
  readonly dangling: readonly DanglingReference[];
  /** The requests that really happened in the step; null where there were none. */
  readonly requests: TrafficCount | null;
}

export interface PlayedAction {
  readonly sql: SqlBlock;
  /** By statement: what it did. */
  readonly did: readonly StatusBlock[];
}

export function stepView(play: StepPlay): StepView {
  const { step, actions, after, probe, traffic } = play;
  const change = stepChange(play);
  return {
    step,
    actions: actions.map((action) => ({ sql: playedSql(action, null), did: didOf(action) })),
    tables: change.diff.tables.map((diff) => ({
      type: 'table',
      table: comparedTable(change, diff),
      near: null,
    })),
    ledger: { type: 'ledger', entries: after.ledger },
    settings: change.diff.settings,
    dangling: change.diff.dangling ?? [],
    probe,
    requests: traffic,
  };
}

function didOf(play: ActionPlay): readonly StatusBlock[] {
  const changes = statementChange(play);
  return play.played.statements.flatMap(({ error, result }, index): readonly StatusBlock[] => {
    const change = changes[index];
    if (error !== null)
      return [{ type: 'failed', rolledBack: 'transaction' in play.unit && play.unit.transaction }];
    if (result !== null) return [{ type: 'found', result }];
    return change === undefined ? [] : [{ type: 'changed', change }];
  });
}
