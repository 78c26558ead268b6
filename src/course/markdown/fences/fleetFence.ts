/** A fence `fleet`: which versions are deployed and which retire, line by line. */
import type { Code } from 'mdast';
import type { Report } from '../../faults.ts';
import { lineOf, type Source } from '../markdown.ts';
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

/** The moves of a fleet's fence; null when anything in it is at fault, which is in the report then. */
export function readFleetFence(node: Code, source: Source, report: Report): FleetFence | null {
  const line = lineOf(node);
  const faultsBefore = report.faults.length;
  const fault = (at: number, message: string, mend: string) => report.add(at, source.line(at), message, mend);
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
  if (report.faults.length > faultsBefore) return null;
  if (moves.length > 0) return { line, moves };
  fault(line, 'The fence moves no version.', 'Write for instance `deploy A1` in it, or remove it.');
  return null;
}
