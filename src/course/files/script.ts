/** One SQL script of a fixture. */
import path from 'node:path';
import { reportFor, type Report } from '../faults.ts';
import { readText } from './files.ts';
import type { Fault } from '../model.ts';
import { isBlankSql, unclosedProblem } from '../../sql/text.ts';

const LARGEST_SCRIPT = 16 * 1024 * 1024;

/** A script whose text is sound, with line endings \n. */
export interface Script {
  /** Relative to the course. */
  readonly file: string;
  readonly sql: string;
  readonly report: Report;
  readonly line: (number: number) => string;
}

/**
 * Reads `name` in a folder that the course calls `label`. What is at fault is
 * among the faults, and so is all that `check` adds; null then.
 */
export async function readScript<Result>(
  folder: string,
  label: string,
  name: string,
  faults: Fault[],
  check: (script: Script) => Result,
): Promise<Result | null> {
  const report = reportFor(`${label}/${name}`);
  const raw = await readText(path.join(folder, name), LARGEST_SCRIPT, report);
  const sql = raw?.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n') ?? null;
  const lines = sql?.split('\n') ?? [];
  const line = (number: number) => lines[number - 1] ?? '';
  let result: Result | null = null;
  if (sql !== null) {
    const nul = sql.indexOf('\0');
    const unclosed = unclosedProblem(sql);
    if (nul >= 0) {
      const at = sql.slice(0, nul).split('\n').length;
      report.add(at, line(at), 'A NUL character stands in the text.', 'Remove it; write char(0).');
    } else if (unclosed !== null) {
      report.add(unclosed.line, line(unclosed.line), unclosed.message, unclosed.mend);
    } else {
      result = check({ file: report.file, sql, report, line });
    }
  }
  faults.push(...report.faults);
  return report.faults.length > 0 ? null : result;
}

/** A fault when the script does nothing. */
export function checkNotBlank({ sql, report }: Script): void {
  if (isBlankSql(sql)) report.add(1, '', 'The script holds no SQL.', 'Write the SQL, or remove the file.');
}
