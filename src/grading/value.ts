/** Cells as a report shows them. */
import type { Cell } from '../database/cell.ts';
import type { ResultSet } from '../database/result.ts';
import { visible } from '../diff/words.ts';
import { jsonCell, type JsonCell } from '../database/jsonCell.ts';
import type { ReportValue } from './model.ts';

const LONGEST = 500;

/** A cell for a report: long ones are cut, with `…` behind. */
export function reportCell(cell: Cell): JsonCell {
  if (typeof cell === 'string' && cell.length > LONGEST) return `${cell.slice(0, LONGEST)}…`;
  if (cell instanceof Uint8Array && cell.length > LONGEST) {
    return { blob: `${Buffer.from(cell.subarray(0, LONGEST)).toString('hex')}…` };
  }
  return jsonCell(cell);
}

/** The first rows of a result. */
export function reportResult(result: ResultSet, most: number): ReportValue {
  return {
    columns: result.columns.map(visible),
    rows: result.rows.slice(0, most).map((row) => row.map(reportCell)),
  };
}
