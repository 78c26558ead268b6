/** Views of tables that SQLite itself changed, for tests. */
import { detectRenames } from '../../src/diff/renames.ts';
import { diffStates } from '../../src/diff/states.ts';
import type { TableState } from '../../src/database/state.ts';
import { tableView, type TableInput, type TableMode, type TableView } from '../../src/view/table/table.ts';
import { play } from '../support/sqlite.ts';

/** A small clinic, its oddities in few rows. */
export const CLINIC = `
  CREATE TABLE visits (id INTEGER PRIMARY KEY, dx_code TEXT, weight_lb REAL);
  INSERT INTO visits VALUES (1, '250.00', 154.0), (2, '401.9', 132.5), (3, NULL, NULL), (4, 'v70.0', 176.0);
  CREATE TABLE patients (id INTEGER PRIMARY KEY, name TEXT NOT NULL, zip TEXT);
  INSERT INTO patients VALUES (1, 'Zoë O''Brien', '02115'), (2, '李 小龍', NULL), (3, '  Mary ', ''), (4, 'NULL', '00601');
`;

/** What the SQL does to a table of the clinic. */
export function changed(table: string, sql: string, mode: TableMode = 'compared', setup = CLINIC): TableView {
  const [before, after] = play(setup, [sql]);
  if (before === undefined || after === undefined) throw new Error('no states');
  const diff = diffStates(before, after, detectRenames(before, after));
  const found =
    diff.tables.find((candidate) => candidate.after === table || candidate.before === table) ?? null;
  const find = (tables: readonly TableState[], name: string | null): TableState | null =>
    tables.find((candidate) => candidate.schema.name === name) ?? null;
  return tableView({
    before: find(before.tables, found?.before ?? null),
    after: find(after.tables, found?.after ?? null),
    diff: found,
    mode,
    name: table,
  });
}

/** A view of one state. */
export function single(state: TableState, more: Partial<TableInput> = {}): TableView {
  return tableView({ before: null, after: state, diff: null, mode: 'single', ...more });
}
