/** Keeps what a pure function of a text gave: an answer's SQL is read again on every data set. */
import { DIALECTS } from './dialects.ts';
import type { Dialect } from './dialect.ts';

/** Texts kept of one function and dialect, and the longest of them. */
const MOST = 500;
const LONGEST = 20_000;

/** The same function, for results that are never changed. */
export function memoize<T>(make: (text: string) => T): (text: string) => T {
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

/** The same function of a text and its dialect, SQLite unless another is given. */
export function memoizeByDialect<T>(
  make: (text: string, dialect: Dialect) => T,
): (text: string, dialect?: Dialect) => T {
  const functions = new Map<Dialect, (text: string) => T>();
  return (text, dialect = DIALECTS.sqlite) => {
    const found = functions.get(dialect) ?? memoize((one: string) => make(one, dialect));
    functions.set(dialect, found);
    return found(text);
  };
}
