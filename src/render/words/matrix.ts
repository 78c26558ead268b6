/** A version in a phase in words. Safe to print. */
import type { CellEffect, CellUnknown, MatrixCell } from '../../view/matrix.ts';
import { listed } from '../../words/sentence.ts';
import { counted } from '../../words/sentence.ts';
import { printable } from '../spans/visible.ts';
import { effectWords, evidenceWords } from './evidence.ts';

/** `A0 in S2a`. */
export function cellName({ version, phase }: MatrixCell): string {
  return `${printable(version)} in ${printable(phase)}`;
}

/** The most important that there is to say of a cell, in one sentence or part of one. */
export function cellGist({ version, about, found }: MatrixCell): string {
  if (found.type !== 'found') return unknownWords(found.type);
  const { error, blinds, read, effects, evidence } = found;
  const [effect] = effects;
  const [row] = evidence;
  if (error !== null) return printable(error);
  if (blinds.length > 0) return `what it writes, ${listed(blinds.map(printable))} read wrong`;
  if (read === 'ok' && effect !== undefined) return `after it wrote, ${effectWords(effect)}`;
  return row === undefined ? printable(about) : evidenceWords(version, row);
}

/** Why nothing is known of a cell. */
export function unknownWords(why: CellUnknown['type']): string {
  return why === 'later'
    ? 'the lesson has not come here yet.'
    : 'predict first; it is shown when it has run.';
}

/** Who reads what wrong since a write: `A0 still reads 493.90 in row 5, not I10 (and 2 more rows)`. */
export function cellEffectWords({ effect, more }: CellEffect): string {
  return `${effectWords(effect)}${more === 0 ? '' : ` (and ${counted(more, 'more row')})`}`;
}
