/** Where a movement takes the caret. */
import type { Move } from './event.ts';
import {
  boundaryAfter,
  boundaryBefore,
  cellAt,
  columnAt,
  isWordAt,
  lineAt,
  lineEnd,
  lineStart,
} from './text.ts';

export interface Moved {
  readonly caret: number;
  /** The cell that a run of `up` and `down` aims at, or null after any other movement. */
  readonly aim: number | null;
}

/** The caret's new place. `aim` is that of the movement before. */
export function move(text: string, caret: number, aim: number | null, event: Move): Moved {
  switch (event.type) {
    case 'left':
      return { caret: boundaryBefore(text, caret), aim: null };
    case 'right':
      return { caret: boundaryAfter(text, caret), aim: null };
    case 'up':
      return vertical(text, caret, aim, event.lines ?? 1, lineAbove);
    case 'down':
      return vertical(text, caret, aim, event.lines ?? 1, lineBelow);
    case 'wordLeft':
      return { caret: wordLeft(text, caret), aim: null };
    case 'wordRight':
      return { caret: wordRight(text, caret), aim: null };
    case 'home':
      return { caret: lineStart(text, caret), aim: null };
    case 'end':
      return { caret: lineEnd(text, caret), aim: null };
    case 'docStart':
      return { caret: 0, aim: null };
    case 'docEnd':
      return { caret: text.length, aim: null };
  }
}

/** `next` gives the beginning of the neighbouring line, or null where there is none. */
function vertical(
  text: string,
  caret: number,
  aim: number | null,
  lines: number,
  next: (text: string, start: number) => number | null,
): Moved {
  const first = lineStart(text, caret);
  const cell = aim ?? cellAt(lineAt(text, caret), caret - first);
  let start = first;
  for (let left = lines; left > 0; left--) {
    const neighbour = next(text, start);
    if (neighbour === null) break;
    start = neighbour;
  }
  // On the first and last line the caret stays, so that a prompt can tell that there is nowhere to go.
  if (start === first) return { caret, aim };
  return { caret: start + columnAt(lineAt(text, start), cell), aim: cell };
}

function lineAbove(text: string, start: number): number | null {
  return start === 0 ? null : lineStart(text, start - 1);
}

function lineBelow(text: string, start: number): number | null {
  const end = lineEnd(text, start);
  return end === text.length ? null : end + 1;
}

/** The beginning of the word before an offset; what lies between words, line breaks too, is passed first. */
export function wordLeft(text: string, offset: number): number {
  return pass(
    offset,
    (at) => (at > 0 ? boundaryBefore(text, at) : null),
    (_, to) => isWordAt(text, to),
  );
}

/** The end of the word behind an offset. */
export function wordRight(text: string, offset: number): number {
  return pass(
    offset,
    (at) => (at < text.length ? boundaryAfter(text, at) : null),
    (at) => isWordAt(text, at),
  );
}

function pass(
  offset: number,
  next: (at: number) => number | null,
  isWord: (at: number, to: number) => boolean,
): number {
  let at = offset;
  let inWord = false;
  for (let to = next(at); to !== null; to = next(at)) {
    if (isWord(at, to)) inWord = true;
    else if (inWord) break;
    at = to;
  }
  return at;
}
