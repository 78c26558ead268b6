/**
 * How a moment of a lesson fills the space between title and status: stacked in
 * a narrow terminal, text and SQL over before and after in a wide one.
 */
import type { DataBlock } from '../../view/blocks.ts';
import type { LessonView } from '../../view/lesson.ts';
import { dataLines } from './blocks/data.ts';
import { sqlPane } from './blocks/sql.ts';
import { joined, textLines, type QuestionHints } from './blocks/text.ts';
import { beside, WIDE, type Size } from './layout.ts';
import { scrolled, STILL_TABLE, type Region, type TableScroll } from './scroll.ts';
import type { Line } from '../spans/line.ts';
import { printable } from '../spans/visible.ts';
import { wrapLine } from './text/wrap.ts';

/** Fewer lines than these are not worth a table. */
const LEAST_TABLE = 5;
/** What the shortest result takes: title, names and a row. */
const LEAST_RESULT = 3;
const LEAST_SQL = 4;
/** Columns of a line of prose that is still easy to read. */
const LINE = 80;
/** Columns between the halves of a wide screen. */
const GAP = 4;

export interface LessonScroll {
  readonly text: Region;
  /** Of the data in front. */
  readonly data: TableScroll;
}

export interface LessonOptions {
  readonly scroll: LessonScroll;
  /** How to answer a question. */
  readonly hints: QuestionHints;
}

export interface LessonBody {
  readonly lines: readonly Line[];
  /** Name of the table that can be seen, or null: none, or a result or the ledger alone. */
  readonly table: string | null;
}

export function lessonBody(view: LessonView, size: Size, options: LessonOptions): LessonBody {
  const wide = size.columns >= WIDE.columns - 2 && size.rows >= WIDE.rows - 5;
  return wide ? wideBody(view, size, options) : narrowBody(view, size, options);
}

/** The step's name over everything. */
function heading(view: LessonView, width: number): readonly Line[] {
  return wrapLine([{ text: printable(view.heading), style: 'heading' }], width).slice(0, 2);
}

function narrowBody(view: LessonView, { columns, rows }: Size, { scroll, hints }: LessonOptions): LessonBody {
  const top = heading(view, columns);
  const room = rows - top.length - 1;
  const all = textLines(view.text, columns, hints);
  const sql = view.sql === null ? null : sqlPane(view.sql);
  const wanted = sql?.height(columns) ?? 0;
  const kept = sql === null ? 0 : Math.min(wanted, LEAST_SQL) + 1;
  // A ledger that was asked for is to be seen: text and SQL have been read.
  const asked = view.turned === 'ledger' ? LEAST_TABLE + 1 : 0;
  const text = scrolled(all, scroll.text, Math.max(1, room - kept - asked), 'j k');
  const left = room - (text.length === 0 ? 0 : text.length + 1);

  let share = Math.min(wanted, Math.max(0, left - asked));
  if (sql !== null && view.ran) {
    // Once it ran, the tables are read: beside the statement in hand they keep what a table needs.
    const whole = sql.least(columns);
    const fits = whole <= left - LEAST_TABLE - 1;
    share = Math.min(share, Math.max(LEAST_SQL, Math.floor(room / 3), fits ? whole : 0));
  }
  const below = left - (share === 0 ? 0 : share + 1);
  const [front] = view.data;
  const data =
    front !== undefined && below >= (front.type === 'result' ? LEAST_RESULT : LEAST_TABLE)
      ? dataLines(front, { columns, rows: below }, { scroll: scroll.data, beside: false }).lines
      : [];
  // What the tables leave free is for the statements around the one in hand.
  const free = left - (data.length === 0 ? 0 : data.length + 1);
  const stack = [text, sql?.lines(columns, Math.min(wanted, Math.max(share, free))) ?? [], data];
  return {
    lines: [...top, [], ...joined(stack)],
    table: data.length === 0 ? null : tableName(front),
  };
}

function wideBody(view: LessonView, { columns, rows }: Size, options: LessonOptions): LessonBody {
  const { scroll, hints } = options;
  const half = Math.floor((columns - GAP) / 2);
  const width = columns - half - GAP;
  const top = heading(view, columns);
  const shown = view.sql ?? view.recent.sql;
  const sql = shown === null ? null : sqlPane(shown);
  // The text stays while the step's statements run.
  const blocks = view.text.length > 0 ? view.text : view.recent.text;
  const text = textLines(blocks, sql === null ? Math.min(columns, LINE) : half, hints);
  const wanted = Math.max(text.length, sql?.height(width) ?? 0);
  const room = rows - top.length - 2;
  // Text is read whole before anything runs; afterwards the tables matter more.
  const share = view.atStatement ? 0.55 : 0.7;
  const least = Math.min(wanted, Math.floor((rows - top.length) * share));
  const lower = lowerPart(view, { columns, rows: room - least }, half, options);
  const upper = Math.min(wanted, Math.max(least, room - lower.lines.length));
  const left = scrolled(text, scroll.text, upper, 'j k');
  const right = sql?.lines(width, upper) ?? [];
  return { ...lower, lines: [...top, [], ...beside(left, right, half, GAP), [], ...lower.lines] };
}

/** Under text and SQL: before and after, or the table beside what a query found in it. */
function lowerPart(view: LessonView, size: Size, half: number, { scroll }: LessonOptions): LessonBody {
  const both = tableAndResult(view, size, half, scroll.data);
  if (both !== null) return both;
  const [front] = view.data;
  if (front === undefined) return { lines: [], table: null };
  return {
    lines: dataLines(front, size, { scroll: scroll.data, beside: true }).lines,
    table: tableName(front),
  };
}

/** A query's result on the right and the table on the left, where neither loses a column by it. */
function tableAndResult(
  { data }: LessonView,
  { columns, rows }: Size,
  half: number,
  scroll: TableScroll,
): LessonBody | null {
  const table = data.find((block) => block.type === 'table');
  const result = data.find((block) => block.type === 'result');
  if (result === undefined || table === undefined || table.table?.mode === 'compared') return null;
  const lines = (block: DataBlock, width: number) =>
    dataLines(
      block,
      { columns: width, rows },
      // The keys scroll what is in front.
      { scroll: block === data[0] ? scroll : STILL_TABLE, beside: false },
    );
  const right = lines(result, columns - half - GAP);
  const left = lines(table, half);
  if (left.hiddenColumns.length + right.hiddenColumns.length > 0) return null;
  return { lines: beside(left.lines, right.lines, half, GAP), table: tableName(table) };
}

function tableName(block: DataBlock | undefined): string | null {
  return block?.type === 'table' ? (block.table?.nameAfter ?? null) : null;
}
