/** The whole state of the program while it runs: what is open, where the learner is, what is being typed. */
import type { Lesson, LessonHead } from '../course/model.ts';
import type { Opened } from '../migrate/model.ts';
import type { ConsoleReply } from '../rollout/database.ts';
import type { TextBuffer } from './editor/buffer.ts';
import type { Prompt } from './editor/history.ts';
import type { Drawing } from '../rollout/drawing.ts';
import type { LabRun } from '../rollout/model.ts';
import type { Position, ShownRollback } from '../lesson/place.ts';
import type { Breakage, StepPlay } from '../lesson/play.ts';
import type { Graded } from '../grading/graded.ts';
import type { DatabaseState } from '../database/state.ts';
import type { Command, KeyContext } from './command.ts';

export interface Tutor {
  readonly title: string;
  readonly heads: readonly LessonHead[];
  /** By slug; what is kept on disk. */
  readonly progress: Readonly<Record<string, Progress>>;
  readonly home: HomeState;
  /** Null on the home screen. */
  readonly lesson: LessonState | null;
  /** The help lies over whatever is open. */
  readonly help: Help | null;
  /** One sentence for the learner, gone with the next key. */
  readonly notice: Notice | null;
  /** Ctrl-C was pressed with nothing to stop: the next one leaves. */
  readonly leaving: boolean;
}

export interface Help {
  /** The screen whose keys it lists. */
  readonly context: KeyContext;
}

export interface Notice {
  readonly text: string;
  readonly tone: 'plain' | 'warning';
  /** The command that was refused with these words: they go when it would be refused no longer. */
  readonly refused?: Command;
}

/** What is remembered of a lesson between two sessions. */
export interface Progress {
  readonly position: Position;
  /** Furthest step reached, from 1. */
  readonly furthest: number;
  /** The last moment of the last step has been reached. */
  readonly done: boolean;
  /** By step number: the options chosen, from 0. */
  readonly answers: Readonly<Record<string, readonly number[]>>;
  /** Null until the exercise was first opened. */
  readonly exercise: ExerciseProgress | null;
  /** By the lab's challenge: the best order that met it. */
  readonly lab: Readonly<Record<string, readonly string[]>>;
  /** ISO 8601; the lesson last worked on has the latest. */
  readonly updatedAt: string;
}

/** What is remembered of an exercise. The draft itself is a file of its own. */
export interface ExerciseProgress {
  readonly solved: boolean;
  /** How often the answer was checked. */
  readonly attempts: number;
  /** How many hints were shown. */
  readonly hints: number;
  /** The solution was shown before it was solved. */
  readonly solutionSeen: boolean;
  /** The best so far. */
  readonly points: number;
  readonly maxPoints: number;
}

export interface HomeState {
  readonly cursor: number;
  /** What the list is filtered by; null when there is no filter. */
  readonly filter: TextBuffer | null;
  /** True while the filter is being typed. */
  readonly typing: boolean;
}

export interface LessonState {
  readonly head: LessonHead;
  /** Null while the file is being read. */
  readonly lesson: Lesson | null;
  /** Null while the database starts. */
  readonly opened: Opened | null;
  /** The steps played so far, from the first. */
  readonly plays: readonly StepPlay[];
  readonly breakage: Breakage | null;
  /** The drawing of the whole walkthrough: asked for when it is first looked at, and null until then. */
  readonly drawing: LessonDrawing | null;
  readonly position: Position;
  readonly answers: Readonly<Record<string, readonly number[]>>;
  readonly furthest: number;
  readonly done: boolean;
  readonly exercise: ExerciseProgress | null;
  readonly lab: Readonly<Record<string, readonly string[]>>;
  /** The exercise is to be opened as soon as the lesson is read. */
  readonly practise: Practise | null;
  readonly view: View;
  readonly panel: Panel | null;
  /** A rollback at hand that is being shown instead of the position's own moment. */
  readonly rollback: ShownRollback | null;
  /** Digits typed so far, for "a number and G". */
  readonly digits: string;
}

/** `none`: the lesson's phases do not replace one column by another. */
export type LessonDrawing =
  | { readonly type: 'underWay' }
  | { readonly type: 'none' }
  | { readonly type: 'drawn'; readonly drawing: Drawing };

/** What is opened over the lesson at once. */
export interface Practise {
  readonly what: 'exercise' | 'lab';
  /** A file of the learner's own editor that is checked at every save, or null: the editor here. */
  readonly watching: string | null;
}

/** What of the state is on screen; begins anew at each moment. */
export interface View {
  /** The table the learner turned to, or null: the one that changed. */
  readonly table: string | null;
  readonly ledger: boolean;
}

/** Something that lies over the lesson and takes the keys. */
export type Panel =
  | PredictPanel
  | PromptPanel
  | ToolsPanel
  | SearchPanel
  | InspectPanel
  | MatrixPanel
  | DrawingPanel
  | LabPanel
  | ExercisePanel;

export interface PredictPanel {
  readonly type: 'predict';
  readonly cursor: number;
  readonly chosen: readonly number[];
}

export interface PromptPanel {
  readonly type: 'prompt';
  /** The state that the prompt began with and that comes back when it is left. */
  readonly start: DatabaseState;
  /** The scratch copy is open. */
  readonly ready: boolean;
  readonly running: boolean;
  readonly prompt: Prompt;
  readonly last: PromptAnswer | null;
  /** The table the learner turned to, or null: the answer, or the table that changed. */
  readonly table: string | null;
}

export interface PromptAnswer {
  readonly sql: string;
  readonly before: DatabaseState;
  readonly reply: ConsoleReply;
}

export interface ToolsPanel {
  readonly type: 'tools';
  readonly index: number;
}

export interface SearchPanel {
  readonly type: 'search';
  readonly buffer: TextBuffer;
  readonly cursor: number;
}

/** Which version works in which phase, with a cursor on one of them. */
export interface MatrixPanel {
  readonly type: 'matrix';
  /** Number of the phase, from 0. */
  readonly row: number;
  /** Number of the version, from 0. */
  readonly column: number;
  /** The cell under the cursor is opened: what it rests on, on the whole screen. */
  readonly open: boolean;
}

/** The whole walkthrough as a drawing. */
export interface DrawingPanel {
  readonly type: 'drawing';
}

/** The order lab: the learner's own order of moves, run at every change. */
export interface LabPanel {
  readonly type: 'lab';
  /** Number of the challenge, from 0. */
  readonly challenge: number;
  /** Number of the move under the cursor, from 0. */
  readonly cursor: number;
  /** Ids of the moves, in the learner's order. */
  readonly order: readonly string[];
  readonly running: boolean;
  /** How `order` went; null before it ran. */
  readonly run: LabRun | null;
}

/** The exercise: what is asked, what the learner wrote, and what the last check said. */
export interface ExercisePanel {
  readonly type: 'exercise';
  /** False while the draft is being read. */
  readonly ready: boolean;
  readonly buffer: TextBuffer;
  readonly editing: boolean;
  readonly page: ExercisePage;
  readonly running: boolean;
  /** The last check, or null: none yet, or its run was undone. */
  readonly graded: Graded | null;
  /** What is about to happen once the learner says yes. */
  readonly asking: 'startOver' | 'solution' | null;
  /** How many hints there were when one was last asked for here: it is what is to be read. Null: none was. */
  readonly hinted: number | null;
  /** The table the learner turned to, or null: the one that changed. */
  readonly table: string | null;
  readonly watching: string | null;
  /** The watched file is being looked at for the first time: nobody has asked for a check yet. */
  readonly looking: boolean;
}

/** `task` with the draft, `checks` after a run, `tables` as the answer leaves them, `solution` beside the answer. */
export type ExercisePage = 'task' | 'checks' | 'tables' | 'solution';

export const NO_EXERCISE: ExerciseProgress = {
  solved: false,
  attempts: 0,
  hints: 0,
  solutionSeen: false,
  points: 0,
  maxPoints: 0,
};

/** A table on the whole screen, with a cursor on one cell whose value is shown whole. */
export interface InspectPanel {
  readonly type: 'inspect';
  readonly table: string;
  readonly row: number;
  readonly column: number;
}

export const FRESH_VIEW: View = { table: null, ledger: false };
