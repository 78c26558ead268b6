/**
 * Frees the keyboard when a bracketed paste begins and never ends (a terminal
 * that lost its connection in the middle, a stray `ESC [200~`). Ink holds back
 * every key until the end marker comes, so here the marker is put in.
 */

const START = '\u001b[200~';
const END = '\u001b[201~';
const INTERRUPT = '\u0003';

/** Milliseconds after which an open paste counts as ended, from the last piece of its stream. */
const PASTE_QUIET = 700;
/** Pieces of a paste follow each other within this many milliseconds; what comes later is a key that somebody presses. */
const STREAM = 100;

/** Follows pastes through the chunks of an input. */
export interface PasteGuard {
  /** Returns the chunk as it is to be read: an interrupt in the middle of a paste ends the paste first. */
  chunk(text: string): string;
  /** Whether a paste has begun and not ended. */
  open(): boolean;
  /** Takes the open paste for ended, and returns what has to be read for that. */
  end(): string;
}

export function createPasteGuard(): PasteGuard {
  let pasting = false;
  /** The end of the last chunk: a marker may be cut in two. */
  let tail = '';

  return {
    chunk(text) {
      let out = '';
      let from = 0;
      while (from < text.length) {
        // What was passed on before can only be the beginning of a marker, never a whole one.
        const seen = tail + text.slice(from);
        const marker = pasting ? END : START;
        const at = seen.indexOf(marker);
        const stop = pasting ? text.indexOf(INTERRUPT, from) : -1;
        const end = at < 0 ? text.length : from + at - tail.length + marker.length;
        if (stop >= 0 && stop < end) {
          out += text.slice(from, stop) + END + INTERRUPT;
          from = stop + 1;
          pasting = false;
          tail = '';
          continue;
        }
        out += text.slice(from, end);
        from = end;
        tail = at < 0 ? seen.slice(-(marker.length - 1)) : '';
        if (at >= 0) pasting = !pasting;
      }
      return out;
    },
    open: () => pasting,
    end() {
      pasting = false;
      tail = '';
      return END;
    },
  };
}

/** Watches a stream for pastes that do not end: its reader gets the missing end. Returns what stops watching. */
export function guardPastes(stdin: NodeJS.ReadStream, quiet = PASTE_QUIET): () => void {
  const guard = createPasteGuard();
  const read = stdin.read.bind(stdin) as (size?: number) => string | Buffer | null;
  let timer: NodeJS.Timeout | undefined;
  let stream: NodeJS.Timeout | undefined;
  const end = (): void => {
    timer = undefined;
    stdin.unshift(guard.end());
  };
  /** Keys that are pressed into the silence do not make it last. */
  const wait = (): void => {
    if (stream === undefined && timer !== undefined) return;
    clearTimeout(stream);
    clearTimeout(timer);
    stream = setTimeout(() => (stream = undefined), STREAM);
    timer = setTimeout(end, quiet);
  };
  const rest = (): void => {
    clearTimeout(stream);
    clearTimeout(timer);
    stream = timer = undefined;
  };
  stdin.read = ((size?: number) => {
    const chunk = read(size);
    if (chunk === null) return null;
    const text = guard.chunk(chunk.toString());
    if (guard.open()) wait();
    else rest();
    return text;
  }) as typeof stdin.read;
  return () => {
    rest();
    stdin.read = read as typeof stdin.read;
  };
}
