/** Writing to standard output and standard error outside the terminal interface. */

/** Resolves when the text has left; it ends in a line break in any case. */
export function print(text: string): Promise<void> {
  return write(process.stdout, text);
}

/** Like print, on standard error. */
export function printError(text: string): Promise<void> {
  return write(process.stderr, text);
}

function write(stream: NodeJS.WriteStream, text: string): Promise<void> {
  if (!stream.listeners('error').includes(quit)) stream.on('error', quit);
  return new Promise((resolve) => {
    stream.write(text.endsWith('\n') ? text : `${text}\n`, () => resolve());
  });
}

/** Ends the program quietly when the reader of its output goes away (`| head`). */
function quit(error: NodeJS.ErrnoException): void {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
}
