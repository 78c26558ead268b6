/** Follows the fleet through a lesson: which versions of the application run at each moment. */
import type { PlacedMove } from './fences/fleetFence.ts';
import type { Application } from './yaml/frontMatter.ts';
import type { Problem } from '../faults.ts';
import { unknownVersion, whoRuns } from './versions.ts';

export interface FleetTracker {
  /** The versions that run now, in the order of the front matter. */
  running(): readonly string[];
  /** Makes the moves of a fence whose first line is `line`; what is wrong with them, by lines of the file. */
  move(moves: readonly PlacedMove[], line: number): readonly Problem[];
  /** The problem with a request of this version at this moment, or null. */
  ask(version: string): Problem | null;
  /** The problem with batches between which versions send requests, or null. */
  askAny(): Problem | null;
}

/**
 * The fleet at the start of a lesson; null where the front matter is at fault,
 * and then every move is right.
 */
export function trackFleet(application: Application | null): FleetTracker {
  if (application === null) {
    return { running: () => [], move: () => [], ask: () => null, askAny: () => null };
  }
  const versions = application.versions.map(({ version }) => version);
  let running: ReadonlySet<string> = new Set(application.fleet);
  const inOrder = (set: ReadonlySet<string>) => versions.filter((version) => set.has(version));

  return {
    running: () => inOrder(running),

    move(moves, line) {
      const problems: Problem[] = [];
      const next = new Set(running);
      for (const { type, version, line: at } of moves) {
        const unknown = unknownVersion(version, versions);
        if (unknown !== null) problems.push({ ...unknown, line: at });
        else if (type === 'deploy' && next.has(version)) {
          problems.push({ message: `${version} runs here already.`, mend: 'Remove the line.', line: at });
        } else if (type === 'retire' && !next.has(version)) {
          const mend = `Remove the line; here ${whoRuns(inOrder(next))}.`;
          problems.push({ message: `${version} does not run here.`, mend, line: at });
        } else if (type === 'deploy') next.add(version);
        else next.delete(version);
      }
      if (next.size > 0) running = next;
      else if (problems.length === 0) {
        const mend = 'Deploy another version before the last one retires.';
        problems.push({ message: 'No version runs any more after these moves.', mend, line });
      }
      return problems;
    },

    ask(version) {
      const unknown = unknownVersion(version, versions);
      if (unknown !== null || running.has(version)) return unknown;
      const mend = `Write \`deploy ${version}\` in a fence \`fleet\` above; here ${whoRuns(inOrder(running))}.`;
      return { message: `${version} does not run here.`, mend };
    },

    askAny() {
      if (running.size > 0) return null;
      const mend = 'Name the versions that run under `fleet` in the front matter, or write `requests=0`.';
      return { message: 'No version runs here that could send requests.', mend };
    },
  };
}
