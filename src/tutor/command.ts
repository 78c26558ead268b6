/** The names of what a learner can ask for, and of the screens that take keys. */

/** Which of the screens has the keys. */
export type KeyContext =
  | 'home'
  | 'filter'
  | 'lesson'
  | 'predict'
  | 'search'
  | 'tools'
  | 'inspect'
  | 'matrix'
  | 'drawing'
  | 'lab'
  | 'prompt'
  | 'exercise'
  | 'editor'
  | 'asking'
  | 'help';

/** What a learner can ask for. */
export type Command =
  | 'help'
  | 'escape'
  | 'quit'
  | 'interrupt'
  // moving a cursor; a page is as much as is in view
  | 'up'
  | 'down'
  | 'left'
  | 'right'
  | 'pageUp'
  | 'pageDown'
  // scrolling, which only the layout does
  | 'scrollUp'
  | 'scrollDown'
  | 'scrollPageUp'
  | 'scrollPageDown'
  | 'columnsLeft'
  | 'columnsRight'
  | 'textUp'
  | 'textDown'
  | 'first'
  | 'last'
  | 'accept'
  // home
  | 'filter'
  // lesson
  | 'next'
  | 'back'
  | 'nextTable'
  | 'previousTable'
  | 'ledger'
  | 'rollback'
  | 'prompt'
  | 'tools'
  | 'search'
  | 'inspect'
  | 'matrix'
  | 'drawing'
  | 'lab'
  // predict
  | 'choose'
  // the lab
  | 'undoMove'
  | 'nextChallenge'
  // an exercise
  | 'exercise'
  | 'edit'
  | 'editOutside'
  | 'check'
  | 'hint'
  | 'undoRun'
  | 'startOver'
  | 'solution'
  | 'yes'
  // prompt
  | 'run'
  | 'newline';
