/** What happens to the tutor, and what it wants done: the machine's input and output. */
import type { Lesson } from '../course/model.ts';
import type { Opened } from '../migrate/model.ts';
import type { ConsoleReply, ConsoleRequest, LabRequest } from '../rollout/database.ts';
import type { EditorEvent } from './editor/event.ts';
import type { ActionPlay, Breakage, StepPlay } from '../lesson/play.ts';
import type { Drawing } from '../rollout/drawing.ts';
import type { LabRun } from '../rollout/model.ts';
import type { Graded } from '../grading/graded.ts';
import type { Command } from './command.ts';
import type { Notice, Practise, Progress } from './state.ts';

export type TutorEvent =
  /**
   * `count`: how often, for a command that moves a cursor; once unless set. `row`: for
   * `inspect`, the row from which the table is looked at, from 0. Commands that only scroll
   * mean nothing to the machine but that a key was pressed.
   */
  | { readonly type: 'command'; readonly command: Command; readonly count?: number; readonly row?: number }
  | { readonly type: 'digit'; readonly digit: number }
  /** A key that means nothing here. */
  | { readonly type: 'idle' }
  /** Typing into whatever takes text now. */
  | { readonly type: 'edit'; readonly edit: EditorEvent }
  | { readonly type: 'open'; readonly slug: string; readonly step?: number; readonly practise?: Practise }
  // answers to effects
  | { readonly type: 'lessonRead'; readonly slug: string; readonly lesson: Lesson }
  | { readonly type: 'databaseOpened'; readonly slug: string; readonly opened: Opened }
  | { readonly type: 'stepPlayed'; readonly slug: string; readonly play: StepPlay }
  | { readonly type: 'broken'; readonly slug: string; readonly breakage: Breakage }
  | { readonly type: 'rollbackPlayed'; readonly slug: string; readonly play: ActionPlay }
  | { readonly type: 'consoleOpened'; readonly state: ConsoleReply['state'] }
  | { readonly type: 'consoleReplied'; readonly sql: string; readonly reply: ConsoleReply }
  /** The draft as it was kept, or null where there is none. */
  | { readonly type: 'draftRead'; readonly slug: string; readonly text: string | null }
  /** The text as an editor outside left it. */
  | { readonly type: 'textEdited'; readonly slug: string; readonly text: string }
  | { readonly type: 'graded'; readonly slug: string; readonly graded: Graded }
  | { readonly type: 'gradingStopped'; readonly slug: string }
  /** `run` is null where it was stopped. */
  | {
      readonly type: 'labRan';
      readonly slug: string;
      readonly order: readonly string[];
      readonly run: LabRun | null;
    }
  /** `drawing` is null where there is nothing to draw. */
  | { readonly type: 'drawn'; readonly slug: string; readonly drawing: Drawing | null }
  | { readonly type: 'notice'; readonly notice: Notice };

export type Effect =
  | { readonly type: 'openLesson'; readonly slug: string }
  | { readonly type: 'closeLesson' }
  | { readonly type: 'playRollback'; readonly step: number }
  /** Draw the whole walkthrough, as soon as all of it has been played. */
  | { readonly type: 'draw' }
  | { readonly type: 'openConsole'; readonly request: Omit<ConsoleRequest, 'now'> }
  | { readonly type: 'runSql'; readonly sql: string }
  | { readonly type: 'closeConsole' }
  | {
      readonly type: 'readDraft';
      readonly slug: string;
      readonly watching: string | null;
      readonly starter: string;
    }
  | { readonly type: 'saveDraft'; readonly slug: string; readonly text: string }
  | { readonly type: 'grade'; readonly text: string }
  | { readonly type: 'closeExercise' }
  | { readonly type: 'runLab'; readonly request: Omit<LabRequest, 'now'>; readonly order: readonly string[] }
  /** Hand the text to the learner's own editor. */
  | { readonly type: 'editOutside'; readonly slug: string; readonly text: string }
  /** Stop what the database is doing. */
  | { readonly type: 'cancel' }
  | { readonly type: 'save'; readonly slug: string; readonly progress: Omit<Progress, 'updatedAt'> }
  | { readonly type: 'leave' };

export interface Step<S> {
  readonly state: S;
  readonly effects: readonly Effect[];
}
