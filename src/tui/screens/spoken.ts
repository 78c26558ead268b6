/**
 * The screen for a screen reader: the same content as sentences in reading
 * order. First where I am, then the text, the SQL, what it did, the table row
 * by row, and last the keys.
 */
import type { LessonState, PredictPanel, Tutor } from '../../tutor/state.ts';
import { contextOf } from '../../tutor/commands.ts';
import { playedActions } from '../../lesson/play.ts';
import { currentFleet, currentPhase } from '../../lesson/application.ts';
import { listedHeads } from '../../tutor/select.ts';
import { sceneAt, type Scene } from '../../lesson/scene.ts';
import { currentStep } from '../../lesson/place.ts';
import { tablesIn } from '../../lesson/tables.ts';
import { textOf } from '../../tutor/editor/buffer.ts';
import { footerWords } from '../footer.ts';
import { resultSpoken } from '../../render/terminal/table/result.ts';
import { tableSpoken } from '../../render/speech/table.ts';
import { proseText } from '../../render/terminal/text/prose.ts';
import { printable } from '../../render/terminal/text/visible.ts';
import { plainLine } from '../../render/terminal/text/width.ts';
import { drawingSpoken } from './drawingFrame.ts';
import { exerciseSpoken } from './exerciseSpoken.ts';
import { helpSpoken } from './helpSpoken.ts';
import { exerciseStanding } from './home.ts';
import { inspectSpoken } from './inspectSpoken.ts';
import { labSpoken } from './labSpoken.ts';
import { ledgerSpoken } from './ledgerSpoken.ts';
import { fleetWords } from './matrix.ts';
import { matrixSpoken } from './matrixSpoken.ts';
import { partSpoken } from './parts.ts';
import { questionSpoken, verdictSpoken } from './predictSpoken.ts';
import { promptSpoken } from './promptSpoken.ts';
import { searchSpoken } from './searchSpoken.ts';
import { drawnTable, paneOf, viewOf } from './tablePane.ts';
import { toolsSpoken } from './toolsSpoken.ts';
import { madeSpoken } from './traffic.ts';
import { changeLine } from './words.ts';
import { ended } from '../../words/sentence.ts';

/** Wide enough that nothing is cut or wrapped: a screen reader does that itself. */
const ENDLESS = 10_000;

/** The screen as lines of plain text. */
export function spokenScreen(tutor: Tutor): readonly string[] {
  const notice = tutor.notice === null ? [] : [printable(tutor.notice.text)];
  // It answers the key just pressed, and must not wait behind the whole screen.
  return [...notice, ...content(tutor), keysSentence(tutor)].filter((line) => line !== '');
}

function content(tutor: Tutor): readonly string[] {
  if (tutor.help !== null) {
    return helpSpoken(tutor);
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
    exerciseStanding(tutor.progress[heads[cursor]?.slug ?? '']?.exercise ?? null),
  ];
}

function lessonSpoken(lesson: LessonState): readonly string[] {
  const { head, position, panel } = lesson;
  const scene = sceneAt(lesson);
  const place = `Lesson ${head.number}, ${printable(head.title)}. Step ${position.step} of ${head.stepCount}`;
  if (scene === null) return [`${place}. Loading.`];
  const top = `${place}: ${printable(scene.step.title)}.`;
  const running = applicationSpoken(lesson);
  switch (panel?.type) {
    case 'inspect':
      return inspectSpoken(lesson, panel);
    case 'tools':
      return [top, ...toolsSpoken(currentStep(lesson)?.tools ?? [], panel.index)];
    case 'search':
      return [top, ...searchSpoken(lesson, panel)];
    case 'prompt':
      return promptSpoken(lesson, panel);
    case 'predict':
      return [top, running, ...predictSpoken(scene, panel)];
    case 'lab':
      return [top, ...labSpoken(lesson, panel)];
    case 'matrix':
      return [top, ...matrixSpoken(lesson, panel)];
    case 'drawing':
      return [top, ...drawingSpoken(lesson)];
    case 'exercise':
      return exerciseSpoken(lesson, panel);
    case undefined: {
      // Whoever turned to a table or to the ledger has heard the text.
      const { ledger, table } = lesson.view;
      return ledger || table !== null
        ? [top, ...tableOf(lesson, scene)]
        : [top, running, ...sceneSpoken(lesson, scene)];
    }
  }
}

/** `Phase S1. A0 and A1 run now.`; empty in a lesson without an application. */
function applicationSpoken(lesson: LessonState): string {
  const phase = currentPhase(lesson);
  const words = [phase === null ? '' : `Phase ${printable(phase)}.`, fleetWords(currentFleet(lesson))];
  return words.filter((each) => each !== '').join(' ');
}

function predictSpoken(scene: Scene, { cursor, chosen }: PredictPanel): readonly string[] {
  const { predict } = scene.step;
  return predict === null ? [] : [...questionSpoken(predict, cursor, chosen), ...sqlSpoken(scene)];
}

function sceneSpoken(lesson: LessonState, scene: Scene): readonly string[] {
  const { moment, step } = scene;
  const introduction =
    step.number === 1 && moment.type === 'text' && !moment.ran
      ? proseText(lesson.lesson?.introduction ?? [])
      : '';
  const verdict =
    moment.type === 'text' && moment.ran && step.predict !== null
      ? verdictSpoken(step.predict, lesson.answers[String(step.number)])
      : [];
  const parts = moment.type === 'text' ? moment.parts.map(partSpoken) : [];
  return [
    introduction,
    ...verdict,
    ...parts,
    ...sqlSpoken(scene),
    scene.statement?.error == null ? '' : `The error: ${ended(printable(scene.statement.error.message))}`,
    ended(
      plainLine(changeLine(lesson, scene, drawnTable(paneOf(lesson, scene)), { columns: ENDLESS, lines: 1 })),
    ),
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
  if (lesson.view.ledger) return ledgerSpoken(state?.ledger ?? null);
  if (result !== null && lesson.view.table === null) return resultSpoken(result);
  if (state === null) return [];
  const name = tablesIn(lesson.lesson?.show ?? [], state, change?.diff ?? null, lesson.view.table).current;
  return name === null ? [] : tableSpoken(viewOf(name, state, change, false));
}

function keysSentence(tutor: Tutor): string {
  // Scrolling moves nothing here: the whole is read.
  const words = footerWords(tutor).filter(({ label }) => !label.startsWith('scroll'));
  // While one writes the task is not read, and this is how to hear it.
  const behind = contextOf(tutor) === 'editor' ? ' and hear the task' : '';
  const said = words.map(({ binding, spoken, label }) =>
    binding.command === 'escape' ? `${spoken} ${label}${behind}` : `${spoken} ${label}`,
  );
  return `Keys: ${said.join(', ')}.`;
}
