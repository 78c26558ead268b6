/** Inside a lesson: stepping forward and back, turning to tables, opening and closing panels. */
import { createBuffer } from './editor/buffer.ts';
import { createPrompt } from './editor/history.ts';
import type { ConsoleRequest } from '../rollout/database.ts';
import type { ActionPlay } from '../lesson/play.ts';
import type { Step, TutorEvent } from './events.ts';
import { currentMatrix } from '../lesson/application.ts';
import { go, to, withPanel } from './moves.ts';
import { comesNext, mustPredict, positionAfter, positionBefore } from './select.ts';
import { sceneAt } from '../lesson/scene.ts';
import { currentMoment } from '../lesson/place.ts';
import { FRESH_VIEW, type LessonState, type Panel, type Tutor } from './state.ts';
import { tablesOf, turnTable } from './tables.ts';
import { openExercise } from './updateExercise.ts';
import { openLab } from './updateLab.ts';
import { updatePanel } from './updatePanel.ts';
import { openAt } from './updatePlay.ts';

export function updateLesson(tutor: Tutor, lesson: LessonState, event: TutorEvent): Step<Tutor> {
  if (lesson.panel !== null) return updatePanel(tutor, lesson, lesson.panel, event);
  if (event.type === 'digit') {
    return to(tutor, { ...lesson, digits: `${lesson.digits}${event.digit}`.replace(/^0+/, '').slice(-3) });
  }
  if (event.type !== 'command') return { state: tutor, effects: [] };
  return command(tutor, { ...lesson, digits: '' }, lesson.digits, event);
}

function command(
  tutor: Tutor,
  lesson: LessonState,
  digits: string,
  { command: name, row = 0 }: Extract<TutorEvent, { type: 'command' }>,
): Step<Tutor> {
  const { view } = lesson;
  const see = (change: Partial<LessonState['view']>): Step<Tutor> =>
    to(tutor, { ...lesson, view: { ...view, ...change } });
  switch (name) {
    case 'next':
      return next(tutor, lesson);
    case 'back':
      return back(tutor, lesson);
    case 'first':
      return go(tutor, lesson, { step: 1, moment: 0 });
    case 'last': {
      const steps = lesson.head.stepCount;
      return go(tutor, lesson, { step: digits === '' ? steps : Math.min(steps, Number(digits)), moment: 0 });
    }
    case 'nextTable':
      return see({ ledger: false, table: turnTable(lesson, 1) });
    case 'previousTable':
      return see({ ledger: false, table: turnTable(lesson, -1) });
    case 'ledger':
      return see({ ledger: !view.ledger });
    case 'rollback':
      return to(tutor, { ...lesson, rollback: { play: null, statement: 0 }, view: FRESH_VIEW }, [
        { type: 'playRollback', step: lesson.position.step },
      ]);
    case 'prompt':
      return prompt(tutor, lesson);
    case 'lab':
      return openLab(tutor, lesson);
    case 'exercise':
      return openExercise(tutor, lesson, null);
    case 'tools':
      return withPanel(tutor, lesson, { type: 'tools', index: 0 });
    case 'matrix': {
      const here = currentMatrix(lesson)?.rows.findIndex(({ current }) => current) ?? 0;
      return withPanel(tutor, lesson, { type: 'matrix', row: Math.max(0, here), column: 0, open: false });
    }
    case 'drawing':
      return lesson.drawing === null
        ? withPanel(tutor, { ...lesson, drawing: { type: 'underWay' } }, { type: 'drawing' }, [
            { type: 'draw' },
          ])
        : withPanel(tutor, lesson, { type: 'drawing' });
    case 'search':
      return withPanel(tutor, lesson, { type: 'search', buffer: createBuffer(), cursor: 0 });
    case 'inspect':
    case 'accept': {
      const table = tablesOf(lesson).current;
      return table === null
        ? to(tutor, lesson)
        : withPanel(tutor, lesson, { type: 'inspect', table, row, column: 0 });
    }
    case 'escape':
      if (digits !== '') return to(tutor, lesson);
      if (view.ledger) return see({ ledger: false });
      if (lesson.rollback !== null) return to(tutor, { ...lesson, rollback: null, view: FRESH_VIEW });
      return {
        state: { ...tutor, lesson: null, home: homeAt(tutor, lesson) },
        effects: [{ type: 'closeLesson' }],
      };
    default:
      return to(tutor, lesson);
  }
}

function next(tutor: Tutor, lesson: LessonState): Step<Tutor> {
  if (lesson.rollback !== null) {
    const { play, statement } = lesson.rollback;
    const more = play !== null && statement + 1 < play.played.statements.length;
    // Behind the rollback's last statement the way goes up again: the migration is applied as before.
    const rollback = more ? { play, statement: statement + 1 } : play === null ? lesson.rollback : null;
    return to(tutor, { ...lesson, rollback, view: FRESH_VIEW });
  }
  if (mustPredict(lesson)) return withPanel(tutor, lesson, { type: 'predict', cursor: 0, chosen: [] });
  const position = positionAfter(lesson);
  if (position !== null) return go(tutor, lesson, position);
  const next = comesNext({ ...tutor, lesson });
  switch (next?.type) {
    case 'exercise':
      return openExercise(tutor, lesson, null);
    case 'lesson': {
      const opened = openAt(tutor, next.slug);
      return { state: opened.state, effects: [{ type: 'closeLesson' }, ...opened.effects] };
    }
    case 'course':
    case undefined:
      return to(tutor, lesson);
  }
}

function back(tutor: Tutor, lesson: LessonState): Step<Tutor> {
  if (lesson.rollback !== null) {
    const { play, statement } = lesson.rollback;
    const rollback = play !== null && statement > 0 ? { play, statement: statement - 1 } : null;
    return to(tutor, { ...lesson, rollback, view: FRESH_VIEW });
  }
  const position = positionBefore(lesson);
  return position === null ? to(tutor, lesson) : go(tutor, lesson, position);
}

function prompt(tutor: Tutor, lesson: LessonState): Step<Tutor> {
  const request = consoleRequest(lesson);
  const start = sceneAt(lesson)?.state ?? lesson.opened?.state;
  if (request === null || start === undefined) return to(tutor, lesson);
  const panel: Panel = {
    type: 'prompt',
    start,
    ready: false,
    running: false,
    prompt: createPrompt(),
    last: null,
    table: null,
  };
  return withPanel(tutor, lesson, panel, [{ type: 'openConsole', request }]);
}

/** How to reach the state at the current moment from the nearest checkpoint. */
function consoleRequest(lesson: LessonState): Omit<ConsoleRequest, 'now'> | null {
  if (lesson.opened === null) return null;
  if (lesson.rollback !== null) return requestInside(lesson.rollback.play, lesson.rollback.statement);
  const { step } = lesson.position;
  const moment = currentMoment(lesson);
  const actions = lesson.plays[step - 1]?.actions ?? [];
  const earlier = lesson.plays.slice(0, step - 1).flatMap((play) => play.actions);
  const start = earlier.at(-1)?.played.checkpoint ?? lesson.opened.checkpoint;
  if (moment?.type === 'statement') {
    return requestInside(actions[moment.action] ?? null, moment.statement) ?? { from: start, after: null };
  }
  const ran = moment === null ? 0 : moment.ran ? actions.length : (moment.next ?? 0);
  return { from: actions[ran - 1]?.played.checkpoint ?? start, after: null };
}

/** The state behind one statement of an action; null before the action was played. */
function requestInside(action: ActionPlay | null, statement: number): Omit<ConsoleRequest, 'now'> | null {
  if (action === null) return null;
  const { statements, checkpoint } = action.played;
  const whole = statement === statements.length - 1 || statements[statement]?.error != null;
  return whole
    ? { from: checkpoint, after: null }
    : { from: action.from, after: { unit: action.unit, statements: statement + 1 } };
}

function homeAt(tutor: Tutor, lesson: LessonState): Tutor['home'] {
  const cursor = tutor.heads.findIndex((head) => head.slug === lesson.head.slug);
  return { cursor: Math.max(0, cursor), filter: null, typing: false };
}
