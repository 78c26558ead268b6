/** Holds the tutor's state: events come in at once and in order, listeners hear of each change. */
import type { Effect, TutorEvent } from '../tutor/events.ts';
import type { Tutor } from '../tutor/state.ts';
import { update } from '../tutor/update.ts';

export interface Store {
  readonly state: () => Tutor;
  /** Takes an event in at once, so that keys that arrive together all count. */
  readonly send: (event: TutorEvent) => void;
  /** Returns the function that stops listening. */
  readonly subscribe: (listener: () => void) => () => void;
}

/** `effects` is given the store's `send`, and returns what carries effects out. */
export function createStore(
  initial: Tutor,
  effects: (send: (event: TutorEvent) => void) => (effect: Effect) => void,
): Store {
  let state = initial;
  const listeners = new Set<() => void>();
  const send = (event: TutorEvent): void => {
    const step = update(state, event);
    if (step.state !== state) {
      state = step.state;
      for (const listener of listeners) listener();
    }
    for (const effect of step.effects) carryOut(effect);
  };
  const carryOut = effects(send);
  return {
    state: () => state,
    send,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
