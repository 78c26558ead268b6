/** Runs the learner's order of moves. */
import type { LabRequest } from '../../rollout/database.ts';
import type { Session } from './lesson.ts';
import { Stoppable, warn, type Send, type Services } from './services.ts';

export interface LabEffects {
  run(session: Session, request: Omit<LabRequest, 'now'>, order: readonly string[]): void;
  readonly running: boolean;
  cancel(): void;
}

export function labEffects({ database }: Services, send: Send): LabEffects {
  const ordering = new Stoppable();

  async function run(
    { slug, now }: Session,
    request: Omit<LabRequest, 'now'>,
    order: readonly string[],
  ): Promise<void> {
    const signal = ordering.begin();
    try {
      const answer = await database.lab({ ...request, now }, order, signal);
      send({ type: 'labRan', slug, order, run: signal.aborted ? null : answer });
    } catch (error) {
      send({ type: 'labRan', slug, order, run: null });
      if (!signal.aborted) warn(send, error);
    } finally {
      ordering.end(signal);
    }
  }

  return {
    run(session, request, order) {
      void run(session, request, order);
    },
    get running() {
      return ordering.running;
    },
    cancel: () => ordering.stop(),
  };
}
