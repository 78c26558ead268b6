/** Writing to standard output and standard error outside the terminal interface. */
import { EXIT } from './exit.ts';

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

/**
 * Ends the program when what it says cannot be written: quietly where the reader has gone away (`| head`),
 * else with a line of its own and a status other than "not solved".
 */
function quit(error: NodeJS.ErrnoException): void {
  if (error.code === 'EPIPE') process.exit(EXIT.done);
  const why = error.code === 'ENOSPC' ? 'the disk is full' : error.message;
  process.stderr.write(`learn-migrations: the output could not be written: ${why}.\n`);
  process.exit(EXIT.fault);
}
