import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import stringWidth from 'string-width';
import { applyEdit, createBuffer, type TextBuffer } from '../../src/tutor/editor/buffer.ts';
import { editorView, type EditorView } from '../../src/tui/editor/view.ts';
import type { Span } from '../../src/render/spans/line.ts';
import { events, texts } from '../tutor/editor-events.ts';

/** The view as text, `|` in front of the cell of the caret. */
function show({ lines, caret }: EditorView): string[] {
  return lines.map((line, row) => {
    const text = line.map((span) => span.text).join('');
    if (caret?.row !== row) return text;
    let [before, rest] = ['', text];
    for (const { segment } of new Intl.Segmenter().segment(text)) {
      if (stringWidth(before) >= caret.column) break;
      before += segment;
      rest = rest.slice(segment.length);
    }
    return `${before.padEnd(caret.column)}|${rest}`;
  });
}

function buffer(text: string, ...moves: ('up' | 'docStart' | 'home' | 'left')[]): TextBuffer {
  return moves.reduce((state, type) => applyEdit(state, { type }), createBuffer(text));
}

test('a text that fits is shown whole, with room for the caret at its end', () => {
  assert.deepEqual(show(editorView(buffer('select\nfrom'), { width: 10, height: 5 })), ['select', 'from|']);
  assert.deepEqual(show(editorView(buffer(''), { width: 10, height: 5 })), ['|']);
});

test('the text scrolls only when the caret would leave the view', () => {
  const text = '1\n2\n3\n4\n5';
  const bottom = editorView(buffer(text), { width: 10, height: 3 });
  assert.deepEqual(show(bottom), ['3', '4', '5|']);
  const above = editorView(buffer(text, 'up', 'up'), { width: 10, height: 3, scroll: bottom.scroll });
  assert.deepEqual(show(above), ['3|', '4', '5']);
  const top = editorView(buffer(text, 'up', 'up', 'up'), { width: 10, height: 3, scroll: above.scroll });
  assert.deepEqual(show(top), ['2|', '3', '4']);
  const shorter = editorView(buffer('1\n2'), { width: 10, height: 3, scroll: bottom.scroll });
  assert.deepEqual(show(shorter), ['1', '2|']);
});

test('long lines are cut with a mark on the side where they go on', () => {
  const text = 'short\nabcdefghijklmnop';
  const end = editorView(buffer(text), { width: 8, height: 2 });
  assert.deepEqual(show(end), ['…', '…klmnop|']);
  const start = editorView(buffer(text, 'home'), { width: 8, height: 2, scroll: end.scroll });
  assert.deepEqual(show(start), ['short', '|abcdefg…']);
});

test('wide characters keep their columns, and the caret stands on theirs', () => {
  const view = editorView(buffer('漢字x', 'left'), { width: 10, height: 1 });
  assert.deepEqual(view.caret, { row: 0, column: 4 });
  // Half of a wide character at the edge is a blank.
  assert.deepEqual(show(editorView(buffer('漢字漢字漢字', 'home'), { width: 8, height: 1 })), ['|漢字漢 …']);
});

test('tabs become blanks, and what cannot be seen gets a stand-in', () => {
  const view = editorView(createBuffer('a\tb\u00a0c\u202ed'), { width: 20, height: 1 });
  assert.deepEqual(show(view), ['a   b·c·d|']);
  assert.deepEqual(
    view.lines[0]?.filter((span) => span.style === 'null').map((span) => span.text),
    ['·', '·'],
  );
});

test('line numbers take their columns from the text, and go where there is no room', () => {
  assert.deepEqual(show(editorView(buffer('a\nb'), { width: 20, height: 2, lineNumbers: true })), [
    ' 1 a',
    ' 2 b|',
  ]);
  assert.deepEqual(show(editorView(buffer('a\nb'), { width: 8, height: 2, lineNumbers: true })), ['a', 'b|']);
});

test('a highlighter styles the text; one that changes it is not listened to', () => {
  const highlight = (line: string): Span[] => [
    { text: line.slice(0, 4), style: 'keyword' },
    { text: line.slice(4) },
  ];
  const styled = editorView(createBuffer('from visits'), { width: 20, height: 1, highlight });
  assert.deepEqual(styled.lines, [[{ text: 'from', style: 'keyword' }, { text: ' visits' }]]);
  const changed = editorView(createBuffer('from'), {
    width: 20,
    height: 1,
    highlight: () => [{ text: 'FROM' }],
  });
  assert.deepEqual(changed.lines, [[{ text: 'from' }]]);
});

test('a selection is styled, its line breaks as a blank', () => {
  const selected = applyEdit(createBuffer('ab\n\nc'), { type: 'selectAll' });
  assert.deepEqual(editorView(selected, { width: 10, height: 3 }).lines, [
    [{ text: 'ab ', style: 'selected' }],
    [{ text: ' ', style: 'selected' }],
    [{ text: 'c', style: 'selected' }],
  ]);
});

test('no view is wider or taller than asked, and the caret is always in it', () => {
  const size = fc.integer({ min: 1, max: 24 });
  fc.assert(
    fc.property(
      ...([texts, fc.array(events, { maxLength: 20 }), size, size, fc.boolean()] as const),
      (text, sequence, width, height, lineNumbers) => {
        let state = createBuffer(text);
        let view = editorView(state, { width, height, lineNumbers });
        for (const event of sequence) {
          state = applyEdit(state, event);
          const highlight = (line: string): Span[] =>
            Array.from(line, (part) => ({ text: part, style: 'code' }));
          view = editorView(state, { width, height, lineNumbers, scroll: view.scroll, highlight });
          assert.ok(view.lines.length <= height && view.lines.length > 0);
          for (const line of view.lines) {
            const shown = line.map((span) => span.text).join('');
            assert.ok(stringWidth(shown) <= width, `${JSON.stringify(shown)} in ${width}`);
            assert.doesNotMatch(shown, /[\p{Cc}\u202e\u00a0]/u);
          }
          assert.ok(view.caret);
          assert.ok(view.caret.row >= 0 && view.caret.row < view.lines.length);
          assert.ok(view.caret.column >= 0 && view.caret.column < width);
        }
      },
    ),
    { numRuns: 500 },
  );
});

test('a view without room shows nothing and does not fail', () => {
  assert.deepEqual(editorView(createBuffer('a'), { width: 0, height: 5 }).lines, []);
  assert.equal(editorView(createBuffer('a'), { width: 5, height: 0 }).caret, null);
});
