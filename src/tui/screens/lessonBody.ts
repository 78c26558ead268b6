/**
 * How a moment of a lesson fills the space between title and status: stacked in
 * a narrow terminal, text and SQL over before and after in a wide one.
 */
import { playedActions } from '../../engine/lesson/play.ts';
import { currentMatrix } from '../../engine/tutor/fleet.ts';
import type { Scene } from '../../engine/tutor/select.ts';
import type { LessonState } from '../../engine/tutor/state.ts';
import { beside, scrolled, WIDE, type Size } from '../frame.ts';
import type { Line } from '../text/line.ts';
import { proseLines } from '../text/prose.ts';
import { printable } from '../text/visible.ts';
import { wrapLine } from '../text/wrap.ts';
import { joined, partLines } from './parts.ts';
import { questionLines, verdictLines } from './predict.ts';
import { matrixLines } from './matrix.ts';
import { actionSql, type SqlPane } from './sqlPane.ts';
import { tablePane } from './tablePane.ts';

/** Fewer lines than these are not worth a table. */
const LEAST_TABLE = 5;
const LEAST_SQL = 4;

export function lessonBody(lesson: LessonState, scene: Scene, size: Size): readonly Line[] {
  const wide = size.columns >= WIDE.columns - 2 && size.rows >= WIDE.rows - 5;
  return wide ? wideBody(lesson, scene, size) : narrowBody(lesson, scene, size);
}

/** The step's name over everything. */
function heading(scene: Scene, width: number): readonly Line[] {
  return wrapLine([{ text: printable(scene.step.title), style: 'heading' }], width).slice(0, 2);
}

function narrowBody(lesson: LessonState, scene: Scene, { columns, rows }: Size): readonly Line[] {
  const top = heading(scene, columns);
  const room = rows - top.length - 1;
  const text = textLines(lesson, scene, columns, false);
  const sql = sqlPane(lesson, scene);
  const stack: (readonly Line[])[] = [];
  let left = room;
  const push = (lines: readonly Line[]): void => {
    if (lines.length === 0) return;
    stack.push(lines);
    left -= lines.length + 1;
  };
  if (text.length > 0) {
    const kept = sql === null ? 0 : Math.min(sql.height(columns), LEAST_SQL) + 1;
    push(scrolled(text, lesson.view.text, Math.max(1, left - kept), 'j k'));
  }
  if (sql !== null) {
    // Before it runs the SQL is what is read; afterwards the tables are.
    const share =
      scene.moment.type === 'statement' || lesson.rollback !== null
        ? Math.max(LEAST_SQL, Math.floor(room / 3))
        : left;
    push(sql.lines(columns, Math.min(left, share)));
  }
  if (left >= LEAST_TABLE) push(tablePane(lesson, scene, { columns, rows: left }, false));
  return [...top, [], ...stack.flatMap((lines, index) => (index === 0 ? lines : [[], ...lines]))];
}

function wideBody(lesson: LessonState, scene: Scene, { columns, rows }: Size): readonly Line[] {
  const gap = 4;
  const half = Math.floor((columns - gap) / 2);
  const top = heading(scene, columns);
  const text = textLines(lesson, scene, half, true);
  const sql = sqlPane(lesson, scene);
  const wanted = Math.max(text.length, sql?.height(columns - half - gap) ?? 0);
  // Text is read whole before anything runs; afterwards the tables matter more.
  const share = scene.moment.type === 'text' ? 0.7 : 0.55;
  const upper = Math.min(wanted, Math.floor((rows - top.length) * share));
  const left = scrolled(text, lesson.view.text, upper, 'j k');
  const right = sql?.lines(columns - half - gap, upper) ?? [];
  const room = rows - top.length - upper - 2;
  const matrix = matrixBelow(lesson, columns, room);
  const tables = tablePane(lesson, scene, { columns, rows: room - matrix.length }, true);
  return [...top, [], ...beside(left, right, half, gap), [], ...tables, ...matrix];
}

/** Lines that the tables keep when the matrix stands below them. */
const TABLES_ABOVE_MATRIX = 13;

/** Which version works when, under the tables, where all of it fits. */
function matrixBelow(lesson: LessonState, columns: number, room: number): readonly Line[] {
  const matrix = currentMatrix(lesson);
  if (matrix === null || matrix.rows.length === 0) return [];
  const lines = matrixLines(matrix, columns, null);
  return lines.length + 1 + TABLES_ABOVE_MATRIX <= room ? [[], ...lines] : [];
}

/** The text of the moment; `always` keeps it on screen while its statements run. */
function textLines(lesson: LessonState, scene: Scene, width: number, always: boolean): readonly Line[] {
  const { moment, step } = scene;
  if (lesson.rollback !== null) return rollbackText(lesson, width);
  if (lesson.panel?.type === 'predict' && step.predict !== null) {
    return questionLines(step.predict, lesson.panel, width);
  }
  if (lesson.breakage !== null && lesson.breakage.step <= step.number && moment.type === 'statement') {
    return breakageLines(lesson, width);
  }
  if (moment.type === 'statement') {
    return always || scene.statement === null ? partLines(moment.parts, width) : [];
  }
  const introduction =
    step.number === 1 && !moment.ran ? proseLines(lesson.lesson?.introduction ?? [], width) : [];
  const verdict =
    moment.ran && step.predict !== null
      ? verdictLines(step.predict, lesson.answers[String(step.number)], width)
      : [];
  return joined([introduction, verdict, partLines(moment.parts, width)]);
}

function rollbackText(lesson: LessonState, width: number): readonly Line[] {
  const play = lesson.rollback?.play ?? null;
  const last = play !== null && lesson.rollback?.statement === play.played.statements.length - 1;
  const text = last ? 'Rolled back. Forward applies the migration again.' : 'Rolling the migration back.';
  return wrapLine([{ text, style: 'insight' }], width);
}

function breakageLines(lesson: LessonState, width: number): readonly Line[] {
  const { breakage } = lesson;
  if (breakage === null) return [];
  const where = `${lesson.lesson?.file ?? lesson.head.slug}:${breakage.line}`;
  return [
    ...wrapLine([{ text: `The lesson stops here: ${printable(breakage.message)}`, style: 'error' }], width),
    ...wrapLine([{ text: `(${where}) Everything before it still works.`, style: 'quiet' }], width),
  ];
}

/** The SQL that the moment is about, or null where there is none. */
function sqlPane(lesson: LessonState, scene: Scene): SqlPane | null {
  const { moment, step, action } = scene;
  if (action !== null) return actionSql(action.action, action, scene.index);
  if (lesson.rollback !== null) return null;
  const actions = playedActions(step);
  const next = moment.type === 'statement' ? moment.action : moment.next;
  const coming = next === null ? undefined : actions[next];
  return coming === undefined ? null : actionSql(coming, null, null);
}
