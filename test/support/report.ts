/** What `check --json` promises to print: version 1. */
import { z } from 'zod';

const value = z.nullable(
  z.union([
    z.string(),
    z.strictObject({
      columns: z.array(z.string()),
      rows: z.array(
        z.array(z.nullable(z.union([z.number(), z.string(), z.strictObject({ blob: z.string() })]))),
      ),
    }),
  ]),
);

export const reportFormat = z.strictObject({
  format: z.literal(1),
  lesson: z.string(),
  solved: z.boolean(),
  points: z.int().min(0),
  maxPoints: z.int().positive(),
  knownMistake: z.nullable(z.string()),
  checks: z.array(
    z.strictObject({
      name: z.string().min(1),
      dataset: z.enum(['shown', 'hidden']),
      passed: z.nullable(z.boolean()),
      message: z.string().min(1),
      expected: value,
      actual: value,
      points: z.int().positive(),
    }),
  ),
  error: z.nullable(
    z.strictObject({
      about: z.enum(['statement', 'line', 'answer']),
      statement: z.int().positive(),
      line: z.int().positive(),
      message: z.string().min(1),
    }),
  ),
  engine: z.strictObject({ sqlite: z.string().regex(/^3\.\d+\.\d+$/) }),
});
