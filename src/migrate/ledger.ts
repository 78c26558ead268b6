/** What the ledger says of a unit before it runs, and what is written into it behind one. */
import { refused, type DatabaseError } from '../database/error.ts';
import { LEDGER, LEDGER_COLUMNS } from '../database/ledger.ts';
import type { LedgerPresence, LedgerTable } from '../database/port.ts';
import type { LedgerEntry } from '../database/state.ts';
import type { MigrationUnit, RollbackUnit } from './model.ts';

/** What to say when something that is not the ledger has its name. */
export const OTHER_LEDGER = `The name ${LEDGER} belongs to the ledger of applied migrations, but here something else has it, with other columns than ${LEDGER_COLUMNS.join(', ')}. Give it another name.`;

/** A unit that the ledger knows of. */
export type Recorded = MigrationUnit | RollbackUnit;

/** Why a unit is not to be run at all, going by the ledger's rows (null where there is no ledger); or null. */
export function refuseByLedger(unit: Recorded, ledger: readonly LedgerEntry[] | null): DatabaseError | null {
  const entry = ledger?.find(({ name }) => name === unit.name);
  if (unit.type === 'rollback') {
    return entry === undefined
      ? refused(`The ledger does not hold ${unit.name}: it is not applied, so there is nothing to roll back.`)
      : null;
  }
  if (entry === undefined) return null;
  return entry.checksum === unit.checksum
    ? refused(`${unit.name} is in the ledger already: it was applied at ${entry.appliedAt}.`)
    : refused(
        `${unit.name} is in the ledger with another checksum (${entry.checksum.slice(0, 8)}…, now ${unit.checksum.slice(0, 8)}…): it was changed after it had been applied.`,
      );
}

/** Writes behind a unit what became of it. `now` in milliseconds since 1970. Null, or what went wrong. */
export async function writeLedger(
  ledger: LedgerTable,
  unit: Recorded,
  now: number,
): Promise<DatabaseError | null> {
  const presence = await ledger.presence();
  if (presence === 'other') return refused(OTHER_LEDGER);
  if (unit.type === 'migration') return recordMigration(ledger, presence, unit, now);
  return presence === 'present' ? ledger.remove(unit.name) : null;
}

/** Records a migration, making the ledger where there is none. `now` in milliseconds since 1970. */
export async function recordMigration(
  ledger: LedgerTable,
  presence: LedgerPresence,
  { name, checksum }: Pick<MigrationUnit, 'name' | 'checksum'>,
  now: number,
): Promise<DatabaseError | null> {
  const error = presence === 'absent' ? await ledger.create() : null;
  return error ?? ledger.insert({ name, checksum, appliedAt: new Date(now).toISOString() });
}
