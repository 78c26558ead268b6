import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { EditorEvent } from '../../src/tutor/editor/event.ts';
import { applyPrompt, createPrompt, enter, type Prompt } from '../../src/tutor/editor/history.ts';

function run(prompt: Prompt, ...events: (EditorEvent | 'up' | 'down' | 'backspace')[]): Prompt {
  return events.reduce(
    (state, event) => applyPrompt(state, typeof event === 'string' ? { type: event } : event),
    prompt,
  );
}

const type = (text: string): EditorEvent => ({ type: 'insert', text });

test('up goes back through what was entered, down comes on to the unfinished text', () => {
  const start = run(createPrompt(['one', 'two']), type('unfinished'));
  assert.equal(run(start, 'up').buffer.text, 'two');
  assert.equal(run(start, 'up', 'up').buffer.text, 'one');
  assert.equal(run(start, 'up', 'up', 'up').buffer.text, 'one');
  assert.equal(run(start, 'up', 'up', 'down').buffer.text, 'two');
  assert.deepEqual(run(start, 'up', 'up', 'down', 'down').buffer, start.buffer);
  assert.equal(run(start, 'down').buffer.text, 'unfinished');
});

test('within a text of several lines up and down move the caret first', () => {
  const start = run(createPrompt(['old\nlines']), type('a\nb'));
  const once = run(start, 'up');
  assert.equal(once.buffer.text, 'a\nb');
  assert.equal(run(once, 'up').buffer.text, 'old\nlines');
  assert.equal(run(once, 'up', 'down', 'down').buffer.text, 'a\nb');
});

test('what is entered is remembered once, and an entry can be changed without changing the memory', () => {
  const first = enter(run(createPrompt(), type('select 1')));
  assert.equal(first.text, 'select 1');
  assert.equal(first.prompt.buffer.text, '');
  const again = enter(run(first.prompt, 'up'));
  assert.deepEqual(again.prompt.entries, ['select 1']);
  const changed = enter(run(again.prompt, 'up', 'backspace', type('2')));
  assert.deepEqual(changed.prompt.entries, ['select 1', 'select 2']);
  assert.deepEqual(enter(run(changed.prompt, type('  '))).prompt.entries, ['select 1', 'select 2']);
});
