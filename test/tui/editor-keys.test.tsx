import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Text, useInput, type Key } from 'ink';
import { render } from 'ink-testing-library';
import { applyEdit, createBuffer } from '../../src/tutor/editor/buffer.ts';
import type { EditorEvent } from '../../src/tutor/editor/event.ts';
import { editsFor } from '../../src/tui/editor/keys.ts';

// The bytes that terminals send go through Ink itself, so that the binding is tested against what Ink really reports.
let received: EditorEvent[] = [];
let keys: Key | null = null;
let app: ReturnType<typeof render> | undefined;

function Keyboard() {
  useInput((input, key) => {
    keys = key;
    received.push(...editsFor(input, key, 10));
  });
  return <Text>ready</Text>;
}

before(async () => {
  app = render(<Keyboard />);
  // Ink listens once its effects have run.
  while (app.stdin.listenerCount('readable') === 0) await new Promise((resolve) => setImmediate(resolve));
});
after(() => app?.unmount());

function press(bytes: string): EditorEvent[] {
  received = [];
  app?.stdin.write(bytes);
  return received;
}

const cases: readonly (readonly [string, string, EditorEvent])[] = [
  ['←', '\u001b[D', { type: 'left' }],
  ['→', '\u001b[C', { type: 'right' }],
  ['↑', '\u001b[A', { type: 'up' }],
  ['↓ in application mode', '\u001bOB', { type: 'down' }],
  ['Ctrl-←', '\u001b[1;5D', { type: 'wordLeft' }],
  ['Ctrl-→', '\u001b[1;5C', { type: 'wordRight' }],
  ['Ctrl-→ of rxvt', '\u001bOc', { type: 'wordRight' }],
  ['Alt-←', '\u001b[1;3D', { type: 'wordLeft' }],
  ['Alt-→ as Esc →', '\u001b\u001b[C', { type: 'wordRight' }],
  ['Shift-→', '\u001b[1;2C', { type: 'right', extend: true }],
  ['Ctrl-Shift-←', '\u001b[1;6D', { type: 'wordLeft', extend: true }],
  ['Home', '\u001b[H', { type: 'home' }],
  ['Home of the Linux console', '\u001b[1~', { type: 'home' }],
  ['End', '\u001b[F', { type: 'end' }],
  ['End of rxvt', '\u001b[8~', { type: 'end' }],
  ['Shift-End', '\u001b[1;2F', { type: 'end', extend: true }],
  ['Ctrl-Home', '\u001b[1;5H', { type: 'docStart' }],
  ['Ctrl-End', '\u001b[1;5F', { type: 'docEnd' }],
  ['PageUp', '\u001b[5~', { type: 'up', lines: 10 }],
  ['PageDown', '\u001b[6~', { type: 'down', lines: 10 }],
  ['Delete', '\u001b[3~', { type: 'delete' }],
  ['Ctrl-Delete', '\u001b[3;5~', { type: 'deleteWordRight' }],
  ['Backspace', '\u007f', { type: 'backspace' }],
  ['Backspace as Ctrl-H', '\b', { type: 'backspace' }],
  ['Alt-Backspace', '\u001b\u007f', { type: 'deleteWordLeft' }],
  ['Enter', '\r', { type: 'newline' }],
  ['Ctrl-J', '\n', { type: 'newline' }],
  ['Alt-Enter', '\u001b\r', { type: 'newline' }],
  ['Ctrl-A', '\u0001', { type: 'home' }],
  ['Ctrl-B', '\u0002', { type: 'left' }],
  ['Ctrl-D', '\u0004', { type: 'delete' }],
  ['Ctrl-E', '\u0005', { type: 'end' }],
  ['Ctrl-F', '\u0006', { type: 'right' }],
  ['Ctrl-K', '\u000b', { type: 'killToEnd' }],
  ['Ctrl-N', '\u000e', { type: 'down' }],
  ['Ctrl-P', '\u0010', { type: 'up' }],
  ['Ctrl-U', '\u0015', { type: 'killToStart' }],
  ['Ctrl-W', '\u0017', { type: 'deleteWordLeft' }],
  ['Ctrl-Y', '\u0019', { type: 'redo' }],
  ['Ctrl-Z', '\u001a', { type: 'undo' }],
  ['Ctrl-_', '\u001f', { type: 'undo' }],
  ['Ctrl-Shift-Z, kitty', '\u001b[122;6u', { type: 'redo' }],
  ['Alt-A', '\u001ba', { type: 'selectAll' }],
  ['Alt-B', '\u001bb', { type: 'wordLeft' }],
  ['Alt-D', '\u001bd', { type: 'deleteWordRight' }],
  ['Alt-F', '\u001bf', { type: 'wordRight' }],
  ['a letter', 'S', { type: 'insert', text: 'S' }],
  ['a blank', ' ', { type: 'insert', text: ' ' }],
  ['a digit', '7', { type: 'insert', text: '7' }],
  ['a bracket', '[', { type: 'insert', text: '[' }],
  ['what an input method composed', '漢字', { type: 'insert', text: '漢字' }],
  ['an emoji', '👩‍👩‍👧', { type: 'insert', text: '👩‍👩‍👧' }],
  ['letters that look like a sequence', 'OR', { type: 'insert', text: 'OR' }],
];

for (const [name, bytes, event] of cases) {
  test(`${name} is ${event.type}`, () => {
    assert.deepEqual(press(bytes), [event]);
  });
}

for (const [name, bytes] of [
  ['Tab', '\t'],
  ['Shift-Tab', '\u001b[Z'],
  ['F5', '\u001b[15~'],
  ['Alt-X', '\u001bx'],
  ['Ctrl-T', '\u0014'],
  ['a key released, kitty', '\u001b[97;1:3u'],
] as const) {
  test(`${name} does not edit`, () => {
    keys = null;
    assert.deepEqual(press(bytes), []);
    assert.notEqual(keys, null);
  });
}

test('a sequence that Ink does not know is not taken for text', () => {
  assert.deepEqual(press('\u001b[25~'), []);
  assert.deepEqual(press('\u001b[I'), []);
});

test('Esc does not edit', () => {
  assert.deepEqual(editsFor('', { ...blankKey(), escape: true }), []);
});

function blankKey(): Key {
  press('a');
  assert.ok(keys);
  return keys;
}

test('characters that come as one input all count, control characters too', () => {
  const typed = press('select 1;\r\u0001-- \u0005x');
  assert.equal(typed.reduce(applyEdit, createBuffer()).text, 'select 1;\n-- x');
  assert.deepEqual(press('abc\r'), [{ type: 'insert', text: 'abc' }, { type: 'newline' }]);
  assert.equal(press('abc\u007f\u007fd').reduce(applyEdit, createBuffer()).text, 'ad');
  assert.equal(press('a\r\nb\tc').reduce(applyEdit, createBuffer()).text, 'a\nb\tc');
});
