/** A moment of a lesson: the text, the SQL, what it did, and what the database holds, as blocks. */
import type { LessonHead } from '../course/model.ts';
import { currentFleet, currentMatrix } from '../lesson/application.ts';
import { statementChange } from '../lesson/changes.ts';
import { currentPlay, momentsAt, type LessonAt } from '../lesson/place.ts';
import { playedActions } from '../lesson/play.ts';
import { sceneAt, type Scene } from '../lesson/scene.ts';
import { tablesIn } from '../lesson/tables.ts';
import type { Matrix } from '../rollout/matrix.ts';
import type {
  DataBlock,
  NoteBlock,
  ResultBlock,
  SqlBlock,
  StatusBlock,
  TableBlock,
  TextBlock,
} from './blocks.ts';
import { resultBlock, tableBlock } from './data.ts';
import { questionBlock, verdictBlock, type Answering } from './question.ts';
import { comingSql, playedSql } from './sql.ts';

/** A place in a lesson, with what the reader answered and turned to there. */
export interface LessonReading extends LessonAt {
  readonly head: LessonHead;
  /** By step number: the options chosen, from 0. */
  readonly answers: Readonly<Record<string, readonly number[]>>;
  readonly view: {
    /** The table that the reader turned to, or null: the one that changed. */
    readonly table: string | null;
    /** The reader asked for the ledger. */
    readonly ledger: boolean;
  };
}

/** Where the reader is. */
export interface LessonPlace {
  readonly number: number;
  readonly title: string;
  /** From 1. */
  readonly step: number;
  readonly steps: number;
  /** How much of the lesson lies behind the reader, 0 to 1. */
  readonly share: number;
  /** Versions of the application that run now. */
  readonly fleet: readonly string[];
}

export interface LessonView {
  readonly place: LessonPlace;
  /** The step's name. */
  readonly heading: string;
  /** The text that the moment is about; empty beside a statement that ran. */
  readonly text: readonly TextBlock[];
  /** The SQL that the moment is about. */
  readonly sql: SqlBlock | null;
  /** What the database holds or answered, in front what the moment or the reader asks for; at most one more behind it. */
  readonly data: readonly DataBlock[];
  /** What stood here before and helps where there is room for it. */
  readonly recent: { readonly text: readonly TextBlock[]; readonly sql: SqlBlock | null };
  readonly status: StatusBlock | null;
  /** Which version works when; null in a lesson without an application. */
  readonly matrix: Matrix | null;
  /** The reader turned to a table or to the ledger: text and SQL have been read. */
  readonly turned: 'table' | 'ledger' | null;
  /** The moment is a statement's, not a text's. */
  readonly atStatement: boolean;
  /** What ran or runs here matters more than what is still to come. */
  readonly ran: boolean;
}

/** Where in a lesson the reader is, whatever lies over it. */
export function lessonPlace(lesson: LessonAt & Pick<LessonReading, 'head'>): LessonPlace {
  const { head, position } = lesson;
  const moments = momentsAt(lesson, position.step).length || 1;
  return {
    number: head.number,
    title: head.title,
    step: position.step,
    steps: head.stepCount,
    share: (position.step - 1 + (position.moment + 1) / moments) / head.stepCount,
    fleet: currentFleet(lesson),
  };
}

/** The present moment, or null while the lesson loads; `answering` where its question is being answered. */
export function lessonView(reading: LessonReading, answering: Answering | null = null): LessonView | null {
  const scene = sceneAt(reading);
  if (scene === null) return null;
  const text = textOf(reading, scene, answering);
  const { ledger, table } = reading.view;
  return {
    place: lessonPlace(reading),
    heading: scene.step.title,
    text,
    sql: sqlOf(reading, scene),
    data: dataOf(reading, scene),
    recent: {
      text: text.length > 0 || scene.moment.type !== 'statement' ? [] : earlierText(reading),
      sql: sqlBehind(reading, scene),
    },
    status: statusOf(reading, scene),
    matrix: currentMatrix(reading),
    turned: ledger ? 'ledger' : table !== null ? 'table' : null,
    atStatement: scene.moment.type === 'statement',
    ran: scene.moment.type === 'statement' || reading.rollback !== null,
  };
}

function textOf(reading: LessonReading, scene: Scene, answering: Answering | null): readonly TextBlock[] {
  const { moment, step } = scene;
  if (reading.rollback !== null) return [rollbackNote(reading.rollback)];
  if (answering !== null && step.predict !== null) return [questionBlock(step.predict, answering)];
  const { breakage } = reading;
  if (breakage !== null && breakage.step <= step.number && moment.type === 'statement') {
    const where = `${reading.lesson?.file ?? reading.head.slug}:${breakage.line}`;
    return [
      {
        type: 'breakage',
        message: breakage.message,
        where,
      },
    ];
  }
  if (moment.type === 'statement') return scene.statement === null ? moment.parts : [];
  // Read once, in front of everything.
  const first = step.number === 1 && !moment.ran && (moment.next ?? 0) === 0;
  const introduction = first ? (reading.lesson?.introduction ?? []) : [];
  return [
    ...(introduction.length === 0 ? [] : [{ type: 'prose', content: introduction } as const]),
    ...(moment.ran && step.predict !== null
      ? [verdictBlock(step.predict, reading.answers[String(step.number)])]
      : []),
    ...moment.parts,
  ];
}

function rollbackNote({ play, statement }: NonNullable<LessonReading['rollback']>): NoteBlock {
  const last = play !== null && statement === play.played.statements.length - 1;
  const text = last ? 'Rolled back. Forward applies the migration again.' : 'Rolling the migration back.';
  return { type: 'note', tone: 'insight', text };
}

/** The step's last text in front of the present moment. */
function earlierText(reading: LessonReading): readonly TextBlock[] {
  const { step, moment } = reading.position;
  const moments = momentsAt(reading, step).slice(0, moment + 1);
  return moments.findLast(({ parts }) => parts.length > 0)?.parts ?? [];
}

function sqlOf(reading: LessonReading, { moment, step, action, index }: Scene): SqlBlock | null {
  if (action !== null) return playedSql(action, index);
  if (reading.rollback !== null) return null;
  const next = moment.type === 'statement' ? moment.action : moment.next;
  const coming = next === null ? undefined : playedActions(step)[next];
  return coming === undefined ? null : comingSql(coming);
}

/** Behind a step's last statement: the SQL that the text speaks of. */
function sqlBehind(reading: LessonReading, { moment }: Scene): SqlBlock | null {
  const last = moment.type === 'text' && moment.ran ? currentPlay(reading)?.actions.at(-1) : undefined;
  return last === undefined ? null : playedSql(last, null);
}

function dataOf(reading: LessonReading, scene: Scene): readonly DataBlock[] {
  if (scene.waiting) return [];
  const { view } = reading;
  if (view.ledger) return [{ type: 'ledger', entries: scene.state?.ledger ?? null }];
  const result = resultOf(scene);
  const table = tableInFront(reading, scene);
  if (table === null && result === null)
    return [{ type: 'note', tone: 'quiet', text: 'The database is starting…' }];
  const both: readonly (DataBlock | null)[] = view.table === null ? [result, table] : [table, result];
  return both.filter((block) => block !== null);
}

/** What the moment's query found, or null. */
function resultOf({ result, moment }: Scene): ResultBlock | null {
  return result === null ? null : resultBlock(result, moment.type === 'text' && moment.next !== null);
}

/** The table in front, or null while there is no state. */
function tableInFront({ lesson, view }: LessonReading, scene: Scene): TableBlock | null {
  const { state, change } = scene;
  if (state === null) return null;
  const { current } = tablesIn(lesson?.show ?? [], state, change?.diff ?? null, view.table);
  return tableBlock(current, state, change, lastTouched(scene, current));
}

/** The last row that the batches changed, where this one finds nothing more to do; else null. */
function lastTouched({ action, statement, index }: Scene, name: string | null): number | null {
  if (action === null || statement?.made?.type !== 'batch' || statement.rowsChanged > 0) return null;
  const changes = statementChange(action).slice(0, index);
  for (const { diff } of changes.toReversed()) {
    const rows = diff.tables.find((table) => table.after === name)?.rows;
    if (rows === undefined) continue;
    const touched = [...rows.added, ...rows.changed.map(({ after }) => after)];
    if (touched.length > 0) return Math.max(...touched);
  }
  return null;
}

function statusOf(reading: LessonReading, scene: Scene): StatusBlock | null {
  const { action, statement, change, moment, result } = scene;
  if (scene.waiting) return { type: 'running' };
  const count = currentPlay(reading)?.traffic ?? null;
  if (count !== null && moment.type === 'text' && moment.ran) return { type: 'requests', count };
  if (statement?.error != null) {
    const rolledBack = action !== null && 'transaction' in action.unit && action.unit.transaction;
    return { type: 'failed', rolledBack };
  }
  if (change !== null) return { type: 'changed', change };
  return result === null ? null : { type: 'found', result };
}
