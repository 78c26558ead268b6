/** The order lab's timeline in words. Safe to print. */
import type { LabCost } from '../../rollout/model.ts';
import type { TimelineMove, TimelineRequest } from '../../view/timeline.ts';
import { counted } from '../../words/sentence.ts';
import { printable } from '../spans/visible.ts';
import { evidenceWords } from './evidence.ts';
import { lostWords } from './lost.ts';
import { OUTCOMES } from './verdicts.ts';

/** `It first goes wrong here:`, or an empty string. */
export function firstWords({ first }: TimelineMove): string {
  if (first === null) return '';
  return first === 'before' ? 'It went wrong before this check:' : 'It first goes wrong here:';
}

/** Why a request went wrong: the database's words, or a row; empty where its own line says enough. */
export function reasonWords({ outcome, error, evidence }: TimelineRequest): string {
  if (error !== null) return printable(error);
  return evidence === null ? '' : evidenceWords(outcome.version, evidence);
}

/** `and 3 more requests`, or an empty string. */
export function moreWords({ more }: TimelineMove): string {
  return more > 0 ? `and ${counted(more, 'more request')}` : '';
}

/** `no way back: it loses 8 values`, or an empty string. */
export function wayBackWords({ cost }: TimelineMove): string {
  return cost === null ? '' : `no way back: ${costWords(cost)}`;
}

function costWords(cost: LabCost): string {
  switch (cost.type) {
    case 'noRollback':
      return 'it has no rollback';
    case 'refused':
      return `its rollback is refused, ${printable(cost.error)}`;
    case 'loses':
      return `it loses ${lostWords(cost)}`;
    case 'unfit':
      return cost.verdict === 'fails'
        ? `${printable(cost.version)} fails by now`
        : `${printable(cost.version)} reads ${OUTCOMES[cost.verdict].word} by now`;
  }
}
