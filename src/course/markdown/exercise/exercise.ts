/** The exercise of a lesson: its task and hints, and what its fences say together. */
import type { BlockContent, Code } from 'mdast';
import { cutAnswer } from '../../answer.ts';
import { isCallout, isHint, readCallout } from '../callout.ts';
import { readExerciseFence, type ExerciseFence } from '../fences/exerciseFence.ts';
import { readParts } from './exerciseParts.ts';
import { strictnessIn } from '../fences/labelRules.ts';
import { lineOf, withoutPosition } from '../markdown.ts';
import type { Check, Exercise, ExercisePart, Prose, WrongAnswer } from '../../model.ts';
import type { Section } from '../sections.ts';
import { queryProblem, unclosedProblem } from '../../../sql/problems.ts';
import { specialHeading } from '../step.ts';
import { normalize, type ParseContext } from '../normalize.ts';
import { didYouMean } from '../../../words/nearest.ts';
import type { ExerciseLesson } from './exerciseParts.ts';

/** Reads the exercise; null when anything in it is at fault; its faults are added then. */
export function readExercise(
  section: Section,
  lesson: ExerciseLesson,
  context: ParseContext,
): Exercise | null {
  const { faults } = context;
  const faultsBefore = faults.found.length;
  const line = lineOf(section.heading);
  const fault = (message: string, mend: string) => faults.add({ line, message, mend });
  if (section.title === '') fault('The exercise has no title.', 'Write what it asks for behind `Exercise:`.');

  const { task, hints, fences, allRead } = collect(section, context);
  if (task.length === 0)
    fault('The exercise has no task.', 'Write below its heading what the learner is to do.');
  if (hints.length === 0) fault('The exercise has no hint.', 'Write one as a `> [!TIP]` callout.');
  // A fence at fault is missing here, and its absence would be taken for other faults.
  if (!allRead) return null;

  const solutions = fences.filter((fence) => fence.kind === 'solution' && !fence.flags.includes('rollback'));
  const [first] = solutions;
  if (first === undefined) {
    fault('The exercise has no solution.', 'Write it as a fence `sql solution`.');
    return null;
  }
  checkOptions(first, fences, context);
  const faultsBeforeParts = faults.found.length;
  const parts = readParts(solutions, fences, lesson, context);
  const checks = readChecks(fences, parts, context);
  // Answers are cut by the parts: with those at fault, each would be at fault too.
  const wrong = faults.found.length > faultsBeforeParts ? [] : readWrong(fences, parts, context);
  if (faults.found.length > faultsBefore) return null;
  return {
    title: section.title,
    line,
    task: task.map(withoutPosition),
    hints,
    parts,
    wrong,
    checks,
    rollback: parts.every((part) => part.rollback !== null),
    twice: first.flags.includes('twice'),
    strict: strictnessIn(first.settings['strict'] ?? null),
  };
}

interface Collected {
  readonly task: readonly BlockContent[];
  readonly hints: readonly Prose[];
  readonly fences: readonly ExerciseFence[];
  /** False when a fence was at fault and is missing. */
  readonly allRead: boolean;
}

/** Sorts the blocks of the exercise, whatever their order. */
function collect(section: Section, context: ParseContext): Collected {
  const { faults } = context;
  const task: BlockContent[] = [];
  const hints: Prose[] = [];
  const fences: ExerciseFence[] = [];
  let allRead = true;
  // Presenter notes may stand here; they belong to no step.
  for (const node of normalize(section.nodes, context).blocks) {
    const fault = (message: string, mend: string) => faults.add({ line: lineOf(node), message, mend });
    if (node.type === 'code') {
      const fence = readCode(node, fault, context);
      if (fence === 'fault') allRead = false;
      else if (fence === 'prose') task.push(node);
      else fences.push(fence);
    } else if (node.type === 'blockquote' && isCallout(node)) {
      const callout = readCallout(node, faults);
      // A hint at fault is still one, so that its fault stays the only one.
      if (isHint(node)) hints.push(callout?.content ?? []);
      else if (callout !== null) {
        fault('An exercise has no callouts but hints.', 'Write it as a `> [!TIP]`, or as plain prose.');
      }
    } else if (specialHeading(node) !== null) {
      fault('This section has no place in an exercise.', 'Move it into a step above the exercise.');
    } else task.push(node);
  }
  return { task, hints, fences, allRead };
}

function readCode(
  node: Code,
  fault: (message: string, mend: string) => void,
  { source, faults }: ParseContext,
): ExerciseFence | 'prose' | 'fault' {
  const fence = readExerciseFence(node, source, faults);
  if (fence.type === 'exercise') return fence.fence;
  if (fence.type === 'code') return 'prose';
  if (fence.type === 'tool') {
    fault('An example of another tool has no place here.', 'Move it into a step above the exercise.');
  }
  return 'fault';
}

/** What is said of the whole exercise is said once, where one looks first. */
function checkOptions(
  first: ExerciseFence,
  fences: readonly ExerciseFence[],
  { faults }: ParseContext,
): void {
  for (const { line, flags, settings } of fences.filter((fence) => fence !== first)) {
    const option = flags.includes('twice') ? 'twice' : settings['strict'] === undefined ? null : 'strict';
    if (option === null) continue;
    const message = `"${option}" is an option of the exercise and stands on its first solution.`;
    faults.add({ line, message, mend: `Move it to line ${first.line}.` });
  }
}

function readChecks(
  fences: readonly ExerciseFence[],
  parts: readonly ExercisePart[],
  { faults }: ParseContext,
): readonly Check[] {
  const names = parts.map(({ name }) => name);
  const checks: Check[] = [];
  for (const { kind, line, text, settings, content } of fences) {
    if (kind !== 'check') continue;
    const after = settings['after'] ?? null;
    if (after !== null && !names.includes(after)) {
      const mend = didYouMean(after, names, `Write one of ${names.join(', ')}, or leave \`after=\` out.`);
      faults.add({ line, message: `The exercise has no part "${after}".`, mend });
    }
    if (checks.some((check) => check.name === text)) {
      const mend = 'Give each check words of its own.';
      faults.add({ line, message: `There is a check "${text}" above.`, mend });
    }
    const problem = unclosedProblem(content.sql);
    const query = problem === null ? queryProblem(content.sql) : null;
    if (problem !== null) {
      const at = content.line + problem.line - 1;
      faults.add({ ...problem, line: at });
    } else if (query !== null) faults.add({ ...query, line });
    checks.push({ ...content, name: text, points: Number(settings['points'] ?? 1), after });
  }
  return checks;
}

function readWrong(
  fences: readonly ExerciseFence[],
  parts: readonly ExercisePart[],
  { faults }: ParseContext,
): readonly WrongAnswer[] {
  return fences.flatMap(({ kind, text, content }) => {
    if (kind !== 'wrong') return [];
    const answer = cutAnswer(content.sql, { parts });
    if ('message' in answer) {
      const at = content.line + answer.line - 1;
      faults.add({ ...answer, line: at });
    }
    return [{ ...content, message: text }];
  });
}
