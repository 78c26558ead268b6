/** The order lab of a lesson: its task, and one fence that says what the learner may put in order. */
import type { BlockContent, Code } from 'mdast';
import { readLabFence, type LabLesson } from './fences/labFence.ts';
import { lineOf, withoutPosition } from './markdown.ts';
import type { Lab } from '../model.ts';
import type { Section } from './sections.ts';
import { normalize, type ParseContext } from './normalize.ts';
import { isProse } from './onlyProse.ts';

/** Reads the lab; null when anything in it is at fault; its faults are added then. */
export function readLab(section: Section, lesson: LabLesson, context: ParseContext): Lab | null {
  const { faults } = context;
  const faultsBefore = faults.found.length;
  const line = lineOf(section.heading);
  const fault = (at: number, message: string, mend: string) => faults.add({ line: at, message, mend });
  if (section.title === '') fault(line, 'The lab has no title.', 'Write what it is about behind `Lab:`.');

  const task: BlockContent[] = [];
  const fences: Code[] = [];
  // Presenter notes may stand here; they belong to no step.
  for (const node of normalize(section.nodes, context).blocks) {
    if (node.type === 'code' && node.lang === 'lab') fences.push(node);
    else if (isProse(node, context, MISPLACED)) task.push(node);
  }
  if (task.length === 0) {
    fault(line, 'The lab has no task.', 'Write below its heading what the learner is to find out.');
  }
  const [fence, ...others] = fences;
  for (const other of others) {
    fault(lineOf(other), 'The lab has a second fence `lab`.', 'Write all moves and challenges into one.');
  }
  if (fence === undefined) {
    fault(line, 'The lab has no fence `lab`.', 'Write its moves and challenges into one.');
    return null;
  }
  const read = readLabFence(fence, lesson, context);
  if (read === null || faults.found.length > faultsBefore) return null;
  return { title: section.title, line, task: task.map(withoutPosition), ...read };
}

const MISPLACED = { where: 'has no place in a lab', mend: 'Move it into a step above the lab.' };
