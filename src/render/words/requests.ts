/** The requests of running versions in words. Safe to print. */
import type { RequestOutcome, TrafficCount, Verdict } from '../../rollout/model.ts';
import { effectsByVersion } from '../../view/matrix.ts';
import { counted } from '../../words/sentence.ts';
import { listed } from '../../words/sentence.ts';
import { printable } from '../spans/visible.ts';
import { effectWords } from './evidence.ts';

export const SERVED: Readonly<Record<Verdict, { readonly mark: string; readonly word: string }>> = {
  ok: { mark: '✓', word: 'served' },
  fails: { mark: '✗', word: 'failed' },
  null: { mark: '∅', word: 'read NULL' },
  stale: { mark: '≠', word: 'read a stale value' },
};

/** `A0 writes: books a visit`. */
export function requestName({ version, kind, name }: RequestOutcome): string {
  const does = kind === 'read' ? 'reads' : 'writes';
  return printable(`${version} ${does}${name === null ? '' : `: ${name}`}`);
}

/** How a request was answered: of a write that ran, that it was served. */
export function requestAnswer({ kind, verdict }: RequestOutcome): Verdict {
  return kind === 'write' && verdict !== 'fails' ? 'ok' : verdict;
}

/** Who reads what wrong since a write, one row each: `A0 still reads 493.90 in row 5, not I10`; empty where nothing is. */
export function requestEffects({ kind, version, verdict, effects }: RequestOutcome): string {
  if (kind !== 'write' || verdict === 'fails') return '';
  const said = effectsByVersion(effects).map(({ effect }) => effectWords(effect));
  if (said.length > 0) return listed(said);
  return verdict === 'ok' ? '' : `${printable(version)} does not read it back`;
}

/** `6 requests: 5 served, 1 failed`. */
export function countWords({ served, failed, stale, lost }: TrafficCount): string {
  const parts = [
    // Beside others that were answered, and wrongly, it has to be said.
    `${served} served${stale + lost > 0 ? ' right' : ''}`,
    failed > 0 ? `${failed} failed` : '',
    stale > 0 ? `${stale} stale` : '',
    lost > 0 ? `${lost} lost` : '',
  ].filter((part) => part !== '');
  return `${counted(served + failed + stale + lost, 'request')}: ${parts.join(', ')}`;
}
