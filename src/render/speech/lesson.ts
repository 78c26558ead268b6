/**
 * A moment of a lesson for a screen reader: the same blocks as sentences in
 * reading order. First where I am, then the text, the SQL, what it did, and the
 * table row by row.
 */
import type { LessonPlace, LessonView } from '../../view/lesson.ts';
import { ended } from '../../words/sentence.ts';
import { printable } from '../spans/visible.ts';
import { fleetWords } from '../words/application.ts';
import { dataSpoken, statusSpoken } from './data.ts';
import { sqlSpoken } from './sql.ts';
import { textSpoken } from './text.ts';

/** `Lesson 18, Replace a column. Step 3 of 23: S1.` */
export function placeSpoken({ number, title, step, steps }: LessonPlace, heading: string): string {
  return `Lesson ${number}, ${printable(title)}. Step ${step} of ${steps}: ${printable(heading)}.`;
}

export function lessonSpoken(view: LessonView): readonly string[] {
  const top = placeSpoken(view.place, view.heading);
  const data = view.data.slice(0, 1).flatMap(dataSpoken);
  const status = view.status === null ? '' : statusSpoken(view.status, tableRead(view));
  // The reader has heard the text before turning to a table or to the ledger.
  if (view.turned !== null) return [top, ...(view.status?.type === 'running' ? [status] : []), ...data];
  const asked = view.text.some(({ type }) => type === 'question');
  return [
    top,
    applicationSpoken(view),
    ...view.text.flatMap(textSpoken),
    ...(view.sql === null ? [] : sqlSpoken(view.sql)),
    ...(asked ? [] : [...errorSpoken(view), status, ...data]),
  ];
}

/** `Phase S1. A0 and A1 run now.`; empty in a lesson without an application. */
function applicationSpoken({ matrix, place }: LessonView): string {
  const phase = matrix?.rows.find(({ current }) => current)?.phase;
  return [phase === undefined ? '' : `Phase ${printable(phase)}.`, fleetWords(place.fleet)]
    .filter((words) => words !== '')
    .join(' ');
}

/** The table that is read out, or null: none, or a result or the ledger. */
function tableRead({ data: [front] }: LessonView): string | null {
  return front?.type === 'table' ? (front.table?.nameAfter ?? null) : null;
}

function errorSpoken({ sql }: LessonView): readonly string[] {
  const error = sql?.statements[sql.current ?? -1]?.error;
  return error == null ? [] : [`The error: ${ended(printable(error.message))}`];
}
