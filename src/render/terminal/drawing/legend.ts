/** What the signs of a drawing mean: only those that are in it. */
import type { Drawing } from '../../../rollout/drawing.ts';
import { isLossy } from '../../../rollout/wayBack.ts';
import type { Line } from '../../spans/line.ts';
import { packed } from '../text/packed.ts';
import { printable } from '../../spans/visible.ts';
import { wrapLine } from '../text/wrap.ts';
import { BARS, RUNS, WAYS } from './signs.ts';

type Entry = Line;

/** The legend in as many lines as it takes, then a line for each way back that closes. */
export function legendLines(drawing: Drawing, width: number): readonly Line[] {
  return [
    ...packed(columnEntries(drawing), width),
    ...packed(versionEntries(drawing), width),
    ...packed(wayEntries(drawing), width),
    ...closing(drawing, width),
  ];
}

function columnEntries({ phases }: Drawing): readonly Entry[] {
  const standings = phases.flatMap(({ old, new: added }) => [old, added]);
  const nullable = standings.filter(({ shape }) => shape === 'nullable');
  return [
    ...when(
      standings.some(({ shape }) => shape === 'required'),
      BARS.required,
      'required',
    ),
    ...when(
      nullable.some(({ values }) => values > 0),
      BARS.filled,
      'may be NULL, filled',
    ),
    ...when(
      nullable.some(({ values, rows }) => values < rows || rows === 0),
      BARS.empty,
      'may be NULL, empty',
    ),
  ];
}

function versionEntries({ versions }: Drawing): readonly Entry[] {
  const runs = versions.flatMap(({ runs: stretches, works }) =>
    stretches.flatMap(({ from, to }) => works.slice(Math.floor(from), Math.ceil(to))),
  );
  return [
    ...when(versions.length > 0, 'w→', 'writes'),
    ...when(versions.length > 0, 'r←', 'reads'),
    ...when(
      runs.some((work) => work !== false),
      RUNS.works,
      'runs',
    ),
    ...when(
      versions.some(({ works }) => works.includes(true)),
      RUNS.idle,
      'could run',
    ),
    ...when(runs.includes(false), RUNS.fails, 'runs, and fails'),
  ];
}

function wayEntries({ phases }: Drawing): readonly Entry[] {
  const backs = phases.flatMap(({ back }) => (back === null || isLossy(back) ? [] : [back]));
  return [
    ...when(
      backs.some(({ type, closes }) => type === 'back' && closes === null),
      WAYS.back,
      'can be taken back, nothing is lost',
    ),
  ];
}

/** `(↩) S3: refused later: NOT NULL constraint failed` */
function closing({ phases }: Drawing, width: number): readonly Line[] {
  return phases.flatMap(({ phase, back }) =>
    back?.closes == null
      ? []
      : wrapLine(
          [
            {
              text: `${WAYS.closing} ${printable(phase)}: at its end refused, ${printable(back.closes)}`,
              style: 'quiet',
            },
          ],
          width,
        ),
  );
}

function when(holds: boolean, sign: string, meaning: string): readonly Entry[] {
  return holds ? [[{ text: sign }, { text: ` ${meaning}`, style: 'quiet' }]] : [];
}
