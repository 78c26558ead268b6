/** What carrying out effects needs from outside, and how answers go back. */
import type { CourseSource } from '../../course/files/source.ts';
import type { Database } from '../../rollout/database.ts';
import type { TutorEvent } from '../../tutor/events.ts';
import type { Drafts } from '../drafts.ts';
import type { ProgressStore } from '../progress/store.ts';

export interface Services {
  readonly source: CourseSource;
  /** Where lessons are played and the learner's SQL runs. */
  readonly database: Database;
  /** Where reference answers run: out of reach of the learner's SQL. */
  readonly answers: Database;
  readonly progress: ProgressStore;
  readonly drafts: Drafts;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  readonly env: NodeJS.ProcessEnv;
  /** Gives the terminal to another program until the promise settles. */
  readonly suspend: (work: () => Promise<void>) => Promise<void>;
  readonly leave: () => void;
}

export type Send = (event: TutorEvent) => void;

/** Shows a failure of work whose result no caller awaits. */
export function warn(send: Send, error: unknown): void {
  const text = error instanceof Error ? error.message : String(error);
  send({ type: 'notice', notice: { text, tone: 'warning' } });
}

/** An activity that can be stopped; stopping one that has ended does nothing. */
export class Stoppable {
  #controller: AbortController | null = null;

  /** Begins anew; what ran before is stopped. */
  begin(): AbortSignal {
    this.stop();
    this.#controller = new AbortController();
    return this.#controller.signal;
  }

  /** Marks the activity of this signal as ended. */
  end(signal: AbortSignal): void {
    if (this.#controller?.signal === signal) this.#controller = null;
  }

  get running(): boolean {
    return this.#controller !== null;
  }

  stop(): void {
    this.#controller?.abort();
    this.#controller = null;
  }
}
