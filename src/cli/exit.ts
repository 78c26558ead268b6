/** Exit statuses, and the errors that end the program with one. */

export const EXIT = {
  /** Done, or solved. */
  done: 0,
  notSolved: 1,
  /** Wrong use: no such command, lesson or option; no terminal where one is needed. */
  usage: 2,
  /** A lesson or fixture is broken. */
  broken: 3,
  /** The program's own fault. */
  fault: 4,
  /** Ended by a signal, as shells count it: 128 and the signal's number. */
  hangup: 129,
  terminated: 143,
} as const;

export type ExitStatus = (typeof EXIT)[keyof typeof EXIT];

/** Ends the program with a status and a message on standard error, without a stack trace. */
export class ExitError extends Error {
  readonly status: ExitStatus;
  constructor(status: ExitStatus, message: string) {
    super(message);
    this.name = 'ExitError';
    this.status = status;
  }
}

/** Whether an error ends the program so. Not by its class: each part of the built program has one of its own. */
export function isExit(error: unknown): error is ExitError {
  return error instanceof Error && error.name === 'ExitError' && 'status' in error;
}
