/** What the command line gives to every command. */

/** Options that every command takes. */
export interface Common {
  readonly lessons?: string;
  readonly color: boolean;
}
