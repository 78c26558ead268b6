/** Finding a step by its words, for a screen reader. */
import { textOf } from '../../tutor/editor/buffer.ts';
import { matchesOf } from '../../tutor/select.ts';
import type { LessonState, SearchPanel } from '../../tutor/state.ts';
import { printable } from '../../render/spans/visible.ts';
import { ended } from '../../words/sentence.ts';

/** What is typed, how many steps have it, and which they are. */
export function searchSpoken(lesson: LessonState, panel: SearchPanel): readonly string[] {
  const matches = matchesOf(lesson);
  const typed = textOf(panel.buffer);
  return [
    typed === '' ? 'Search: type the words of a step.' : `Search: ${ended(printable(typed))}`,
    matches.length === 0
      ? 'No step has these words.'
      : `${matches.length} of ${lesson.head.stepCount} steps.`,
    ...matches.map((step, index) => {
      const title = ended(printable(lesson.lesson?.steps[step - 1]?.title ?? ''));
      return `${index === panel.cursor ? 'Chosen: ' : ''}Step ${step}, ${title}`;
    }),
  ];
}
