/** Text whose width needs no library: what most of every screen is made of. */

/** Printable ASCII and our own signs: as many columns as characters, and each its own grapheme. */
const PLAIN = /^[ -~·…–—‘’“”•→←↑↓↩⏎⇥×≠∅✓✗▶◐━─│║┌┐└┘├┤┬┴┼░▒▌█]*$/;

/** Colours and the like, which take no column. */
const STYLE = /\u001B\[[0-9;]*m/g;

export function isPlain(text: string): boolean {
  return PLAIN.test(text);
}

/** The columns of plain text with styles; null for any other text. */
export function plainWidth(text: string): number | null {
  const bare = text.includes('\u001B') ? text.replace(STYLE, '') : text;
  return isPlain(bare) ? bare.length : null;
}
