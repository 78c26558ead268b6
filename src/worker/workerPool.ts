/** The workers in waiting, so that a call after a kill does not wait for a start. */
import { startHand, type Hand, type HandOptions } from './workerHandle.ts';

export interface Crew {
  /** The spare, or a new worker. */
  take(): Hand;
  /** Starts a spare if there is none. */
  prepare(): void;
  /** Ends the spare; none is kept from now on. */
  close(): Promise<void>;
}

/** `spare` false keeps none: for a program that ends after a call or two. */
export function createCrew(options: HandOptions, keepSpare: boolean): Crew {
  let spare: Hand | null = null;
  let open = keepSpare;

  return {
    take() {
      const hand = spare?.alive() === true ? spare : startHand(options);
      spare = null;
      return hand;
    },
    prepare() {
      if (open && spare?.alive() !== true) spare = startHand(options);
    },
    async close() {
      open = false;
      const last = spare;
      spare = null;
      await last?.kill();
    },
  };
}
