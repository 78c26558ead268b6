/**
 * All key bindings, as data. The footer and the help are
 * made from this list, so none of them can say something else than the keys do.
 */
import type { Command, KeyContext } from '../tutor/command.ts';

export interface Binding {
  readonly command: Command;
  readonly contexts: readonly KeyContext[];
  /** Names as keyNames() gives them; the first one is shown in the footer. */
  readonly keys: readonly string[];
  /** One or two words for the footer; empty: not in the footer. */
  readonly label: string;
  /** What it does, as help says it. */
  readonly description: string;
  /** The lower, the longer it stays when the footer is too narrow. */
  readonly weight: number;
}

const EVERYWHERE: readonly KeyContext[] = [
  'home',
  'lesson',
  'predict',
  'tools',
  'inspect',
  'matrix',
  'drawing',
  'lab',
  'exercise',
  'help',
];
const TYPING: readonly KeyContext[] = ['filter', 'search', 'prompt', 'editor'];

export const BINDINGS: readonly Binding[] = [
  // home
  bind('accept', ['home', 'filter'], ['enter'], 'open', 'open the lesson', 1),
  bind('up', ['home'], ['up', 'k'], '', 'the lesson above', 9),
  bind('down', ['home'], ['down', 'j'], 'choose', 'the lesson below', 3),
  bind('up', ['filter'], ['up'], '', 'the lesson above', 9),
  bind('down', ['filter'], ['down'], 'choose', 'the lesson below', 3),
  bind('pageUp', ['home'], ['pageup'], '', 'a page up', 9),
  bind('pageDown', ['home'], ['pagedown'], '', 'a page down', 9),
  bind('first', ['home'], ['g', 'home'], '', 'the first lesson', 9),
  bind('last', ['home'], ['G', 'end'], '', 'the last lesson', 9),
  bind('filter', ['home'], ['/'], 'filter', 'show only lessons with these words', 4),
  bind('escape', ['filter'], ['escape'], 'done', 'stop typing; once more clears the filter', 2),
  bind('escape', ['home'], ['escape'], '', 'clear the filter', 9),

  // a lesson
  bind('next', ['lesson'], ['right', 'space', 'pagedown'], 'next', 'forward: the next statement or step', 1),
  bind('back', ['lesson'], ['left', 'pageup', 'backspace'], 'back', 'back: as it was before', 2),
  bind('nextTable', ['lesson', 'inspect', 'prompt'], ['tab'], 'table', 'the next table', 5),
  bind('previousTable', ['lesson', 'inspect', 'prompt'], ['shift+tab'], '', 'the table before', 9),
  bind('inspect', ['lesson'], ['enter'], 'cells', 'the table on the whole screen, each cell whole', 7),
  bind('rollback', ['lesson'], ['r'], 'roll back', 'run the rollback of this migration; back undoes it', 4),
  bind('prompt', ['lesson'], ['s'], 'SQL', 'try SQL on the state as it stands; leaving undoes it', 6),
  bind('ledger', ['lesson'], ['l'], 'ledger', 'the ledger: which migrations have run', 8),
  bind('tools', ['lesson'], ['t'], 'tools', 'the same change in other tools', 6),
  bind('matrix', ['lesson'], ['m'], 'matrix', 'which application version works in which phase', 5),
  bind('drawing', ['lesson'], ['w'], 'drawing', 'the whole walkthrough in one drawing', 6),
  bind('lab', ['lesson'], ['L'], 'lab', 'the order lab: your own order of deploys and migrations', 6),
  bind('exercise', ['lesson'], ['p'], 'practise', 'the exercise of this lesson', 7),
  bind('search', ['lesson'], ['/'], 'search', 'find a step by its words', 9),
  bind('first', ['lesson'], ['g', 'home'], '', 'the first step', 9),
  bind('last', ['lesson'], ['G', 'end'], '', 'the last step; after a number: that step', 9),
  bind('scrollUp', ['lesson'], ['up'], '', 'scroll the table up', 9),
  bind('scrollDown', ['lesson'], ['down'], '', 'scroll the table down', 9),
  bind('columnsLeft', ['lesson'], ['['], '', 'scroll the columns to the left', 9),
  bind('columnsRight', ['lesson'], [']'], '', 'scroll the columns to the right', 9),
  bind('textUp', ['lesson'], ['k'], '', 'scroll the text up', 9),
  bind('textDown', ['lesson'], ['j'], '', 'scroll the text down', 9),
  bind('escape', ['lesson'], ['escape'], 'course', 'back to the course', 8),

  // a prediction
  bind(
    'choose',
    ['predict'],
    ['space'],
    'choose',
    'choose the answer under the cursor; so does its number',
    2,
  ),
  bind('accept', ['predict'], ['enter'], 'answer', 'give this answer and see what happens', 1),
  bind('next', ['predict'], ['right', 'pagedown'], '', 'the same, once an answer is chosen', 9),
  bind('up', ['predict'], ['up', 'k'], '', 'the answer above', 9),
  bind('down', ['predict'], ['down', 'j'], 'move', 'the answer below', 3),
  bind('back', ['predict'], ['left', 'pageup'], '', 'read the text again', 9),
  bind('escape', ['predict'], ['escape'], 'text', 'read the text again', 4),

  // the SQL prompt
  bind('run', ['prompt'], ['enter'], 'run', 'run what is typed', 1),
  bind('newline', ['prompt'], ['meta+enter', 'ctrl+j'], 'new line', 'a new line', 6),
  bind('scrollPageUp', ['prompt'], ['pageup'], '', 'scroll the answer up', 9),
  bind('scrollPageDown', ['prompt'], ['pagedown'], '', 'scroll the answer down', 9),
  bind('escape', ['prompt'], ['escape'], 'back to the lesson', 'leave; everything you changed is undone', 2),

  // other tools
  bind('right', ['tools'], ['right', 'tab', 'pagedown'], 'next tool', 'the next tool', 1),
  bind('left', ['tools'], ['left', 'shift+tab', 'pageup'], 'tool before', 'the tool before', 2),
  bind('scrollUp', ['tools'], ['up', 'k'], '', 'scroll up', 9),
  bind('scrollDown', ['tools'], ['down', 'j'], 'scroll', 'scroll down', 4),
  bind('escape', ['tools'], ['escape', 't'], 'lesson', 'back to the lesson', 3),

  // searching
  bind('accept', ['search'], ['enter'], 'go there', 'go to the step', 1),
  bind('up', ['search'], ['up'], '', 'the match above', 9),
  bind('down', ['search'], ['down'], 'choose', 'the match below', 3),
  bind('escape', ['search'], ['escape'], 'lesson', 'back to the lesson', 2),

  // one table whole
  bind('up', ['inspect'], ['up', 'k'], '', 'the row above', 9),
  bind('down', ['inspect'], ['down', 'j'], 'row', 'the row below', 2),
  bind('left', ['inspect'], ['left', 'h'], '', 'the column on the left', 9),
  bind('right', ['inspect'], ['right', 'l'], 'column', 'the column on the right', 3),
  bind('pageUp', ['inspect'], ['pageup'], '', 'a page up', 9),
  bind('pageDown', ['inspect'], ['pagedown'], '', 'a page down', 9),
  bind('first', ['inspect'], ['g', 'home'], '', 'the first row', 9),
  bind('last', ['inspect'], ['G', 'end'], '', 'the last row', 9),
  bind('escape', ['inspect'], ['escape', 'enter'], 'lesson', 'back to the lesson', 1),

  // an exercise
  bind('edit', ['exercise'], ['e', 'i'], 'edit', 'write here', 1),
  bind('check', ['exercise'], ['r'], 'check', 'run what is written and check it', 2),
  bind('hint', ['exercise'], ['h'], 'hint', 'the next hint', 5),
  bind(
    'nextTable',
    ['exercise'],
    ['tab'],
    'tables',
    'the tables as your SQL leaves them; again: the next',
    6,
  ),
  bind('previousTable', ['exercise'], ['shift+tab'], '', 'the table before', 9),
  bind('editOutside', ['exercise'], ['E'], 'your editor', 'write in your own editor ($VISUAL or $EDITOR)', 8),
  bind('undoRun', ['exercise'], ['u'], 'undo', 'undo the run: the tables as they were', 8),
  bind('startOver', ['exercise'], ['x'], 'start over', 'start over; asks first', 9),
  bind('solution', ['exercise'], ['S'], 'solution', 'the solution; asks first, and is remembered', 7),
  bind('scrollUp', ['exercise'], ['up', 'k'], '', 'scroll up', 9),
  bind('scrollDown', ['exercise'], ['down', 'j'], '', 'scroll down', 9),
  bind('scrollPageUp', ['exercise'], ['pageup'], '', 'a page up', 9),
  bind('scrollPageDown', ['exercise'], ['pagedown', 'space'], '', 'a page down', 9),
  bind('columnsLeft', ['exercise'], ['['], '', 'scroll the columns to the left', 9),
  bind('columnsRight', ['exercise'], [']'], '', 'scroll the columns to the right', 9),
  bind('escape', ['exercise'], ['escape'], 'back', 'back: to the task, then to the lesson', 4),
  bind('check', ['editor'], ['ctrl+r'], 'run and check', 'run what is written and check it', 1),
  bind('escape', ['editor'], ['escape'], 'stop editing', 'stop editing; the text is kept', 2),
  bind('scrollPageDown', ['editor'], ['pagedown'], 'scroll the task', 'scroll the task down', 6),
  bind('scrollPageUp', ['editor'], ['pageup'], '', 'scroll the task up', 9),
  bind('yes', ['asking'], ['y'], 'yes', 'do it', 1),
  bind('escape', ['asking'], ['n', 'escape'], 'no', 'leave everything as it is', 2),

  // the lab
  bind('accept', ['lab'], ['enter', 'space'], 'make the move', 'add the move to your order and run it', 1),
  bind('up', ['lab'], ['up', 'k'], '', 'the move above', 9),
  bind('down', ['lab'], ['down', 'j'], 'choose', 'the move below', 3),
  bind('undoMove', ['lab'], ['u', 'backspace'], 'undo', 'take the last move back', 2),
  bind('startOver', ['lab'], ['x'], '', 'take all moves back', 9),
  bind('nextChallenge', ['lab'], ['tab', 'c'], 'challenge', 'the next challenge', 4),
  bind('scrollPageDown', ['lab'], ['pagedown'], '', 'scroll the timeline down', 9),
  bind('scrollPageUp', ['lab'], ['pageup'], '', 'scroll the timeline up', 9),
  bind('escape', ['lab'], ['escape'], 'lesson', 'back to the lesson', 5),

  // the matrix
  bind('up', ['matrix'], ['up', 'k'], '', 'the phase above', 9),
  bind('down', ['matrix'], ['down', 'j'], 'phase', 'the phase below', 2),
  bind('left', ['matrix'], ['left', 'h'], '', 'the version on the left', 9),
  bind('right', ['matrix'], ['right', 'l'], 'version', 'the version on the right', 3),
  bind('accept', ['matrix'], ['enter'], 'why', 'what the cell rests on; again: the matrix', 4),
  bind('escape', ['matrix'], ['escape'], 'back', 'back: to the matrix, then to the lesson', 1),
  bind('matrix', ['matrix'], ['m'], '', 'back to the lesson', 9),

  // the drawing
  bind('scrollUp', ['drawing'], ['up', 'k'], '', 'scroll up', 9),
  bind('scrollDown', ['drawing'], ['down', 'j'], 'scroll', 'scroll down', 3),
  bind('scrollPageUp', ['drawing'], ['pageup'], '', 'a page up', 9),
  bind('scrollPageDown', ['drawing'], ['pagedown', 'space'], '', 'a page down', 9),
  bind('escape', ['drawing'], ['escape', 'w'], 'lesson', 'back to the lesson', 1),

  // help
  bind('scrollDown', ['help'], ['down', 'j'], 'scroll', 'scroll down', 2),
  bind('scrollUp', ['help'], ['up', 'k'], '', 'scroll up', 9),
  bind('scrollPageDown', ['help'], ['pagedown', 'space'], '', 'a page down', 9),
  bind('scrollPageUp', ['help'], ['pageup'], '', 'a page up', 9),
  bind('escape', ['help'], ['escape', 'q', '?', 'ctrl+g'], 'close', 'close the help', 1),

  // everywhere
  bind(
    'help',
    ['home', 'lesson', 'predict', 'tools', 'inspect', 'matrix', 'drawing', 'lab', 'exercise'],
    ['?'],
    'help',
    'all keys',
    3,
  ),
  // As in nano. Function keys never arrive: Ink's useInput drops them.
  bind('help', TYPING, ['ctrl+g'], 'help', 'all keys', 5),
  bind(
    'quit',
    EVERYWHERE.filter((context) => context !== 'help'),
    ['q'],
    'leave',
    'leave; where you stopped is remembered',
    5,
  ),
  bind(
    'interrupt',
    [...EVERYWHERE, ...TYPING, 'asking'],
    ['ctrl+c'],
    '',
    'stop a running query; again: leave',
    9,
  ),
];

function bind(
  command: Command,
  contexts: readonly KeyContext[],
  keys: readonly string[],
  label: string,
  description: string,
  weight: number,
): Binding {
  return { command, contexts, keys, label, description, weight };
}

/** What hands do in a text. Done by editor/keys.ts; here as the help says it. */
const TEXT_KEYS: readonly (readonly [keys: readonly string[], description: string])[] = [
  [['Ctrl-Z', 'Ctrl-Y'], 'undo, redo'],
  [['Home', 'End', 'Ctrl-A', 'Ctrl-E'], 'the beginning, the end of the line'],
  [['Alt-b', 'Alt-f', 'Ctrl-←', 'Ctrl-→'], 'a word back, a word on'],
  [['Ctrl-W', 'Alt-d'], 'delete the word before, the word behind'],
  [['Ctrl-U', 'Ctrl-K'], 'delete to the beginning, to the end of the line'],
  [['Alt-a', 'Shift-→'], 'select all, select'],
];
const PROMPT_KEYS: typeof TEXT_KEYS = [[['↑', '↓'], 'what was run before, from the first or the last line']];

/** The keys of a context that write instead of commanding: how they are written, and what they do. */
export function textKeysOf(context: KeyContext): typeof TEXT_KEYS {
  if (!takesText(context)) return [];
  return context === 'prompt' ? [...PROMPT_KEYS, ...TEXT_KEYS] : TEXT_KEYS;
}

/** Whether letters are letters here. */
export function takesText(context: KeyContext): boolean {
  return TYPING.includes(context);
}

/** The bindings of a context, in the order of the list. The first that has a key wins it. */
export function bindingsOf(context: KeyContext): readonly Binding[] {
  return BINDINGS.filter((binding) => binding.contexts.includes(context));
}

/** The command that a key stands for in a context, or null. */
export function commandFor(context: KeyContext, key: string): Command | null {
  return bindingsOf(context).find((binding) => binding.keys.includes(key))?.command ?? null;
}

const SIGNS: Readonly<Record<string, string>> = {
  right: '→',
  left: '←',
  up: '↑',
  down: '↓',
  space: 'Space',
  pagedown: 'PageDown',
  pageup: 'PageUp',
  enter: 'Enter',
  escape: 'Esc',
  tab: 'Tab',
  'shift+tab': 'Shift-Tab',
  'meta+enter': 'Alt-Enter',
  'ctrl+j': 'Ctrl-J',
  'ctrl+c': 'Ctrl-C',
  'ctrl+g': 'Ctrl-G',
  'ctrl+r': 'Ctrl-R',
  backspace: 'Backspace',
  home: 'Home',
  end: 'End',
};

/** How a key is written for people: `→`, `PageDown`, `Ctrl-C`. */
export function keySign(key: string): string {
  return SIGNS[key] ?? key;
}

/** Signs that a screen reader passes over, or calls otherwise in every language. */
const SAID: Readonly<Record<string, string>> = {
  right: 'Right',
  left: 'Left',
  up: 'Up',
  down: 'Down',
  '?': 'question mark',
  '/': 'slash',
  '[': 'left bracket',
  ']': 'right bracket',
};

/** How a key is said: `Right`, `question mark`, `capital L`, which sounds as `l` does. */
export function keyWord(key: string): string {
  return SAID[key] ?? (/^[A-Z]$/.test(key) ? `capital ${key}` : keySign(key));
}

/** How a key is said that is written as people read it: `Ctrl-←` is `Ctrl-Left`. */
export function signWord(sign: string): string {
  const arrows: Readonly<Record<string, string>> = { '→': 'Right', '←': 'Left', '↑': 'Up', '↓': 'Down' };
  return sign.replace(/[←→↑↓]/g, (arrow) => arrows[arrow] ?? arrow);
}

/** What each context is called as a heading of the help. */
export const CONTEXT_TITLES: Readonly<Record<KeyContext, string>> = {
  home: 'The course',
  filter: 'The filter',
  lesson: 'A lesson',
  predict: 'A prediction',
  prompt: 'The SQL prompt',
  search: 'Search',
  tools: 'Other tools',
  inspect: 'One table, cell by cell',
  matrix: 'The matrix',
  drawing: 'The drawing',
  lab: 'The order lab',
  exercise: 'An exercise',
  editor: 'The editor',
  asking: 'A question',
  help: 'Help',
};
