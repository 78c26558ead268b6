/** A small course of two lessons with everything in it that the tutor knows. */
import { headOf } from '../../src/course/files/compiled.ts';
import { parseLesson } from '../../src/course/markdown/lesson.ts';
import type { Fixture, Lesson, LessonHead } from '../../src/course/model.ts';
import { playHere, type PlayedLesson } from './course.ts';

const SHAPES = `---
format: 1
title: Shapes and rows
summary: Small changes to a small table
minutes: 5
fixture: shop
show: [goods]
---

Welcome to the shop.

## A new column

Goods get a price.

### Predict

What will the old rows hold?

- [ ] zero
- [x] NULL

Nobody said otherwise.

\`\`\`sql migration 0001_price
ALTER TABLE goods ADD COLUMN price REAL;
UPDATE goods SET price = 1.5 WHERE id = 1;
\`\`\`

\`\`\`sql rollback
ALTER TABLE goods DROP COLUMN price;
\`\`\`

Between the two.

\`\`\`sql query "all goods"
SELECT * FROM goods;
\`\`\`

> [!IMPORTANT]
> A column is a promise.

### In other tools

\`\`\`sql tool "Flyway 11"
ALTER TABLE goods ADD COLUMN price REAL;
\`\`\`

\`\`\`python tool "Alembic 1.8.1"
op.add_column('goods', sa.Column('price', sa.Float()))
\`\`\`

## Only words

Think before you go on.

### Predict

Which of these hold?

- [x] tables have columns
- [x] tables have rows
- [ ] tables have legs

Not in a database.

## A refusal

\`\`\`sql migration 0002_strict fails "constraint failed"
ALTER TABLE goods ALTER COLUMN price SET NOT NULL;
\`\`\`

It was refused.

## The end

\`\`\`sql query
SELECT count(*) FROM goods;
\`\`\`
`;

const SECOND = `---
format: 1
title: Another lesson
summary: Comes behind the first
minutes: 7
needs: [shapes]
fixture: shop
show: [goods]
---

## One step

Just text.
`;

export const SHOP: Fixture = {
  id: 'shop',
  scripts: [
    {
      file: 'fixtures/shop/schema.sql',
      sql: `CREATE TABLE goods (id INTEGER PRIMARY KEY, name TEXT);
        CREATE TABLE orders (id INTEGER PRIMARY KEY, goods_id INTEGER);
        INSERT INTO goods VALUES (1, 'tea'), (2, 'milk');
        INSERT INTO orders VALUES (1, 2);`,
    },
  ],
  variants: [],
  kinds: [],
};

/** A lesson from its text, which must be sound. */
export function lessonFrom(file: string, text: string): Lesson {
  const { lesson, faults } = parseLesson(file, text);
  if (lesson === null) throw new Error(JSON.stringify(faults, null, 2));
  return lesson;
}

export const shapes = lessonFrom('lessons/01-shapes.md', SHAPES);
export const another = lessonFrom('lessons/02-another.md', SECOND);
export const sampleHeads: readonly LessonHead[] = [headOf(shapes), headOf(another)];

/** Both lessons, played. */
export function playSamples(): Promise<readonly PlayedLesson[]> {
  return Promise.all([playHere(shapes, SHOP), playHere(another, SHOP)]);
}
