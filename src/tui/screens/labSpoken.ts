/** The order lab for a screen reader: the move under the cursor and how the order went come first. */
import type { Lab } from '../../course/model.ts';
import { goalsOf } from '../../rollout/challenge.ts';
import type { LabRun } from '../../rollout/model.ts';
import type { LabPanel, LessonState } from '../../tutor/state.ts';
import { listed } from '../../words/sentence.ts';
import { proseText } from '../../render/words/prose.ts';
import { capitalized, ended } from '../../words/sentence.ts';
import { printable } from '../../render/spans/visible.ts';
import { plainLine } from '../../render/spans/line.ts';
import { labStatus, PURPOSE } from './lab.ts';
import { timelineOf } from './labTimeline.ts';

/** Wide enough that nothing is wrapped. */
const ENDLESS = 10_000;
const STATES = { reached: 'reached', open: 'not yet', missed: 'missed' } as const;

/** The lab as sentences. */
export function labSpoken(lesson: LessonState, panel: LabPanel): readonly string[] {
  const lab = lesson.lesson?.lab ?? null;
  if (lab === null) return [];
  const challenge = lab.challenges[panel.challenge];
  const made = panel.order.length;
  const here = lab.moves[panel.cursor];
  return [
    here === undefined ? '' : `Here: ${moveWords(panel, here)}.`,
    `${made} of ${lab.moves.length} moves made.`,
    withoutMark(plainLine(labStatus(lesson, lab, panel))),
    ...orderSpoken(lab, panel),
    ...(challenge === undefined ? [] : [`The challenge: ${ended(printable(challenge.goal))}`]),
    ...(challenge === undefined ? [] : goalsOf(lab, challenge, panel.run)).map(
      ({ words, state }) => `Goal, ${STATES[state]}: ${ended(printable(words))}`,
    ),
    'All moves:',
    ...lab.moves.map((move) => `${capitalized(moveWords(panel, move))}.`),
    ...lab.challenges.map(({ title }, index) => {
      const best = lesson.lab[title];
      const met = best === undefined ? 'not met' : `met in ${best.length} moves`;
      const now = index === panel.challenge ? ', the present one' : '';
      return `Challenge ${index + 1}${now}, ${printable(title)}, ${met}.`;
    }),
  ];
}

function moveWords({ order }: LabPanel, { id, label }: Lab['moves'][number]): string {
  const made = order.indexOf(id);
  return `${printable(label)}${made < 0 ? '' : `, made as number ${made + 1}`}`;
}

/** What the lab is about while no move has been made, then the timeline. */
function orderSpoken(lab: Lab, panel: LabPanel): readonly string[] {
  if (panel.order.length === 0)
    return [PURPOSE, 'Enter makes the move under the cursor: it is run at once.', proseText(lab.task)];
  if (panel.run !== null) return ['Your order:', ...timelineSpoken(lab, panel.run)];
  return panel.running ? [] : ['It was stopped.'];
}

/** Each move with what runs, and below it what went wrong. */
function timelineSpoken(lab: Lab, run: LabRun): readonly string[] {
  let number = 0;
  return timelineOf(lab, run, ENDLESS).lines.map((line) => {
    const text = plainLine(line);
    // What is moved in belongs to the move above it.
    if (text.startsWith(' ')) return capitalized(ended(withoutMark(text.trim())));
    const move = run.moves[number];
    number++;
    if (move === undefined) return '';
    const label = lab.moves.find(({ id }) => id === move.id)?.label ?? move.id;
    const wrong = move.error !== null || move.requests.some(({ verdict }) => verdict !== 'ok');
    const fleet = move.fleet.map(printable);
    const runs = fleet.length === 0 ? '' : ` ${listed(fleet)} ${fleet.length === 1 ? 'runs' : 'run'}.`;
    return `${number}, ${printable(label)}, ${wrong ? 'goes wrong' : 'goes well'}.${runs}`;
  });
}

/** `A3 writes: books a visit  ✗ failed` without its sign. */
function withoutMark(text: string): string {
  return text.replace(/^[✓✗] /, '').replace(/ {2}[✓✗∅≠!] /g, ': ');
}
