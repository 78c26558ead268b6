/** The migrations that an exercise asks for: each with its starter, its solution and the way back. */
import { markerLineIn } from '../../answer.ts';
import type { ExerciseFence } from '../fences/exerciseFence.ts';
import type { ExercisePart, SqlFence } from '../../model.ts';
import { unclosedProblem } from '../../../sql/problems.ts';
import type { ParseContext } from '../normalize.ts';
import { didYouMean } from '../../../words/nearest.ts';

interface Draft {
  readonly name: string;
  readonly solution: ExerciseFence;
  starter: ExerciseFence | null;
  rollback: ExerciseFence | null;
}

/**
 * The parts, in the order of their solutions, of which there is at least one.
 * What is at fault is added to the faults, and the parts are not to be used then.
 */
export function readParts(
  solutions: readonly ExerciseFence[],
  fences: readonly ExerciseFence[],
  lesson: ExerciseLesson,
  context: ParseContext,
): readonly ExercisePart[] {
  const { faults } = context;
  const fault = ({ line }: ExerciseFence, message: string, mend: string) =>
    faults.add({ line, message, mend });
  const drafts: Draft[] = [];

  for (const solution of solutions) {
    if (solution.part === null && solutions.length > 1) {
      fault(
        solution,
        'There are several solutions, and this one names no part.',
        'Write `sql solution <part>`.',
      );
      continue;
    }
    const name = solution.part ?? lesson.slug;
    const same = drafts.find((draft) => draft.name.toLowerCase() === name.toLowerCase());
    if (same !== undefined) {
      fault(solution, `There is a solution of the part "${same.name}" above.`, 'Give this one another name.');
    } else {
      if (name === lesson.baseline) {
        const message = `The ledger holds "${name}" already: it is the baseline.`;
        fault(solution, message, 'Give the part another name.');
      }
      drafts.push({ name, solution, starter: null, rollback: null });
    }
  }

  for (const fence of fences) {
    const rollsBack = fence.kind === 'solution' && fence.flags.includes('rollback');
    if (!rollsBack && fence.kind !== 'starter') continue;
    const slot = rollsBack ? 'rollback' : 'starter';
    const [only, ...others] = drafts;
    const draft =
      fence.part === null && others.length === 0 ? only : drafts.find(({ name }) => name === fence.part);
    if (draft === undefined) fault(fence, ...unknownPart(fence.part, slot, drafts));
    else if (draft[slot] !== null) {
      fault(fence, `There is a ${slot} of the part "${draft.name}" above.`, 'Keep one of the two.');
    } else draft[slot] = fence;
  }

  const halves = drafts.some(({ rollback }) => rollback !== null) ? drafts : [];
  for (const { name, solution } of halves.filter(({ rollback }) => rollback === null)) {
    const mend = `Write \`sql solution rollback ${name}\`, or remove the other rollbacks.`;
    fault(solution, `The part "${name}" has no rollback, and another part has one.`, mend);
  }

  for (const fence of fences) {
    if (fence.kind === 'starter' || fence.kind === 'solution') checkSection(fence.content, context);
  }
  return drafts.map(({ name, starter, solution, rollback }) => ({
    name,
    starter: starter?.content.sql ?? '',
    solution: solution.content,
    rollback: rollback?.content ?? null,
  }));
}

function unknownPart(
  part: string | null,
  slot: 'starter' | 'rollback',
  drafts: readonly Draft[],
): readonly [message: string, mend: string] {
  if (part === null) {
    const label = slot === 'rollback' ? 'solution rollback' : slot;
    return [`There are several solutions, and this ${slot} names no part.`, `Write \`sql ${label} <part>\`.`];
  }
  const names = drafts.map(({ name }) => name);
  const mend = didYouMean(part, names, `Give the part a solution: \`sql solution ${part}\`.`);
  return [`The exercise has no part "${part}".`, mend];
}

/** The SQL of one part must leave the learner's file in one piece, in which it stands between marks. */
function checkSection({ sql, line }: SqlFence, { faults }: ParseContext): void {
  const unclosed = unclosedProblem(sql);
  if (unclosed !== null) {
    const at = line + unclosed.line - 1;
    faults.add({ ...unclosed, line: at });
  }
  const marker = markerLineIn(sql);
  if (marker !== null) {
    const at = line + marker - 1;
    const message = "This line would begin another section of the learner's file.";
    faults.add({ line: at, message, mend: 'Remove it; such lines are made from the labels.' });
  }
}

/** What the exercise takes from its lesson. */
export interface ExerciseLesson {
  /** Names the part of an exercise that asks for one migration. */
  readonly slug: string;
  /** A name that the ledger holds already. */
  readonly baseline: string | null;
}
