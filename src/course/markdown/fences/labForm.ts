/** The form of a lab's YAML: its keys, and what each must be. */
import { z } from 'zod';
import { MIGRATION_NAME, VERSION } from '../../names.ts';
import type { YamlForm } from '../yaml/yamlForm.ts';
import { distinct, textLine } from '../yaml/yamlTypes.ts';

const id = z.string().regex(MIGRATION_NAME);
const version = z.string().regex(VERSION);

const move = z.strictObject({
  id,
  label: textLine,
  migration: z.string().min(1).optional(),
  deploy: version.optional(),
  check: z.string().trim().min(1).optional(),
});

const challenge = z.strictObject({
  title: textLine,
  goal: textLine,
  traffic: z.enum(['reads and writes', 'none']).default('reads and writes'),
  needs: z.array(id).refine(distinct).default([]),
  most: z.int().positive().nullable().default(null),
  back_after: id.nullable().default(null),
});

const schema = z.strictObject({
  after: z.union([z.int().nonnegative(), z.string().min(1)]),
  fleet: z.array(version).min(1).refine(distinct),
  moves: z.array(move).min(1),
  challenges: z.array(challenge).min(1),
});

/** As written: names and ids are not yet compared with anything. */
export type LabValues = z.infer<typeof schema>;

export const labForm: YamlForm<LabValues> = {
  schema,
  name: 'lab',
  keys: {
    after: ['be the number of a step or the name of a migration', 'after: 4'],
    fleet: ['be a list of at least one version, each named once', 'fleet: [A0]'],
    moves: ['be a list of moves', 'moves: [{ id: a1, label: deploy A1, deploy: A1 }]'],
    'moves.id': ['be a short name', 'id: expand'],
    'moves.label': ['be one line of text', 'label: add the new column'],
    'moves.migration': ['be the name of a migration', 'migration: 0002_expand'],
    'moves.deploy': ['be a version', 'deploy: A1'],
    'moves.check': ['be a query', 'check: SELECT id FROM visits WHERE dx_icd10 IS NULL'],
    challenges: ['be a list of challenges', 'challenges: [{ title: Calm, goal: no request fails }]'],
    'challenges.title': ['be one line of text', 'title: Calm'],
    'challenges.goal': ['be one line of text', 'goal: No request fails'],
    'challenges.traffic': ['be "reads and writes" or "none"', 'traffic: none'],
    'challenges.needs': ['be a list of different moves by their ids', 'needs: [expand, contract]'],
    'challenges.most': ['be a whole number above 0', 'most: 6'],
    'challenges.back_after': ['be a move by its id', 'back_after: a2'],
  },
  things: { moves: 'A move', challenges: 'A challenge' },
  mend: 'Write `key: value` lines, `after: …` first.',
};
