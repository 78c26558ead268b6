/** The order lab for a screen reader: the move under the cursor and how the order went come first. */
import type { Lab } from '../../course/model.ts';
import { goalsOf } from '../../rollout/challenge.ts';
import type { LabPanel, LessonState } from '../../tutor/state.ts';
import { proseText } from '../../render/words/prose.ts';
import { capitalized, ended } from '../../words/sentence.ts';
import { printable } from '../../render/spans/visible.ts';
import { timelineSpoken } from '../../render/speech/timeline.ts';
import { timelineBlock } from '../../view/timeline.ts';
import { labStanding, nextWords, PURPOSE } from './lab.ts';

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
    standingSpoken(lesson, lab, panel),
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
  if (panel.run !== null) return ['Your order:', ...timelineSpoken(timelineBlock(lab, panel.run))];
  return panel.running ? [] : ['It was stopped.'];
}

/** How the order stands, and where to go on. */
function standingSpoken(lesson: LessonState, lab: Lab, panel: LabPanel): string {
  const { met, said, count } = labStanding(lesson, lab, panel);
  const next = met ? nextWords(lab, panel) : '';
  return `${said} ${count}${next}`.trim();
}
