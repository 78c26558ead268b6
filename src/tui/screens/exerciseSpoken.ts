/** The exercise for a screen reader: the task, the hints, the text line by line, what the check said. */
import { textOf } from '../../engine/editor/buffer.ts';
import type { ExercisePanel, LessonState } from '../../engine/tutor/state.ts';
import { exerciseChange, exerciseTables, referenceText } from '../../engine/tutor/updateExercise.ts';
import { tableSpoken } from '../table/spoken.ts';
import { proseText } from '../text/prose.ts';
import { printable } from '../text/visible.ts';
import { plainLine } from '../text/width.ts';
import { reportSpoken, summaryLine } from '../report.ts';
import { viewOf } from './tablePane.ts';

/** The exercise as sentences, in reading order. */
export function exerciseSpoken(lesson: LessonState, panel: ExercisePanel): readonly string[] {
  const exercise = lesson.lesson?.exercise;
  if (exercise == null) return [];
  const title = `Exercise of lesson ${lesson.head.number}: ${printable(exercise.title)}.`;
  if (panel.asking !== null)
    return [title, panel.asking === 'solution' ? 'Show the solution? y or n.' : 'Start over? y or n.'];
  if (panel.running) return [title, 'Running. Ctrl-C stops it.'];
  switch (panel.page) {
    case 'task': {
      const hints = exercise.hints.slice(0, lesson.exercise?.hints ?? 0);
      const lines = textOf(panel.buffer)
        .split('\n')
        .map((line, index) => `Line ${index + 1}: ${printable(line)}`);
      return [
        title,
        proseText(exercise.task),
        ...hints.map((hint, index) => `Hint ${index + 1}: ${proseText(hint)}`),
        panel.watching === null
          ? 'Your SQL:'
          : `Watching ${printable(panel.watching)}: save to check. It holds:`,
        ...lines,
        ...(panel.graded === null ? [] : [`The last check: ${plainLine(summaryLine(panel.graded.report))}`]),
      ];
    }
    case 'checks':
      return [title, ...(panel.graded === null ? [] : reportSpoken(panel.graded.report, panel.graded.text))];
    case 'tables': {
      const change = exerciseChange(panel);
      const state = change?.after ?? lesson.opened?.state ?? null;
      const name = exerciseTables(lesson, panel).current;
      return [
        title,
        ...(state === null || name === null ? [] : tableSpoken(viewOf(name, state, change, false))),
      ];
    }
    case 'solution':
      return [title, 'The solution:', ...referenceText(lesson).split('\n').map(printable)];
  }
}
