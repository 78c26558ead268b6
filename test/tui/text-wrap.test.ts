import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import type { Line } from '../../src/render/spans/line.ts';
import { printable } from '../../src/render/spans/visible.ts';
import { wrapLine } from '../../src/render/terminal/text/wrap.ts';
import { columnsOf, text, texts } from './text-lines.ts';

test('lines break between words, blanks at a break vanish', () => {
  assert.equal(texts(wrapLine([{ text: 'every visit has a code' }], 11)), 'every visit\nhas a code');
  assert.deepEqual(wrapLine([], 10), [[]]);
  assert.deepEqual(wrapLine([{ text: 'x' }], 0), []);
});

test('styles go over the break; a word in two styles stays one word', () => {
  const line: Line = [{ text: 'a ' }, { text: 'not null', style: 'code' }, { text: ', please' }];
  assert.deepEqual(wrapLine(line, 9), [
    [{ text: 'a ' }, { text: 'not', style: 'code' }],
    [{ text: 'null', style: 'code' }, { text: ',' }],
    [{ text: 'please' }],
  ]);
});

test('further lines hang behind a prefix, which a width without room for it drops', () => {
  const options = { first: [{ text: '• ' }], rest: [{ text: '  ' }] };
  assert.equal(texts(wrapLine([{ text: 'one two three' }], 9, options)), '• one two\n  three');
  assert.equal(texts(wrapLine([{ text: 'one' }], 2, options)), 'on\ne');
});

test('a long word is broken, wide characters may be broken between', () => {
  assert.equal(texts(wrapLine([{ text: 'see 0002_add_dx_icd10' }], 8)), 'see\n0002_add\n_dx_icd1\n0');
  assert.equal(texts(wrapLine([{ text: '李小龍 name' }], 5)), '李小\n龍\nname');
  assert.equal(texts(wrapLine([{ text: '李' }], 1)), '…');
});

test('code keeps its indent', () => {
  const options = { keepIndent: true, rest: [{ text: '    ' }] };
  assert.equal(
    texts(wrapLine([{ text: '  SELECT id FROM visits' }], 14, options)),
    '  SELECT id\n    FROM\n    visits',
  );
});

test('no line is too wide, and no word is lost', () => {
  const span = fc.record({ text: fc.string({ unit: 'grapheme', maxLength: 20 }).map(printable) });
  fc.assert(
    fc.property(
      fc.array(span, { maxLength: 5 }),
      fc.integer({ min: 1, max: 30 }),
      fc.boolean(),
      (line, width, hang) => {
        const lines = wrapLine(line, width, hang ? { rest: [{ text: '   ' }] } : {});
        for (const wrapped of lines) assert.ok(columnsOf(wrapped) <= width, JSON.stringify(lines));
        const squeeze = (value: string): string => value.replaceAll(' ', '');
        if (width > 5) assert.equal(squeeze(lines.map(text).join('')), squeeze(text(line)));
      },
    ),
    { numRuns: 500 },
  );
});
