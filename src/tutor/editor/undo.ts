/** Undo and redo: each step is one replacement of a stretch of text, with the caret before and after. */

/** At offset `at`, `removed` gave way to `inserted`. */
export interface Edit {
  readonly at: number;
  readonly removed: string;
  readonly inserted: string;
}

/** Edits of the same kind in a row are undone together. */
export type Run = 'typing' | 'backspace' | 'delete';

export interface UndoStep {
  readonly edit: Edit;
  /** Null where nothing may join it: a paste, a line break. */
  readonly run: Run | null;
  readonly caretBefore: number;
  readonly anchorBefore: number | null;
  readonly caretAfter: number;
}

/** The newest step on top. A linked list, so that a key costs the same however long the session. */
export interface UndoStack {
  readonly step: UndoStep;
  readonly below: UndoStack | null;
}

/** The text after an edit. */
export function carryOut(text: string, { at, removed, inserted }: Edit): string {
  return text.slice(0, at) + inserted + text.slice(at + removed.length);
}

/** The text as it was before an edit. */
export function takeBack(text: string, { at, removed, inserted }: Edit): string {
  return text.slice(0, at) + removed + text.slice(at + inserted.length);
}

/** The stack with a step on top, joined to the one below where both belong to one run. */
export function pushStep(stack: UndoStack | null, step: UndoStep): UndoStack {
  const edit = stack === null ? null : joined(stack.step, step);
  if (stack === null || edit === null) return { step, below: stack };
  return { step: { ...stack.step, edit, caretAfter: step.caretAfter }, below: stack.below };
}

function joined({ edit: old, run: oldRun }: UndoStep, { edit, run }: UndoStep): Edit | null {
  if (run !== oldRun) return null;
  switch (run) {
    case 'typing': {
      // A run ends with a word, so that undo takes back one word at a time.
      const newWord = /\s$/.test(old.inserted) && /^\S/.test(edit.inserted);
      if (newWord || edit.removed !== '' || edit.at !== old.at + old.inserted.length) return null;
      return { ...old, inserted: old.inserted + edit.inserted };
    }
    case 'backspace':
      if (edit.at + edit.removed.length !== old.at) return null;
      return { ...edit, removed: edit.removed + old.removed };
    case 'delete':
      if (edit.at !== old.at) return null;
      return { ...old, removed: old.removed + edit.removed };
    case null:
      return null;
  }
}
