/** Fixtures: the data sets of a course, each a folder of SQL scripts. */
import path from 'node:path';
import { makeFault, reportFor } from './faults.ts';
import { isBlankSql } from './fence.ts';
import { listFolder, readText, type Entry } from './files.ts';
import type { Fault, Fixture, FixtureScript } from './model.ts';
import { SLUG } from './names.ts';

/** In the order in which they are run. */
const SCRIPTS = ['schema.sql', 'rows.sql'] as const;

/** Hidden data sets, which only grading reads. */
const VARIANTS = 'variants';

const LARGEST_SCRIPT = 16 * 1024 * 1024;

export interface ReadFixtures {
  /** The sound ones. */
  readonly fixtures: readonly Fixture[];
  /** Every fixture that has a folder, sound or not. */
  readonly ids: readonly string[];
  readonly faults: readonly Fault[];
}

/** Reads all fixtures of a folder, which the course calls `label` (`fixtures`); none where there is no such folder. */
export async function readFixtures(folder: string, label: string): Promise<ReadFixtures> {
  const entries = (await listFolder(folder)) ?? [];
  const isFixture = (entry: Entry) => entry.type === 'folder' && SLUG.test(entry.name);
  const stray = entries
    .filter((entry) => !isFixture(entry))
    .map(({ name }) => {
      const mend = 'Keep each fixture in a folder with a lower-case name, such as clinic.';
      return makeFault(`${label}/${name}`, 1, '', 'This is not a fixture.', mend);
    });
  const ids = entries.filter(isFixture).map((entry) => entry.name);
  const read = await Promise.all(ids.map((id) => readFixture(path.join(folder, id), id, `${label}/${id}`)));
  return {
    fixtures: read.flatMap(({ fixture }) => fixture ?? []),
    ids,
    faults: [...stray, ...read.flatMap(({ faults }) => faults)],
  };
}

interface ReadFixture {
  readonly fixture: Fixture | null;
  readonly faults: readonly Fault[];
}

async function readFixture(folder: string, id: string, label: string): Promise<ReadFixture> {
  const entries = (await listFolder(folder)) ?? [];
  const faults: Fault[] = [];
  for (const { name, type } of entries) {
    const known = type === 'file' ? (SCRIPTS as readonly string[]).includes(name) : name === VARIANTS;
    if (known) continue;
    const mend = `Remove it; a fixture holds ${SCRIPTS.join(', ')} and the folder ${VARIANTS}.`;
    faults.push(makeFault(`${label}/${name}`, 1, '', 'This does not belong to a fixture.', mend));
  }
  const scripts: FixtureScript[] = [];
  for (const name of SCRIPTS) {
    const there = entries.some((entry) => entry.name === name && entry.type === 'file');
    if (there) {
      const script = await readScript(path.join(folder, name), `${label}/${name}`, faults);
      if (script !== null) scripts.push(script);
    } else if (name === 'schema.sql') {
      const mend = 'Write the CREATE TABLE statements into it.';
      faults.push(makeFault(`${label}/${name}`, 1, '', `The fixture "${id}" has no schema.sql.`, mend));
    }
  }
  return { fixture: faults.length === 0 ? { id, scripts } : null, faults };
}

async function readScript(file: string, label: string, faults: Fault[]): Promise<FixtureScript | null> {
  const report = reportFor(label);
  const raw = await readText(file, LARGEST_SCRIPT, report);
  const sql = raw?.replace(/\r\n?/g, '\n') ?? null;
  if (sql !== null) {
    const nul = sql.indexOf('\0');
    if (nul >= 0) {
      const line = sql.slice(0, nul).split('\n').length;
      const text = sql.split('\n')[line - 1] ?? '';
      report.add(line, text, 'A NUL character stands in the text.', 'Remove it; write char(0).');
    } else if (isBlankSql(sql)) {
      report.add(1, '', 'The script holds no SQL.', 'Write the SQL, or remove the file.');
    }
  }
  faults.push(...report.faults);
  return sql === null || report.faults.length > 0 ? null : { file: label, sql };
}
