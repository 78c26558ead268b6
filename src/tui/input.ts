/** From what Ink reports of the keyboard to events of the tutor. */
import type { Key } from 'ink';
import { contextOf } from '../tutor/commands.ts';
import type { Command } from '../tutor/command.ts';
import type { TutorEvent } from '../tutor/events.ts';
import type { Tutor } from '../tutor/state.ts';
import { editsFor } from './editor/keys.ts';
import { graphemes } from '../words/width.ts';
import { commandFor, takesText } from './keymap.ts';
import type { Viewport } from './painter.ts';

/**
 * Sends the events of one input. Keys that arrive together in one piece
 * (a fast typist, a slow line: `abc\r`) count one by one, each in the context
 * that the one before it left behind.
 */
export function handleInput(input: string, key: Key, to: Receiver): void {
  const named = nameOf(input, key);
  if (named !== null) {
    handleKey(named, input, key, to);
    return;
  }
  for (const char of graphemes(input)) {
    const name = charName(char);
    handleKey(name, char, { ...key, return: name === 'enter', tab: name === 'tab' }, to);
  }
}

/** Who hears what the keys mean: the tutor, and the screen in view for what it alone knows. */
export interface Receiver {
  readonly state: () => Tutor;
  readonly send: (event: TutorEvent) => void;
  readonly viewport: Viewport;
}

/** Items that a page moves a cursor where no list is in view, as when the screen is read out. */
const PAGE = 8;

/** What the screen in view adds to a command. */
function detail(
  tutor: Tutor,
  command: Command,
  viewport: Viewport,
): Pick<Extract<TutorEvent, { type: 'command' }>, 'count' | 'row'> {
  switch (command) {
    case 'pageUp':
    case 'pageDown':
      return { count: viewport.page(tutor) ?? PAGE };
    case 'inspect':
      return { row: viewport.firstRow(tutor) };
    default:
      return {};
  }
}

/** What Tab writes where text is of several lines. */
const INDENT = '  ';

/** What works in a terminal that is too small: leaving. Nobody should type into a text that is not in view. */
export function handleBlindInput(input: string, key: Key, send: (event: TutorEvent) => void): void {
  const name = nameOf(input, key) ?? input;
  if (name === 'q') send({ type: 'command', command: 'quit' });
  if (name === 'ctrl+c') send({ type: 'command', command: 'interrupt' });
}

function handleKey(name: string, input: string, key: Key, { state, send, viewport }: Receiver): void {
  const context = contextOf(state());
  const command = commandFor(context, name);
  if (command !== null) {
    const tutor = state();
    viewport.scroll(tutor, command);
    send({ type: 'command', command, ...detail(tutor, command, viewport) });
  } else if (context === 'editor' && name === 'tab') {
    send({ type: 'edit', edit: { type: 'insert', text: INDENT } });
  } else if (takesText(context)) {
    for (const edit of editsFor(input, key)) send({ type: 'edit', edit });
  } else if (/^[0-9]$/.test(name)) {
    send({ type: 'digit', digit: Number(name) });
  } else {
    send({ type: 'idle' });
  }
}

/** The name of a key that is not just text, or null. */
function nameOf(input: string, key: Key): string | null {
  if (key.rightArrow) return modified('right', key);
  if (key.leftArrow) return modified('left', key);
  if (key.upArrow) return modified('up', key);
  if (key.downArrow) return modified('down', key);
  if (key.pageDown) return 'pagedown';
  if (key.pageUp) return 'pageup';
  if (key.home) return modified('home', key);
  if (key.end) return modified('end', key);
  if (key.return) return modified('enter', key);
  if (key.escape) return 'escape';
  if (key.tab) return key.shift ? 'shift+tab' : 'tab';
  if (key.backspace) return modified('backspace', key);
  if (key.delete) return modified('delete', key);
  if (key.ctrl) return `ctrl+${input}`;
  if (key.meta) return input === '\r' || input === '\n' ? 'meta+enter' : `meta+${input}`;
  return null;
}

function modified(name: string, key: Key): string {
  if (key.ctrl) return `ctrl+${name}`;
  return key.meta && !key.escape ? `meta+${name}` : name;
}

function charName(char: string): string {
  switch (char) {
    case ' ':
      return 'space';
    case '\r':
    case '\r\n':
      return 'enter';
    case '\n':
      return 'ctrl+j';
    case '\t':
      return 'tab';
    case '\u007f':
      return 'backspace';
    default:
      return char;
  }
}
