/** A fault of a piece of SQL in a file of the course. */
import { makeFault, type Fault } from '../../course/faults.ts';
import type { SqlFence } from '../../course/model.ts';
import { excerptOf } from '../../sql/excerpt.ts';

/** The fault at the first code of the SQL, which it quotes. */
export function sqlFault(file: string, { sql, line }: SqlFence, message: string, mend: string): Fault {
  const excerpt = excerptOf(sql);
  return makeFault({ file, line: line - 1 + excerpt.line, text: excerpt.text, message, mend });
}
