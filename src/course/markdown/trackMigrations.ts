/** Follows the migrations of a lesson from step to step, and tells each rollback what it takes back. */
import type { MigrationAction, RollbackAction } from '../model.ts';
import type { Problem } from '../faults.ts';
import { nearest } from '../../words/nearest.ts';

/** A rollback as its fence has it: the name may be left out. */
export type RollbackDraft = Omit<RollbackAction, 'name' | 'atHand'> & { readonly name: string | null };

export interface MigrationTracker {
  /** Takes note of a migration; a problem when its name is taken. */
  migrate(migration: MigrationAction, step: number): Problem | null;
  /** Finds the migration that a rollback belongs to, in the order of the file. */
  rollBack(draft: RollbackDraft, step: number): RollbackAction | Problem;
}

interface Tracked {
  readonly checksum: string;
  /** The step in which it was played last. */
  step: number;
  takenBack: boolean;
  /** Whether that step has a way back at hand. */
  atHand: boolean;
}

/** The history at the start of a lesson; `baseline` is in the ledger already. */
export function trackMigrations(baseline: string | null): MigrationTracker {
  const migrations = new Map<string, Tracked>();
  let latest: string | null = null;

  return {
    migrate({ name, checksum }, step) {
      const before = migrations.get(name);
      latest = name;
      if (before === undefined) {
        migrations.set(name, { checksum, step, takenBack: false, atHand: false });
        if (name !== baseline) return null;
        const mend = 'Give the migration another name.';
        return { message: `The ledger holds "${name}" already: it is the baseline.`, mend };
      }
      const again = before.takenBack;
      Object.assign(before, { step, takenBack: false, atHand: false });
      if (!again) {
        const mend = 'Give it another name, or play its rollback in a step between.';
        return { message: `There is a migration "${name}" above.`, mend };
      }
      if (before.checksum === checksum) return null;
      const mend = 'Give it another name, or repeat the SQL as it is above.';
      return { message: `The migration "${name}" differs from the one above.`, mend };
    },

    rollBack(draft, step) {
      const name = draft.name ?? latest;
      if (name === null) {
        const mend = 'Put it below its `sql migration` fence.';
        return { message: 'There is no migration above this rollback.', mend };
      }
      const migration = migrations.get(name);
      if (migration === undefined) {
        const near = nearest(name, [...migrations.keys()]);
        const mend = near === null ? 'Name a migration that stands above it.' : `Did you mean "${near}"?`;
        return { message: `There is no migration "${name}" above this rollback.`, mend };
      }
      const atHand = migration.step === step;
      if (atHand && migration.atHand) {
        const mend = 'Keep one of the two; to play a rollback, put it into a later step.';
        return { message: `The migration "${name}" has two rollbacks in this step.`, mend };
      }
      if (atHand) migration.atHand = true;
      else migration.takenBack = true;
      return { ...draft, name, atHand };
    },
  };
}
