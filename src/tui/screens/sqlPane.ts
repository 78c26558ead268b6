/** A fence's SQL with a line that says what it is, the current statement marked and in view. */
import type { Action } from '../../content/model.ts';
import { actionChange } from '../../engine/lesson/changes.ts';
import { migrationKind, type MigrationKind } from '../../engine/kind.ts';
import type { ActionPlay } from '../../engine/lesson/play.ts';
import type { Line, Span } from '../text/line.ts';
import { printable } from '../text/visible.ts';
import { cutLine } from '../text/width.ts';
import { sqlLines } from '../text/sql.ts';
import { wrapLine } from '../text/wrap.ts';

export interface SqlPane {
  /** Lines that it takes to show everything. */
  height(width: number): number;
  lines(width: number, height: number): readonly Line[];
}

/** `play` is null before the action ran; `index` is the statement that just ran, from 0. */
export function actionSql(action: Action, play: ActionPlay | null, index: number | null): SqlPane {
  const statements = play?.played.statements ?? [];
  const failed = index !== null && statements[index]?.error != null ? index : null;
  const error = failed === null ? [] : [statements[failed]?.error?.message ?? ''];
  const code = (width: number) =>
    sqlLines(action.sql, width, {
      statements: statements.map(({ offset, sql }) => ({ offset, length: sql.length })),
      current: index,
      done: index === null ? 0 : index + 1,
      failed,
    });
  const errorLines = (width: number): readonly Line[] =>
    error.flatMap((message) => wrapLine([{ text: `✗ ${printable(message)}`, style: 'error' }], width, { rest: [{ text: '  ' }] })).slice(0, 3);
  return {
    height: (width) => 1 + code(width).length + errorLines(width).length,
    lines(width, height) {
      const errors = errorLines(width);
      const all = code(width);
      const room = Math.max(1, height - 1 - errors.length);
      const at = all.findIndex((line) => line.statement !== null && line.statement === index);
      const end = all.findLastIndex((line) => line.statement !== null && line.statement === index);
      return [cutLine(label(action, play, index), width), ...windowed(all.map((line) => line.line), at, end, room), ...errors];
    },
  };
}

/** The lines from `at` on in view, as many as fit, the ones around them where there is room. */
function windowed(lines: readonly Line[], at: number, end: number, room: number): readonly Line[] {
  if (lines.length <= room) return lines;
  const wanted = Math.max(0, end - room + 1);
  const from = Math.min(Math.max(0, Math.min(at, wanted)), lines.length - room);
  const shown = lines.slice(from, from + room);
  const below = lines.length - from - room;
  return below > 0 && room > 1
    ? [...shown.slice(0, -1), [{ text: `  … ${below + 1} more lines`, style: 'quiet' }]]
    : shown;
}

function label(action: Action, play: ActionPlay | null, index: number | null): Line {
  const count = play?.played.statements.length ?? 0;
  const place = index !== null && count > 1 ? ` · statement ${index + 1} of ${count}` : '';
  const words: Span[] = [{ text: printable(nameOf(action)), style: 'strong' }];
  const details = [kindText(action, play), action.fails === null ? '' : expectation(play), place.replace(/^ · /, '')];
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
  if (play === null || action.type === 'query') return '';
  const kind = KIND_WORDS[migrationKind(actionChange(play).diff, action.sql)];
  return action.type === 'migration' && !action.transaction ? `${kind} · no transaction` : kind;
}

function expectation(play: ActionPlay | null): string {
  return play === null ? '' : 'meant to fail';
}
