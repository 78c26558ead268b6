/** One SQL script of a fixture. */
import path from 'node:path';
import { faultList, makeFault, type Fault, type FaultList, type Problem } from '../faults.ts';
import { readText } from './files.ts';
import { isBlankSql, unclosedProblem } from '../../sql/problems.ts';

const LARGEST_SCRIPT = 16 * 1024 * 1024;

/** A script whose text is sound, with line endings \n. */
export interface Script {
  /** Relative to the course. */
  readonly file: string;
  readonly sql: string;
  readonly faults: FaultList;
}

/**
 * Reads `name` in a folder that the course calls `label`. What is at fault is
 * added to `found`, and so is all that `check` adds; null then.
 */
export async function readScript<Result>(
  folder: string,
  label: string,
  name: string,
  found: Fault[],
  check: (script: Script) => Result,
): Promise<Result | null> {
  const file = `${label}/${name}`;
  const raw = await readText(path.join(folder, name), LARGEST_SCRIPT);
  if (typeof raw !== 'string') {
    found.push(makeFault({ ...raw, file }));
    return null;
  }
  const sql = raw.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n');
  const faults = faultList(file, sql);
  const problem = nulProblem(sql) ?? unclosedProblem(sql);
  if (problem !== null) faults.add(problem);
  const result = problem === null ? check({ file, sql, faults }) : null;
  found.push(...faults.found);
  return faults.found.length > 0 ? null : result;
}

/** A NUL would end the script without a word. */
function nulProblem(sql: string): Problem | null {
  const nul = sql.indexOf('\0');
  if (nul < 0) return null;
  const line = sql.slice(0, nul).split('\n').length;
  const column = nul - sql.lastIndexOf('\n', nul);
  return { line, column, message: 'A NUL character stands in the text.', mend: 'Remove it; write char(0).' };
}

/** A fault when the script does nothing. */
export function checkNotBlank({ sql, faults }: Script): void {
  if (!isBlankSql(sql)) return;
  faults.add({ text: '', message: 'The script holds no SQL.', mend: 'Write the SQL, or remove the file.' });
}
