/** `batches requests=3 seed=7` on a migration: it runs again and again until it changes no row. */
import type { LabelParts } from './labelRule.ts';
import type { Problem } from '../../faults.ts';
import type { Batches } from '../../model.ts';
import { batchProblem } from '../../../sql/problems.ts';

const EXAMPLE = '`batches requests=3 seed=7`';

/** The batches of a migration's fence, null where it runs once, or what is wrong with them. */
export function readBatches({ flags, settings }: LabelParts, sql: string): Batches | Problem | null {
  const { requests, seed } = settings;
  if (!flags.includes('batches')) {
    const stray = requests !== undefined ? 'requests' : seed !== undefined ? 'seed' : null;
    if (stray === null) return null;
    return {
      message: `"${stray}" is for a migration in batches only.`,
      mend: `Write ${EXAMPLE}, or leave it out.`,
    };
  }
  if (requests === undefined || seed === undefined) {
    return { message: '"batches" needs both "requests" and "seed".', mend: `Write ${EXAMPLE}.` };
  }
  if (settings['transaction'] !== undefined) {
    return {
      message: 'Each batch runs in a transaction of its own.',
      mend: 'Remove `transaction=none`, or leave `batches` out.',
    };
  }
  return batchProblem(sql) ?? { requests: Number(requests), seed: Number(seed) };
}
