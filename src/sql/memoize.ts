/** Keeps what a pure function of a text gave: an answer's SQL is read again on every data set. */

/** Texts kept of one function, and the longest of them. */
const MOST = 500;
const LONGEST = 20_000;

/** The same function, for results that nobody changes. */
export function remembered<T>(make: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    if (text.length > LONGEST) return make(text);
    const found = known.get(text);
    if (found !== undefined) return found;
    const made = make(text);
    if (known.size >= MOST) known.clear();
    known.set(text, made);
    return made;
  };
}
