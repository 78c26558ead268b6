/** What the outcomes of writing and reading are called: a mark and a word each, and what they mean. */
import type { Outcome } from '../../view/matrix.ts';

export interface OutcomeWords {
  readonly mark: string;
  readonly word: string;
  readonly meaning: string;
}

export const OUTCOMES: Readonly<Record<Outcome, OutcomeWords>> = {
  ok: { mark: '✓', word: 'ok', meaning: 'works' },
  fails: { mark: '✗', word: 'fails', meaning: 'the database answers with an error' },
  null: { mark: '∅', word: 'NULL', meaning: 'reads NULL where a value should be' },
  stale: { mark: '≠', word: 'stale', meaning: 'differs from what is expected, or misses a row' },
  blinds: { mark: '!', word: 'blinds', meaning: 'works, then others read it wrong' },
  unknown: { mark: '?', word: '?', meaning: 'unknown' },
};

/** What an outcome means of a write, which reads nothing: its verdict is what it leaves behind. */
export function writeMeaning(outcome: Outcome): string {
  switch (outcome) {
    case 'stale':
      return 'runs, then not all versions read the same';
    case 'null':
      return 'runs, then its own version reads NULL';
    case 'ok':
    case 'fails':
    case 'blinds':
    case 'unknown':
      return OUTCOMES[outcome].meaning;
  }
}
