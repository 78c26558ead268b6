/** The SQL prompt for a screen reader: the answer, and while something is typed, only that. */
import { textOf } from '../../tutor/editor/buffer.ts';
import { changeOfStatements } from '../../lesson/changes.ts';
import { describeDiff } from '../../diff/describe.ts';
import { joinParts } from '../../diff/words.ts';
import type { LessonState, PromptAnswer, PromptPanel } from '../../tutor/state.ts';
import { promptTables } from '../../tutor/updatePanel.ts';
import { resultSpoken } from '../../render/speech/result.ts';
import { tableSpoken } from '../../render/speech/table.ts';
import { ended } from '../../words/sentence.ts';
import { printable } from '../../render/spans/visible.ts';
import { caretSpoken } from './editorSpoken.ts';
import { tableOf } from '../../view/data.ts';

/** The prompt as sentences. */
export function promptSpoken(lesson: LessonState, panel: PromptPanel): readonly string[] {
  if (panel.running) return ['Running. Ctrl-C stops it.'];
  // Every key says the screen anew, and an answer may be long.
  if (textOf(panel.prompt.buffer) !== '') {
    const [line = '', ...more] = caretSpoken(panel.prompt.buffer);
    return [`SQL. ${line}`, ...more];
  }
  if (!panel.ready) return ['A copy of the database is being made.'];
  return [
    ...(panel.last === null ? tableAt(lesson, panel) : answerSpoken(lesson, panel, panel.last)),
    'SQL: nothing typed. What you change here is undone when you leave.',
  ];
}

function answerSpoken(lesson: LessonState, panel: PromptPanel, last: PromptAnswer): readonly string[] {
  const { before, reply, sql } = last;
  const asked = `You ran: ${printable(sql.replace(/\s+/g, ' ').trim())}`;
  if (reply.error !== null) return [asked, `The error: ${ended(printable(reply.error.message))}`];
  if (reply.statements.length === 0) return [asked, 'There was no statement in it.'];
  const result = reply.statements.findLast((statement) => statement.result !== null)?.result ?? null;
  const change = changeOfStatements(before, reply.statements, reply.state);
  const changes = describeDiff(change.diff, { after: change.after });
  const said = changes.length > 0 ? [ended(printable(joinParts(changes)))] : [];
  if (result !== null && panel.table === null) return [asked, ...said, ...resultSpoken(result)];
  const nothing = result === null && said.length === 0 ? ['Nothing changed.'] : said;
  const name = promptTables(lesson, panel).current;
  return [asked, ...nothing, ...(name === null ? [] : tableSpoken(tableOf(name, reply.state, change)))];
}

/** The table in front before anything ran. */
function tableAt(lesson: LessonState, panel: PromptPanel): readonly string[] {
  const name = promptTables(lesson, panel).current;
  return name === null ? [] : tableSpoken(tableOf(name, panel.start, null));
}
