/** What each version can write and read, in one line. */
import type { Matrix } from '../../../rollout/matrix.ts';
import type { Probe } from '../../../rollout/model.ts';
import { outcomesOf, type Outcome } from '../../../view/matrix.ts';
import type { Line, Span } from '../../spans/line.ts';
import { printable } from '../../spans/visible.ts';
import { cutLine, lineWidth, trimLine } from '../text/width.ts';
import { markAndWord, markOf, OUTCOME_STYLES, wordOf } from './outcomes.ts';

/**
 * The present phase in one line, `S1  [A0 ok/ok]  A2 ok/NULL`, by words where they
 * fit; the versions that run stand in brackets. At the same place at every step.
 */
export function matrixStrip({ versions, rows, fleet }: Matrix, width: number): Line {
  const here = rows.find(({ current }) => current);
  const label: Line = [
    { text: `▶ ${here === undefined ? '–' : printable(here.phase)}`, style: 'current' },
    { text: ' write/read ', style: 'quiet' },
  ];
  const cells = (text: (outcome: Outcome) => string): Line =>
    versionSpans(versions, fleet, here?.probe ?? null, text);
  const variants = [
    [...label, ...cells(markAndWord)],
    [...label, ...cells(wordOf)],
    [...label.slice(0, 1), ...cells(wordOf)],
    [...label, ...cells(markOf)],
    [...label.slice(0, 1), ...cells(markOf)],
  ];
  const fitting = variants.find((line) => lineWidth(line) <= width);
  return cutLine(fitting ?? variants.at(-1) ?? [], width);
}

/** What the versions can do after a step, in one line without a phase. */
export function versionsLine(probe: Probe, fleet: readonly string[], width: number): Line {
  const versions = Object.keys(probe.versions);
  const label: Line = [{ text: 'write/read', style: 'quiet' }];
  const variants = [markAndWord, wordOf, markOf].map((text) => [
    ...label,
    ...versionSpans(versions, fleet, probe, text),
  ]);
  return trimLine(cutLine(variants.find((line) => lineWidth(line) <= width) ?? variants.at(-1) ?? [], width));
}

/** ` [A0 ok/ok]  A2 ok/NULL `: the versions that run stand in brackets. */
function versionSpans(
  versions: readonly string[],
  fleet: readonly string[],
  probe: Probe | null,
  text: (outcome: Outcome) => string,
): Line {
  return versions.flatMap((version): readonly Span[] => {
    const runs = fleet.includes(version);
    const { write, read } = outcomesOf(probe, version);
    const edge = (sign: string): Span => ({ text: runs ? sign : ' '.repeat(sign.length), style: 'strong' });
    return [
      edge(' ['),
      { text: `${printable(version)} `, style: runs ? 'strong' : 'quiet' },
      { text: text(write), style: OUTCOME_STYLES[write] },
      { text: '/', style: 'quiet' },
      { text: text(read), style: OUTCOME_STYLES[read] },
      edge(']'),
    ];
  });
}
