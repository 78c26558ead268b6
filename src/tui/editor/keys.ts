/** Which keys edit text: from the arguments of Ink's useInput to events of the buffer. */
import type { Key } from 'ink';
import type { EditorEvent, Move } from '../../tutor/editor/event.ts';

/** Ctrl with a letter, as a shell and Emacs have it. */
const CONTROL: Readonly<Record<string, EditorEvent>> = {
  a: { type: 'home' },
  b: { type: 'left' },
  d: { type: 'delete' },
  e: { type: 'end' },
  f: { type: 'right' },
  h: { type: 'backspace' },
  j: { type: 'newline' },
  k: { type: 'killToEnd' },
  m: { type: 'newline' },
  n: { type: 'down' },
  p: { type: 'up' },
  u: { type: 'killToStart' },
  w: { type: 'deleteWordLeft' },
  y: { type: 'redo' },
  z: { type: 'undo' },
  _: { type: 'undo' },
};

/** Alt (or Esc before it) with a character. */
const ALT: Readonly<Record<string, EditorEvent>> = {
  a: { type: 'selectAll' },
  b: { type: 'wordLeft' },
  d: { type: 'deleteWordRight' },
  f: { type: 'wordRight' },
  '<': { type: 'docStart' },
  '>': { type: 'docEnd' },
};

/**
 * What a key does to the text being edited; nothing for a key that does not
 * edit (Esc, Tab, function keys, unbound chords). Several characters that came
 * as one input all count, control characters among them too.
 *
 * @param page lines that PageUp and PageDown go; without it they do nothing
 */
export function editsFor(input: string, key: Key, page?: number): readonly EditorEvent[] {
  if (key.eventType === 'release' || key.escape || key.tab) return [];
  const named = namedKey(key, page);
  if (named !== null) return [named];
  if (key.ctrl) return one(own(CONTROL, input.toLowerCase()), key);
  if (key.super) return one(input === 'a' ? { type: 'selectAll' } : undefined, key);
  if (key.meta) return one(own(ALT, input.length === 1 ? input.toLowerCase() : ''), key);
  return typed(input);
}

function one(event: EditorEvent | undefined, key: Key): readonly EditorEvent[] {
  if (event === undefined) return [];
  // Ctrl-Shift-Z, where the terminal can tell.
  return [event.type === 'undo' && key.shift ? { type: 'redo' } : event];
}

function own(bindings: Readonly<Record<string, EditorEvent>>, name: string): EditorEvent | undefined {
  return Object.hasOwn(bindings, name) ? bindings[name] : undefined;
}

function namedKey(key: Key, page: number | undefined): EditorEvent | null {
  const word = key.ctrl || key.meta;
  if (key.return) return { type: 'newline' };
  if (key.backspace) return { type: word ? 'deleteWordLeft' : 'backspace' };
  if (key.delete) return { type: word ? 'deleteWordRight' : 'delete' };
  const move = moveOf(key, page);
  if (move === null) return null;
  return key.shift ? { ...move, extend: true } : move;
}

function moveOf(key: Key, page: number | undefined): Move | null {
  const word = key.ctrl || key.meta;
  if (key.leftArrow) return { type: key.super ? 'home' : word ? 'wordLeft' : 'left' };
  if (key.rightArrow) return { type: key.super ? 'end' : word ? 'wordRight' : 'right' };
  if (key.upArrow) return { type: key.super ? 'docStart' : 'up' };
  if (key.downArrow) return { type: key.super ? 'docEnd' : 'down' };
  if (key.home) return { type: key.ctrl ? 'docStart' : 'home' };
  if (key.end) return { type: key.ctrl ? 'docEnd' : 'end' };
  if (key.pageUp && page !== undefined) return { type: 'up', lines: page };
  if (key.pageDown && page !== undefined) return { type: 'down', lines: page };
  return null;
}

/** Text, with the control characters in it as the keys that they are. */
function typed(input: string): EditorEvent[] {
  const events: EditorEvent[] = [];
  for (const [part] of input.matchAll(/\r\n|[\u0000-\u001f\u007f]|[^\u0000-\u001f\u007f]+/g)) {
    const code = part.charCodeAt(0);
    if (part === '\r\n' || part === '\r' || part === '\n') events.push({ type: 'newline' });
    else if (code === 0x7f) events.push({ type: 'backspace' });
    else if (part === '\t' || code >= 0x20) events.push({ type: 'insert', text: part });
    else {
      const event = own(CONTROL, String.fromCharCode(code + (code <= 26 ? 96 : 64)));
      if (event !== undefined) events.push(event);
    }
  }
  return events;
}
