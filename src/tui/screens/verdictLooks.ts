/** How the outcomes of writing and reading look: a mark and a word each, and what they mean. */
import { blinded } from '../../rollout/matrix.ts';
import type { Probe, Verdict } from '../../rollout/model.ts';
import type { Style } from '../../render/terminal/text/line.ts';

/** What a cell of the matrix says: a verdict; a write that works and spoils others' reads; or nothing yet. */
export type Outcome = Verdict | 'blinds' | 'unknown';

interface Look {
  readonly mark: string;
  readonly word: string;
  readonly meaning: string;
  readonly style: Style;
}

export const LOOKS: Readonly<Record<Outcome, Look>> = {
  ok: { mark: '✓', word: 'ok', meaning: 'works', style: 'success' },
  fails: { mark: '✗', word: 'fails', meaning: 'the database answers with an error', style: 'error' },
  null: { mark: '∅', word: 'NULL', meaning: 'reads NULL where a value should be', style: 'warning' },
  stale: {
    mark: '≠',
    word: 'stale',
    meaning: 'differs from what is expected, or misses a row',
    style: 'warning',
  },
  blinds: { mark: '!', word: 'blinds', meaning: 'works, then others read it wrong', style: 'warning' },
  unknown: { mark: '?', word: '?', meaning: 'unknown', style: 'quiet' },
};

/** The two outcomes of a version; `probe` is null while the phase is still to come. */
export function outcomesOf(
  probe: Probe | null,
  version: string,
): { readonly write: Outcome; readonly read: Outcome } {
  const found = probe?.versions[version];
  if (probe === null || found === undefined) return { write: 'unknown', read: 'unknown' };
  return { write: blinded(probe, version).length > 0 ? 'blinds' : found.write, read: found.read };
}
