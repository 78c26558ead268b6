/**
 * How a moment of a lesson fills the space between title and status: stacked in
 * a narrow terminal, text and SQL over before and after in a wide one.
 */
import { playedActions } from '../../lesson/play.ts';
import { type Scene } from '../../lesson/scene.ts';
import { currentPlay, momentsAt } from '../../lesson/place.ts';
import { FRESH_VIEW, type LessonState } from '../../tutor/state.ts';
import { beside, scrolled, WIDE, type Size } from '../../render/terminal/layout.ts';
import type { Line } from '../../render/terminal/text/line.ts';
import { proseLines } from '../../render/terminal/text/prose.ts';
import { printable } from '../../render/terminal/text/visible.ts';
import { wrapLine } from '../../render/terminal/text/wrap.ts';
import { joined, partLines } from './parts.ts';
import { questionLines, verdictLines } from './predict.ts';
import { actionSql, type SqlPane } from './sqlPane.ts';
import { drawnTable, paneLines, paneOf, resultOfScene, tableOfScene } from './tablePane.ts';

/** Fewer lines than these are not worth a table. */
const LEAST_TABLE = 5;
/** What the shortest result takes: title, names and a row. */
const LEAST_RESULT = 3;
const LEAST_SQL = 4;
/** Columns of a line of prose that is still easy to read. */
const LINE = 80;
/** Columns between the halves of a wide screen. */
const GAP = 4;

export interface LessonBody {
  readonly lines: readonly Line[];
  /** The table that can be seen, or null: none, or a result or the ledger alone. */
  readonly drawn: string | null;
}

export function lessonBody(lesson: LessonState, scene: Scene, size: Size): LessonBody {
  const wide = size.columns >= WIDE.columns - 2 && size.rows >= WIDE.rows - 5;
  return wide ? wideBody(lesson, scene, size) : narrowBody(lesson, scene, size);
}

/** The step's name over everything. */
function heading(scene: Scene, width: number): readonly Line[] {
  return wrapLine([{ text: printable(scene.step.title), style: 'heading' }], width).slice(0, 2);
}

function narrowBody(lesson: LessonState, scene: Scene, { columns, rows }: Size): LessonBody {
  const top = heading(scene, columns);
  const room = rows - top.length - 1;
  const all = textLines(lesson, scene, columns);
  const sql = sqlPane(lesson, scene);
  const wanted = sql?.height(columns) ?? 0;
  const kept = sql === null ? 0 : Math.min(wanted, LEAST_SQL) + 1;
  // Whoever has asked for the ledger is to see it: text and SQL have been read.
  const asked = lesson.view.ledger ? LEAST_TABLE + 1 : 0;
  const text = scrolled(all, lesson.view.text, Math.max(1, room - kept - asked), 'j k');
  const left = room - (text.length === 0 ? 0 : text.length + 1);

  let share = Math.min(wanted, Math.max(0, left - asked));
  if (sql !== null && (scene.moment.type === 'statement' || lesson.rollback !== null)) {
    // Once it ran, the tables are read: beside the statement in hand they keep what a table needs.
    const whole = sql.least(columns);
    const fits = whole <= left - LEAST_TABLE - 1;
    share = Math.min(share, Math.max(LEAST_SQL, Math.floor(room / 3), fits ? whole : 0));
  }
  const below = left - (share === 0 ? 0 : share + 1);
  const pane = paneOf(lesson, scene);
  const tables =
    below >= (pane.type === 'result' ? LEAST_RESULT : LEAST_TABLE)
      ? paneLines(pane, lesson.view, { columns, rows: below }, false).lines
      : [];
  // What the tables leave free is for the statements around the one in hand.
  const free = left - (tables.length === 0 ? 0 : tables.length + 1);
  const stack = [text, sql?.lines(columns, Math.min(wanted, Math.max(share, free))) ?? [], tables];
  return {
    lines: [...top, [], ...joined(stack)],
    drawn: tables.length === 0 ? null : drawnTable(pane),
  };
}

function wideBody(lesson: LessonState, scene: Scene, { columns, rows }: Size): LessonBody {
  const half = Math.floor((columns - GAP) / 2);
  const width = columns - half - GAP;
  const top = heading(scene, columns);
  const sql = sqlPane(lesson, scene) ?? sqlBehind(lesson, scene);
  const text = wideText(lesson, scene, sql === null ? Math.min(columns, LINE) : half);
  const wanted = Math.max(text.length, sql?.height(width) ?? 0);
  const room = rows - top.length - 2;
  // Text is read whole before anything runs; afterwards the tables matter more.
  const share = scene.moment.type === 'text' ? 0.7 : 0.55;
  const least = Math.min(wanted, Math.floor((rows - top.length) * share));
  const lower = lowerPart(lesson, scene, { columns, rows: room - least }, half);
  const upper = Math.min(wanted, Math.max(least, room - lower.lines.length));
  const left = scrolled(text, lesson.view.text, upper, 'j k');
  const right = sql?.lines(width, upper) ?? [];
  return { ...lower, lines: [...top, [], ...beside(left, right, half, GAP), [], ...lower.lines] };
}

/** Under text and SQL: before and after, or the table beside what a query found in it. */
function lowerPart(lesson: LessonState, scene: Scene, { columns, rows }: Size, half: number): LessonBody {
  const pane = paneOf(lesson, scene);
  const both =
    pane.type === 'result' || lesson.view.table !== null
      ? tableAndResult(lesson, scene, { columns, rows }, half)
      : null;
  if (both !== null) return both;
  const { lines } = paneLines(pane, lesson.view, { columns, rows }, true);
  return { lines, drawn: drawnTable(pane) };
}

/** A query's result on the right and the table in front on the left, where neither loses a column by it. */
function tableAndResult(
  lesson: LessonState,
  scene: Scene,
  { columns, rows }: Size,
  half: number,
): LessonBody | null {
  const { view } = lesson;
  const pane = tableOfScene(lesson, scene);
  const result = resultOfScene(scene);
  if (result === null || view.ledger || pane === null || pane.change !== null) return null;
  const right = columns - half - GAP;
  // The keys scroll what was turned to.
  const turned = view.table !== null;
  const found = paneLines(result, turned ? FRESH_VIEW : view, { columns: right, rows }, false);
  const table = paneLines(pane, turned ? view : FRESH_VIEW, { columns: half, rows }, false);
  if (found.hiddenColumns.length > 0 || table.hiddenColumns.length > 0) return null;
  return { lines: beside(table.lines, found.lines, half, GAP), drawn: pane.name };
}

/** The text of a wide screen: it stays while the step's statements run. */
function wideText(lesson: LessonState, scene: Scene, width: number): readonly Line[] {
  const lines = textLines(lesson, scene, width);
  if (lines.length > 0 || scene.moment.type !== 'statement') return lines;
  const moments = momentsAt(lesson, lesson.position.step).slice(0, lesson.position.moment + 1);
  return partLines(moments.findLast(({ parts }) => parts.length > 0)?.parts ?? [], width);
}

/** The text of the moment; nothing beside a statement that ran. */
function textLines(lesson: LessonState, scene: Scene, width: number): readonly Line[] {
  const { moment, step } = scene;
  if (lesson.rollback !== null) return rollbackText(lesson, width);
  if (lesson.panel?.type === 'predict' && step.predict !== null) {
    return questionLines(step.predict, lesson.panel, width);
  }
  if (lesson.breakage !== null && lesson.breakage.step <= step.number && moment.type === 'statement') {
    return breakageLines(lesson, width);
  }
  if (moment.type === 'statement') return scene.statement === null ? partLines(moment.parts, width) : [];
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

/** Behind a step's last statement: the SQL that the text speaks of. */
function sqlBehind(lesson: LessonState, { moment }: Scene): SqlPane | null {
  const last = moment.type === 'text' && moment.ran ? currentPlay(lesson)?.actions.at(-1) : undefined;
  return last === undefined ? null : actionSql(last.action, last, null);
}
