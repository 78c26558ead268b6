/** Takes the state of a database: schema, rows and ledger, as plain data. */
import { sql } from 'drizzle-orm';
import type { DatabaseState, Sequence, TableSchema } from '../state.ts';
import { hasOption } from '../state.ts';
import type { Handle } from './handle.ts';
import { readSchemas } from './introspect.ts';
import { isLedger } from '../ledger.ts';
import { readLedger } from './ledger.ts';
import { readTableState } from './rows.ts';
import { shareState } from '../shareState.ts';

/**
 * The state of the main database, inside an open transaction as well. Temp
 * tables are not part of it. What equals the previous state is shared with it.
 */
export function captureState(handle: Handle, previous: DatabaseState | null): DatabaseState {
  const { tables, views } = readSchemas(handle);
  const lasts = tables.some((schema) => hasOption(schema, 'AUTOINCREMENT')) ? readSequences(handle) : null;
  const read = (schema: TableSchema) => ({
    ...readTableState(handle, schema),
    sequences: sequencesOf(schema, lasts),
  });
  const ledger = tables.find(isLedger);
  const state: DatabaseState = {
    dialect: 'sqlite',
    tables: tables.filter((schema) => schema !== ledger).map(read),
    views,
    ledger: ledger === undefined ? null : readLedger(handle),
    ledgerTable: ledger === undefined ? null : read(ledger),
    settings: readSettings(handle),
  };
  return shareState(previous, state);
}

/** What AUTOINCREMENT gave out last, by table. */
function readSequences({ orm }: Handle): ReadonlyMap<string, bigint> {
  const rows = orm.all<{ name: unknown; last: unknown }>(
    sql`SELECT name, CAST(seq AS TEXT) AS "last" FROM main.sqlite_sequence WHERE typeof(seq) = 'integer'`,
  );
  return new Map(rows.map(({ name, last }) => [String(name), BigInt(String(last))]));
}

function sequencesOf(schema: TableSchema, lasts: ReadonlyMap<string, bigint> | null): readonly Sequence[] {
  const last = lasts?.get(schema.name);
  const column = schema.columns.find(({ primaryKey }) => primaryKey === 1)?.name;
  return last === undefined || column === undefined ? NO_SEQUENCES : [{ column, last }];
}

const NO_SEQUENCES: readonly Sequence[] = [];

const SETTINGS = sql.raw(
  'SELECT user_version, application_id FROM main.pragma_user_version, main.pragma_application_id',
);

function readSettings({ orm }: Handle): DatabaseState['settings'] {
  const { user_version, application_id } = orm.get<{ user_version: number; application_id: number }>(
    SETTINGS,
  );
  return { user_version: String(user_version), application_id: String(application_id) };
}
