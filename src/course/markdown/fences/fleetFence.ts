/** A fence `fleet`: which versions are deployed and which retire, line by line. */
import type { Code } from 'mdast';
import type { FaultList } from '../../faults.ts';
import { lineOf } from '../markdown.ts';
import type { FleetMove } from '../../model.ts';
import { didYouMean } from '../../../words/nearest.ts';

export interface FleetFence {
  /** Line of the fence's first line, from 1. */
  readonly line: number;
  /** At least one. */
  readonly moves: readonly PlacedMove[];
}

export interface PlacedMove extends FleetMove {
  /** From 1. */
  readonly line: number;
}

const TYPES: readonly FleetMove['type'][] = ['deploy', 'retire'];
const USAGE = 'Write `deploy A1` or `retire A0` on a line of its own.';

/** Whether the fence is a fleet's; indented code never is. */
export function isFleetFence(node: Code): boolean {
  return node.lang === 'fleet';
}

/** The moves of a fleet's fence; null when anything in it is at fault; its faults are added then. */
export function readFleetFence(node: Code, faults: FaultList): FleetFence | null {
  const line = lineOf(node);
  const faultsBefore = faults.found.length;
  const fault = (at: number, message: string, mend: string) => faults.add({ line: at, message, mend });
  if (node.meta) fault(line, 'Behind `fleet` stands more.', 'Write the moves on the lines below it.');
  const moves: PlacedMove[] = [];
  for (const [index, text] of node.value.split('\n').entries()) {
    if (text.trim() === '') continue;
    const at = line + 1 + index;
    const [word = '', version, ...more] = text.trim().split(/\s+/);
    const type = TYPES.find((known) => known === word);
    if (type === undefined) fault(at, `A fleet cannot "${word}".`, didYouMean(word, TYPES, USAGE));
    else if (version === undefined) fault(at, `"${word}" needs a version.`, USAGE);
    else if (more.length > 0) fault(at, `"${word}" takes one version.`, USAGE);
    else moves.push({ type, version, line: at });
  }
  if (faults.found.length > faultsBefore) return null;
  if (moves.length > 0) return { line, moves };
  fault(line, 'The fence moves no version.', 'Write for instance `deploy A1` in it, or remove it.');
  return null;
}
