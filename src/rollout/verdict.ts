/** Judges what a version reads: row by row against what it should read. Pure. */
import { rowKey, sameCell, type Cell } from '../database/cell.ts';
import { castCell } from '../database/sqlite/affinity.ts';
import type { ProbeEvidence, Verdict } from './model.ts';

/** Rows whose first cell is their key. */
export type KeyedRows = readonly (readonly Cell[])[];

/** How one read went. */
export interface Judgement {
  readonly verdict: Verdict;
  /** The database's words, where the read failed. */
  readonly error: string | null;
  /** All rows that are read wrong, by key. */
  readonly wrong: ReadonlyMap<string, ProbeEvidence>;
  /** How many rows are read as they should be. */
  readonly right: number;
}

/** Rows of evidence that are kept. */
const MOST_EVIDENCE = 5;

/** What stands for the values of a row that is not there. */
export const NO_ROW = 'no row';

const RANK: Readonly<Record<Verdict, number>> = { ok: 0, null: 1, stale: 2, fails: 3 };

/** The worst of several verdicts; `ok` of none. A wrong value is worse than a NULL, because it goes unnoticed. */
export function worstOf(verdicts: readonly Verdict[]): Verdict {
  return verdicts.reduce((worst, verdict) => (RANK[verdict] > RANK[worst] ? verdict : worst), 'ok');
}

/** A read that ended in an error. */
export function failedRead(error: string): Judgement {
  return { verdict: 'fails', error, wrong: new Map(), right: 0 };
}

/**
 * Compares what was read with what should be, by the first column as the key
 * and cell by cell, in value and storage class. The order of rows does not count.
 */
export function judgeRows(read: KeyedRows, expected: KeyedRows): Judgement {
  const found = byKey(read);
  const wrong = new Map<string, ProbeEvidence>();
  let right = 0;
  for (const [key, wanted] of byKey(expected)) {
    const row = found.get(key);
    found.delete(key);
    const kind = row === undefined ? 'missing' : differenceOf(row, wanted);
    if (kind === null) right++;
    else wrong.set(key, evidenceOf(kind, row, wanted));
  }
  for (const [key, row] of found) wrong.set(key, evidenceOf('surplus', row, undefined));
  return { verdict: verdictOf([...wrong.values()]), error: null, wrong, right };
}

/** How a write turned out, going by what its version reads before and after it. */
export function judgeWrite(before: readonly Judgement[], after: readonly Judgement[]): Judgement {
  const failed = after.find(({ error }) => error !== null);
  if (failed !== undefined) return failed;
  // What was wrong already is not this write's doing.
  const wrong = new Map<string, ProbeEvidence>();
  let right = 0;
  for (const [index, judgement] of after.entries()) {
    right += judgement.right;
    for (const [key, evidence] of judgement.wrong) {
      const known = before[index]?.wrong.get(key);
      if (known === undefined || !isSame(known, evidence)) wrong.set(`${index} ${key}`, evidence);
    }
  }
  return { verdict: verdictOf([...wrong.values()]), error: null, wrong, right };
}

/** Up to five rows that are read wrong, those first that decide the verdict. */
export function evidenceFor(judgements: readonly Judgement[]): readonly ProbeEvidence[] {
  return judgements
    .flatMap(({ wrong }) => [...wrong.values()])
    .sort((a, b) => ORDER[a.kind] - ORDER[b.kind])
    .slice(0, MOST_EVIDENCE);
}

const ORDER: Readonly<Record<ProbeEvidence['kind'], number>> = { missing: 0, stale: 1, surplus: 2, null: 3 };

function verdictOf(wrong: readonly ProbeEvidence[]): Verdict {
  if (wrong.length === 0) return 'ok';
  return wrong.some(({ kind }) => kind !== 'null') ? 'stale' : 'null';
}

/** A key that comes again gets a number, so that no row stands for another. */
function byKey(rows: KeyedRows): Map<string, readonly Cell[]> {
  const found = new Map<string, readonly Cell[]>();
  for (const row of rows) {
    const key = rowKey(row.slice(0, 1));
    let free = key;
    for (let again = 2; found.has(free); again++) free = `${key}#${again}`;
    found.set(free, row);
  }
  return found;
}

function differenceOf(row: readonly Cell[], wanted: readonly Cell[]): 'null' | 'stale' | null {
  if (row.length !== wanted.length) return 'stale';
  let kind: 'null' | null = null;
  for (const [index, cell] of row.entries()) {
    const other = wanted[index] ?? null;
    if (sameCell(cell, other)) continue;
    if (cell !== null) return 'stale';
    kind = 'null';
  }
  return kind;
}

function evidenceOf(
  kind: ProbeEvidence['kind'],
  row: readonly Cell[] | undefined,
  wanted: readonly Cell[] | undefined,
): ProbeEvidence {
  const key = shown((row ?? wanted)?.[0] ?? null);
  return { kind, key, read: valuesOf(row), expected: valuesOf(wanted) };
}

/** The values of each row by its key, both as evidence has them. */
export function valuesByKey(rows: KeyedRows): ReadonlyMap<string, string> {
  return new Map(rows.map((row) => [shown(row[0] ?? null), valuesOf(row)]));
}

function valuesOf(row: readonly Cell[] | undefined): string {
  return row === undefined ? NO_ROW : row.slice(1).map(shown).join(', ');
}

function shown(cell: Cell): string {
  if (cell instanceof Uint8Array) return `x'${Array.from(cell, hex).join('')}'`;
  const text = castCell(cell, 'TEXT');
  return typeof text === 'string' ? text : 'NULL';
}

function hex(byte: number): string {
  return byte.toString(16).padStart(2, '0');
}

function isSame(a: ProbeEvidence, b: ProbeEvidence): boolean {
  return a.kind === b.kind && a.read === b.read && a.expected === b.expected;
}
