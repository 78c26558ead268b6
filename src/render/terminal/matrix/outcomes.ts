/** How the outcomes of writing and reading look. */
import type { Outcome } from '../../../view/matrix.ts';
import { OUTCOMES } from '../../words/verdicts.ts';
import type { Style } from '../../spans/line.ts';

export const OUTCOME_STYLES: Readonly<Record<Outcome, Style>> = {
  ok: 'success',
  fails: 'error',
  null: 'warning',
  stale: 'warning',
  blinds: 'warning',
  unknown: 'quiet',
};

export function wordOf(outcome: Outcome): string {
  return OUTCOMES[outcome].word;
}

export function markOf(outcome: Outcome): string {
  return OUTCOMES[outcome].mark;
}

/** `✓ ok`; of what is unknown only the mark, which is its word. */
export function markAndWord(outcome: Outcome): string {
  const { mark, word } = OUTCOMES[outcome];
  return outcome === 'unknown' ? mark : `${mark} ${word}`;
}
