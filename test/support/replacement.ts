/** A small lesson in which one column gives way to another, with everything that a drawing shows. */
import type { Fixture } from '../../src/course/model.ts';
import { lessonFrom } from './sample.ts';

const FENCE = '```';

const TEXT = `---
format: 1
title: A label for the name
summary: A small replacement
minutes: 5
fixture: shelf
show: [goods]
apps:
  V0: knows the name
  V1: writes both
  V2: knows the label
fleet: [V0]
---

Goods have a name.

## Three versions

${FENCE}sql app V0 write
INSERT INTO goods (name) VALUES ('jam');
${FENCE}

${FENCE}sql app V0 read
SELECT id, name FROM goods;
${FENCE}

${FENCE}sql app V0 expect
SELECT id, name FROM goods;
${FENCE}

${FENCE}sql app V1 write
INSERT INTO goods (name, label) VALUES ('jam', 'JAM');
${FENCE}

${FENCE}sql app V1 read
SELECT id, name FROM goods;
${FENCE}

${FENCE}sql app V1 expect
SELECT id, name FROM goods;
${FENCE}

${FENCE}sql app V2 write
INSERT INTO goods (label) VALUES ('JAM');
${FENCE}

${FENCE}sql app V2 read
SELECT id, label FROM goods;
${FENCE}

${FENCE}sql app V2 expect
SELECT id, coalesce(label, upper(name)) FROM goods;
${FENCE}

${FENCE}sql app V2 expect
SELECT id, label FROM goods;
${FENCE}

## Expand

${FENCE}sql migration 0001_add phase=P1
ALTER TABLE goods ADD COLUMN label TEXT;
${FENCE}

${FENCE}sql rollback phase=P0
ALTER TABLE goods DROP COLUMN label;
${FENCE}

${FENCE}fleet
deploy V1
${FENCE}

${FENCE}sql traffic V1
INSERT INTO goods (name, label) VALUES ('salt', 'SALT');
${FENCE}

## Fill

${FENCE}fleet
retire V0
${FENCE}

${FENCE}sql migration 0002_fill phase=P2
UPDATE goods SET label = upper(name);
ALTER TABLE goods ALTER COLUMN label SET NOT NULL;
ALTER TABLE goods ALTER COLUMN name DROP NOT NULL;
${FENCE}

${FENCE}sql rollback phase=P1
ALTER TABLE goods ALTER COLUMN name SET NOT NULL;
ALTER TABLE goods ALTER COLUMN label DROP NOT NULL;
UPDATE goods SET label = NULL;
${FENCE}

## Switch

${FENCE}fleet
deploy V2
${FENCE}

${FENCE}sql traffic V2
INSERT INTO goods (label) VALUES ('TEA');
${FENCE}

## Contract

${FENCE}fleet
retire V1
${FENCE}

${FENCE}sql migration 0003_drop phase=P3
ALTER TABLE goods DROP COLUMN name;
${FENCE}

## Back

${FENCE}sql rollback 0003_drop phase=back
ALTER TABLE goods ADD COLUMN name TEXT;
UPDATE goods SET name = lower(label) WHERE id = 1;
${FENCE}

${FENCE}fleet
deploy V1
retire V1
${FENCE}

## Forward again

${FENCE}sql migration 0003_drop phase=P3
ALTER TABLE goods DROP COLUMN name;
${FENCE}
`;

/** The lesson, with some of its text replaced. */
export function replacement(changes: Readonly<Record<string, string>> = {}): ReturnType<typeof lessonFrom> {
  const text = Object.entries(changes).reduce((before, [from, to]) => {
    if (!before.includes(from)) throw new Error(`The lesson does not say ${from}`);
    return before.replaceAll(from, to);
  }, TEXT);
  return lessonFrom('lessons/01-label.md', text);
}

export const SHELF: Fixture = {
  id: 'shelf',
  scripts: [
    {
      file: 'fixtures/shelf/schema.sql',
      sql: `CREATE TABLE goods (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
        INSERT INTO goods VALUES (1, 'tea'), (2, 'milk');`,
    },
  ],
  variants: [],
  kinds: [],
};
