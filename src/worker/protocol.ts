/** The messages between the client and the worker. All of it is plain data. */
import type { Attempt } from '../grading/attempt.ts';
import type { AttemptTask } from '../grading/run/attemptTask.ts';
import type {
  ConsoleRequest,
  LabRequest,
  AllOrders,
  PlayRequest,
  ProbeRequest,
} from '../rollout/database.ts';
import type { OpenRequest } from '../migrate/model.ts';
import type { Checkpoint } from '../database/port.ts';
import type { Played, StatementOutcome } from '../rollout/unit.ts';
import type { LabRun, Probe } from '../rollout/model.ts';
import type { StateDelta } from './delta.ts';
import type { Limits } from '../database/limits.ts';
import type { EngineName } from '../database/registry.ts';
import type { StatementText } from '../sql/statements.ts';

/** What the worker is started with. */
export interface WorkerData {
  readonly engine: EngineName;
  readonly limits: Limits;
}

export type Task =
  | { readonly type: 'open'; readonly request: OpenRequest }
  /** `known`: the client holds the state of `from`, which is not sent then. */
  | { readonly type: 'play'; readonly request: PlayRequest; readonly known: boolean }
  | { readonly type: 'inspect'; readonly request: Pick<PlayRequest, 'from' | 'now'> }
  /** A worker holds one console at most; any task but `run` ends it. */
  | { readonly type: 'console'; readonly request: ConsoleRequest }
  | { readonly type: 'run'; readonly sql: string }
  | { readonly type: 'probe'; readonly request: ProbeRequest }
  | { readonly type: 'lab'; readonly request: LabRequest; readonly order: readonly string[] }
  | { readonly type: 'allOrders'; readonly request: LabRequest }
  | { readonly type: 'attempt'; readonly task: AttemptTask }
  | { readonly type: 'version' };

/** A task and the number by which its replies are told from those of an earlier one. */
export interface Call {
  readonly id: number;
  readonly task: Task;
}

interface OutcomeMessage extends Omit<StatementOutcome, 'state'> {
  /** Against the state after the statement before it. */
  readonly state: StateDelta | null;
}

export type Reply =
  /** A fixture's script is about to run. */
  | { readonly type: 'opening'; readonly file: string }
  /** Nothing has run yet; `state` is that of the checkpoint, or null when the client knows it. */
  | { readonly type: 'begun'; readonly state: StateDelta | null }
  | { readonly type: 'started'; readonly statement: StatementText }
  | { readonly type: 'finished'; readonly outcome: OutcomeMessage }
  | { readonly type: 'done'; readonly result: Result };

export type Result =
  /** A null checkpoint is the one that the task began with; states are against the last one sent. */
  | { readonly type: 'state'; readonly state: StateDelta | null; readonly checkpoint: Checkpoint | null }
  | ({
      readonly type: 'played';
      readonly state: StateDelta | null;
      readonly checkpoint: Checkpoint | null;
    } & Pick<Played, 'rest' | 'error'>)
  | { readonly type: 'probe'; readonly probe: Probe }
  | { readonly type: 'lab'; readonly run: LabRun }
  | { readonly type: 'allOrders'; readonly all: AllOrders }
  | { readonly type: 'attempt'; readonly attempt: Attempt }
  | { readonly type: 'version'; readonly version: string }
  | {
      readonly type: 'fixtureError';
      readonly file: string;
      readonly line: number;
      readonly statement: string;
      readonly message: string;
    }
  /** The worker is of no more use. */
  | { readonly type: 'broken'; readonly message: string };

/** `ready` comes once, when the worker has loaded its engine. */
export type WorkerMessage =
  | { readonly type: 'ready' }
  | { readonly type: 'replies'; readonly id: number; readonly replies: readonly Reply[] };
