/** A prompt with a memory: a buffer, and what was entered before, called up by up and down. */
import { applyEdit, createBuffer, textOf, type TextBuffer } from './buffer.ts';
import type { EditorEvent } from './event.ts';

/** More than anybody goes back. */
const HISTORY_CAP = 200;

export interface Prompt {
  readonly buffer: TextBuffer;
  /** What was entered, oldest first. */
  readonly entries: readonly string[];
  /** Index of the entry that is shown, or null while a new text is written. */
  readonly shown: number | null;
  /** The new text that was being written when an entry was called up. */
  readonly draft: TextBuffer;
}

/** An empty prompt that remembers what was entered before, oldest first. */
export function createPrompt(entries: readonly string[] = []): Prompt {
  const empty = createBuffer();
  return { buffer: empty, entries: entries.slice(-HISTORY_CAP), shown: null, draft: empty };
}

/**
 * The prompt after an event. Up on the first line calls up the entry before,
 * down on the last line the one behind it, and at last the unfinished text again.
 */
export function applyPrompt(prompt: Prompt, event: EditorEvent): Prompt {
  const buffer = applyEdit(prompt.buffer, event);
  const stayed = buffer.text === prompt.buffer.text && buffer.caret === prompt.buffer.caret;
  if (stayed && event.type === 'up' && event.extend !== true) return older(prompt) ?? prompt;
  if (stayed && event.type === 'down' && event.extend !== true) return newer(prompt) ?? prompt;
  return buffer === prompt.buffer ? prompt : { ...prompt, buffer };
}

/** The prompt after its text was entered: empty, the text remembered unless it is blank or the same as the last. */
export function enter(prompt: Prompt): { readonly prompt: Prompt; readonly text: string } {
  const text = textOf(prompt.buffer);
  const known = text.trim() === '' || text === prompt.entries.at(-1);
  return { text, prompt: createPrompt(known ? prompt.entries : [...prompt.entries, text]) };
}

function older(prompt: Prompt): Prompt | null {
  const index = (prompt.shown ?? prompt.entries.length) - 1;
  const entry = prompt.entries[index];
  if (entry === undefined) return null;
  const draft = prompt.shown === null ? prompt.buffer : prompt.draft;
  // At the end of the first line, so that another up goes on.
  const buffer = applyEdit(applyEdit(createBuffer(entry), { type: 'docStart' }), { type: 'end' });
  return { ...prompt, buffer, shown: index, draft };
}

function newer(prompt: Prompt): Prompt | null {
  if (prompt.shown === null) return null;
  const index = prompt.shown + 1;
  const entry = prompt.entries[index];
  return entry === undefined
    ? { ...prompt, buffer: prompt.draft, shown: null }
    : { ...prompt, buffer: createBuffer(entry), shown: index };
}
