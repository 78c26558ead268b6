/** Takes the state of a PostgreSQL database: schema, rows and ledger, as plain data. */
import { quoteName } from '../../sql/names.ts';
import { isLedger } from '../ledger.ts';
import type { Limits } from '../limits.ts';
import { shareState } from '../shareState.ts';
import type { Column, DatabaseState, TableState } from '../state.ts';
import { readCatalog } from './catalog.ts';
import { cellsOf, learnTypes, type TypeNames } from './cells.ts';
import { tablesIn, viewsIn, type Table } from './introspect.ts';
import { readLedger } from './ledger.ts';
import type { Answer, Session } from './session.ts';

/** What the state is read through. */
export interface Source {
  readonly session: Session;
  readonly types: TypeNames;
  readonly limits: Limits;
}

/** The state, inside an open transaction as well. What equals the previous state is shared with it. */
export async function captureState(source: Source, previous: DatabaseState | null): Promise<DatabaseState> {
  const catalog = await readCatalog(source.session);
  const states: TableState[] = [];
  for (const table of tablesIn(catalog)) states.push(await readTable(source, table));
  const ledgerTable = states.find(({ schema }) => isLedger(schema)) ?? null;
  const state: DatabaseState = {
    dialect: 'postgresql',
    tables: states.filter((table) => table !== ledgerTable),
    views: viewsIn(catalog),
    ledger: ledgerTable === null ? null : await readLedger(source.session),
    ledgerTable,
    settings: catalog.settings,
  };
  return shareState(previous, state);
}

async function readTable(source: Source, table: Table): Promise<TableState> {
  const { limits } = source;
  const { columns } = table.schema;
  const answer = await readRows(source, table);
  await learnTypes(source.session, source.types, answer.columns ?? []);
  const { rows, cut } = cellsOf(answer, source.types, limits);
  const all = answer.more || cut;
  return {
    schema: table.schema,
    // A row has a cell for each column, and none where there are no columns.
    rows: columns.length === 0 ? rows.map(() => []) : rows,
    rowIds: null,
    rowCount: all ? await countRows(source, table) : rows.length,
    sequences: table.sequences,
  };
}

/** In key order; without a key in the order in which PostgreSQL holds them. */
async function readRows({ session, limits }: Source, table: Table): Promise<Answer> {
  const { columns } = table.schema;
  const key = columns
    .filter(({ primaryKey }) => primaryKey > 0)
    .sort((a, b) => a.primaryKey - b.primaryKey)
    .map(({ name }) => quoteName(name));
  const order = key.length > 0 ? key.join(', ') : 'tableoid, ctid';
  const query = (term: (column: Column) => string) =>
    `SELECT ${columns.map(term).join(', ')} FROM ${table.quoted} ORDER BY ${order}`;
  const whole = query(({ name }) => quoteName(name));
  if (!columns.some(({ generated }) => generated?.kept === 'virtual'))
    return answered(await session.ask(whole, limits.tableRows));
  return within(
    session,
    async () => {
      const answer = await session.ask(whole, limits.tableRows);
      return answer.fault === null ? answer : null;
    },
    async () =>
      // A virtual column whose expression fails makes the whole row unreadable: it is shown as NULL then.
      answered(
        await session.ask(
          query(({ name, generated }) => (generated?.kept === 'virtual' ? 'NULL::text' : quoteName(name))),
          limits.tableRows,
        ),
      ),
  );
}

/** Tries one way of reading and, where that fails, another, without ending an open transaction. */
async function within(
  session: Session,
  first: () => Promise<Answer | null>,
  second: () => Promise<Answer>,
): Promise<Answer> {
  if (session.status() !== 'open') return (await first()) ?? (await second());
  await session.must('SAVEPOINT reading_rows');
  const answer = await first();
  await session.must('ROLLBACK TO reading_rows', 'RELEASE reading_rows');
  return answer ?? (await second());
}

async function countRows({ session }: Source, { quoted }: Table): Promise<number> {
  const { rows } = answered(await session.ask(`SELECT count(*) FROM ${quoted}`));
  return Number(rows[0]?.[0]);
}

function answered(answer: Answer): Answer {
  if (answer.fault !== null) throw new Error(`A table cannot be read: ${answer.fault.message}`);
  return answer;
}
