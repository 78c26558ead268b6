/** The order lab: moves are made and taken back one by one, and the order runs at every change. */
import type { Lab } from '../course/model.ts';
import { isBetter, judgeOrder, labRequest } from '../rollout/challenge.ts';
import type { LabRun } from '../rollout/model.ts';
import type { Step, TutorEvent } from './events.ts';
import { saved, to, withPanel } from './moves.ts';
import type { LabPanel, LessonState, Tutor } from './state.ts';

/** Opens the lab over the lesson. */
export function openLab(tutor: Tutor, lesson: LessonState): Step<Tutor> {
  if (lesson.lesson?.lab == null) return to(tutor, lesson);
  const panel: LabPanel = {
    type: 'lab',
    challenge: 0,
    cursor: 0,
    order: [],
    running: false,
    run: null,
  };
  return withPanel(tutor, lesson, panel);
}

/** How an order went; one that is no longer the learner's is dropped. */
export function receiveLab(
  tutor: Tutor,
  lesson: LessonState,
  order: readonly string[],
  run: LabRun | null,
): Step<Tutor> {
  const { panel } = lesson;
  const lab = lesson.lesson?.lab;
  if (panel?.type !== 'lab' || lab == null || panel.order !== order) return { state: tutor, effects: [] };
  const shown = { ...lesson, panel: { ...panel, running: false, run } };
  const challenge = lab.challenges[panel.challenge];
  if (challenge === undefined || run === null || !judgeOrder(lab, challenge, run).met)
    return to(tutor, shown);
  const best = lesson.lab[challenge.title];
  return isBetter(order, best)
    ? saved(tutor, { ...shown, lab: { ...lesson.lab, [challenge.title]: order } })
    : to(tutor, shown);
}

export function updateLab(
  tutor: Tutor,
  lesson: LessonState,
  panel: LabPanel,
  event: TutorEvent,
): Step<Tutor> {
  const lab = lesson.lesson?.lab;
  if (event.type !== 'command' || lab == null) return { state: tutor, effects: [] };
  const stay = (change: Partial<LabPanel>): Step<Tutor> => withPanel(tutor, lesson, { ...panel, ...change });
  switch (event.command) {
    case 'up':
      return stay({ cursor: Math.max(0, panel.cursor - 1) });
    case 'down':
      return stay({ cursor: Math.min(lab.moves.length - 1, panel.cursor + 1) });
    case 'accept': {
      const move = lab.moves[panel.cursor];
      if (move === undefined) return stay({});
      const order = [...panel.order, move.id];
      return reorder(tutor, lesson, lab, { ...panel, cursor: nextToMake(lab, order, panel.cursor) }, order);
    }
    case 'undoMove':
      return reorder(tutor, lesson, lab, panel, panel.order.slice(0, -1));
    case 'startOver':
      return reorder(tutor, lesson, lab, panel, []);
    case 'nextChallenge': {
      const challenge = (panel.challenge + 1) % Math.max(1, lab.challenges.length);
      return reorder(tutor, lesson, lab, { ...panel, challenge, cursor: 0 }, []);
    }
    case 'escape':
      return withPanel(tutor, lesson, null);
    default:
      return stay({});
  }
}

/** The move that the cursor goes to: the next one that has not been made, from above again behind the last. */
function nextToMake(lab: Lab, order: readonly string[], from: number): number {
  const left = lab.moves.flatMap(({ id }, index) => (order.includes(id) ? [] : [index]));
  return left.find((index) => index > from) ?? left[0] ?? from;
}

function reorder(
  tutor: Tutor,
  lesson: LessonState,
  lab: Lab,
  panel: LabPanel,
  order: readonly string[],
): Step<Tutor> {
  if (order.length === 0) return withPanel(tutor, lesson, { ...panel, order, running: false, run: null });
  const request =
    lesson.lesson === null
      ? null
      : labRequest(lesson.lesson, lab, lab.challenges[panel.challenge], lesson.opened, lesson.plays);
  if (request === null) {
    const notice = {
      text: 'The lesson is still being played; try again in a moment.',
      tone: 'plain',
    } as const;
    return to({ ...tutor, notice }, lesson);
  }
  return withPanel(tutor, lesson, { ...panel, order, running: true }, [{ type: 'runLab', request, order }]);
}
