/** Words in a row, as a sentence has them. */

/** `A0`, `A0 and A1`, `A0, A1 and A2`. */
export function listed(words: readonly string[]): string {
  const last = words.at(-1) ?? '';
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} and ${last}`;
}
