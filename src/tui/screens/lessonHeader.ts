/** The title line of every screen of a lesson: which lesson, which versions run, which step. */
import { currentFleet } from '../../lesson/application.ts';
import { momentsAt } from '../../lesson/place.ts';
import type { LessonState } from '../../tutor/state.ts';
import type { Line } from '../../render/terminal/text/line.ts';
import { printable } from '../../render/terminal/text/visible.ts';

/** Title, place and share of every screen of a lesson. */
export function lessonHeader(lesson: LessonState): { title: Line; place: Line; share: number } {
  const { head, position } = lesson;
  const moments = momentsAt(lesson, position.step).length || 1;
  return {
    title: [{ text: `${head.number}  ${printable(head.title)}`, style: 'title' }],
    place: [...fleetSpans(lesson), { text: `step ${position.step} of ${head.stepCount}` }],
    share: (position.step - 1 + (position.moment + 1) / moments) / head.stepCount,
  };
}

/** The versions that run now, as `[A0] [A1] · `; nothing in a lesson without an application. */
function fleetSpans(lesson: LessonState): Line {
  const fleet = currentFleet(lesson);
  if (fleet.length === 0) return [];
  return [
    { text: fleet.map((version) => `[${printable(version)}]`).join(' '), style: 'strong' },
    { text: ' · ', style: 'quiet' },
  ];
}
