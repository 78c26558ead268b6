import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { applyEdit, createBuffer, textOf, type TextBuffer } from '../../src/tutor/editor/buffer.ts';
import { cleanText } from '../../src/tutor/editor/text.ts';
import { edits, events, texts } from './editor-events.ts';

/** Undoes, or redoes, as often as there is something to. */
function toTheEnd(buffer: TextBuffer, type: 'undo' | 'redo'): TextBuffer {
  let state = buffer;
  while (state[type] !== null) state = applyEdit(state, { type });
  return state;
}

test('undo after any edits gives the start, and redo the end', () => {
  fc.assert(
    fc.property(texts, fc.array(edits, { maxLength: 40 }), (text, sequence) => {
      const start = createBuffer(text);
      const end = sequence.reduce(applyEdit, start);
      const undone = toTheEnd(end, 'undo');
      assert.equal(textOf(undone), textOf(start));
      const redone = toTheEnd(undone, 'redo');
      assert.equal(textOf(redone), textOf(end));
      assert.equal(textOf(toTheEnd(redone, 'undo')), textOf(start));
    }),
    { numRuns: 500 },
  );
});

test('every undo is taken back by one redo', () => {
  fc.assert(
    fc.property(fc.array(events, { maxLength: 40 }), (sequence) => {
      const state = sequence.reduce(applyEdit, createBuffer());
      if (state.undo === null) return;
      const again = applyEdit(applyEdit(state, { type: 'undo' }), { type: 'redo' });
      assert.equal(again.text, state.text);
      assert.equal(again.caret, state.undo.step.caretAfter);
    }),
    { numRuns: 500 },
  );
});

test('caret and anchor are always between two graphemes, and nothing unprintable gets in', () => {
  const segmenter = new Intl.Segmenter('en');
  fc.assert(
    fc.property(texts, fc.array(events, { maxLength: 40 }), (text, sequence) => {
      let state = createBuffer(text);
      for (const event of sequence) {
        state = applyEdit(state, event);
        const boundaries = new Set([0, state.text.length]);
        for (const { index } of segmenter.segment(state.text)) boundaries.add(index);
        assert.ok(boundaries.has(state.caret), `caret ${state.caret} after ${JSON.stringify(event)}`);
        assert.ok(state.anchor === null || boundaries.has(state.anchor), `anchor ${String(state.anchor)}`);
        assert.equal(cleanText(state.text), state.text);
      }
    }),
    { numRuns: 500 },
  );
});

test('what is typed or pasted is what comes out', () => {
  const clean = fc.string({ unit: 'grapheme', maxLength: 60 }).map(cleanText);
  fc.assert(
    fc.property(clean, clean, fc.constantFrom('insert' as const, 'paste' as const), (before, text, type) => {
      assert.equal(textOf(applyEdit(createBuffer(before), { type, text })), before + text);
      const inFront = applyEdit(applyEdit(createBuffer(before), { type: 'docStart' }), { type, text });
      assert.equal(textOf(inFront), text + before);
    }),
  );
});
