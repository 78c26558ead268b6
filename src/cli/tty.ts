/** Whether there is a terminal: asked before anything that needs one is loaded. */

/** Keys can be read and a screen can be drawn. */
export function hasTerminal(): boolean {
  return process.stdin.isTTY && process.stdout.isTTY;
}
