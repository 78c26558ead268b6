/** The timeline of an order in the lab: each move, what went wrong at it, and what going back costs. */
import { counted } from '../../words/sentence.ts';
import type { Lab } from '../../course/model.ts';
import { isFoundLater } from '../../rollout/challenge.ts';
import type { LabCost, LabMoveRun, LabRun, RequestOutcome } from '../../rollout/model.ts';
import type { Line, Span } from '../../render/spans/line.ts';
import { printable } from '../../render/spans/visible.ts';
import { cutLine } from '../../render/terminal/text/width.ts';
import { wrapLine } from '../../render/terminal/text/wrap.ts';
import { lostWords } from '../../render/words/lost.ts';
import { evidenceWords } from '../../render/words/evidence.ts';
import { requestLine } from '../../render/terminal/blocks/requests.ts';
import { OUTCOMES } from '../../render/words/verdicts.ts';

/** Requests that are told of one move: at the first wrong one, and at those behind it. */
const TOLD = { first: 2, later: 1 } as const;
const INDENT = 3;

export interface Timeline {
  readonly lines: readonly Line[];
  /** The line that is to be seen: where it first goes wrong, else the last. */
  readonly from: number;
}

/** What happened at each move: the fleet, its requests, and where it first went wrong. */
export function timelineOf(lab: Lab, { moves, firstWrong }: LabRun, width: number): Timeline {
  const blocks = moves.map((move, index) => moveLines(lab, move, index, firstWrong === index, width));
  const lines = blocks.flat();
  const before = firstWrong === null ? null : blocks.slice(0, firstWrong).flat().length;
  return { lines, from: before ?? lines.length };
}

function moveLines(
  lab: Lab,
  move: LabMoveRun,
  index: number,
  first: boolean,
  width: number,
): readonly Line[] {
  const label = lab.moves.find((each) => each.id === move.id)?.label ?? move.id;
  const troubles = move.requests.filter(({ verdict }) => verdict !== 'ok');
  const wrong = troubles.length > 0 || move.error !== null;
  const mark: Span = wrong ? { text: '✗ ', style: 'error' } : { text: '✓ ', style: 'success' };
  const fleet = move.fleet.map((version) => `[${printable(version)}]`).join(' ');
  const told = troubles.slice(0, first ? TOLD.first : TOLD.later);
  const more = troubles.length - told.length;
  return [
    cutLine(
      [mark, { text: `${index + 1}. ${printable(label)}` }, { text: `  ${fleet}`, style: 'quiet' }],
      width,
    ),
    ...(first ? indented([{ text: firstWords(lab, move), style: 'error' }], width) : []),
    ...(move.error === null ? [] : indented([{ text: printable(move.error), style: 'error' }], width)),
    ...told.flatMap((request) => [
      ...indented(requestLine(request), width),
      ...(first ? reasonLines(request, width) : []),
    ]),
    ...(more > 0 ? indented([{ text: `and ${counted(more, 'more request')}`, style: 'quiet' }], width) : []),
    ...(move.cost === null
      ? []
      : indented([{ text: `no way back: ${costWords(move.cost)}`, style: 'warning' }], width)),
  ];
}

/** A check that finds rows only tells of what went wrong before. */
function firstWords(lab: Lab, move: LabMoveRun): string {
  return isFoundLater(lab, move) ? 'It went wrong before this check:' : 'It first goes wrong here:';
}

/** Why a request went wrong: the database's words, or a row that it read and what should have been there. */
function reasonLines({ kind, version, error, evidence }: RequestOutcome, width: number): readonly Line[] {
  // A write's own line says who reads what wrong since.
  const row = kind === 'write' ? undefined : evidence[0];
  const words = error !== null ? printable(error) : row === undefined ? null : evidenceWords(version, row);
  return words === null ? [] : indented([{ text: words, style: 'quiet' }], width);
}

/** `it loses 8 values` */
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

function indented(line: Line, width: number): readonly Line[] {
  return wrapLine(line, Math.max(1, width - INDENT)).map((part): Line => [
    { text: ' '.repeat(INDENT) },
    ...part,
  ]);
}
