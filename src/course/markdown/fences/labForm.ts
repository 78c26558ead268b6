/** The form of a lab's YAML: its keys, and what each must be. */
import { z } from 'zod';
import { MIGRATION_NAME, VERSION } from '../../names.ts';
import { key, type YamlForm } from '../yaml/yamlForm.ts';
import { distinct, textLine } from '../yaml/yamlTypes.ts';

const id = z.string().regex(MIGRATION_NAME);
const version = z.string().regex(VERSION);

const move = z
  .strictObject({
    id: id.meta(key('a short name', 'id: expand')),
    label: textLine.meta(key('one line of text', 'label: add the new column')),
    migration: z.string().min(1).optional().meta(key('the name of a migration', 'migration: 0002_expand')),
    deploy: version.optional().meta(key('a version', 'deploy: A1')),
    check: z
      .string()
      .trim()
      .min(1)
      .optional()
      .meta(key('a query', 'check: SELECT id FROM visits WHERE dx_icd10 IS NULL')),
  })
  .meta({ title: 'A move' });

const challenge = z
  .strictObject({
    title: textLine.meta(key('one line of text', 'title: Calm')),
    goal: textLine.meta(key('one line of text', 'goal: No request fails')),
    traffic: z
      .enum(['reads and writes', 'none'])
      .default('reads and writes')
      .meta(key('"reads and writes" or "none"', 'traffic: none')),
    needs: z
      .array(id)
      .refine(distinct)
      .default([])
      .meta(key('a list of different moves by their ids', 'needs: [expand, contract]')),
    most: z.int().positive().nullable().default(null).meta(key('a whole number above 0', 'most: 6')),
    back_after: id.nullable().default(null).meta(key('a move by its id', 'back_after: a2')),
  })
  .meta({ title: 'A challenge' });

const schema = z.strictObject({
  after: z
    .union([z.int().nonnegative(), z.string().min(1)])
    .meta(key('the number of a step or the name of a migration', 'after: 4')),
  fleet: z
    .array(version)
    .min(1)
    .refine(distinct)
    .meta(key('a list of at least one version, each named once', 'fleet: [A0]')),
  moves: z
    .array(move)
    .min(1)
    .meta(key('a list of moves', 'moves: [{ id: a1, label: deploy A1, deploy: A1 }]')),
  challenges: z
    .array(challenge)
    .min(1)
    .meta(key('a list of challenges', 'challenges: [{ title: Calm, goal: no request fails }]')),
});

/** As written: names and ids are not yet compared with anything. */
export type LabValues = z.infer<typeof schema>;

export const labForm: YamlForm<LabValues> = {
  schema,
  name: 'lab',
  mend: 'Write `key: value` lines, `after: …` first.',
};
