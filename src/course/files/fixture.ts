/** Fixtures: the data sets of a course, each a folder of SQL scripts. */
import path from 'node:path';
import { makeFault, type Fault } from '../faults.ts';
import { listFolder, type Entry } from './files.ts';
import { readKinds } from './kinds.ts';
import type { Fixture, FixtureScript } from '../model.ts';
import { SLUG } from '../names.ts';
import { checkNotBlank, readScript } from './script.ts';
import { readVariants } from './variant.ts';

/** In the order in which they are run. */
const SCRIPTS = ['schema.sql', 'rows.sql'] as const;

/** Hidden data sets and the words for their rows, which only grading reads. */
const VARIANTS = 'variants';
const KINDS = 'kinds.sql';

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
      return makeFault({ file: `${label}/${name}`, message: 'This is not a fixture.', mend });
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
  const files: readonly string[] = [...SCRIPTS, KINDS];
  for (const { name, type } of entries) {
    if (type === 'file' ? files.includes(name) : name === VARIANTS) continue;
    const mend = `Remove it; a fixture holds ${files.join(', ')} and the folder ${VARIANTS}.`;
    faults.push(makeFault({ file: `${label}/${name}`, message: 'This does not belong to a fixture.', mend }));
  }
  const there = (name: string) => entries.some((entry) => entry.name === name && entry.type === 'file');
  const scripts: FixtureScript[] = [];
  for (const name of SCRIPTS) {
    if (there(name)) {
      const script = await readScript(folder, label, name, faults, (read): FixtureScript => {
        checkNotBlank(read);
        return { file: read.file, sql: read.sql };
      });
      if (script !== null) scripts.push(script);
    } else if (name === 'schema.sql') {
      const mend = 'Write the CREATE TABLE statements into it.';
      faults.push(
        makeFault({ file: `${label}/${name}`, message: `The fixture "${id}" has no schema.sql.`, mend }),
      );
    }
  }
  const variants = await readVariants(path.join(folder, VARIANTS), `${label}/${VARIANTS}`, faults);
  const kinds = there(KINDS) ? await readScript(folder, label, KINDS, faults, readKinds) : [];
  return { fixture: faults.length === 0 ? { id, scripts, variants, kinds: kinds ?? [] } : null, faults };
}
