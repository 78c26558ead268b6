/** The ledger for a screen reader. */
import type { LedgerEntry } from '../../database/state.ts';
import { counted } from '../../words/sentence.ts';
import { printable } from '../spans/visible.ts';

/** What has run here, one migration a sentence, oldest first; `ledger` is null where there is none yet. */
export function ledgerSpoken(ledger: readonly LedgerEntry[] | null): readonly string[] {
  if (ledger === null) return ['There is no ledger yet: no migration has run.'];
  if (ledger.length === 0) return ['The ledger, schema_migrations, is empty: no migration is applied.'];
  return [
    `The ledger, schema_migrations: ${counted(ledger.length, 'migration')} applied, oldest first.`,
    ...ledger.map(
      ({ name, appliedAt, checksum }) =>
        `${printable(name)}, applied at ${printable(appliedAt.slice(0, 16).replace('T', ' '))}, checksum ${checksum.slice(0, 8)}.`,
    ),
  ];
}
