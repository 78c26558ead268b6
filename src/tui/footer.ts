/** Which keys the footer names: those that work now, called what they do now, what comes next in front. */
import { contextOf, unavailable } from '../tutor/commands.ts';
import { comesNext } from '../tutor/select.ts';
import type { ExercisePanel, LessonState, Tutor } from '../tutor/state.ts';
import { bindingsOf, keySign, keyWord, type Binding } from './keymap.ts';

export interface FooterWord {
  readonly binding: Binding;
  /** As people write it: `→`. */
  readonly key: string;
  /** As it is said: `Right`. */
  readonly spoken: string;
  readonly label: string;
  /** The lower, the longer it stays when the footer is too narrow. */
  readonly weight: number;
}

/** The words of the present footer, in their order. */
export function footerWords(tutor: Tutor): readonly FooterWord[] {
  const context = contextOf(tutor);
  const usable = bindingsOf(context).filter(
    (binding) => binding.label !== '' && unavailable(tutor, binding.command) === null,
  );
  const words = usable.flatMap((binding): readonly FooterWord[] => {
    const { lesson } = tutor;
    const said =
      context === 'lesson' && lesson !== null
        ? wordInLesson(tutor, lesson, binding)
        : context === 'exercise' && lesson?.panel?.type === 'exercise'
          ? wordInExercise(lesson, lesson.panel, binding)
          : { label: binding.label, weight: binding.weight };
    const key = binding.keys[0] ?? '';
    return said === null ? [] : [{ binding, key: keySign(key), spoken: keyWord(key), ...said }];
  });
  // A weight below all others is for what comes next.
  return [...words.filter(({ weight }) => weight === LEAD), ...words.filter(({ weight }) => weight !== LEAD)];
}

const LEAD = 0;

type Said = Pick<FooterWord, 'label' | 'weight'>;

/** What a key does at this moment of a lesson, or null where another key in the footer does the same. */
function wordInLesson(tutor: Tutor, lesson: LessonState, { command, label, weight }: Binding): Said | null {
  if (lesson.view.ledger) {
    if (command === 'ledger') return { label: 'close', weight: 1 };
    if (command === 'escape') return { label: 'close', weight: 3 };
  }
  if (lesson.rollback !== null) {
    if (command === 'back') return { label: 'undo', weight };
    if (command === 'escape') return { label: 'leave the rollback', weight: 3 };
    return { label, weight };
  }
  switch (comesNext(tutor)?.type) {
    case undefined:
      return { label, weight };
    case 'exercise':
      if (command === 'exercise') return { label, weight: LEAD };
      return command === 'next' ? null : { label, weight };
    case 'lesson':
      return command === 'next' ? { label: 'next lesson', weight: LEAD } : { label, weight };
    case 'course':
      return command === 'escape' ? { label, weight: LEAD } : { label, weight };
  }
}

/** What a key does at this moment of an exercise; where it is solved, the way on comes first. */
function wordInExercise(
  lesson: LessonState,
  panel: ExercisePanel,
  { command, label, weight }: Binding,
): Said {
  if (command === 'quit') return { label, weight: 9 };
  if (command !== 'escape') return { label, weight };
  const back = panel.page === 'task' ? 'lesson' : 'back';
  return { label: back, weight: lesson.exercise?.solved === true ? LEAD : weight };
}
