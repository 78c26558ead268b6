/** The ledger: which migrations were applied, kept in the database itself, as every migration tool does. */
import { eq, sql } from 'drizzle-orm';
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { DatabaseError } from '../error.ts';
import { hasLedgerColumns, LEDGER } from '../ledger.ts';
import type { LedgerPresence, LedgerTable } from '../port.ts';
import type { LedgerEntry } from '../state.ts';
import { answer } from './answer.ts';
import { databaseError } from './errors.ts';
import type { Handle } from './handle.ts';

const table = sqliteTable(LEDGER, {
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

const SELECT = sql`SELECT ${table.name}, ${table.checksum}, ${table.appliedAt} AS "appliedAt"
  FROM ${table} ORDER BY ${table.id}`;

function presenceOf({ orm }: Handle): LedgerPresence {
  const named = orm.all<{ type: string }>(
    sql`SELECT type FROM main.sqlite_schema WHERE lower(name) = ${LEDGER}
        UNION ALL SELECT 'temp' FROM temp.sqlite_schema WHERE lower(name) = ${LEDGER}`,
  );
  if (named.length === 0) return 'absent';
  if (named.some(({ type }) => type !== 'table')) return 'other';
  const columns = orm.all<{ name: string }>(sql.raw(`PRAGMA main.table_xinfo(${LEDGER})`));
  return hasLedgerColumns(columns.map(({ name }) => name)) ? 'present' : 'other';
}

/** The ledger's rows, oldest first. */
export function readLedger({ orm }: Handle): LedgerEntry[] {
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

/** The ledger behind the port; `changing` is called before its table changes. */
export function ledgerTable(handle: Handle, now: number, changing: () => void): LedgerTable {
  const { orm } = handle;
  const change = (work: () => unknown): Promise<DatabaseError | null> =>
    answer(now, () => {
      changing();
      try {
        work();
        return null;
      } catch (thrown) {
        return databaseError(causeOf(thrown), 'bare');
      }
    });
  return {
    presence: () => answer(now, () => presenceOf(handle)),
    create: () => change(() => orm.run(CREATE)),
    insert: (entry) => change(() => orm.insert(table).values(entry).run()),
    remove: (name) => change(() => orm.delete(table).where(eq(table.name, name)).run()),
  };
}

/** Drizzle wraps some errors of the database into its own. */
function causeOf(thrown: unknown): unknown {
  return thrown instanceof Error && thrown.cause instanceof Error ? thrown.cause : thrown;
}
