/** Takes the state of a database: schema, rows and ledger, as plain data. */
import type { DatabaseState } from '../state.ts';
import type { Connection } from './connection.ts';
import { readSchemas } from './introspect.ts';
import { isLedger } from '../ledger.ts';
import { readLedger } from './ledger.ts';
import { readTableState } from './rows.ts';
import { shareState } from '../shareState.ts';

/**
 * The state of the main database, inside an open transaction as well. Temp
 * tables are not part of it. What equals the previous state is shared with it.
 */
export function captureState(connection: Connection, previous: DatabaseState | null): DatabaseState {
  const { tables, views } = readSchemas(connection);
  const state: DatabaseState = {
    tables: tables.filter((schema) => !isLedger(schema)).map((schema) => readTableState(connection, schema)),
    views,
    ledger: tables.some(isLedger) ? readLedger(connection) : null,
  };
  return shareState(previous, state);
}
