/** Everything that can happen to a text buffer, as data: the key binding makes these, the buffer applies them. */

/** A movement of the caret. With `extend` it grows or shrinks the selection; without, the selection is given up. */
export interface Move {
  readonly type:
    'left' | 'right' | 'up' | 'down' | 'wordLeft' | 'wordRight' | 'home' | 'end' | 'docStart' | 'docEnd';
  readonly extend?: boolean;
  /** How many lines `up` and `down` go: 1 unless given, or as many as a page has. */
  readonly lines?: number;
}

export type EditorEvent =
  | Move
  /** Typed text. Runs of it are undone together, a word at a time. */
  | { readonly type: 'insert'; readonly text: string }
  /** Text from elsewhere, put in as it is and undone as one. */
  | { readonly type: 'paste'; readonly text: string }
  /** A line break that keeps the indentation of the line. */
  | { readonly type: 'newline' }
  | { readonly type: 'backspace' }
  | { readonly type: 'delete' }
  | { readonly type: 'deleteWordLeft' }
  | { readonly type: 'deleteWordRight' }
  | { readonly type: 'killToEnd' }
  | { readonly type: 'killToStart' }
  | { readonly type: 'selectAll' }
  /** Another text in place of the whole, as one step that can be undone: from history, or from another editor. */
  | { readonly type: 'replaceAll'; readonly text: string }
  | { readonly type: 'undo' }
  | { readonly type: 'redo' };
