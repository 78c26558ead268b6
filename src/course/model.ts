/**
 * The checked model of a course: what lesson and fixture files become once they
 * have been read and found sound. Everything here is plain, frozen data that
 * survives JSON, because the shipped course is compiled to JSON at build time.
 */
import type { BlockContent, DefinitionContent, PhrasingContent } from 'mdast';

/** Markdown blocks, as mdast nodes without positions. */
export type Prose = readonly (BlockContent | DefinitionContent)[];

export interface Course {
  readonly title: string;
  readonly lessons: readonly Lesson[];
  /** By id, the name of the fixture's folder. */
  readonly fixtures: Readonly<Record<string, Fixture>>;
}

/** What a list of lessons needs: everything about a lesson but its steps. */
export interface LessonHead {
  /** The number that orders the course: 18 for `18-expand-and-contract.md`. */
  readonly number: number;
  /** The lesson's id: `expand-and-contract`. */
  readonly slug: string;
  readonly title: string;
  readonly summary: string;
  /** How long the walkthrough takes, in minutes. */
  readonly minutes: number;
  /** Slugs of the lessons to take before this one. */
  readonly needs: readonly string[];
  readonly stepCount: number;
  /** Whether there is something to practise after the walkthrough. */
  readonly hasExercise: boolean;
  /** Whether the learner can try orders of moves of their own. */
  readonly hasLab: boolean;
}

export interface Lesson extends LessonHead {
  /** The file, relative to the course, for error messages. */
  readonly file: string;
  readonly fixture: string;
  /** Tables on screen, the first one in front; the others come with Tab. */
  readonly show: readonly string[];
  /** Whether the database opens with `PRAGMA foreign_keys = ON`. SQLite's own default is off. */
  readonly foreignKeys: boolean;
  /** Name under which the ledger already holds the fixture, or null: the ledger starts empty. */
  readonly baseline: string | null;
  /** The application's versions, in the order of the front matter; empty where the lesson has none. */
  readonly apps: readonly App[];
  /** Versions that run at the beginning. */
  readonly fleet: readonly string[];
  /** Name of the migration until which the matrix keeps its outcomes hidden, so that it can be predicted; or null. */
  readonly matrixAfter: string | null;
  /** The order lab, or null. */
  readonly lab: Lab | null;
  /** Prose between the front matter and the first step. */
  readonly introduction: Prose;
  readonly steps: readonly Step[];
  /** What the learner writes after the walkthrough; null in a lesson without an exercise. */
  readonly exercise: Exercise | null;
}

export interface Step {
  /** Counted from 1. */
  readonly number: number;
  readonly title: string;
  /** Line of the step's heading in the lesson's file, from 1. */
  readonly line: number;
  /** Prose, callouts and actions in the order of the file. */
  readonly parts: readonly Part[];
  readonly predict: Predict | null;
  /** Presenter notes; never shown to students. */
  readonly notes: readonly string[];
  /** The same change in other tools. */
  readonly tools: readonly ToolExample[];
  /** Versions that run when the step has ended. */
  readonly fleet: readonly string[];
}

export type Part =
  | { readonly type: 'prose'; readonly content: Prose }
  | { readonly type: 'callout'; readonly kind: CalloutKind; readonly content: Prose }
  | { readonly type: 'action'; readonly action: Action }
  /** What a version does, shown where it is introduced; it is asked live at every step. */
  | {
      readonly type: 'app';
      readonly version: string;
      readonly does: 'read' | 'write';
      readonly name: string | null;
      readonly sql: string;
    }
  | { readonly type: 'fleet'; readonly moves: readonly FleetMove[] };

/** `> [!IMPORTANT]` the insight, `> [!WARNING]` the trap, `> [!NOTE]` an aside. */
export type CalloutKind = 'insight' | 'trap' | 'aside';

export type Action = MigrationAction | RollbackAction | QueryAction | TrafficAction;

interface Fence {
  readonly sql: string;
  /** Line of the SQL's first line in the lesson's file, from 1. */
  readonly line: number;
  /** Part of the error that this fence must end in, or null where it must succeed. */
  readonly fails: string | null;
}

export interface MigrationAction extends Fence {
  readonly type: 'migration';
  readonly name: string;
  /** SHA-256 of the SQL in hex, line endings as \n. */
  readonly checksum: string;
  /** False runs it statement by statement without BEGIN and COMMIT. */
  readonly transaction: boolean;
  /** The phase that the database is in afterwards (`phase=S1`), or null: no new one. */
  readonly phase: string | null;
  /** Null for a migration that runs once. */
  readonly batches: Batches | null;
}

/**
 * `batches requests=3 seed=7`: the migration's one statement is run again and
 * again, each time in a transaction of its own, until it changes no row;
 * between two batches the running versions send requests.
 */
export interface Batches {
  /** Requests between two batches. */
  readonly requests: number;
  /** Fixes which version asks what. */
  readonly seed: number;
}

/**
 * The way back for a migration. In the same step as its migration it is kept at
 * hand (the learner may run it); in a later step it is played like any action.
 */
export interface RollbackAction extends Fence {
  readonly type: 'rollback';
  /** The migration that it takes back. */
  readonly name: string;
  readonly checksum: string;
  readonly transaction: boolean;
  /** True in the same step as its migration: not played unless asked for. */
  readonly atHand: boolean;
  /** The phase that the database is in afterwards, or null: no new one. */
  readonly phase: string | null;
}

/** A write of a version that really happens at this moment: `sql traffic A0 "books a visit"`. */
export interface TrafficAction extends Fence {
  readonly type: 'traffic';
  readonly version: string;
  readonly name: string | null;
}

/** A version of the application: what it does to the database, as SQL. */
export interface App {
  /** `A0` */
  readonly version: string;
  /** From the front matter: `knows the old column only`. */
  readonly about: string;
  readonly writes: readonly AppWrite[];
  readonly reads: readonly AppRead[];
}

/** `sql app A1 write "books a visit"` */
export interface AppWrite extends SqlFence {
  readonly name: string | null;
}

/**
 * `sql app A2 read "codes"`: gives rows whose first column is a key. It works
 * when it returns, for every key, what `sql app A2 expect "codes"` returns for
 * it; NULL in the place of a value is `null`, another value or a missing row is
 * `stale`. Of several expects the first whose columns exist holds, because no
 * single query knows both the old and the new schema.
 */
export interface AppRead extends SqlFence {
  readonly name: string | null;
  readonly expects: readonly SqlFence[];
}

/** A line of a `fleet` fence: `deploy A1` beside what runs, `retire A0`. */
export interface FleetMove {
  readonly type: 'deploy' | 'retire';
  readonly version: string;
}

/**
 * `## Lab: title`, then prose and one fence `lab` in YAML: `after` (number of
 * the step after which the lab begins), `fleet`, `moves` and `challenges`.
 */
export interface Lab {
  readonly title: string;
  readonly line: number;
  readonly task: Prose;
  /** The lab starts from the state after this step, from 1; 0: the fixture. */
  readonly after: number;
  readonly fleet: readonly string[];
  readonly moves: readonly LabMove[];
  readonly challenges: readonly LabChallenge[];
}

export type LabMove = { readonly id: string; readonly label: string } & (
  | { readonly type: 'migration'; /** A migration of the lesson by name. */ readonly migration: string }
  /** Rolls out: both versions run for a while, then the older ones retire. */
  | { readonly type: 'deploy'; readonly version: string }
  /** Must return no rows, or the order goes wrong here. */
  | { readonly type: 'check'; readonly sql: string }
);

export interface LabChallenge {
  readonly title: string;
  readonly goal: string;
  /** No request may fail or read NULL or a stale value. Always asked. */
  readonly traffic: 'reads and writes' | 'none';
  /** All moves with these ids must be in the order. */
  readonly needs: readonly string[];
  /** Moves at most, or null. */
  readonly most: number | null;
  /** After this move everything is rolled back again, as far as it can be; or null. */
  readonly backAfter: string | null;
}

/** Read-only; its result is shown. */
export interface QueryAction extends Fence {
  readonly type: 'query';
  /** What the result shows, from the fence's label, or null. */
  readonly title: string | null;
}

export interface Predict {
  readonly question: Prose;
  readonly options: readonly PredictOption[];
  /** Shown after the step ran: why. */
  readonly explanation: Prose;
}

export interface PredictOption {
  readonly text: readonly PhrasingContent[];
  readonly correct: boolean;
}

export interface ToolExample {
  /** The tool with the version it was checked on: `Alembic 1.8.1`. */
  readonly tool: string;
  /** Language of the code: `python`, `sql`, `ts`, `prisma`, `sh`. */
  readonly language: string;
  readonly code: string;
}

/**
 * The exercise of a lesson. It starts from the lesson's fixture, and it is
 * judged by the state of the database, never by the text of the SQL.
 */
export interface Exercise {
  /** What stands after `Exercise:` in the heading. */
  readonly title: string;
  readonly line: number;
  readonly task: Prose;
  /** In the order in which they are shown. */
  readonly hints: readonly Prose[];
  /**
   * The migrations that the learner writes, in order; at least one. A lesson
   * that asks for one migration has a single part named like the lesson's slug.
   */
  readonly parts: readonly ExercisePart[];
  readonly wrong: readonly WrongAnswer[];
  readonly checks: readonly Check[];
  /** Whether the learner writes rollbacks: every part's solution has one. */
  readonly rollback: boolean;
  /** `twice`: running the learner's SQL once more must change nothing. */
  readonly twice: boolean;
  /** What counts although it does not by default. */
  readonly strict: readonly Strictness[];
}

/** As it stands in `strict="…"`, several with commas between. */
export type Strictness = 'column order' | 'index names' | 'type names' | 'triggers';

export interface ExercisePart {
  /** Stands in the learner's file as `-- migration <name>`. */
  readonly name: string;
  /** What the learner begins with; may be empty or a comment. */
  readonly starter: string;
  readonly solution: SqlFence;
  readonly rollback: SqlFence | null;
}

export interface SqlFence {
  readonly sql: string;
  /** Line of the SQL's first line in the lesson's file, from 1. */
  readonly line: number;
}

/** A known wrong answer: a learner whose result equals its result is told so. */
export interface WrongAnswer extends SqlFence {
  /** What to tell: `loses one-word names`. The SQL is a whole answer in the form of the learner's file. */
  readonly message: string;
}

/** Passes when the query returns no rows; the rows it returns are the evidence. */
export interface Check extends SqlFence {
  /** What holds when it passes: `every visit is still there`. */
  readonly name: string;
  readonly points: number;
  /** The part after which it is asked; null: after the last. */
  readonly after: string | null;
}

/** One answer to an exercise, a learner's or a known wrong one, cut into the migrations that it holds. */
export interface Answer {
  /** Every part of the exercise, in the exercise's order. */
  readonly parts: readonly AnswerPart[];
}

export interface AnswerPart {
  readonly name: string;
  /** May hold nothing but comments, where the answer has SQL for other parts only. */
  readonly up: AnswerSql;
  /** Null where the answer has no rollback section for the part, or no SQL in it. */
  readonly rollback: AnswerSql | null;
}

export interface AnswerSql {
  readonly sql: string;
  /** Line of the SQL's first line in the learner's text, from 1. */
  readonly line: number;
}

export interface Fixture {
  readonly id: string;
  /** Run in this order on an empty database. */
  readonly scripts: readonly FixtureScript[];
  /** Other data on the same schema that only grading uses, never shown. */
  readonly variants: readonly Variant[];
  /** How to speak of a row without showing it. */
  readonly kinds: readonly RowKind[];
}

/** `fixtures/<id>/variants/<name>.sql`: runs after schema.sql in place of rows.sql. */
export interface Variant {
  readonly name: string;
  /** From the file's first line `-- about: …`: `two patients without an mrn`. */
  readonly about: string;
  readonly script: FixtureScript;
}

/**
 * A kind of row, from `fixtures/<id>/kinds.sql`: a comment line
 * `-- kind patients: a patient without an mrn` and a query that gives the
 * primary keys of such rows in the data before the learner's SQL. The first
 * kind that fits a row names it.
 */
export interface RowKind {
  readonly table: string;
  /** `a patient without an mrn` */
  readonly name: string;
  readonly query: SqlFence;
}

export interface FixtureScript {
  /** Relative to the course, for error messages. */
  readonly file: string;
  readonly sql: string;
}
