/** Faults in lesson and fixture files: how they are collected, ordered and written out. */
import { cutCharacters } from '../words/width.ts';

/** Characters of the text at fault that are kept. */
const LONGEST_TEXT = 80;

/** What is wrong with a piece of a file, before its file is known. */
export interface Problem {
  /** What is wrong, as one sentence. It may quote the file as it is. */
  readonly message: string;
  /** How to mend it, as one sentence. */
  readonly mend: string;
  /** From 1 in the piece; without one the whole piece is meant. */
  readonly line?: number;
  /** From 1, in characters of the line; without one the whole line is meant. */
  readonly column?: number;
  /** The text at fault; its line unless given. */
  readonly text?: string;
}

/** One thing wrong in a lesson or fixture file. Every text is on one line and free of control characters. */
export interface Fault extends Problem {
  /** Relative to the course. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** The text at fault, shortened; empty where there is none. */
  readonly text: string;
}

/** Collects the faults of one file. */
export interface FaultList {
  readonly file: string;
  /** In the order in which they were found. */
  readonly found: readonly Fault[];
  /** Adds a problem of the piece of the file that begins in line `first`. */
  add(problem: Problem, first?: number): void;
}

/** An empty list for a file, named relative to the course; `text` is what the file holds, with line endings \n. */
export function faultList(file: string, text = ''): FaultList {
  const lines = text.split('\n');
  const found: Fault[] = [];
  return {
    file,
    found,
    add(problem, first = 1) {
      const line = first + (problem.line ?? 1) - 1;
      found.push(makeFault({ text: lines[line - 1] ?? '', ...problem, file, line }));
    },
  };
}

/** A problem as a fault of a file; of its first line and without a text unless the problem says more. */
export function makeFault({
  file,
  line = 1,
  column,
  text = '',
  message,
  mend,
}: Problem & { file: string }): Fault {
  return {
    file: oneLine(file),
    line,
    ...(column !== undefined && { column }),
    text: cutCharacters(oneLine(text), LONGEST_TEXT),
    message: oneLine(message),
    mend: oneLine(mend),
  };
}

/** By file, then by line; faults of one line stay in the order in which they were found. */
export function sortFaults(faults: readonly Fault[]): readonly Fault[] {
  return [...faults].sort((a, b) => (a.file === b.file ? a.line - b.line : a.file < b.file ? -1 : 1));
}

/** One line for standard error: `lessons/18-x.md:42:7: What is wrong. [the text at fault] How to mend it.` */
export function formatFault({ file, line, column, text, message, mend }: Fault): string {
  const place = [file, line, ...(column === undefined ? [] : [column])].join(':');
  return `${place}: ${message}${text === '' ? '' : ` [${text}]`} ${mend}`;
}

/**
 * Text of a file on one line. Control characters are drawn as their symbols,
 * because a message about a file goes straight to a terminal.
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
