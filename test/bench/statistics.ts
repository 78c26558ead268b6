/** Medians and ratios of measurements, all in one unit. */

/** Two things measured in turn, A B A B, so that both see the same moods of the machine. */
export interface Compared {
  /** Median of the ratios of each pair, and the range of these ratios. */
  readonly ratio: number;
  readonly least: number;
  readonly greatest: number;
  /** Medians. */
  readonly ours: number;
  readonly theirs: number;
  readonly pairs: number;
}

/** NaN for no values. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

/** Measures both in turn `pairs` times, after one pair that does not count. */
export async function compare(
  pairs: number,
  ours: () => number | Promise<number>,
  theirs: () => number | Promise<number>,
): Promise<Compared> {
  await theirs();
  await ours();
  const taken: { readonly ours: number; readonly theirs: number }[] = [];
  while (taken.length < pairs) taken.push({ theirs: await theirs(), ours: await ours() });
  const ratios = taken.map((pair) => pair.ours / pair.theirs);
  return {
    ratio: median(ratios),
    least: Math.min(...ratios),
    greatest: Math.max(...ratios),
    ours: median(taken.map((pair) => pair.ours)),
    theirs: median(taken.map((pair) => pair.theirs)),
    pairs,
  };
}
