/** What Ink's useInput reports for what a terminal sends, for the keys that tests press. */
import type { Key } from 'ink';

const NO_KEY: Key = {
  upArrow: false,
  downArrow: false,
  leftArrow: false,
  rightArrow: false,
  pageDown: false,
  pageUp: false,
  home: false,
  end: false,
  return: false,
  escape: false,
  ctrl: false,
  shift: false,
  tab: false,
  backspace: false,
  delete: false,
  meta: false,
  super: false,
  hyper: false,
  capsLock: false,
  numLock: false,
};

/** What a terminal sends for keys that are no text. */
export const SEQUENCES = {
  up: '\u001b[A',
  down: '\u001b[B',
  right: '\u001b[C',
  left: '\u001b[D',
  home: '\u001b[H',
  end: '\u001b[F',
  pageUp: '\u001b[5~',
  pageDown: '\u001b[6~',
  shiftTab: '\u001b[Z',
  escape: '\u001b',
  altEnter: '\u001b\r',
  ctrlC: '\u0003',
} as const;

const NAMED: Readonly<Record<string, Partial<Key>>> = {
  [SEQUENCES.up]: { upArrow: true },
  [SEQUENCES.down]: { downArrow: true },
  [SEQUENCES.right]: { rightArrow: true },
  [SEQUENCES.left]: { leftArrow: true },
  [SEQUENCES.home]: { home: true },
  [SEQUENCES.end]: { end: true },
  [SEQUENCES.pageUp]: { pageUp: true },
  [SEQUENCES.pageDown]: { pageDown: true },
  [SEQUENCES.shiftTab]: { tab: true, shift: true },
  [SEQUENCES.escape]: { escape: true },
  [SEQUENCES.altEnter]: { return: true, meta: true },
  '\r': { return: true },
  '\t': { tab: true },
  '\u007f': { backspace: true },
  '\u001b[3~': { delete: true },
};

/** The arguments of useInput's handler for one key, or for a piece of text that came as one. */
export function keyOf(sent: string): { readonly input: string; readonly key: Key } {
  const named = NAMED[sent];
  if (named !== undefined) return { input: '', key: { ...NO_KEY, ...named } };
  if (/^[\u0001-\u001a]$/.test(sent) && sent !== '\n') {
    const letter = String.fromCharCode(sent.charCodeAt(0) + 96);
    return { input: letter, key: { ...NO_KEY, ctrl: true } };
  }
  if (sent.startsWith('\u001b')) return { input: sent.slice(1), key: { ...NO_KEY, meta: sent.length === 2 } };
  return { input: sent, key: { ...NO_KEY, shift: /^[A-Z]$/.test(sent) } };
}
