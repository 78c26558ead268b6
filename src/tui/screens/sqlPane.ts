/** A fence's SQL with a line that says what it is, the current statement marked and in view. */
import type { Action } from '../../course/model.ts';
import type { StatementOutcome } from '../../rollout/unit.ts';
import { actionChange } from '../../lesson/changes.ts';
import { migrationKind, type MigrationKind } from '../../migrate/kind.ts';
import type { ActionPlay } from '../../lesson/play.ts';
import type { Line, Span } from '../../render/terminal/text/line.ts';
import { printable } from '../../render/terminal/text/visible.ts';
import { cutLine, lineWidth } from '../../render/terminal/text/width.ts';
import { sqlLines, type SqlLine, type SqlOptions } from '../../render/terminal/text/sql.ts';
import { wrapLine } from '../../render/terminal/text/wrap.ts';
import { batchLine, requestLine, requestVerdict } from './traffic.ts';
import { counted } from '../../words/sentence.ts';

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
    // Traffic is one request, and says with its name what it got.
    ...(action.type === 'traffic' ? [] : madeLines(statements, current, width)),
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
  const whole = last - first + 1;
  if (whole >= room) return beginning(lines.slice(first, first + whole), room);
  const after = lines.slice(last + 1);
  // What comes next is read before what is done already.
  const below = Math.min(after.length, room - whole);
  const above = Math.min(first, room - whole - below);
  return [
    ...(above === 0 ? [] : doneAbove(all, first, above)),
    ...lines.slice(first, last + 1),
    ...(below === 0
      ? []
      : below === 1 && after.length > 1
        ? [moreLine(after.length)]
        : beginning(after, below)),
  ];
}

/** The lines, or the first of them and how many more there are. */
function beginning(lines: readonly Line[], room: number): readonly Line[] {
  if (lines.length <= room || room <= 1) return lines.slice(0, room);
  return [...lines.slice(0, room - 1), moreLine(lines.length - room + 1)];
}

/** How the statement in front of line `first` begins, with its mark; or how many lines there are. */
function doneAbove(all: readonly SqlLine[], first: number, room: number): readonly Line[] {
  const lines = all.map(({ line }) => line);
  if (first <= room) return lines.slice(0, first);
  if (room === 1) return [moreLine(first)];
  const before = all[first - 1]?.statement ?? null;
  const begins = all.findIndex(({ statement }) => statement !== null && statement === before);
  return beginning(lines.slice(Math.max(0, begins), first), room);
}

function moreLine(count: number): Line {
  return [{ text: `  … ${counted(count, 'more line')}`, style: 'quiet' }];
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
  const details = (place: string): string[] =>
    [
      kindText(action, play),
      action.fails !== null && play !== null ? 'meant to fail' : '',
      batched && play === null ? 'in batches' : '',
      index !== null && count > 1 && !batched ? `${place}${index + 1} of ${count}` : '',
    ].filter((detail) => detail !== '');
  const name: Span = { text: printable(nameOf(action)), style: 'strong' };
  const made = index === null ? undefined : play?.played.statements[index]?.made;
  const verdict: Line =
    action.type === 'traffic' && made?.type === 'request'
      ? [{ text: '  ' }, ...requestVerdict(made.request)]
      : [];
  for (const place of ['statement ', '']) {
    const quiet = details(place).map((text): Span => ({ text: ` · ${text}`, style: 'quiet' }));
    const line: Line = [name, ...quiet, ...verdict];
    if (lineWidth(line) <= width) return [line];
  }
  const rest = details('statement ').join(' · ');
  return [
    ...wrapLine([name], width, { rest: [{ text: '  ' }] }).slice(0, 2),
    ...(rest === '' && verdict.length === 0
      ? []
      : [cutLine([{ text: `  ${rest}`, style: 'quiet' }, ...verdict], width)]),
  ];
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
