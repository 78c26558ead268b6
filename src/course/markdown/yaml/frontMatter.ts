/** Front matter: the YAML at the top of a lesson, checked key by key. */
import { z } from 'zod';
import type { FaultList } from '../../faults.ts';
import { MIGRATION_NAME, SLUG, VERSION } from '../../names.ts';
import { unknownVersion, type Version } from '../versions.ts';
import { distinct, textLine } from './yamlTypes.ts';
import { key, readYaml, type YamlForm, type YamlResult } from './yamlForm.ts';

const slug = z.string().regex(SLUG);
const version = z.string().regex(VERSION);
const migrationName = z.string().regex(MIGRATION_NAME).nullable().default(null);

const schema = z.strictObject({
  format: z.literal(1).meta(key('1, the version of the lesson format', 'format: 1')),
  title: textLine.meta(key('one line of text', 'title: Add a required column')),
  summary: textLine.meta(key('one line of text', 'summary: Add, fill, tighten')),
  minutes: z.int().positive().meta(key('a whole number above 0', 'minutes: 15')),
  needs: z
    .array(slug)
    .refine(distinct)
    .default([])
    .meta(key('a list of different lesson slugs', 'needs: [a-ledger]')),
  fixture: slug.meta(key('the name of a folder in fixtures', 'fixture: clinic')),
  show: z
    .array(textLine)
    .min(1)
    .refine(distinct)
    .meta(key('a list of at least one table, each named once', 'show: [patients, visits]')),
  foreign_keys: z.boolean().default(false).meta(key('true or false', 'foreign_keys: true')),
  baseline: migrationName.meta(key('a migration name', 'baseline: 0001_baseline')),
  apps: z
    .record(version, textLine)
    .refine((apps) => Object.keys(apps).length > 0)
    .default({})
    .meta(
      key(
        'versions (a letter, then up to 11 letters, digits, `_`, `-`, `.`), each with what it knows',
        'apps: { A0: knows the old column only }',
      ),
    ),
  fleet: z
    .array(version)
    .min(1)
    .refine(distinct)
    .default([])
    .meta(key('a list of at least one version, each named once', 'fleet: [A0]')),
  matrix_after: migrationName.meta(key('a migration name', 'matrix_after: 0003_replace_code')),
});

type FrontMatter = z.infer<typeof schema>;

/** All keys that front matter may have. */
export const frontMatterKeys: readonly string[] = Object.keys(schema.shape);

const form: YamlForm<FrontMatter> = {
  schema,
  name: 'front matter',
  mend: 'Write `key: value` lines, `format: 1` first.',
};

interface Placed {
  readonly value: string;
  /** From 1. */
  readonly line: number;
}

export interface FrontMatterResult {
  /** Null when anything in it is at fault. */
  readonly values: FrontMatter | null;
  /** Sound even where other keys are at fault, so that the course can be checked in the same run. */
  readonly needs: readonly Placed[];
  readonly fixture: Placed | null;
  readonly matrixAfter: Placed | null;
  /** Versions of the application and those that run at first; null where either is at fault. */
  readonly application: Application | null;
}

export interface Application {
  readonly versions: readonly Version[];
  readonly fleet: readonly string[];
}

/** Reads the text between the `---` lines, of which the first is line 1. */
export function readFrontMatter(text: string, faults: FaultList): FrontMatterResult {
  const place = { line: 2, whole: { line: 1, text: '' } };
  const yaml = readYaml(text, form, place, faults);
  const needs = schema.shape.needs.safeParse(yaml.data?.['needs']);
  const fixture = schema.shape.fixture.safeParse(yaml.data?.['fixture']);
  const matrixAfter = yaml.values?.matrix_after ?? null;
  return {
    values: yaml.values,
    needs: (needs.data ?? []).map((value, index) => ({ value, line: yaml.lineOf(['needs', index]) })),
    fixture: fixture.success ? { value: fixture.data, line: yaml.lineOf(['fixture']) } : null,
    matrixAfter: matrixAfter === null ? null : { value: matrixAfter, line: yaml.lineOf(['matrix_after']) },
    application: readApplication(yaml),
  };
}

function readApplication({ values, data, lineOf, fault }: YamlResult<FrontMatter>): Application | null {
  // A key at fault may be the one that is missing here.
  if (data === null || (values === null && data['apps'] === undefined)) return null;
  const apps = schema.shape.apps.safeParse(data['apps']);
  const fleet = schema.shape.fleet.safeParse(data['fleet']);
  if (!apps.success || !fleet.success) return null;
  const versions = Object.entries(apps.data).map(([name, about]) => ({
    version: name,
    about,
    line: lineOf(['apps', name]),
  }));
  const names = Object.keys(apps.data);
  if (names.length > 0 && fleet.data.length === 0) {
    const mend = `Add those that run at first, for instance \`fleet: [${names[0] ?? ''}]\`.`;
    fault(['apps'], { message: 'The front matter has versions and no "fleet".', mend });
    return null;
  }
  const unknown = fleet.data.map((name) => unknownVersion(name, names));
  for (const [index, problem] of unknown.entries()) {
    if (problem !== null) fault(['fleet', index], problem);
  }
  if (unknown.some((problem) => problem !== null)) return null;
  return { versions, fleet: names.filter((name) => fleet.data.includes(name)) };
}
