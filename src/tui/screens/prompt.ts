/** Any SQL on the state as it stands: what it answers, what it changed, and the line to type on. */
import { textOf } from '../../tutor/editor/buffer.ts';
import { changeOfStatements, type Change } from '../../lesson/changes.ts';
import { describeDiff } from '../../diff/describe.ts';
import type { LessonState, PromptAnswer, PromptPanel, Tutor } from '../../tutor/state.ts';
import { promptTables } from '../../tutor/updatePanel.ts';
import type { ResultSet } from '../../database/result.ts';
import { editorView } from '../editor/view.ts';
import { frame, type Frame, type Surface } from '../frame.ts';
import { MARGIN, type Size, type StatusRoom } from '../../render/terminal/layout.ts';
import { highlightSql } from '../../render/terminal/text/highlight.ts';
import type { Line } from '../../render/spans/line.ts';
import { printable } from '../../render/spans/visible.ts';
import { wrapLine } from '../../render/terminal/text/wrap.ts';
import { lessonHeader } from './lessonHeader.ts';
import type { TableScroll } from '../../render/terminal/scroll.ts';
import { tableScroll } from '../scroll.ts';
import { statusLine } from './status.ts';
import { dataLines } from '../../render/terminal/blocks/data.ts';
import { resultBlock, tableBlock } from '../../view/data.ts';
import { statusWords } from '../../render/terminal/blocks/status.ts';

const SIGN = 'sql> ';
const MORE = '  -> ';
/** Title and rule stand above the body. */
const BODY_TOP = 2;

/** The SQL prompt over a lesson. */
export function promptFrame(tutor: Tutor, lesson: LessonState, panel: PromptPanel, size: Surface): Frame {
  const width = size.columns - 2 * MARGIN;
  const height = Math.max(
    1,
    Math.min(textOf(panel.prompt.buffer).split('\n').length, Math.floor(size.rows / 3)),
  );
  const typed = editorView(panel.prompt.buffer, {
    width: width - SIGN.length,
    height,
    highlight: highlightSql,
  });
  const input = typed.lines.map((line, row): Line => [
    { text: row === 0 ? SIGN : MORE, style: 'key' },
    ...line,
  ]);
  let inputTop = 0;
  const drawn = frame(tutor, size, {
    ...lessonHeader(lesson),
    body: ({ columns, rows }, scrolling) => {
      const top: readonly Line[] = [
        [
          { text: 'SQL', style: 'heading' },
          { text: '  What you change here is undone when you leave.', style: 'quiet' },
        ],
        [],
      ];
      const room = rows - top.length - input.length - 1;
      const shown = tableScroll(scrolling, 'prompt', [panel.last, panel.table]);
      const answer = answerLines(lesson, panel, { columns, rows: room }, shown).slice(0, Math.max(0, room));
      const filled = [
        ...top,
        ...answer,
        ...Array.from({ length: Math.max(0, room - answer.length) }, (): Line => []),
        [],
      ];
      inputTop = BODY_TOP + filled.length;
      return [...filled, ...input];
    },
    status: statusLine(tutor, (room) => promptStatus(lesson, panel, room)),
  });
  const caret =
    typed.caret === null || panel.running
      ? null
      : { x: MARGIN + SIGN.length + typed.caret.column, y: inputTop + typed.caret.row };
  return { ...drawn, caret };
}

/** The last SQL and its answer: an error, a result, or the table that changed; at first the table in front. */
function answerLines(
  lesson: LessonState,
  panel: PromptPanel,
  { columns, rows }: Size,
  scroll: TableScroll,
): readonly Line[] {
  const { last } = panel;
  const change = last === null ? null : changeOf(last);
  const table = promptTables(lesson, panel).current;
  const state = change?.after ?? panel.start;
  const options = { scroll, beside: false };
  if (last === null) return dataLines(tableBlock(table, state, null), { columns, rows }, options).lines;
  const asked = wrapLine(
    [{ text: SIGN, style: 'quiet' }, ...highlightSql(printable(last.sql.trim().split('\n')[0] ?? ''))],
    columns,
  ).slice(0, 1);
  const error = last.reply.error;
  const errors =
    error === null
      ? []
      : wrapLine([{ text: `✗ ${printable(error.message)}`, style: 'error' }], columns, {
          rest: [{ text: '  ' }],
        });
  const head = [...asked, ...errors, []];
  const space = { columns, rows: rows - head.length };
  const result = shownResult(panel);
  if (result !== null) return [...head, ...dataLines(resultBlock(result), space, options).lines];
  return [...head, ...dataLines(tableBlock(table, state, change), space, options).lines];
}

/** The result on screen; Tab turns to the tables. */
function shownResult({ last, table }: PromptPanel): ResultSet | null {
  return last === null || table !== null ? null : lastResult(last);
}

function lastResult(last: PromptAnswer): ResultSet | null {
  return last.reply.statements.findLast((statement) => statement.result !== null)?.result ?? null;
}

function changeOf({ before, reply }: PromptAnswer): Change {
  return changeOfStatements(before, reply.statements, reply.state);
}

function promptStatus(lesson: LessonState, panel: PromptPanel, room: StatusRoom): Line {
  if (panel.running) return [{ text: 'Running… Ctrl-C stops it.' }];
  if (!panel.ready) return [{ text: 'Making a copy of the database…' }];
  if (panel.last === null) return [];
  const { statements, error } = panel.last.reply;
  if (error !== null) return statusWords({ type: 'failed', rolledBack: false }, null, room);
  const result = lastResult(panel.last);
  const change = changeOf(panel.last);
  if (describeDiff(change.diff).length > 0) {
    const drawn = shownResult(panel) === null ? promptTables(lesson, panel).current : null;
    return statusWords({ type: 'changed', change }, drawn, room);
  }
  if (result !== null) return statusWords({ type: 'found', result }, null, room);
  return [{ text: statements.length === 0 ? 'There was no statement in it.' : 'Nothing changed.' }];
}
