/** Collects what the application's versions do from the fences of all steps. */
import type { AppFence } from './fences/appFence.ts';
import type { Problem } from '../faults.ts';
import type { App, AppRead, AppWrite, SqlFence } from '../model.ts';
import { unknownVersion, type Version } from './versions.ts';

export interface AppCollector {
  /** Takes a fence, in the order of the file; what is wrong with it, or null. */
  add(fence: AppFence): Problem | null;
  /** What is missing when the file has ended, by lines of the file. */
  missing(): readonly Problem[];
  /** All versions with what they do; sound when nothing was wrong. */
  all(): readonly App[];
}

interface Draft extends App {
  readonly line: number;
  readonly writes: AppWrite[];
  readonly reads: (AppRead & { readonly expects: SqlFence[]; readonly fenceLine: number })[];
}

/** The versions of the front matter before anything is known of them; null where it is at fault. */
export function collectApps(versions: readonly Version[] | null): AppCollector {
  const names = versions?.map(({ version }) => version) ?? [];
  const drafts = (versions ?? []).map((version): Draft => ({ ...version, writes: [], reads: [] }));

  const addTo = (app: Draft, { does, name, sql, line, fenceLine }: AppFence): Problem | null => {
    const called = name === null ? `of ${app.version} without a name` : `"${name}" of ${app.version}`;
    const read = app.reads.find((each) => each.name === name);
    if (does === 'expect') {
      if (read === undefined) {
        const mend = `Write \`${label(app.version, 'read', name)}\` above it.`;
        return { message: `There is no read ${called} above.`, mend };
      }
      read.expects.push({ sql, line });
      return null;
    }
    const before = does === 'read' ? read : app.writes.find((each) => each.name === name);
    if (before !== undefined) {
      return { message: `There is a ${does} ${called} above.`, mend: 'Give this one another name.' };
    }
    if (does === 'read') app.reads.push({ name, sql, line, fenceLine, expects: [] });
    else app.writes.push({ name, sql, line });
    return null;
  };

  return {
    add(fence) {
      if (versions === null) return null;
      const app = drafts.find(({ version }) => version === fence.version);
      return app === undefined ? unknownVersion(fence.version, names) : addTo(app, fence);
    },

    missing() {
      return drafts.flatMap(({ version, line, reads, writes }): readonly Problem[] => {
        const lacks = reads.length === 0 ? 'read' : writes.length === 0 ? 'write' : null;
        const unused =
          lacks === null
            ? []
            : [
                {
                  message: `The version ${version} has no ${lacks}.`,
                  mend: `Write what it does in a fence \`${label(version, lacks, null)}\`.`,
                  line,
                },
              ];
        const unjudged = reads
          .filter(({ expects }) => expects.length === 0)
          .map(({ name, fenceLine }) => ({
            message: 'The read does not say what it should return.',
            mend: `Write \`${label(version, 'expect', name)}\` below it.`,
            line: fenceLine,
          }));
        return [...unused, ...unjudged];
      });
    },

    all: () =>
      drafts.map(({ version, about, writes, reads }) => ({
        version,
        about,
        writes,
        reads: reads.map(({ name, sql, line, expects }) => ({ name, sql, line, expects })),
      })),
  };
}

/** A fence's label as the author writes it. */
function label(version: string, does: AppFence['does'], name: string | null): string {
  const quoted = name === null ? '' : ` "${name.replace(/["\\]/g, '\\$&')}"`;
  return `sql app ${version} ${does}${quoted}`;
}
