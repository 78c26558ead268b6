/** A lesson's screen at the present moment: where I am, the text, the SQL, the tables before and after. */
import { currentFleet } from '../../engine/tutor/fleet.ts';
import { currentStep, momentsAt, sceneOf, type Scene } from '../../engine/tutor/select.ts';
import type { LessonState, Tutor } from '../../engine/tutor/state.ts';
import { frame, type Frame, type Size } from '../frame.ts';
import type { Line } from '../text/line.ts';
import { printable } from '../text/visible.ts';
import { lessonBody } from './lessonBody.ts';
import { statusLine } from './status.ts';
import { changeLine } from './words.ts';

/** The lesson that is open; `lesson` is the tutor's. */
export function lessonFrame(tutor: Tutor, lesson: LessonState, size: Size): Frame {
  const scene = sceneOf(lesson);
  return frame(tutor, size, {
    ...lessonHeader(lesson),
    body: (body) =>
      scene === null ? [[], [{ text: 'Loading…', style: 'quiet' }]] : lessonBody(lesson, scene, body),
    status: statusLine(
      tutor,
      lesson.digits === '' ? sceneStatus(lesson, scene, size.columns - 2) : digitsLine(lesson),
    ),
  });
}

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

function digitsLine(lesson: LessonState): Line {
  return [{ text: `Go to step ${lesson.digits}: press G. Esc forgets the number.` }];
}

function sceneStatus(lesson: LessonState, scene: Scene | null, width: number): Line {
  if (scene === null || currentStep(lesson) === null) return [];
  if (scene.waiting) return [{ text: 'Running… Ctrl-C stops it.' }];
  return changeLine(lesson, scene, width);
}
