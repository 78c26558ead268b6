/** A text that is being written, for a screen reader: the line with the caret, and where in it. */
import { selectionOf, textOf, type TextBuffer } from '../../tutor/editor/buffer.ts';
import { boundaryAfter, lineAt, lineStart } from '../../tutor/editor/text.ts';
import { printable } from '../../render/spans/visible.ts';
import { graphemes } from '../../words/width.ts';

/** Longest selection that is read out whole, in UTF-16 units. */
const READ_WHOLE = 200;

/** `Line 3, column 5, on E: ALTER TABLE visits`; a text of one line has no line number. */
export function caretSpoken(buffer: TextBuffer): readonly string[] {
  const text = textOf(buffer);
  const { caret } = buffer;
  const line = lineAt(text, caret);
  const start = lineStart(text, caret);
  const number = text.slice(0, start).split('\n').length;
  const column = graphemes(text.slice(start, caret)).length + 1;
  const lines = text.split('\n').length;
  const place = `${lines === 1 ? 'Column' : `Line ${number}, column`} ${column}`;
  const selected = selectionOf(buffer);
  return [
    line === '' ? `${place}, an empty line.` : `${place}, ${underCaret(text, caret)}: ${printable(line)}`,
    ...(selected === null ? [] : [selectedWords(text.slice(selected.from, selected.to))]),
  ];
}

function underCaret(text: string, caret: number): string {
  const character = text.slice(caret, boundaryAfter(text, caret));
  if (character === '' || character === '\n') return 'at the end';
  if (character === ' ') return 'on a blank';
  if (character === '\t') return 'on a tab';
  return `on ${printable(character)}`;
}

function selectedWords(text: string): string {
  if (text.length > READ_WHOLE) return `${text.length} characters are selected.`;
  return `Selected: ${text.split('\n').map(printable).join(' ')}`;
}
