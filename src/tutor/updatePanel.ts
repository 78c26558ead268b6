/** What lies over a lesson and takes the keys: prediction, SQL prompt, other tools, search, one table whole. */
import { applyEdit } from './editor/buffer.ts';
import { applyPrompt, enter } from './editor/history.ts';
import type { Command } from './command.ts';
import type { Effect, Step, TutorEvent } from './events.ts';
import { changeOfStatements } from '../lesson/changes.ts';
import { currentMatrix } from '../lesson/application.ts';
import { go, saved, withPanel } from './moves.ts';
import { matchesOf, positionAfter } from './select.ts';
import { sceneAt } from '../lesson/scene.ts';
import { currentStep } from '../lesson/place.ts';
import {
  type DrawingPanel,
  type InspectPanel,
  type LessonState,
  type MatrixPanel,
  type Panel,
  type PredictPanel,
  type PromptPanel,
  type SearchPanel,
  type ToolsPanel,
  type Tutor,
} from './state.ts';
import { updateExercise } from './updateExercise.ts';
import { updateLab } from './updateLab.ts';
import { tablesOf } from './tables.ts';
import { tableNamed, tablesIn, turn } from '../lesson/tables.ts';

export function updatePanel(tutor: Tutor, lesson: LessonState, panel: Panel, event: TutorEvent): Step<Tutor> {
  switch (panel.type) {
    case 'predict':
      return updatePredict(tutor, lesson, panel, event);
    case 'prompt':
      return updatePrompt(tutor, lesson, panel, event);
    case 'tools':
      return updateTools(tutor, lesson, panel, event);
    case 'search':
      return updateSearch(tutor, lesson, panel, event);
    case 'inspect':
      return updateInspect(tutor, lesson, panel, event);
    case 'matrix':
      return updateMatrix(tutor, lesson, panel, event);
    case 'drawing':
      return updateDrawing(tutor, lesson, panel, event);
    case 'lab':
      return updateLab(tutor, lesson, panel, event);
    case 'exercise':
      return updateExercise(tutor, lesson, panel, event);
  }
}

function updatePredict(
  tutor: Tutor,
  lesson: LessonState,
  panel: PredictPanel,
  event: TutorEvent,
): Step<Tutor> {
  const step = currentStep(lesson);
  const options = step?.predict?.options ?? [];
  const several = options.filter((option) => option.correct).length > 1;
  const choose = (index: number): Step<Tutor> => {
    const had = panel.chosen.includes(index);
    const chosen = several
      ? had
        ? panel.chosen.filter((other) => other !== index)
        : [...panel.chosen, index].sort((a, b) => a - b)
      : [index];
    return withPanel(tutor, lesson, { ...panel, cursor: index, chosen });
  };
  if (event.type === 'digit') {
    return event.digit >= 1 && event.digit <= options.length
      ? choose(event.digit - 1)
      : withPanel(tutor, lesson, panel);
  }
  if (event.type !== 'command') return { state: tutor, effects: [] };
  const count = Math.max(1, options.length);
  switch (event.command) {
    case 'up':
      return withPanel(tutor, lesson, { ...panel, cursor: (panel.cursor + count - 1) % count });
    case 'down':
      return withPanel(tutor, lesson, { ...panel, cursor: (panel.cursor + 1) % count });
    case 'choose':
      return choose(panel.cursor);
    case 'accept':
    case 'next': {
      if (step === null) return withPanel(tutor, lesson, null);
      const chosen = panel.chosen.length > 0 ? panel.chosen : [panel.cursor];
      const answered = { ...lesson, answers: { ...lesson.answers, [String(step.number)]: chosen } };
      const position = positionAfter(answered);
      return position === null ? saved(tutor, { ...answered, panel: null }) : go(tutor, answered, position);
    }
    case 'escape':
    case 'back':
      return withPanel(tutor, lesson, null);
    default:
      return withPanel(tutor, lesson, panel);
  }
}

function updatePrompt(tutor: Tutor, lesson: LessonState, panel: PromptPanel, event: TutorEvent): Step<Tutor> {
  const stay = (change: Partial<PromptPanel>, effects: readonly Effect[] = []): Step<Tutor> =>
    withPanel(tutor, lesson, { ...panel, ...change }, effects);
  if (event.type === 'edit') return stay({ prompt: applyPrompt(panel.prompt, event.edit) });
  if (event.type !== 'command') return stay({});
  switch (event.command) {
    case 'run': {
      const { prompt, text: sql } = enter(panel.prompt);
      return sql.trim() === '' ? stay({}) : stay({ running: true, prompt }, [{ type: 'runSql', sql }]);
    }
    case 'newline':
      return stay({ prompt: applyPrompt(panel.prompt, { type: 'newline' }) });
    case 'nextTable':
      return stay({ table: turn(promptTables(lesson, panel), 1) });
    case 'previousTable':
      return stay({ table: turn(promptTables(lesson, panel), -1) });
    case 'escape':
      return withPanel(tutor, lesson, null, [{ type: 'closeConsole' }]);
    default:
      return stay({});
  }
}

/** The tables that Tab goes through at the prompt. */
export function promptTables(lesson: LessonState, panel: PromptPanel) {
  const change =
    panel.last === null
      ? null
      : changeOfStatements(panel.last.before, panel.last.reply.statements, panel.last.reply.state);
  return tablesIn(lesson.lesson?.show ?? [], change?.after ?? panel.start, change?.diff ?? null, panel.table);
}

function updateTools(tutor: Tutor, lesson: LessonState, panel: ToolsPanel, event: TutorEvent): Step<Tutor> {
  if (event.type !== 'command') return { state: tutor, effects: [] };
  const count = Math.max(1, currentStep(lesson)?.tools.length ?? 1);
  const turned = (by: number): Step<Tutor> =>
    withPanel(tutor, lesson, { ...panel, index: (panel.index + by + count) % count });
  switch (event.command) {
    case 'right':
    case 'nextTable':
      return turned(1);
    case 'left':
    case 'previousTable':
      return turned(-1);
    case 'escape':
    case 'tools':
      return withPanel(tutor, lesson, null);
    default:
      return withPanel(tutor, lesson, panel);
  }
}

function updateSearch(tutor: Tutor, lesson: LessonState, panel: SearchPanel, event: TutorEvent): Step<Tutor> {
  if (event.type === 'edit') {
    return withPanel(tutor, lesson, { ...panel, buffer: applyEdit(panel.buffer, event.edit), cursor: 0 });
  }
  if (event.type !== 'command') return { state: tutor, effects: [] };
  const matches = matchesOf(lesson);
  const last = Math.max(0, matches.length - 1);
  const at = (cursor: number): Step<Tutor> =>
    withPanel(tutor, lesson, { ...panel, cursor: Math.min(last, Math.max(0, cursor)) });
  const move: Partial<Record<Command, number>> = { up: -1, down: 1 };
  const by = move[event.command];
  if (by !== undefined) return at(panel.cursor + by);
  if (event.command === 'accept') {
    const step = matches[panel.cursor];
    return step === undefined ? at(0) : go(tutor, lesson, { step, moment: 0 });
  }
  return withPanel(tutor, lesson, event.command === 'escape' ? null : panel);
}

function updateInspect(
  tutor: Tutor,
  lesson: LessonState,
  panel: InspectPanel,
  event: TutorEvent,
): Step<Tutor> {
  if (event.type !== 'command') return { state: tutor, effects: [] };
  const scene = sceneAt(lesson);
  const after = tableNamed(scene?.state ?? null, panel.table);
  const before = tableNamed(scene?.change?.before ?? null, panel.table);
  // In the merged view removed rows and columns are listed too.
  const rows = Math.max(1, (after?.rows.length ?? 0) + (before?.rows.length ?? 0));
  const columns = Math.max(1, (after?.schema.columns.length ?? 0) + (before?.schema.columns.length ?? 0));
  const at = (row: number, column: number): Step<Tutor> =>
    withPanel(tutor, lesson, {
      ...panel,
      row: Math.min(rows - 1, Math.max(0, row)),
      column: Math.min(columns - 1, Math.max(0, column)),
    });
  const { row, column } = panel;
  const { count = 1 } = event;
  switch (event.command) {
    case 'up':
    case 'pageUp':
      return at(row - count, column);
    case 'down':
    case 'pageDown':
      return at(row + count, column);
    case 'left':
      return at(row, column - 1);
    case 'right':
      return at(row, column + 1);
    case 'first':
      return at(0, column);
    case 'last':
      return at(rows - 1, column);
    case 'nextTable':
    case 'previousTable': {
      const tables = { ...tablesOf(lesson), current: panel.table };
      const table = turn(tables, event.command === 'nextTable' ? 1 : -1) ?? panel.table;
      return withPanel(tutor, lesson, { type: 'inspect', table, row: 0, column: 0 });
    }
    case 'escape':
    case 'inspect':
    case 'accept':
      return withPanel(tutor, lesson, null);
    default:
      return withPanel(tutor, lesson, panel);
  }
}

function updateMatrix(tutor: Tutor, lesson: LessonState, panel: MatrixPanel, event: TutorEvent): Step<Tutor> {
  if (event.type !== 'command') return { state: tutor, effects: [] };
  const matrix = currentMatrix(lesson);
  const at = (row: number, column: number): Step<Tutor> =>
    withPanel(tutor, lesson, {
      ...panel,
      row: Math.min((matrix?.rows.length ?? 1) - 1, Math.max(0, row)),
      column: Math.min((matrix?.versions.length ?? 1) - 1, Math.max(0, column)),
    });
  const { row, column } = panel;
  switch (event.command) {
    case 'up':
      return at(row - 1, column);
    case 'down':
      return at(row + 1, column);
    case 'left':
      return at(row, column - 1);
    case 'right':
      return at(row, column + 1);
    case 'accept':
      return withPanel(tutor, lesson, { ...panel, open: !panel.open });
    case 'escape':
      return withPanel(tutor, lesson, panel.open ? { ...panel, open: false } : null);
    case 'matrix':
      return withPanel(tutor, lesson, null);
    default:
      return withPanel(tutor, lesson, panel);
  }
}

function updateDrawing(
  tutor: Tutor,
  lesson: LessonState,
  panel: DrawingPanel,
  event: TutorEvent,
): Step<Tutor> {
  if (event.type !== 'command') return { state: tutor, effects: [] };
  const closes = event.command === 'escape' || event.command === 'drawing';
  return withPanel(tutor, lesson, closes ? null : panel);
}
