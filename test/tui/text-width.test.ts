import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import stringWidth from 'string-width';
import type { Line } from '../../src/render/spans/line.ts';
import { cutLine, lineWidth, padLine } from '../../src/render/terminal/text/width.ts';
import { showText } from '../../src/render/spans/visible.ts';
import { text } from './text-lines.ts';
import { cut, graphemes, head, pad, widthOf } from '../../src/words/width.ts';
import { plainWidth } from '../../src/words/plain.ts';

const unicode = fc.string({ unit: 'grapheme', maxLength: 30 });

test('a wide character takes two columns, an emoji of many code points as well', () => {
  assert.equal(widthOf('李 小龍'), 7);
  assert.equal(widthOf('👩‍⚕️'), 2);
  assert.equal(widthOf('Zoë'), 3);
});

const SIGNS = Array.from('·…–—‘’“”•→←↑↓↩⏎⇥×≠∅✓✗▶◐━─│║┌┐└┘├┤┬┴┼░▒▌█');

test('the signs that screens are made of take one column each, whatever stands beside them', () => {
  for (const sign of SIGNS) {
    assert.equal(stringWidth(sign), 1, sign);
    assert.equal(widthOf(`a${sign}李${sign}`), 5, sign);
  }
});

test('of plain text, styled or not, the width is known without the library that measures all text', () => {
  const piece = fc.constantFrom(...SIGNS, 'a', ' ', '~', '\u001B[1m', '\u001B[38;5;12m', '\u001B[0m');
  fc.assert(
    fc.property(fc.array(piece), (pieces) => {
      const styled = pieces.join('');
      assert.equal(plainWidth(styled), stringWidth(styled));
    }),
  );
  for (const other of ['李', 'e\u0301', '▶\uFE0F', 'a\u200Bb', '\u001B]8;;x\u0007', '\t', '🏥']) {
    assert.equal(plainWidth(`a${other}`), null, JSON.stringify(other));
  }
});

test('cutting ends in … and splits neither a wide character nor a grapheme', () => {
  assert.equal(cut('diagnosis', 9), 'diagnosis');
  assert.equal(cut('diagnosis', 5), 'diag…');
  assert.equal(cut('李小龍', 4), '李…');
  assert.equal(cut('李小龍', 5), '李小…');
  assert.equal(cut('a👩‍⚕️b👩‍⚕️', 4), 'a👩‍⚕️…');
  assert.equal(cut('Zoe\u0308 O', 4), 'Zoe\u0308…');
  assert.equal(cut('abc', 1), '…');
  assert.equal(cut('abc', 0), '');
});

test('a text of a million characters is cut without being measured', () => {
  const long = '李'.repeat(1_000_000);
  assert.equal(cut(long, 5), '李李…');
});

test('padding counts columns, not characters', () => {
  assert.equal(pad('李', 4), '李  ');
  assert.equal(pad('7', 3, 'right'), '  7');
  assert.equal(pad('abc', 2), 'abc');
  assert.equal(text(padLine([{ text: '李' }], 4, 'right')), '  李');
});

test('a line is cut across its spans, in the style of what is cut', () => {
  const line: Line = [{ text: 'visits' }, { text: ' · 7 rows', style: 'quiet' }];
  assert.deepEqual(cutLine(line, 9), [{ text: 'visits' }, { text: ' ·…', style: 'quiet' }]);
  assert.deepEqual(cutLine(line, 6), [{ text: 'visit…' }]);
  assert.equal(cutLine(line, 15), line);
});

test('widths agree with string-width, and nothing that is cut is too wide', () => {
  fc.assert(
    fc.property(unicode, fc.nat(40), (value, width) => {
      const shown = showText(value);
      const plain = text(shown);
      assert.equal(widthOf(plain), stringWidth(plain));
      assert.equal(lineWidth(shown), stringWidth(plain));
      assert.equal(graphemes(plain).join(''), plain);
      assert.ok(plain.startsWith(head(plain, width)));
      assert.ok(stringWidth(cut(plain, width)) <= width);
      assert.ok(stringWidth(text(cutLine(shown, width))) <= width);
      if (stringWidth(plain) <= width) assert.equal(cut(plain, width), plain);
    }),
    { numRuns: 500 },
  );
});
