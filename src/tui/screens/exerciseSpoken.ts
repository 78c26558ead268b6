/** The exercise for a screen reader: the task, the hints, the text line by line, what the check said. */
import { describeDiff } from '../../diff/describe.ts';
import { joinParts } from '../../diff/words.ts';
import { textOf } from '../../tutor/editor/buffer.ts';
import { cleanText } from '../../tutor/editor/text.ts';
import { NO_EXERCISE, type ExercisePanel, type LessonState } from '../../tutor/state.ts';
import { exerciseChange, exerciseTables, referenceText } from '../../tutor/updateExercise.ts';
import { reportSpoken, summarySpoken } from '../../render/speech/report.ts';
import { tableSpoken } from '../../render/speech/table.ts';
import { proseText } from '../../render/words/prose.ts';
import { counted, ended } from '../../words/sentence.ts';
import { printable } from '../../render/spans/visible.ts';
import { caretSpoken } from './editorSpoken.ts';
import { tableOf } from '../../view/data.ts';

/** The exercise as sentences, in reading order. */
export function exerciseSpoken(lesson: LessonState, panel: ExercisePanel): readonly string[] {
  const exercise = lesson.lesson?.exercise;
  if (exercise == null) return [];
  const title = `Exercise of lesson ${lesson.head.number}: ${ended(printable(exercise.title))}`;
  switch (panel.asking) {
    case 'solution':
      return [title, 'Show the solution already? It is remembered. y or n.'];
    case 'startOver':
      return [title, 'Start over? Undo in the editor brings yours back. y or n.'];
    case null:
  }
  if (panel.running) return [title, 'Running your SQL on every data set. Ctrl-C stops it.'];
  // Every key says the screen anew: who writes hears where the caret is, and the rest on leaving the editor.
  if (panel.editing) return [...caretSpoken(panel.buffer), ...sinceCheck(panel)];
  switch (panel.page) {
    case 'task':
      return [title, standingWords(lesson), ...taskSpoken(lesson, panel)];
    case 'checks':
      return [
        title,
        ...(panel.graded === null ? [] : reportSpoken(panel.graded.report, panel.graded.text)),
        panel.graded?.report.solved === true
          ? 'Capital S reads a reference answer.'
          : hintsWords(exercise.hints.length, lesson),
      ];
    case 'tables': {
      const change = exerciseChange(panel);
      const state = change?.after ?? lesson.opened?.state ?? null;
      const name = exerciseTables(lesson, panel).current;
      return [
        title,
        change === null
          ? 'The tables before your SQL. r runs it.'
          : ended(printable(joinParts(describeDiff(change.diff, { after: change.after })))),
        ...(state === null || name === null ? [] : tableSpoken(tableOf(name, state, change))),
      ];
    }
    case 'solution':
      return [
        title,
        'One way to do it. Other ways are as good when they pass.',
        ...numbered(referenceText(lesson)),
      ];
  }
}

function taskSpoken(lesson: LessonState, panel: ExercisePanel): readonly string[] {
  const exercise = lesson.lesson?.exercise;
  if (exercise == null) return [];
  const all = exercise.hints.length;
  const hints = exercise.hints.slice(0, lesson.exercise?.hints ?? 0);
  return [
    proseText(exercise.task),
    ...hints.map((hint, index) => `Hint ${index + 1} of ${all}: ${proseText(hint)}`),
    ...(panel.graded === null ? [] : [`The last check: ${summarySpoken(panel.graded.report)}`]),
    panel.watching === null ? 'Your SQL:' : `Watching ${printable(panel.watching)}: save to check. It holds:`,
    ...(panel.ready
      ? numbered(textOf(panel.buffer))
      : [panel.watching === null ? 'Your draft is being read.' : 'Nothing has been read yet.']),
  ];
}

/** `Line 1: SELECT 1;`, one of each line. */
function numbered(text: string): readonly string[] {
  return text.split('\n').map((line, index) => {
    const number = `Line ${index + 1}`;
    return line.trim() === '' ? `${number}, empty.` : `${number}: ${printable(line)}`;
  });
}

/** How far the learner has come: the best so far, and the hints. */
function standingWords(lesson: LessonState): string {
  const { attempts, points, maxPoints, solved } = lesson.exercise ?? NO_EXERCISE;
  const best = `${points} of ${counted(maxPoints, 'point')}`;
  const standing =
    attempts === 0 ? 'Not checked yet.' : solved ? `Solved: ${best}.` : `Best so far: ${best}.`;
  return `${standing} ${hintsWords(lesson.lesson?.exercise?.hints.length ?? 0, lesson)}`.trimEnd();
}

/** `1 of 4 hints used.`; empty where there are none. */
function hintsWords(hints: number, lesson: LessonState): string {
  return hints === 0 ? '' : `${lesson.exercise?.hints ?? 0} of ${hints} hints used.`;
}

/** What the last check said, as long as nothing has been written since. */
function sinceCheck({ graded, buffer }: ExercisePanel): readonly string[] {
  if (graded === null || cleanText(graded.text) !== textOf(buffer)) return [];
  return [`The last check: ${summarySpoken(graded.report)}`];
}
