/** A drawing in sentences, for a screen reader. */
import type { DrawingBlock } from '../../view/blocks.ts';
import type { ColumnStanding } from '../../rollout/columns.ts';
import type { DrawnPhase, Drawing } from '../../rollout/drawing.ts';
import { isLossy, type WayBack } from '../../rollout/wayBack.ts';
import { printable } from '../spans/visible.ts';
import { NO_DRAWING } from '../words/drawing.ts';
import { lostWords } from '../words/lost.ts';

/** The phase now and the drawing, or why there is none. */
export function drawingSpoken({ drawing, phase }: DrawingBlock): readonly string[] {
  if (drawing === 'pending' || drawing === 'none') return [NO_DRAWING[drawing]];
  return [...(phase === null ? [] : [`The phase now: ${printable(phase)}.`]), ...drawingWords(drawing)];
}

/** The drawing said: what gives way to what, each version, then phase by phase. */
export function drawingWords(drawing: Drawing): readonly string[] {
  const { table, old, new: added } = drawing.columns;
  return [
    printable(`${table}.${old} gives way to ${added}.`),
    ...drawing.versions.map(({ version, writes, reads }) =>
      printable(
        `${version} writes ${columnsWord(drawing, writes)} and reads ${columnsWord(drawing, reads)}.`,
      ),
    ),
    ...drawing.phases.map((phase, index) => printable(phaseWords(drawing, phase, index))),
  ];
}

function columnsWord({ columns }: Drawing, touched: 'neither' | 'old' | 'new' | 'both'): string {
  switch (touched) {
    case 'old':
      return columns.old;
    case 'new':
      return columns.new;
    case 'neither':
    case 'both':
      return `${touched} column${touched === 'both' ? 's' : ''}`;
  }
}

function phaseWords(drawing: Drawing, { phase, old, new: added, back }: DrawnPhase, index: number): string {
  const runs = drawing.versions.filter((version) =>
    version.runs.some(({ from, to }) => from < index + 1 && to > index),
  );
  const failing = runs.filter(({ works }) => works[index] === false);
  const names = (versions: typeof runs): string => versions.map(({ version }) => version).join(', ');
  return [
    `${phase}: ${columnWords(drawing.columns.old, old)}, ${columnWords(drawing.columns.new, added)}.`,
    ...(runs.length === 0 ? [] : [`Running: ${names(runs)}.`]),
    ...(failing.length === 0 ? [] : [`Failing: ${names(failing)}.`]),
    ...(back === null ? [] : [wayWords(back)]),
    ...(drawing.noReturn === index ? ['This is the point of no return.'] : []),
  ].join(' ');
}

function columnWords(name: string, { shape, values, rows }: ColumnStanding): string {
  switch (shape) {
    case 'absent':
      return `no ${name}`;
    case 'required':
      return `${name} required`;
    case 'nullable':
      return `${name} may be NULL and has ${values} of ${rows} values`;
  }
}

function wayWords(back: WayBack): string {
  const costs = isLossy(back) ? `loses ${lostWords(back.lost)}` : 'loses nothing';
  switch (back.type) {
    case 'back':
      return back.closes === null
        ? `The way back ${costs}.`
        : `The way back ${costs} at first; at the end of the phase it is refused: ${back.closes}.`;
    case 'refused':
      return `The way back is refused: ${back.error ?? ''}.`;
    case 'none':
      return isLossy(back) ? `There is no way back, and the change ${costs}.` : 'There is no way back.';
  }
}
