import assert from 'node:assert/strict';
import test from 'node:test';
import { findLesson } from '../../src/course/find.ts';
import type { LessonHead } from '../../src/course/model.ts';

const head = (number: number, slug: string, title: string): LessonHead => ({
  number,
  slug,
  title,
  summary: '',
  minutes: 5,
  needs: [],
  stepCount: 1,
  hasExercise: false,
  hasLab: false,
});

const lessons = [
  head(1, 'schema-data-or-both', 'Schema, data, or both'),
  head(9, 'rename-or-drop', 'Rename, or drop and add'),
  head(12, 'drop-a-column', 'Drop a column'),
  head(17, 'expand', 'Expand'),
  head(18, 'expand-and-contract', 'Replace a column, expand and contract'),
];

function find(query: string): string {
  const result = findLesson(lessons, query);
  if ('found' in result) return `found ${result.found.number}`;
  if ('ambiguous' in result) return `ambiguous ${result.ambiguous.map((lesson) => lesson.number).join(' ')}`;
  return `nearest ${result.nearest?.number ?? 'none'}`;
}

test('by number, with or without zeros', () => {
  assert.equal(find('18'), 'found 18');
  assert.equal(find('018'), 'found 18');
  assert.equal(find(' 1 '), 'found 1');
  assert.equal(find('2'), 'nearest none');
  assert.equal(find('180'), 'nearest none');
});

test('by slug or title, whole or in part, ignoring case', () => {
  assert.equal(find('EXPAND-AND-CONTRACT'), 'found 18');
  assert.equal(find('18-expand-and-contract'), 'found 18');
  assert.equal(find('lessons/18-expand-and-contract.md'), 'found 18');
  assert.equal(find('drop a column'), 'found 12');
  assert.equal(find('contract'), 'found 18');
  assert.equal(find('Data, or'), 'found 1');
  assert.equal(find('replace_a_column'), 'found 18');
});

test('a whole name beats a part of one; several parts are ambiguous', () => {
  assert.equal(find('expand'), 'found 17');
  assert.equal(find('drop'), 'ambiguous 9 12');
});

test('a misspelling finds the nearest, nonsense none', () => {
  assert.equal(find('exapnd-and-contarct'), 'nearest 18');
  assert.equal(find('renmae'), 'nearest 9');
  assert.equal(find('qqqqqq'), 'nearest none');
  assert.equal(find('zz'), 'nearest none');
  assert.equal(find(''), 'nearest none');
  assert.equal(find('-'), 'nearest none');
});
