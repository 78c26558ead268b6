/** The word that was probably meant. */
import leven, { closestMatch } from 'leven';

/** The candidate near enough to be a misspelling, or null. */
export function nearest(word: string, candidates: readonly string[]): string | null {
  const wanted = word.toLowerCase();
  const lowered = candidates.map((candidate) => candidate.toLowerCase());
  const limit = reach(wanted);
  const found = closestMatch(wanted, lowered, { maxDistance: limit });
  if (found === undefined || leven(wanted, found) > limit) return null;
  return candidates[lowered.indexOf(found)] ?? null;
}

/** How many edits a word of this length may be off and still count as a misspelling. */
export function reach(word: string): number {
  if (word.length <= 3) return word.length === 1 ? 0 : 1;
  return Math.ceil(word.length / 3);
}

/** `Did you mean "x"?` where a candidate is near, else the other sentence. */
export function didYouMean(word: string, candidates: readonly string[], otherwise: string): string {
  const found = nearest(word, candidates);
  return found === null ? otherwise : `Did you mean "${found}"?`;
}
