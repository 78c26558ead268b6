/** The ledger: which migrations were applied, kept in the database itself, as every migration tool does. */
import { eq, sql } from 'drizzle-orm';
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { hasLedgerColumns, LEDGER, LEDGER_COLUMNS } from '../ledger.ts';
import type { LedgerEntry } from '../state.ts';
import type { Connection } from './connection.ts';

const ledgerTable = sqliteTable(LEDGER, {
  id: integer('id').primaryKey(),
  name: text('name').notNull().unique(),
  checksum: text('checksum').notNull(),
  appliedAt: text('applied_at').notNull(),
});

const CREATE = sql.raw(`CREATE TABLE ${LEDGER} (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  checksum TEXT NOT NULL,
  applied_at TEXT NOT NULL
)`);

const SELECT = sql`SELECT ${ledgerTable.name}, ${ledgerTable.checksum}, ${ledgerTable.appliedAt} AS "appliedAt"
  FROM ${ledgerTable} ORDER BY ${ledgerTable.id}`;

/** `absent` when nothing has the ledger's name; `other` when that is a view, or a table with other columns. */
export type LedgerPresence = 'absent' | 'present' | 'other';

export function ledgerPresence({ orm }: Connection): LedgerPresence {
  const named = orm.all<{ type: string }>(
    sql`SELECT type FROM main.sqlite_schema WHERE lower(name) = ${LEDGER}
        UNION ALL SELECT 'temp' FROM temp.sqlite_schema WHERE lower(name) = ${LEDGER}`,
  );
  if (named.length === 0) return 'absent';
  if (named.some(({ type }) => type !== 'table')) return 'other';
  const columns = orm.all<{ name: string }>(sql.raw(`PRAGMA main.table_xinfo(${LEDGER})`));
  return hasLedgerColumns(columns.map(({ name }) => name)) ? 'present' : 'other';
}

/** What to say when something that is not the ledger has its name. */
export const OTHER_LEDGER = `The name ${LEDGER} belongs to the ledger of applied migrations, but here something else has it, with other columns than ${LEDGER_COLUMNS.join(', ')}. Give it another name.`;

/** The ledger's rows, oldest first. */
export function readLedger({ orm }: Connection): LedgerEntry[] {
  // Not built anew for each state that is read: of all queries this is the one asked most often.
  const rows = orm.all<Record<keyof LedgerEntry, unknown>>(SELECT);
  // A learner may have written anything into it.
  return rows.map((row) => ({
    name: asText(row.name),
    checksum: asText(row.checksum),
    appliedAt: asText(row.appliedAt),
  }));
}

function asText(cell: unknown): string {
  return String(cell);
}

/** Records a migration, making the ledger where there is none. `now` in milliseconds since 1970. */
export function recordMigration(
  connection: Connection,
  presence: LedgerPresence,
  entry: { readonly name: string; readonly checksum: string },
  now: number,
): void {
  if (presence === 'absent') connection.orm.run(CREATE);
  connection.orm
    .insert(ledgerTable)
    .values({ name: entry.name, checksum: entry.checksum, appliedAt: new Date(now).toISOString() })
    .run();
}

/** Takes a migration out of the ledger, if there still is one. */
export function forgetMigration(connection: Connection, presence: LedgerPresence, name: string): void {
  if (presence !== 'present') return;
  connection.orm.delete(ledgerTable).where(eq(ledgerTable.name, name)).run();
}
