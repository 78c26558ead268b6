/** One step of a lesson: its parts in the order of the file. */
import type { BlockContent, Heading } from 'mdast';
import { actionKinds, type Above } from './actions.ts';
import type { AppFence } from './fences/appFence.ts';
import type { AppCollector } from './collectApps.ts';
import { isCallout, readCallout } from './callout.ts';
import { readFence, type ActionDraft } from './fences/fence.ts';
import type { FleetFence } from './fences/fleetFence.ts';
import { lineOf, plainText, withoutPosition } from './markdown.ts';
import type { Part, Predict, Step, ToolExample } from '../model.ts';
import { readPredict } from './predict.ts';
import type { Section } from './sections.ts';
import { normalize, type ParseContext } from './normalize.ts';

/** A `###` heading with a meaning of its own, or null. */
export function specialHeading(node: BlockContent): 'predict' | 'tools' | null {
  if (node.type !== 'heading' || node.depth !== 3) return null;
  const title = plainText(node).trim().toLowerCase();
  return title === 'predict' ? 'predict' : title === 'in other tools' ? 'tools' : null;
}

/** What goes on from step to step. */
export interface Thread extends Above {
  readonly apps: AppCollector;
}

/** Reads a step; what is at fault is added to the faults and left out of the step. */
export function readStep(section: Section, number: number, thread: Thread, context: ParseContext): Step {
  const { source, faults } = context;
  const faultsBefore = faults.found.length;
  const { blocks, notes } = normalize(section.nodes, context);
  const parts: Part[] = [];
  const tools: ToolExample[] = [];
  const predicts: { readonly heading: Heading; readonly nodes: BlockContent[] }[] = [];
  let place: 'body' | 'predict' | 'tools' = 'body';
  let played = false;

  const addAction = ({ line, place }: ActionDraft) => {
    const action = place(number, thread);
    if ('message' in action) {
      faults.add({ ...action, line });
      return;
    }
    parts.push({ type: 'action', action });
    if (!actionKinds[action.type].changes || (action.type === 'rollback' && action.atHand)) return;
    if (played) {
      const message = 'The step runs a second migration or rollback.';
      faults.add({ line, message, mend: 'Begin a new step above it with `##`.' });
    }
    played = true;
  };

  for (const node of blocks) {
    const line = lineOf(node);
    if (node.type === 'heading') {
      const special = specialHeading(node);
      place = special ?? 'body';
      if (special === 'predict') predicts.push({ heading: node, nodes: [] });
      if (special !== null) continue;
    }
    const fence = node.type === 'code' ? readFence(node, source, faults) : null;
    if (fence?.type === 'fault') continue;
    if (place === 'tools') {
      if (fence?.type === 'tool') tools.push(fence.example);
      else {
        const mend = 'Write each as a fence `python tool "Alembic 1.8.1"`; all else goes above the heading.';
        faults.add({ line, message: 'Only examples of other tools stand in this section.', mend });
      }
      continue;
    }
    if (fence?.type === 'tool') {
      const mend = 'Put it below a `### In other tools` heading.';
      faults.add({ line, message: 'An example of another tool has no place here.', mend });
      continue;
    }
    const callout = node.type === 'blockquote' && isCallout(node) ? node : null;
    // What acts or stands out belongs to the step: the question's section ends there.
    if ((fence !== null && fence.type !== 'code') || callout !== null) place = 'body';
    if (place === 'predict') predicts.at(-1)?.nodes.push(node);
    else if (fence?.type === 'action') addAction(fence.action);
    else if (fence?.type === 'app') parts.push(...introduce(fence.fence, thread, context));
    else if (fence?.type === 'fleet') parts.push(move(fence.fence, thread, context));
    else if (callout !== null) {
      const part = readCallout(callout, faults);
      if (part !== null) parts.push(part);
    } else addProse(parts, withoutPosition(node));
  }

  const line = lineOf(section.heading);
  if (parts.length === 0 && predicts.length === 0 && faults.found.length === faultsBefore) {
    const mend = 'Write what it shows, or remove its heading.';
    faults.add({ line, message: 'The step says nothing and does nothing.', mend });
  }
  const predict = readPredicts(predicts, context);
  return { number, title: section.title, line, parts, predict, notes, tools, fleet: thread.fleet.running() };
}

/** What a learner sees of a version's fence: what it should read is for judging alone. */
function introduce(fence: AppFence, { apps }: Thread, { faults }: ParseContext): readonly Part[] {
  const problem = apps.add(fence);
  if (problem !== null) faults.add({ ...problem, line: fence.fenceLine });
  const { version, does, name, sql } = fence;
  return does === 'expect' ? [] : [{ type: 'app', version, does, name, sql }];
}

function move({ line, moves }: FleetFence, { fleet }: Thread, { faults }: ParseContext): Part {
  for (const problem of fleet.move(moves, line)) {
    faults.add({ ...problem, line: problem.line });
  }
  return { type: 'fleet', moves: moves.map(({ type, version }) => ({ type, version })) };
}

function readPredicts(
  sections: readonly { readonly heading: Heading; readonly nodes: readonly BlockContent[] }[],
  { faults }: ParseContext,
): Predict | null {
  const [first, ...others] = sections;
  for (const { heading } of others) {
    const line = lineOf(heading);
    const mend = 'Keep one question a step; begin a new step for another.';
    faults.add({ line, message: 'The step has a second Predict section.', mend });
  }
  return first === undefined ? null : readPredict(first.heading, first.nodes, faults);
}

/** Neighbouring prose is one part. */
function addProse(parts: Part[], node: BlockContent): void {
  const last = parts.at(-1);
  if (last?.type === 'prose') parts[parts.length - 1] = { type: 'prose', content: [...last.content, node] };
  else parts.push({ type: 'prose', content: [node] });
}
