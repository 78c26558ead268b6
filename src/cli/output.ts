/** Writing to standard output and standard error outside the terminal interface. */

/** Resolves when the text has left; a reader that closed the pipe (`| head`) ends the program quietly. */
export function print(text: string): Promise<void> {
  return write(process.stdout, text);
}

/** Like print, on standard error. */
export function printError(text: string): Promise<void> {
  return write(process.stderr, text);
}

function write(stream: NodeJS.WriteStream, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    stream.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EPIPE') process.exit(0);
      reject(error);
    });
    stream.write(text.endsWith('\n') ? text : `${text}\n`, () => resolve());
  });
}
