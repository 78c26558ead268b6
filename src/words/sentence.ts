/** Counts, enumerations and the ends of sentences, as English writes them. */

/** `1 row`, `7 rows`, `12,345 rows`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${grouped(count)} ${count === 1 ? one : many}`;
}

/** A count with commas between the thousands. */
export function grouped(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** `A0`, `A0 and A1`, `A0, A1 and A2`; empty for no words. */
export function listed(words: readonly string[], conjunction: 'and' | 'or' = 'and'): string {
  const last = words.at(-1) ?? '';
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} ${conjunction} ${last}`;
}

/** The text as a sentence: with a full stop, unless it ends already. */
export function ended(text: string): string {
  const words = text.trimEnd();
  return words === '' || /[.!?:…]["'”’)]?$/.test(words) ? words : `${words}.`;
}

/** The text with its first letter large. */
export function capitalized(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
