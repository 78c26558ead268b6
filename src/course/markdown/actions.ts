/**
 * The kinds of action that a step can have: the label of each, what its fence
 * becomes, and what it needs above it. How a kind is played is in
 * lesson/play.ts, how it is called in render/words/actions.ts.
 */
import { checksum } from '../checksum.ts';
import type { Problem } from '../faults.ts';
import type { Action } from '../model.ts';
import { trafficProblem } from './fences/appFence.ts';
import { readBatches } from './fences/batches.ts';
import {
  BARE_LABEL,
  oneOf,
  phase,
  wholeNumber,
  type LabelParts,
  type LabelRule,
} from './fences/labelRule.ts';
import type { FleetTracker } from './trackFleet.ts';
import type { MigrationTracker } from './trackMigrations.ts';

/** What stands above an action in its lesson. */
export interface Above {
  readonly migrations: MigrationTracker;
  readonly fleet: FleetTracker;
}

/** The action in its place in step number `step`, or why it cannot stand there; called in the order of the file. */
export type PlaceAction = (step: number, above: Above) => Action | Problem;

interface ActionKind {
  readonly label: LabelRule;
  /** Whether it changes the database for good: of such a step has one. */
  readonly changes: boolean;
  /** Reads the fence of a sound label. */
  readonly read: (label: LabelParts, fence: Pick<Action, 'sql' | 'line' | 'fails'>) => PlaceAction | Problem;
}

const runs = { phase, transaction: oneOf('none') };

export const actionKinds: Readonly<Record<Action['type'], ActionKind>> = {
  migration: {
    label: {
      ...BARE_LABEL,
      usage: 'sql migration <name> [phase=S1] [transaction=none] [batches requests=3 seed=7] [fails "…"]',
      words: [1, 1],
      flags: ['batches'],
      settings: { ...runs, requests: wholeNumber(1000), seed: wholeNumber(999_999_999) },
      fails: true,
    },
    changes: true,
    read(label, fence) {
      const batches = readBatches(label, fence.sql);
      if (batches !== null && 'message' in batches) return batches;
      const [name = ''] = label.words;
      const action = { type: 'migration', ...fence, name, ...runOptions(label, fence.sql), batches } as const;
      const asks = batches !== null && batches.requests > 0;
      return (step, { migrations, fleet }) =>
        migrations.migrate(action, step) ?? (asks ? fleet.askAny() : null) ?? action;
    },
  },
  rollback: {
    label: {
      ...BARE_LABEL,
      usage: 'sql rollback [<name>] [phase=S0] [transaction=none] [fails "…"]',
      words: [0, 1],
      settings: runs,
      fails: true,
    },
    changes: true,
    read(label, fence) {
      const [name = null] = label.words;
      const draft = { type: 'rollback', ...fence, name, ...runOptions(label, fence.sql) } as const;
      return (step, { migrations }) => migrations.rollBack(draft, step);
    },
  },
  query: {
    label: { ...BARE_LABEL, usage: 'sql query ["title"] [fails "…"]', text: 'optional', fails: true },
    changes: false,
    read:
      ({ text }, fence) =>
      () => ({ type: 'query', ...fence, title: text }),
  },
  traffic: {
    label: {
      ...BARE_LABEL,
      usage: 'sql traffic <version> ["what it writes"] [fails "…"]',
      words: [1, 1],
      named: 'a version',
      text: 'optional',
      fails: true,
    },
    changes: false,
    read({ words: [version = ''], text }, fence) {
      const action = { type: 'traffic', ...fence, version, name: text } as const;
      return trafficProblem(fence.sql) ?? ((_step, { fleet }) => fleet.ask(version) ?? action);
    },
  },
};

/** What migrations and rollbacks have in common. */
function runOptions({ settings }: LabelParts, sql: string) {
  return {
    checksum: checksum(sql),
    transaction: settings['transaction'] !== 'none',
    phase: settings['phase'] ?? null,
  };
}
