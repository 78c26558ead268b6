/**
 * The screen for a screen reader: the same content as sentences in reading
 * order. First where I am, then the text, the SQL, what it did, the table row
 * by row, and last the keys.
 */
import { contextOf } from '../../engine/tutor/commands.ts';
import { playedActions } from '../../engine/lesson/play.ts';
import { currentFleet, currentMatrix } from '../../engine/tutor/fleet.ts';
import { currentStep, listedHeads, matchesOf, sceneOf, type Scene } from '../../engine/tutor/select.ts';
import type { LessonState, Tutor } from '../../engine/tutor/state.ts';
import { tablesIn } from '../../engine/tutor/tables.ts';
import { promptTables } from '../../engine/tutor/updatePanel.ts';
import { textOf } from '../../engine/editor/buffer.ts';
import { changeOfStatements } from '../../engine/lesson/changes.ts';
import { footerWords } from '../footer.ts';
import { resultSpoken } from '../table/result.ts';
import { tableSpoken } from '../table/spoken.ts';
import { phrasingLines, proseText } from '../text/prose.ts';
import { printable } from '../text/visible.ts';
import { plainLine } from '../text/width.ts';
import { drawnTable, ledgerLines, paneOf, viewOf } from './tablePane.ts';
import { labSpoken } from './lab.ts';
import { fleetWords, matrixSpoken } from './matrix.ts';
import { partSpoken } from './parts.ts';
import { madeSpoken } from './traffic.ts';
import { verdictLines } from './predict.ts';
import { drawingSpoken } from './drawingFrame.ts';
import { exerciseSpoken } from './exerciseSpoken.ts';
import { helpLines } from './help.ts';
import { changeLine } from './words.ts';

/** Wide enough that nothing is cut or wrapped: a screen reader does that itself. */
const ENDLESS = 10_000;

/** The screen as lines of plain text. */
export function spokenScreen(tutor: Tutor): readonly string[] {
  const notice = tutor.notice === null ? [] : [printable(tutor.notice.text)];
  return [...content(tutor), ...notice, keysSentence(tutor)].filter((line) => line !== '');
}

function content(tutor: Tutor): readonly string[] {
  if (tutor.help !== null) {
    const under = { ...tutor, help: null };
    return ['Keys.', ...helpLines(under, contextOf(under), ENDLESS).map(plainLine)];
  }
  return tutor.lesson === null ? homeSpoken(tutor) : lessonSpoken(tutor.lesson);
}

function homeSpoken(tutor: Tutor): readonly string[] {
  const heads = listedHeads(tutor);
  const { filter, cursor } = tutor.home;
  return [
    `${printable(tutor.title)}. ${heads.length} lessons.`,
    filter === null ? '' : `Filter: ${printable(textOf(filter))}.`,
    ...heads.map((head, index) => {
      const progress = tutor.progress[head.slug];
      const state =
        progress === undefined
          ? 'not begun'
          : progress.done
            ? 'done'
            : `step ${progress.position.step} of ${head.stepCount}`;
      const chosen = index === cursor ? 'Chosen: ' : '';
      return `${chosen}${head.number}, ${printable(head.title)}, ${state}, ${head.minutes} minutes.`;
    }),
    printable(heads[cursor]?.summary ?? ''),
  ];
}

function lessonSpoken(lesson: LessonState): readonly string[] {
  const { head, position, panel } = lesson;
  const scene = sceneOf(lesson);
  const place = `Lesson ${head.number}, ${printable(head.title)}. Step ${position.step} of ${head.stepCount}`;
  if (scene === null) return [`${place}. Loading.`];
  const top = `${place}: ${printable(scene.step.title)}.`;
  const running = applicationSpoken(lesson);
  switch (panel?.type) {
    case 'tools': {
      const tool = currentStep(lesson)?.tools[panel.index];
      return [top, `In ${printable(tool?.tool ?? '')}:`, ...(tool?.code.split('\n').map(printable) ?? [])];
    }
    case 'search':
      return [
        top,
        `Search: ${printable(textOf(panel.buffer))}.`,
        ...matchesOf(lesson).map(
          (step, index) =>
            `${index === panel.cursor ? 'Chosen: ' : ''}Step ${step}, ${printable(lesson.lesson?.steps[step - 1]?.title ?? '')}.`,
        ),
      ];
    case 'prompt':
      return [top, ...promptSpoken(lesson)];
    case 'predict':
      return [top, running, ...questionSpoken(scene, panel.cursor, panel.chosen)];
    case 'lab':
      return [top, ...labSpoken(lesson, panel)];
    case 'matrix':
      return [top, ...matrixSpoken(lesson, panel)];
    case 'drawing':
      return [top, ...drawingSpoken(lesson)];
    case 'exercise':
      return exerciseSpoken(lesson, panel);
    case 'inspect':
    case undefined:
      return [top, running, ...sceneSpoken(lesson, scene)];
  }
}

/** `Phase S1. A0 and A1 run now.`; empty in a lesson without an application. */
function applicationSpoken(lesson: LessonState): string {
  const phase = currentMatrix(lesson)?.rows.find(({ current }) => current)?.phase;
  const words = [phase === undefined ? '' : `Phase ${printable(phase)}.`, fleetWords(currentFleet(lesson))];
  return words.filter((each) => each !== '').join(' ');
}

function questionSpoken(scene: Scene, cursor: number, chosen: readonly number[]): readonly string[] {
  const { predict } = scene.step;
  if (predict === null) return [];
  return [
    `Predict: ${proseText(predict.question)}`,
    ...predict.options.map((option, index) => {
      const mark = chosen.includes(index) ? 'chosen' : 'not chosen';
      const text = phrasingLines(option.text, ENDLESS).map(plainLine).join(' ');
      return `${index === cursor ? 'Here: ' : ''}${index + 1}, ${mark}: ${text}`;
    }),
    ...sqlSpoken(scene),
  ];
}

function sceneSpoken(lesson: LessonState, scene: Scene): readonly string[] {
  const { moment, step } = scene;
  const introduction =
    step.number === 1 && moment.type === 'text' && !moment.ran
      ? proseText(lesson.lesson?.introduction ?? [])
      : '';
  const verdict =
    moment.type === 'text' && moment.ran && step.predict !== null
      ? verdictLines(step.predict, lesson.answers[String(step.number)], ENDLESS).map(plainLine)
      : [];
  const parts = moment.type === 'text' ? moment.parts.map(partSpoken) : [];
  return [
    introduction,
    ...verdict,
    ...parts,
    ...sqlSpoken(scene),
    scene.statement?.error == null ? '' : `The error: ${printable(scene.statement.error.message)}`,
    plainLine(changeLine(lesson, scene, drawnTable(paneOf(lesson, scene)), { columns: ENDLESS, lines: 1 })),
    ...tableOf(lesson, scene),
  ];
}

/** The SQL that just ran, or that comes next. */
function sqlSpoken(scene: Scene): readonly string[] {
  if (scene.statement !== null) {
    const { statement, action, index } = scene;
    return [
      `Statement ${index + 1} ran: ${printable(statement.sql.replace(/\s+/g, ' '))}`,
      madeSpoken(action?.played.statements ?? [], statement),
    ];
  }
  const { moment, step } = scene;
  const next = moment.type === 'text' ? moment.next : moment.action;
  const action = next === null ? undefined : playedActions(step)[next];
  return action === undefined ? [] : [`Next: ${printable(action.sql.replace(/\s+/g, ' '))}`];
}

function tableOf(lesson: LessonState, scene: Scene): readonly string[] {
  const { state, change, result } = scene;
  if (scene.waiting) return ['Running. Ctrl-C stops it.'];
  if (lesson.view.ledger)
    return ledgerLines(state?.ledger ?? null, { columns: ENDLESS, rows: ENDLESS }).map(plainLine);
  if (result !== null && lesson.view.table === null) return resultSpoken(result);
  if (state === null) return [];
  const name = tablesIn(lesson.lesson?.show ?? [], state, change?.diff ?? null, lesson.view).current;
  return name === null ? [] : tableSpoken(viewOf(name, state, change, false));
}

function promptSpoken(lesson: LessonState): readonly string[] {
  const { panel } = lesson;
  if (panel?.type !== 'prompt') return [];
  const typed = `SQL: ${printable(textOf(panel.prompt.buffer))}`;
  if (panel.running) return ['Running. Ctrl-C stops it.'];
  if (panel.last === null) return [typed];
  const { before, reply } = panel.last;
  if (reply.error !== null) return [`The error: ${printable(reply.error.message)}`, typed];
  const result = reply.statements.findLast((statement) => statement.result !== null)?.result ?? null;
  if (result !== null && panel.view.table === null) return [...resultSpoken(result), typed];
  const change = changeOfStatements(before, reply.statements, reply.state);
  const name = promptTables(lesson, panel).current;
  return [...(name === null ? [] : tableSpoken(viewOf(name, reply.state, change, false))), typed];
}

function keysSentence(tutor: Tutor): string {
  return `Keys: ${footerWords(tutor)
    .map(({ spoken, label }) => `${spoken} ${label}`)
    .join(', ')}.`;
}
