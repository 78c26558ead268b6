/** The order lab's timeline as lines. */
import type { TimelineBlock, TimelineMove } from '../../../view/timeline.ts';
import type { Line, Span, Style } from '../../spans/line.ts';
import { printable } from '../../spans/visible.ts';
import { firstWords, moreWords, reasonWords, wayBackWords } from '../../words/timeline.ts';
import { cutLine } from '../text/width.ts';
import { wrapLine } from '../text/wrap.ts';
import { requestLine } from './requests.ts';

const INDENT = 3;

export interface TimelineLines {
  readonly lines: readonly Line[];
  /** The line that is to be seen: where it first goes wrong, else the last. */
  readonly from: number;
}

/** Each move with the versions that run, and below it what went wrong. */
export function timelineLines({ moves, firstWrong }: TimelineBlock, width: number): TimelineLines {
  const blocks = moves.map((move, index) => moveLines(move, index + 1, width));
  const lines = blocks.flat();
  return { lines, from: firstWrong === null ? lines.length : blocks.slice(0, firstWrong).flat().length };
}

function moveLines(move: TimelineMove, number: number, width: number): readonly Line[] {
  const mark: Span = move.wrong ? { text: '✗ ', style: 'error' } : { text: '✓ ', style: 'success' };
  const fleet = move.fleet.map((version) => `[${printable(version)}]`).join(' ');
  const below = (text: string, style: Style): readonly Line[] =>
    text === '' ? [] : indented([{ text, style }], width);
  return [
    cutLine(
      [mark, { text: `${number}. ${printable(move.label)}` }, { text: `  ${fleet}`, style: 'quiet' }],
      width,
    ),
    ...below(firstWords(move), 'error'),
    ...below(printable(move.error ?? ''), 'error'),
    ...move.requests.flatMap((request) => [
      ...indented(requestLine(request.outcome), width),
      ...below(reasonWords(request), 'quiet'),
    ]),
    ...below(moreWords(move), 'quiet'),
    ...below(wayBackWords(move), 'warning'),
  ];
}

function indented(line: Line, width: number): readonly Line[] {
  return wrapLine(line, Math.max(1, width - INDENT)).map((part): Line => [
    { text: ' '.repeat(INDENT) },
    ...part,
  ]);
}
