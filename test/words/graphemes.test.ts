/** Graphemes as the libraries find them, in a time that grows with the text. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import stringWidth from 'string-width';
import { eachGrapheme, graphemeAt } from '../../src/words/graphemes.ts';

const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** Characters of all kinds that join, and some that do not. */
const PIECES = [
  ...['a', 'é', '日', 'e\u0301', 'ع', 'א', '٠', ' ', '\t', '#', '\r', '\n', '\u00ad', '\u0600', '\u200d'],
  ...['👍', '👍🏽', '👨‍👩‍👧', '🇩🇪', '🇩', '❤️', '❤', '\ufe0f', '1️⃣', '\ud83d', '\udc4d', '\u0301'],
  ...['क्षि', 'क', '्', 'ำ', '각', 'ᄀ', 'ᅡ', 'ᆨ', 'ｶﾞ', 'ﾞ', 'അ', 'ൎക'],
];
const texts = fc.array(fc.constantFrom(...PIECES), { maxLength: 12 }).map((pieces) => pieces.join(''));

function read(text: string): readonly (readonly [string, number, number])[] {
  const found: (readonly [string, number, number])[] = [];
  eachGrapheme(text, (grapheme, start, width) => found.push([grapheme, start, width]));
  return found;
}

test('a text is cut where Intl.Segmenter cuts it, with the widths of string-width', () => {
  fc.assert(
    fc.property(fc.oneof(texts, fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' })), (text) => {
      assert.deepEqual(
        read(text),
        Array.from(segmenter.segment(text), ({ segment, index }) => [
          segment,
          index,
          stringWidth(segment, { countAnsiEscapeCodes: true }),
        ]),
      );
    }),
    { numRuns: 2000 },
  );
});

test('a long run of what joins is cut alike, piece by piece', () => {
  for (const piece of PIECES) {
    const text = piece.repeat(500);
    assert.equal(
      read(text)
        .map(([grapheme]) => grapheme)
        .join('|'),
      Array.from(segmenter.segment(text), ({ segment }) => segment).join('|'),
      JSON.stringify(piece),
    );
  }
});

test('the grapheme at a unit is found without reading the text before it', () => {
  fc.assert(
    fc.property(texts, fc.nat(40), (text, unit) => {
      const found = graphemeAt(text, unit);
      const wanted = segmenter.segment(text).containing(unit);
      assert.deepEqual(found, wanted === undefined ? null : { text: wanted.segment, start: wanted.index });
    }),
    { numRuns: 2000 },
  );
});
