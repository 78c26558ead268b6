/** What no engine is given, whatever its dialect. */

/** Characters of SQL that are run as one text; more is refused, since every statement costs a look at the tables. */
export const SQL_LIMIT = 1_000_000;

/** Why a whole text cannot be run, or null. */
export function refuseText(sql: string): string | null {
  if (sql.includes('\0')) {
    return 'The SQL holds a NUL character, at which the database would silently stop reading.';
  }
  if (sql.length > SQL_LIMIT) {
    return `The SQL is ${sql.length.toLocaleString('en')} characters long; more than ${SQL_LIMIT.toLocaleString('en')} are not run.`;
  }
  return null;
}
