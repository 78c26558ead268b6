/**
 * The screen for a screen reader: the same content as sentences in reading
 * order. First where I am, then the text, the SQL, what it did, the table row
 * by row, and last the keys.
 */
import type { InspectPanel, LessonState, MatrixPanel, Tutor } from '../../tutor/state.ts';
import { contextOf } from '../../tutor/commands.ts';
import { listedHeads } from '../../tutor/select.ts';
import { currentStep } from '../../lesson/place.ts';
import { textOf } from '../../tutor/editor/buffer.ts';
import { lessonSpoken, placeSpoken } from '../../render/speech/lesson.ts';
import { lessonPlace, lessonView } from '../../view/lesson.ts';
import { footerWords } from '../footer.ts';
import { isScrolling } from '../scroll.ts';
import { printable } from '../../render/spans/visible.ts';
import { drawingSpoken } from '../../render/speech/drawing.ts';
import { drawingOfLesson } from './drawing.ts';
import { exerciseSpoken } from './exerciseSpoken.ts';
import { helpSpoken } from './helpSpoken.ts';
import { exerciseStanding } from './home.ts';
import { cellSpoken } from '../../render/speech/cell.ts';
import { inspectView } from '../../view/inspect.ts';
import { labSpoken } from './labSpoken.ts';
import { matrixBlock } from '../../view/matrix.ts';
import { matrixCellSpoken, matrixSpoken } from '../../render/speech/matrix.ts';
import { promptSpoken } from './promptSpoken.ts';
import { searchSpoken } from './searchSpoken.ts';
import { toolsSpoken } from '../../render/speech/tools.ts';

/** The screen as lines of plain text. */
export function spokenScreen(tutor: Tutor): readonly string[] {
  const notice = tutor.notice === null ? [] : [printable(tutor.notice.text)];
  // It answers the key just pressed, and must not wait behind the whole screen.
  return [...notice, ...content(tutor), keysSentence(tutor)].filter((line) => line !== '');
}

function content(tutor: Tutor): readonly string[] {
  if (tutor.help !== null) {
    return helpSpoken(tutor, tutor.help);
  }
  return tutor.lesson === null ? homeSpoken(tutor) : lessonScreenSpoken(tutor.lesson);
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

function lessonScreenSpoken(lesson: LessonState): readonly string[] {
  const { panel } = lesson;
  const view = lessonView(lesson, panel?.type === 'predict' ? panel : null);
  if (view === null) {
    const { number, title, step, steps } = lessonPlace(lesson);
    return [`Lesson ${number}, ${printable(title)}. Step ${step} of ${steps}. Loading.`];
  }
  const top = placeSpoken(view.place, view.heading);
  switch (panel?.type) {
    case 'inspect':
      return inspectPanelSpoken(lesson, panel);
    case 'tools':
      return [top, ...toolsSpoken(currentStep(lesson)?.tools ?? [], panel.index)];
    case 'search':
      return [top, ...searchSpoken(lesson, panel)];
    case 'prompt':
      return promptSpoken(lesson, panel);
    case 'lab':
      return [top, ...labSpoken(lesson, panel)];
    case 'matrix':
      return [top, ...matrixPanelSpoken(lesson, panel)];
    case 'drawing':
      return [top, ...drawingSpoken(drawingOfLesson(lesson))];
    case 'exercise':
      return exerciseSpoken(lesson, panel);
    case 'predict':
    case undefined:
      return lessonSpoken(view);
  }
}

/** Nothing but the cell, for every key says the screen anew. */
function inspectPanelSpoken(lesson: LessonState, panel: InspectPanel): readonly string[] {
  const view = inspectView(lesson, panel);
  return view === null ? [] : [cellSpoken(view)];
}

function matrixPanelSpoken(lesson: LessonState, panel: MatrixPanel): readonly string[] {
  const block = matrixBlock(lesson, panel);
  if (block === null) return [];
  if (!panel.open) return matrixSpoken(block);
  return block.cell === null ? [] : matrixCellSpoken(block.cell);
}

function keysSentence(tutor: Tutor): string {
  // Scrolling moves nothing here: the whole is read.
  const words = footerWords(tutor).filter(({ binding }) => !isScrolling(binding.command));
  // While one writes the task is not read, and this is how to hear it.
  const behind = contextOf(tutor) === 'editor' ? ' and hear the task' : '';
  const said = words.map(({ binding, spoken, label }) =>
    binding.command === 'escape' ? `${spoken} ${label}${behind}` : `${spoken} ${label}`,
  );
  return `Keys: ${said.join(', ')}.`;
}
