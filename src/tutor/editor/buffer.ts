/**
 * The text that a person is writing, as an immutable value, and what each event
 * makes of it. Nothing here knows keys or screens.
 */
import type { EditorEvent, Move } from './event.ts';
import { move, wordLeft, wordRight } from './move.ts';
import { boundaryAfter, boundaryBefore, cleanText, lineEnd, lineStart, snap } from './text.ts';
import { carryOut, pushStep, takeBack, type Run, type UndoStack } from './undo.ts';

export interface TextBuffer {
  /** Lines are parted by \n; no other control character but tab is in it. */
  readonly text: string;
  /** Offset in UTF-16 units, always between two graphemes. */
  readonly caret: number;
  /** The other end of the selection, or null where nothing is selected. */
  readonly anchor: number | null;
  /** The cell that a run of up and down aims at, or null. */
  readonly aim: number | null;
  readonly undo: UndoStack | null;
  readonly redo: UndoStack | null;
  /** Whether the next edit may be undone together with the newest step: nothing else came between. */
  readonly joins: boolean;
}

/** A stretch of text: offsets of its beginning and of its end. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/** A buffer that holds a text, cleaned as a paste would be, with the caret at its end and nothing to undo. */
export function createBuffer(content = ''): TextBuffer {
  const text = cleanText(content);
  return { text, caret: text.length, anchor: null, aim: null, undo: null, redo: null, joins: false };
}

/** The whole text, lines parted by \n. */
export function textOf(buffer: TextBuffer): string {
  return buffer.text;
}

/** What is selected, or null where that is nothing. */
export function selectionOf({ anchor, caret }: TextBuffer): Range | null {
  if (anchor === null || anchor === caret) return null;
  return { from: Math.min(anchor, caret), to: Math.max(anchor, caret) };
}

/** The buffer after an event; the same object where the event has nothing to do. */
export function applyEdit(buffer: TextBuffer, event: EditorEvent): TextBuffer {
  const { caret, text } = buffer;
  const end = lineEnd(text, caret);
  switch (event.type) {
    case 'insert': {
      const typed = cleanText(event.text);
      return put(buffer, typed, typed.includes('\n') ? null : 'typing');
    }
    case 'paste':
      return put(buffer, cleanText(event.text), null);
    case 'newline':
      return newline(buffer);
    case 'backspace':
      return erase(buffer, boundaryBefore(text, caret), caret, 'backspace');
    case 'delete':
      return erase(buffer, caret, boundaryAfter(text, caret), 'delete');
    case 'deleteWordLeft': {
      // At a line's beginning only the line break goes: losing the word beyond it would surprise.
      const start = lineStart(text, caret);
      const from = caret === start ? boundaryBefore(text, caret) : Math.max(start, wordLeft(text, caret));
      return erase(buffer, from, caret, null);
    }
    case 'deleteWordRight': {
      const to = caret === end ? boundaryAfter(text, caret) : Math.min(end, wordRight(text, caret));
      return erase(buffer, caret, to, null);
    }
    case 'killToEnd':
      return erase(buffer, caret, caret === end ? boundaryAfter(text, caret) : end, null);
    case 'killToStart':
      return erase(buffer, lineStart(text, caret), caret, null);
    case 'selectAll':
      return moveTo(buffer, text.length, 0, null);
    case 'replaceAll':
      return replace(buffer, 0, text.length, cleanText(event.text), null);
    case 'undo':
      return undo(buffer);
    case 'redo':
      return redo(buffer);
    case 'left':
    case 'right':
    case 'up':
    case 'down':
    case 'wordLeft':
    case 'wordRight':
    case 'home':
    case 'end':
    case 'docStart':
    case 'docEnd':
      return moveCaret(buffer, event);
  }
}

function moveCaret(buffer: TextBuffer, event: Move): TextBuffer {
  const selected = selectionOf(buffer);
  if (selected !== null && event.extend !== true) {
    // The first step gives the selection up, at the end that the arrow points to.
    if (event.type === 'left') return moveTo(buffer, selected.from, null, null);
    if (event.type === 'right') return moveTo(buffer, selected.to, null, null);
  }
  const { caret, aim } = move(buffer.text, buffer.caret, buffer.aim, event);
  return moveTo(buffer, caret, event.extend === true ? (buffer.anchor ?? buffer.caret) : null, aim);
}

function moveTo(buffer: TextBuffer, caret: number, anchor: number | null, aim: number | null): TextBuffer {
  const stays = caret === buffer.caret && anchor === buffer.anchor && aim === buffer.aim && !buffer.joins;
  return stays ? buffer : { ...buffer, caret, anchor, aim, joins: false };
}

function newline(buffer: TextBuffer): TextBuffer {
  const at = selectionOf(buffer)?.from ?? buffer.caret;
  const before = buffer.text.slice(lineStart(buffer.text, at), at);
  return put(buffer, `\n${/^[ \t]*/.exec(before)?.[0] ?? ''}`, null);
}

/** Puts text in place of the selection. */
function put(buffer: TextBuffer, inserted: string, run: Run | null): TextBuffer {
  if (inserted === '') return buffer;
  const { from, to } = selectionOf(buffer) ?? { from: buffer.caret, to: buffer.caret };
  return replace(buffer, from, to, inserted, run);
}

/** Deletes the selection, or a stretch where nothing is selected. */
function erase(buffer: TextBuffer, from: number, to: number, run: Run | null): TextBuffer {
  const selected = selectionOf(buffer);
  return selected === null
    ? replace(buffer, from, to, '', run)
    : replace(buffer, selected.from, selected.to, '', null);
}

function replace(
  buffer: TextBuffer,
  from: number,
  to: number,
  inserted: string,
  run: Run | null,
): TextBuffer {
  const removed = buffer.text.slice(from, to);
  if (removed === inserted) return moveTo(buffer, to, null, null);
  const edit = { at: from, removed, inserted };
  const text = carryOut(buffer.text, edit);
  // What was put in may have grown together with what follows, as a letter does with an accent behind it.
  const caret = snap(text, from + inserted.length);
  const step = { edit, run, caretBefore: buffer.caret, anchorBefore: buffer.anchor, caretAfter: caret };
  const stack = buffer.joins ? pushStep(buffer.undo, step) : { step, below: buffer.undo };
  return { text, caret, anchor: null, aim: null, undo: stack, redo: null, joins: true };
}

function undo(buffer: TextBuffer): TextBuffer {
  if (buffer.undo === null) return buffer;
  const { step, below } = buffer.undo;
  return {
    text: takeBack(buffer.text, step.edit),
    caret: step.caretBefore,
    anchor: step.anchorBefore,
    aim: null,
    undo: below,
    redo: { step, below: buffer.redo },
    joins: false,
  };
}

function redo(buffer: TextBuffer): TextBuffer {
  if (buffer.redo === null) return buffer;
  const { step, below } = buffer.redo;
  return {
    text: carryOut(buffer.text, step.edit),
    caret: step.caretAfter,
    anchor: null,
    aim: null,
    undo: { step, below: buffer.undo },
    redo: below,
    joins: false,
  };
}
