/** The checksum that the ledger keeps of a migration. */
import { createHash } from 'node:crypto';

/** SHA-256 of the SQL in hex; line endings count as \n, so that a checkout on Windows has the same checksum. */
export function checksum(sql: string): string {
  return createHash('sha256').update(sql.replaceAll('\r\n', '\n'), 'utf8').digest('hex');
}
