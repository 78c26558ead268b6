/** Predict first: a question, a task list of answers, and why. */
import type { BlockContent, Heading, List, ListItem } from 'mdast';
import type { FaultList } from '../faults.ts';
import { lineOf, withoutPosition } from './markdown.ts';
import type { Predict, PredictOption } from '../model.ts';

/** The section below a `### Predict` heading; null when it is at fault; its faults are added then. */
export function readPredict(
  heading: Heading,
  nodes: readonly BlockContent[],
  faults: FaultList,
): Predict | null {
  const faultsBefore = faults.found.length;
  const fault = (node: Heading | BlockContent | ListItem, message: string, mend: string) =>
    faults.add({ line: lineOf(node), message, mend });

  const at = nodes.findIndex(isTaskList);
  const list = nodes[at];
  if (list === undefined || list.type !== 'list') {
    fault(
      heading,
      'The Predict section has no task list.',
      'List the answers as `- [ ]`, the true ones as `- [x]`.',
    );
    return null;
  }
  const question = nodes.slice(0, at);
  const explanation = nodes.slice(at + 1);
  if (question.length === 0) {
    fault(heading, 'The Predict section asks nothing.', 'Write the question above the task list.');
  }
  const second = explanation.find(isTaskList);
  if (second !== undefined) {
    fault(second, 'The Predict section has a second task list.', 'Keep all answers in one list.');
  } else if (explanation.length === 0) {
    fault(list, 'The Predict section does not say why.', 'Write the explanation below the task list.');
  }
  const options = list.children.map((item) => readOption(item, fault));
  if (list.children.length < 2) fault(list, 'There is only one answer.', 'List at least two.');
  else if (list.children.every((item) => item.checked !== null)) checkAnswers(list, fault);

  if (faults.found.length > faultsBefore) return null;
  return {
    question: question.map(withoutPosition),
    options: options.filter((option) => option !== null),
    explanation: explanation.map(withoutPosition),
  };
}

type FaultAt = (node: List | ListItem, message: string, mend: string) => void;

function isTaskList(node: BlockContent): boolean {
  return node.type === 'list' && node.children.some((item) => typeof item.checked === 'boolean');
}

function checkAnswers(list: List, fault: FaultAt): void {
  if (list.children.every((item) => item.checked !== true)) {
    fault(list, 'No answer is marked as true.', 'Mark the true ones as `- [x]`.');
  } else if (list.children.every((item) => item.checked === true)) {
    fault(list, 'Every answer is marked as true.', 'Add one that is not, as `- [ ]`.');
  }
}

function readOption(item: ListItem, fault: FaultAt): PredictOption | null {
  const [paragraph, ...others] = item.children;
  if (typeof item.checked !== 'boolean') {
    fault(item, 'An answer has no box.', 'Begin it with `- [ ]`, or `- [x]` where it is true.');
    return null;
  }
  if (paragraph?.type !== 'paragraph' || others.length > 0) {
    fault(
      item,
      'An answer is more than one paragraph.',
      'Write it as one; the explanation goes below the list.',
    );
    return null;
  }
  return { text: paragraph.children.map(withoutPosition), correct: item.checked };
}
