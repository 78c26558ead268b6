/**
 * How much memory a wasm module begins with. sql.js asks for 22 MB and touches
 * half a megabyte of it; as all of it is looked at whenever SQLite is put back
 * to its beginning, less is faster. It grows by itself when more is needed.
 */

const MEMORY_SECTION = 5;

/**
 * A module's bytes with another number of pages (of 65,536 bytes) at its start;
 * the bytes as they are where that is no smaller, or where they are not as
 * expected. The caller sees to it that the module's own data and stack fit in.
 */
export function withInitialPages(bytes: Uint8Array, pages: number): Uint8Array {
  const place = initialPages(bytes);
  if (place === null || place.pages <= pages || pages >= 128 ** place.length) return bytes;
  const changed = new Uint8Array(bytes);
  // As long as the number before, so that nothing behind it moves: all its bytes but the last say that more follow.
  for (let index = 0; index < place.length; index++) {
    const more = index < place.length - 1 ? 0x80 : 0;
    changed[place.start + index] = (Math.floor(pages / 128 ** index) % 128) | more;
  }
  return changed;
}

interface Place {
  readonly pages: number;
  /** Offset and length of the number, in bytes. */
  readonly start: number;
  readonly length: number;
}

/** Where a module that declares one memory says how many pages it has at first. */
function initialPages(bytes: Uint8Array): Place | null {
  // Behind the magic number and the version: sections, each with an id and a length.
  for (let at = 8; at < bytes.length;) {
    const id = bytes[at];
    const size = number(bytes, at + 1);
    const start = at + 1 + size.length;
    if (id === MEMORY_SECTION) {
      const count = number(bytes, start);
      const flags = number(bytes, start + count.length);
      const place = start + count.length + flags.length;
      const { value, length } = number(bytes, place);
      return count.value === 1 ? { pages: value, start: place, length } : null;
    }
    at = start + size.value;
  }
  return null;
}

/** An unsigned number in LEB128. */
function number(bytes: Uint8Array, start: number): { readonly value: number; readonly length: number } {
  let value = 0;
  let length = 0;
  let byte = 0x80;
  while (byte >= 0x80) {
    byte = bytes[start + length] ?? 0;
    value += (byte % 128) * 128 ** length;
    length++;
  }
  return { value, length };
}
