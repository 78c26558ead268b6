/** Rows that are read wrong, and who reads them so since a write, in words. */
import type { ProbeEvidence, WriteEffect } from '../../rollout/model.ts';
import { printable } from '../spans/visible.ts';

/**
 * `row 1: A2 reads NULL, and it should be I10`. Where two values differ both are
 * named: only the lesson says which one is right.
 */
export function evidenceWords(version: string, evidence: ProbeEvidence): string {
  const key = printable(evidence.key);
  const [read, expected] = [printable(evidence.read), printable(evidence.expected)];
  const who = printable(version);
  switch (evidence.kind) {
    case 'null':
      return `row ${key}: ${who} reads ${read}, and it should be ${expected}`;
    case 'missing':
      return `row ${key}: ${who} misses it, and it should be ${expected}`;
    case 'surplus':
      return `row ${key}: ${who} reads ${read}, and the lesson expects no such row`;
    case 'stale':
      return `row ${key} differs: ${who} reads ${read}, the lesson expects ${expected}`;
  }
}

/** `A0 still reads 493.90 in row 5, not I10` */
export function effectWords({ version, kind, ...row }: WriteEffect): string {
  const [who, key] = [printable(version), printable(row.key)];
  const [read, expected] = [printable(row.read), printable(row.expected)];
  switch (kind) {
    case 'null':
      return `${who} reads ${read} in row ${key}`;
    case 'missing':
      return `${who} misses row ${key}`;
    case 'surplus':
      return `${who} reads ${read} in row ${key}, which the lesson does not expect`;
    case 'behind':
      return `${who} still reads ${read} in row ${key}, not ${expected}`;
    case 'stale':
      return `${who} reads ${read} in row ${key}, not ${expected}`;
  }
}
