/** The order lab's timeline for a screen reader. */
import type { TimelineBlock, TimelineMove } from '../../view/timeline.ts';
import { capitalized, ended, listed } from '../../words/sentence.ts';
import { printable } from '../spans/visible.ts';
import { requestAnswer, requestEffects, requestName, SERVED } from '../words/requests.ts';
import { firstWords, moreWords, reasonWords, wayBackWords } from '../words/timeline.ts';

/** A sentence for each move, and behind it one for each thing that went wrong. */
export function timelineSpoken({ moves }: TimelineBlock): readonly string[] {
  return moves.flatMap((move, index) => moveSpoken(move, index + 1));
}

function moveSpoken(move: TimelineMove, number: number): readonly string[] {
  const fleet = move.fleet.map(printable);
  const runs = fleet.length === 0 ? '' : ` ${listed(fleet)} ${fleet.length === 1 ? 'runs' : 'run'}.`;
  const below = [
    firstWords(move),
    printable(move.error ?? ''),
    ...move.requests.flatMap((request) => [requestSpoken(request.outcome), reasonWords(request)]),
    moreWords(move),
    wayBackWords(move),
  ];
  return [
    `${number}, ${printable(move.label)}, ${move.wrong ? 'goes wrong' : 'goes well'}.${runs}`,
    ...below.filter((words) => words !== '').map((words) => capitalized(ended(words))),
  ];
}

function requestSpoken(outcome: TimelineMove['requests'][number]['outcome']): string {
  const effects = requestEffects(outcome);
  const answer = SERVED[requestAnswer(outcome)].word;
  return `${requestName(outcome)}: ${answer}${effects === '' ? '' : `, but ${effects}`}`;
}
