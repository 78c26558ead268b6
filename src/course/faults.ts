/** Faults in lesson and fixture files: how they are collected, ordered and written out. */
import type { Fault } from './model.ts';
import { cutCharacters } from '../words/width.ts';

const LONGEST_TEXT = 80;

/** Collects the faults of one file. `text` may be any source text; it is shortened and made harmless. */
export interface Report {
  readonly file: string;
  readonly faults: Fault[];
  add(line: number, text: string, message: string, mend: string): void;
}

/** An empty report for a file, named relative to the course. */
export function reportFor(file: string): Report {
  const faults: Fault[] = [];
  return {
    file,
    faults,
    add(line, text, message, mend) {
      faults.push(makeFault(file, line, text, message, mend));
    },
  };
}

/** One fault, with every text on one line and free of control characters. */
export function makeFault(file: string, line: number, text: string, message: string, mend: string): Fault {
  return {
    file: oneLine(file),
    line,
    text: cutCharacters(oneLine(text), LONGEST_TEXT),
    message: oneLine(message),
    mend: oneLine(mend),
  };
}

/** By file, then by line; faults of one line stay in the order in which they were found. */
export function sortFaults(faults: readonly Fault[]): readonly Fault[] {
  return [...faults].sort((a, b) => (a.file === b.file ? a.line - b.line : a.file < b.file ? -1 : 1));
}

/** One line for standard error: `lessons/18-x.md:42: What is wrong. [the text at fault] How to mend it.` */
export function formatFault(fault: Fault): string {
  const text = fault.text === '' ? '' : ` [${fault.text}]`;
  return `${fault.file}:${fault.line}: ${fault.message}${text} ${fault.mend}`;
}

/**
 * Text of a file on one line. Control characters are drawn as their symbols,
 * because a message about somebody's file goes straight to a terminal.
 */
export function oneLine(text: string): string {
  return text
    .replace(/\s+/gu, ' ')
    .trim()
    .replace(/\p{Cc}/gu, controlPicture)
    .replace(/[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '\ufffd');
}

function controlPicture(character: string): string {
  const code = character.charCodeAt(0);
  if (code < 0x20) return String.fromCharCode(0x2400 + code);
  return code === 0x7f ? '\u2421' : '\ufffd';
}
