/** The ledger's table as every dialect has it: which migrations were applied, kept in the database itself. */
import type { TableSchema } from './state.ts';

export const LEDGER = 'schema_migrations';

export const LEDGER_COLUMNS = ['id', 'name', 'checksum', 'applied_at'] as const;

/** Whether columns of these names, in this order, are the ledger's. */
export function hasLedgerColumns(names: readonly string[]): boolean {
  return names.join() === LEDGER_COLUMNS.join();
}

/** Whether a table of the ledger's name has the ledger's columns, too. */
export function isLedger(schema: TableSchema): boolean {
  return schema.name === LEDGER && hasLedgerColumns(schema.columns.map(({ name }) => name));
}
