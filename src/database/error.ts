/** What a database says when SQL goes wrong, or what is said in its place. */

export interface DatabaseError {
  /** `sql`: the database said so. `refused`: the tutor does not let it through. `timeout`, `cancelled`: it was stopped. */
  readonly kind: 'sql' | 'refused' | 'timeout' | 'cancelled' | 'memory';
  /** A plain sentence or the database's own words. */
  readonly message: string;
  /** Where in the statement the token stands that it is about, in UTF-16 units; absent where that is not known. */
  readonly at?: number;
  /** The engine's own code (SQLSTATE), where it has one. */
  readonly code?: string;
}

/** What the tutor does not let through, in its own words. */
export function refused(message: string): DatabaseError {
  return { kind: 'refused', message };
}
