import { nearest } from '../../words/nearest.ts';
import { listed } from '../../words/sentence.ts';
import type { Problem } from '../faults.ts';
/** Versions of the application, as the front matter lists them. */

export interface Version {
  /** `A0` */
  readonly version: string;
  /** `knows the old column only` */
  readonly about: string;
  /** Of the front matter, from 1. */
  readonly line: number;
}

/** The problem with a version that is not among those of the lesson, or null. */
export function unknownVersion(version: string, known: readonly string[]): Problem | null {
  if (known.includes(version)) return null;
  // Short names are all one letter apart: there only the case can be meant otherwise.
  const candidates = known.filter((each) => each.length > 3 || each.toLowerCase() === version.toLowerCase());
  const near = nearest(version, candidates);
  const list =
    known.length === 0
      ? 'List it under `apps`'
      : `Name one of ${known.join(', ')}, or list it under \`apps\``;
  const mend = near === null ? `${list} in the front matter.` : `Did you mean "${near}"?`;
  return { message: `There is no version "${version}".`, mend };
}

/** `A0 runs`, `A0, A1 and A2 run`, `no version runs`. */
export function whoRuns(versions: readonly string[]): string {
  if (versions.length === 0) return 'no version runs';
  return `${listed(versions)} ${versions.length === 1 ? 'runs' : 'run'}`;
}
