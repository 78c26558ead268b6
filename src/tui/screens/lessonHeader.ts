/** The title line of every screen of a lesson: which lesson, which versions run, which step. */
import type { Line } from '../../render/spans/line.ts';
import { printable } from '../../render/spans/visible.ts';
import type { LessonState } from '../../tutor/state.ts';
import { lessonPlace } from '../../view/lesson.ts';
import type { FrameParts } from '../frame.ts';

/** Title, place and share of every screen of a lesson. */
export function lessonHeader(lesson: LessonState): Pick<FrameParts, 'title' | 'place' | 'share'> {
  const { number, title, step, steps, share, fleet } = lessonPlace(lesson);
  return {
    title: [{ text: `${number}  ${printable(title)}`, style: 'title' }],
    place: [...fleetSpans(fleet), { text: `step ${step} of ${steps}` }],
    share,
  };
}

/** The versions that run now, as `[A0] [A1] · `; nothing in a lesson without an application. */
function fleetSpans(fleet: readonly string[]): Line {
  if (fleet.length === 0) return [];
  return [
    { text: fleet.map((version) => `[${printable(version)}]`).join(' '), style: 'strong' },
    { text: ' · ', style: 'quiet' },
  ];
}
