/** The ledger in PostgreSQL: which migrations were applied, kept in the database itself, as every migration tool does. */
import { eq } from 'drizzle-orm';
import { integer, pgTable, text, timestamp } from 'drizzle-orm/pg-core';
import { drizzle } from 'drizzle-orm/pg-proxy';
import type { DatabaseError } from '../error.ts';
import { hasLedgerColumns, LEDGER } from '../ledger.ts';
import type { LedgerTable } from '../port.ts';
import type { LedgerEntry } from '../state.ts';
import { databaseError } from './errors.ts';
import type { Session, SqlFault } from './session.ts';

const ledgerTable = pgTable(LEDGER, {
  id: integer('id').primaryKey().generatedAlwaysAsIdentity(),
  name: text('name').notNull().unique(),
  checksum: text('checksum').notNull(),
  appliedAt: timestamp('applied_at', { withTimezone: true, mode: 'string' }).notNull(),
});

const CREATE = `CREATE TABLE ${LEDGER} (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name text NOT NULL UNIQUE,
  checksum text NOT NULL,
  applied_at timestamptz NOT NULL
)`;

const PRESENCE = `SELECT c.relkind, array_to_json(array(
  SELECT a.attname::text FROM pg_attribute a
  WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum
)) FROM pg_class c WHERE c.oid = to_regclass('${LEDGER}')`;

/** What drizzle passes on as the cause of its own error. */
class SqlError extends Error {
  readonly fault: SqlFault;
  constructor(fault: SqlFault) {
    super(fault.message);
    this.fault = fault;
  }
}

/** Drizzle on the session, which has to see all queries: it knows how the transaction stands. */
function drizzleOn(session: Session) {
  return drizzle(async (query, values: string[]) => {
    const { fault, rows } = await session.ask(query, undefined, values);
    if (fault !== null) throw new SqlError(fault);
    return { rows: [...rows] };
  });
}

/** `ran` is called behind each query that writes. */
export function postgresLedger(session: Session, ran: () => void): LedgerTable {
  const orm = drizzleOn(session);

  /** Null, or what was wrong with a query. */
  async function tried(query: () => Promise<unknown>): Promise<DatabaseError | null> {
    try {
      await query();
      return null;
    } catch (thrown) {
      const cause = thrown instanceof Error ? thrown.cause : undefined;
      if (cause instanceof SqlError) return databaseError(cause.fault, '', 'bare');
      throw thrown;
    } finally {
      ran();
    }
  }

  return {
    async presence() {
      const [found] = (await session.ask(PRESENCE)).rows;
      if (found === undefined) return 'absent';
      const [kind, columns] = found;
      return kind === 'r' && hasLedgerColumns(JSON.parse(columns ?? '[]') as string[]) ? 'present' : 'other';
    },
    async create() {
      const { fault } = await session.ask(CREATE);
      ran();
      return fault === null ? null : databaseError(fault, CREATE, 'bare');
    },
    insert: (entry) => tried(() => orm.insert(ledgerTable).values(entry).execute()),
    remove: (name) => tried(() => orm.delete(ledgerTable).where(eq(ledgerTable.name, name)).execute()),
  };
}

/** The ledger's rows, oldest first. */
export async function readLedger(session: Session): Promise<LedgerEntry[]> {
  const { name, checksum, appliedAt, id } = ledgerTable;
  const rows = await drizzleOn(session).select({ name, checksum, appliedAt }).from(ledgerTable).orderBy(id);
  return rows.map((row) => ({ ...row, appliedAt: isoTime(row.appliedAt) }));
}

/** `2026-11-28 09:12:51.564+00` in ISO 8601 and UTC; any other text, from a column that was given another type, as it is. */
function isoTime(text: string): string {
  const time = new Date(text.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00'));
  return Number.isNaN(time.getTime()) ? text : time.toISOString();
}
