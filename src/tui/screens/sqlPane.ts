/** A fence's SQL with a line that says what it is, the current statement marked and in view. */
import type { Action } from '../../content/model.ts';
import type { StatementOutcome } from '../../engine/database.ts';
import { actionChange } from '../../engine/lesson/changes.ts';
import { migrationKind, type MigrationKind } from '../../engine/kind.ts';
import type { ActionPlay } from '../../engine/lesson/play.ts';
import type { Line, Span } from '../text/line.ts';
import { printable } from '../text/visible.ts';
import { cutLine } from '../text/width.ts';
import { sqlLines, type SqlLine, type SqlOptions } from '../text/sql.ts';
import { wrapLine } from '../text/wrap.ts';
import { batchLine, requestLine } from './traffic.ts';

export interface SqlPane {
  /** Lines that it takes to show everything. */
  height(width: number): number;
  lines(width: number, height: number): readonly Line[];
}

/** `play` is null before the action ran; `index` is the statement that just ran, from 0. */
export function actionSql(action: Action, play: ActionPlay | null, index: number | null): SqlPane {
  const statements = play?.played.statements ?? [];
  const current = index === null ? undefined : statements[index];
  const { sql, options } = shownSql(action, statements, index);
  const head = (width: number): readonly Line[] => [
    cutLine(label(action, play, index), width),
    ...madeLines(statements, current, width),
  ];
  const errors = (width: number): readonly Line[] => errorLines(current, width);
  return {
    height: (width) => head(width).length + sqlLines(sql, width, options).length + errors(width).length,
    lines(width, height) {
      const above = head(width);
      const below = errors(width);
      const room = Math.max(1, height - above.length - below.length);
      return [...above, ...windowed(sqlLines(sql, width, options), options.current ?? null, room), ...below];
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
  return {
    sql: action.sql,
    options: {
      statements: statements.map(({ offset, sql }) => ({ offset, length: sql.length })),
      current: index,
      done: index === null ? 0 : index + 1,
      failed: current?.error == null ? null : index,
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

/** The lines around the current statement, as many as fit. */
function windowed(all: readonly SqlLine[], current: number | null, room: number): readonly Line[] {
  const lines = all.map(({ line }) => line);
  if (lines.length <= room) return lines;
  const belongs = ({ statement }: SqlLine): boolean => statement !== null && statement === current;
  const first = Math.max(0, all.findIndex(belongs));
  const last = all.findLastIndex(belongs);
  const from = Math.min(first, Math.max(0, last - room + 1), lines.length - room);
  const shown = lines.slice(from, from + room);
  const below = lines.length - from - room;
  if (below === 0 || room === 1) return shown;
  return [...shown.slice(0, -1), [{ text: `  … ${below + 1} more lines`, style: 'quiet' }]];
}

function label(action: Action, play: ActionPlay | null, index: number | null): Line {
  const count = play?.played.statements.length ?? 0;
  const batched = action.type === 'migration' && action.batches !== null;
  const details = [
    kindText(action, play),
    action.fails !== null && play !== null ? 'meant to fail' : '',
    batched && play === null ? 'in batches' : '',
    index !== null && count > 1 && !batched ? `statement ${index + 1} of ${count}` : '',
  ];
  const words: Span[] = [{ text: printable(nameOf(action)), style: 'strong' }];
  for (const detail of details) if (detail !== '') words.push({ text: ` · ${detail}`, style: 'quiet' });
  return words;
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
