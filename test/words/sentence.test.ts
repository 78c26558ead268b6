import assert from 'node:assert/strict';
import test from 'node:test';
import { nearest } from '../../src/words/nearest.ts';
import { capitalized, counted, ended, grouped, listed } from '../../src/words/sentence.ts';
import { cutCharacters } from '../../src/words/width.ts';

test('counts have their word in the singular or the plural, and commas between thousands', () => {
  assert.equal(counted(0, 'row'), '0 rows');
  assert.equal(counted(1, 'row'), '1 row');
  assert.equal(counted(12_345, 'row'), '12,345 rows');
  assert.equal(counted(1, 'row differs', 'rows differ'), '1 row differs');
  assert.equal(counted(2, 'row differs', 'rows differ'), '2 rows differ');
  assert.deepEqual([1, 999, 1000, 1_000_000].map(grouped), ['1', '999', '1,000', '1,000,000']);
});

test('an enumeration has commas, and its conjunction before the last word', () => {
  assert.deepEqual(
    [[], ['A0'], ['A0', 'A1'], ['A0', 'A1', 'A2']].map((words) => listed(words)),
    ['', 'A0', 'A0 and A1', 'A0, A1 and A2'],
  );
  assert.equal(listed(['e', 'i'], 'or'), 'e or i');
});

test('a sentence ends once, and begins with a large letter', () => {
  assert.equal(ended('no such table'), 'no such table.');
  for (const whole of ['Really?', 'Stop!', 'He said "no."', 'and so on…', ''])
    assert.equal(ended(whole), whole);
  assert.equal(capitalized('élan'), 'Élan');
});

test('text is cut by characters, and no character in two', () => {
  assert.equal(cutCharacters('visits', 6), 'visits');
  assert.equal(cutCharacters('visits', 5), 'visi…');
  assert.equal(cutCharacters('🏥🏥🏥', 3), '🏥🏥🏥');
  assert.equal(cutCharacters('🏥🏥🏥🏥', 3), '🏥🏥…');
  assert.equal(cutCharacters('李'.repeat(1_000_000), 3), '李李…');
});

test('a misspelling has its nearest word, nonsense none', () => {
  const words = ['migration', 'rollback', 'query'];
  assert.equal(nearest('rolback', words), 'rollback');
  assert.equal(nearest('QUERY', words), 'query');
  assert.equal(nearest('xyzzy', words), null);
});
