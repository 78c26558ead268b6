/** A fence's SQL with a line that says what it is, the current statement marked and in view. */
import type { Action } from '../../content/model.ts';
import type { StatementOutcome } from '../../engine/database.ts';
import { actionChange } from '../../engine/lesson/changes.ts';
import { migrationKind, type MigrationKind } from '../../engine/kind.ts';
import type { ActionPlay } from '../../engine/lesson/play.ts';
import type { Line, Span } from '../text/line.ts';
import { printable } from '../text/visible.ts';
import { cutLine, lineWidth } from '../text/width.ts';
import { sqlLines, type SqlLine, type SqlOptions } from '../text/sql.ts';
import { wrapLine } from '../text/wrap.ts';
import { batchLine, requestLine } from './traffic.ts';

export interface SqlPane {
  /** Lines that it takes to show everything. */
  height(width: number): number;
  /** Lines that it takes to show the statement in hand whole. */
  least(width: number): number;
  lines(width: number, height: number): readonly Line[];
}

/**
 * `play` is null before the action ran; `index` is the statement that just ran,
 * from 0, or null: none did yet, or with a `play` all of them.
 */
export function actionSql(action: Action, play: ActionPlay | null, index: number | null): SqlPane {
  const statements = play?.played.statements ?? [];
  const current = index === null ? undefined : statements[index];
  const { sql, options } = shownSql(action, statements, index);
  const above = (width: number): readonly Line[] => [
    ...label(action, play, index, width),
    ...madeLines(statements, current, width),
  ];
  const below = (width: number): readonly Line[] =>
    errorLines(index === null ? statements.at(-1) : current, width);
  const height = (width: number, lines: number): number => above(width).length + lines + below(width).length;
  return {
    height: (width) => height(width, sqlLines(sql, width, options).length),
    least: (width) => {
      const { first, last } = extent(sqlLines(sql, width, options), options.current ?? null);
      return height(width, last - first + 1);
    },
    lines(width, rows) {
      const [head, foot] = [above(width), below(width)];
      const room = Math.max(1, rows - head.length - foot.length);
      return [...head, ...windowed(sqlLines(sql, width, options), options.current ?? null, room), ...foot];
    },
  };
}

/** Which text is shown, and which statement of it is marked. In batches one statement runs again and again, between requests. */
function shownSql(
  action: Action,
  statements: readonly StatementOutcome[],
  index: number | null,
): { readonly sql: string; readonly options: SqlOptions } {
  const current = index === null ? undefined : statements[index];
  if (current?.made != null) {
    const failed = current.error === null ? null : 0;
    const whole = [{ offset: 0, length: current.sql.length }];
    return { sql: current.sql, options: { statements: whole, current: 0, done: 1, failed } };
  }
  if (action.type === 'migration' && action.batches !== null) return { sql: action.sql, options: {} };
  const failed = statements.findIndex(({ error }) => error !== null);
  return {
    sql: action.sql,
    options: {
      statements: statements.map(({ offset, sql }) => ({ offset, length: sql.length })),
      current: index,
      done: index === null ? statements.length : index + 1,
      failed: failed >= 0 && (index === null || index === failed) ? failed : null,
    },
  };
}

/** How far the batches have come, or what the request got. */
function madeLines(
  statements: readonly StatementOutcome[],
  current: StatementOutcome | undefined,
  width: number,
): readonly Line[] {
  switch (current?.made?.type) {
    case undefined:
      return [];
    case 'batch':
      return [cutLine(batchLine(statements, current), width)];
    case 'request':
      return [cutLine(requestLine(current.made.request), width)];
  }
}

function errorLines(current: StatementOutcome | undefined, width: number): readonly Line[] {
  if (current?.error == null) return [];
  const text: Line = [{ text: `✗ ${printable(current.error.message)}`, style: 'error' }];
  return wrapLine(text, width, { rest: [{ text: '  ' }] }).slice(0, 3);
}

/** The first and the last line of a statement; of all where there is none in hand. */
function extent(
  all: readonly SqlLine[],
  current: number | null,
): { readonly first: number; readonly last: number } {
  const belongs = ({ statement }: SqlLine): boolean => statement !== null && statement === current;
  const first = all.findIndex(belongs);
  return first < 0 ? { first: 0, last: all.length - 1 } : { first, last: all.findLastIndex(belongs) };
}

/** The current statement whole, then as many lines around it as fit; what is left out is counted. */
function windowed(all: readonly SqlLine[], current: number | null, room: number): readonly Line[] {
  const lines = all.map(({ line }) => line);
  if (lines.length <= room) return lines;
  const { first, last } = extent(all, current);
  const from = Math.max(0, Math.min(first, Math.max(last - room + 1, 0), lines.length - room));
  const start = last - first + 1 > room ? first : from;
  const shown = lines.slice(start, start + room);
  const end = start + shown.length;
  // A line gives way to the count of those out of view, but never one of the statement that fits.
  if (start > 0 && start < first) shown[0] = moreLine(start + 1, 'above');
  if (end < lines.length && end - 1 > last)
    shown[shown.length - 1] = moreLine(lines.length - end + 1, 'below');
  else if (end - 1 < last && room > 1) shown[shown.length - 1] = moreLine(lines.length - end + 1, 'more');
  return shown;
}

function moreLine(count: number, where: 'above' | 'below' | 'more'): Line {
  const lines = `${count}${where === 'above' ? '' : ' more'} line${count === 1 ? '' : 's'}`;
  return [{ text: `  … ${lines}${where === 'above' ? ' above' : ''}`, style: 'quiet' }];
}

/** What the SQL is, in one line where that holds it. */
function label(
  action: Action,
  play: ActionPlay | null,
  index: number | null,
  width: number,
): readonly Line[] {
  const count = play?.played.statements.length ?? 0;
  const batched = action.type === 'migration' && action.batches !== null;
  const line = (place: string): Line => {
    const details = [
      kindText(action, play),
      action.fails !== null && play !== null ? 'meant to fail' : '',
      batched && play === null ? 'in batches' : '',
      index !== null && count > 1 && !batched ? `${place}${index + 1} of ${count}` : '',
    ];
    const words: Span[] = [{ text: printable(nameOf(action)), style: 'strong' }];
    for (const detail of details) if (detail !== '') words.push({ text: ` · ${detail}`, style: 'quiet' });
    return words;
  };
  const [long, short] = [line('statement '), line('')];
  if (lineWidth(long) <= width) return [long];
  return wrapLine(short, width, { rest: [{ text: '  ' }] }).slice(0, 2);
}

/** What a fence is: `migration 0003_add_dx_icd10`. */
export function nameOf(action: Action): string {
  switch (action.type) {
    case 'migration':
      return `migration ${action.name}`;
    case 'rollback':
      return `rollback of ${action.name}`;
    case 'traffic':
      return action.name === null ? `${action.version} writes` : `${action.version}: ${action.name}`;
    case 'query':
      return action.title === null ? 'query' : `query: ${action.title}`;
  }
}

const KIND_WORDS: Readonly<Record<MigrationKind, string>> = {
  schema: 'schema',
  data: 'data',
  both: 'schema and data',
};

/** What it turned out to change: only once it ran, so that nothing is given away. */
function kindText(action: Action, play: ActionPlay | null): string {
  if (play === null || (action.type !== 'migration' && action.type !== 'rollback')) return '';
  const kind = KIND_WORDS[migrationKind(actionChange(play).diff, action.sql)];
  return action.transaction ? kind : `${kind} · no transaction`;
}
