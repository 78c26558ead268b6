import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  applyEdit,
  createBuffer,
  selectionOf,
  textOf,
  type TextBuffer,
} from '../../src/tutor/editor/buffer.ts';
import type { EditorEvent } from '../../src/tutor/editor/event.ts';

/** A buffer from text in which `|` marks the caret, and `^` the selection's other end. */
function at(marked: string): TextBuffer {
  const text = marked.replaceAll(/[|^]/g, '');
  const caret = marked.replace('^', '').indexOf('|');
  const anchor = marked.includes('^') ? marked.replace('|', '').indexOf('^') : null;
  return { ...createBuffer(text), caret, anchor };
}

function show({ text, caret, anchor }: TextBuffer): string {
  const marks = [
    { place: caret, mark: '|' },
    ...(anchor === null || anchor === caret ? [] : [{ place: anchor, mark: '^' }]),
  ].sort((a, b) => b.place - a.place);
  return marks.reduce((shown, { place, mark }) => shown.slice(0, place) + mark + shown.slice(place), text);
}

function after(marked: string, ...events: (EditorEvent | EditorEvent['type'])[]): string {
  return show(run(at(marked), ...events));
}

function run(buffer: TextBuffer, ...events: (EditorEvent | EditorEvent['type'])[]): TextBuffer {
  return events.reduce(
    (state, event) => applyEdit(state, typeof event === 'string' ? ({ type: event } as EditorEvent) : event),
    buffer,
  );
}

const type = (text: string): EditorEvent => ({ type: 'insert', text });

test('typing, deleting, and line breaks happen at the caret', () => {
  assert.equal(after('sel|t', type('ec')), 'selec|t');
  assert.equal(after('ab|c', 'backspace'), 'a|c');
  assert.equal(after('a|bc', 'delete'), 'a|c');
  assert.equal(after('a\n|b', 'backspace'), 'a|b');
  assert.equal(after('a|\nb', 'delete'), 'a|b');
  assert.equal(after('|a', 'backspace'), '|a');
  assert.equal(after('a|', 'delete'), 'a|');
});

test('a line break keeps the indentation to the left of the caret', () => {
  assert.equal(after('  \tselect|', 'newline'), '  \tselect\n  \t|');
  assert.equal(after(' |  x', 'newline'), ' \n |  x');
  assert.equal(after('  |a^b', 'newline'), '  \n  |b');
});

test('arrows go by what a reader takes for one character, and over line breaks', () => {
  assert.equal(after('|👩‍👩‍👧é\u0301', 'right'), '👩‍👩‍👧|é\u0301');
  assert.equal(after('👩‍👩‍👧é\u0301|', 'left'), '👩‍👩‍👧|é\u0301');
  assert.equal(after('🇩🇪🇫🇷|', 'backspace'), '🇩🇪|');
  assert.equal(after('a|\nb', 'right'), 'a\n|b');
  assert.equal(after('a\n|b', 'left'), 'a|\nb');
});

test('up and down keep their column, in cells, over shorter lines and wide characters', () => {
  assert.equal(after('abcdef|\nab\nabcdef', 'down', 'down'), 'abcdef\nab\nabcdef|');
  assert.equal(after('漢字漢字\nabcd|', 'up'), '漢字|漢字\nabcd');
  assert.equal(after('\tx|\nabcdefgh', 'down'), '\tx\nabcde|fgh');
  assert.equal(after('ab|c\nabc', 'up'), 'ab|c\nabc');
  assert.equal(after('1\n2\n3\n4|', { type: 'up', lines: 2 }), '1\n2|\n3\n4');
  assert.equal(after('1\n2\n3\n4|', { type: 'up', lines: 20 }), '1|\n2\n3\n4');
});

test('words are letters, digits and underscores; movement passes what lies between them', () => {
  assert.equal(after('|visits.dx_code = 1', 'wordRight', 'wordRight'), 'visits.dx_code| = 1');
  assert.equal(after('visits.dx_code =\n |', 'wordLeft'), 'visits.|dx_code =\n ');
  assert.equal(after('a +|\n\nüber b', 'wordRight'), 'a +\n\nüber| b');
  assert.equal(after('a b_c|', 'deleteWordLeft'), 'a |');
  assert.equal(after('|a b', 'deleteWordRight'), '| b');
});

test('deleting a word at a line’s edge takes the line break alone', () => {
  assert.equal(after('word\n|next', 'deleteWordLeft'), 'word|next');
  assert.equal(after('word|\nnext', 'deleteWordRight'), 'word|next');
  assert.equal(after('word\n  |next', 'deleteWordLeft'), 'word\n|next');
});

test('home, end and the kills work on the line', () => {
  assert.equal(after('a\nb|c\nd', 'home'), 'a\n|bc\nd');
  assert.equal(after('a\nb|c\nd', 'end'), 'a\nbc|\nd');
  assert.equal(after('a\nb|c\nd', 'killToEnd'), 'a\nb|\nd');
  assert.equal(after('a\nb|\nd', 'killToEnd'), 'a\nb|d');
  assert.equal(after('a\nb|c\nd', 'killToStart'), 'a\n|c\nd');
  assert.equal(after('a\nb|c\nd', 'docStart'), '|a\nbc\nd');
  assert.equal(after('a\nb|c\nd', 'docEnd'), 'a\nbc\nd|');
});

test('a selection grows with extended moves, and typing replaces it', () => {
  const extended: EditorEvent = { type: 'right', extend: true };
  assert.equal(after('a|bcd', extended, extended), 'a^bc|d');
  assert.equal(after('a|bcd', extended, extended, type('X')), 'aX|d');
  assert.equal(after('a^bc|d', 'left'), 'a|bcd');
  assert.equal(after('a|bc^d', 'right'), 'abc|d');
  assert.equal(after('a^bc|d', 'backspace'), 'a|d');
  assert.equal(after('one\ntwo|', 'selectAll', 'delete'), '|');
  assert.deepEqual(selectionOf(at('a|bc^d')), { from: 1, to: 3 });
  assert.equal(selectionOf(at('a|')), null);
});

test('undo takes typing back a word at a time, other edits one by one; redo brings them again', () => {
  const typed = run(createBuffer(), ...Array.from('drop table t', type));
  const words = ['drop table ', 'drop ', ''];
  let state = typed;
  for (const text of words) {
    state = run(state, 'undo');
    assert.equal(textOf(state), text);
  }
  assert.equal(show(run(state, 'redo', 'redo', 'redo')), 'drop table t|');
  assert.equal(show(run(typed, 'backspace', 'backspace', 'undo')), 'drop table t|');
  assert.equal(show(run(typed, 'left', type('x'), 'undo')), 'drop table |t');
});

test('a movement parts two runs of typing', () => {
  assert.equal(show(run(createBuffer(), type('ab'), 'left', 'right', type('c'), 'undo')), 'ab|');
});

test('undo brings a selection back that was typed over', () => {
  assert.equal(after('a^bc|d', type('X'), type('Y'), 'undo'), 'a^bc|d');
});

test('an edit after undo drops what could be redone', () => {
  assert.equal(show(run(createBuffer(), type('a'), 'undo', type('b'), 'redo')), 'b|');
});

test('a paste is put in as it is, without control characters and terminal sequences', () => {
  const pasted = run(at('  |'), {
    type: 'paste',
    text: 'a\r\nb\rc\0\u0007\t\u001b[31mred\u001b[0m\u2028x\ud800',
  });
  assert.equal(textOf(pasted), '  a\nb\nc\tred\nx\ufffd');
  assert.equal(textOf(run(pasted, 'undo')), '  ');
});

test('a letter put before an accent takes it along, the caret behind both', () => {
  const buffer = { ...createBuffer('\u0301b'), caret: 0 };
  assert.equal(show(run(buffer, type('e'))), 'e\u0301|b');
});

test('replaceAll can be undone', () => {
  assert.equal(show(run(at('on|e'), { type: 'replaceAll', text: 'two\r\n' })), 'two\n|');
  assert.equal(show(run(at('on|e'), { type: 'replaceAll', text: 'two' }, 'undo')), 'on|e');
});

test('an event with nothing to do gives the same object', () => {
  const empty = createBuffer();
  for (const event of [
    'undo',
    'redo',
    'left',
    'right',
    'up',
    'down',
    'backspace',
    'delete',
    'home',
  ] as const) {
    assert.equal(run(empty, event), empty, event);
  }
  assert.equal(applyEdit(empty, type('\0')), empty);
});
