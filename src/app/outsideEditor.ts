/** The learner's own editor: $VISUAL or $EDITOR on a file, as git and others do it. */
import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { reasonOf } from './progress/read.ts';

export type Edited =
  /** `interrupted`: by Ctrl-C, which the whole terminal hears; what was saved until then counts. */
  | { readonly ok: true; readonly text: string; readonly interrupted?: true }
  /** One sentence on what went wrong; the file is as the editor left it. */
  | { readonly ok: false; readonly message: string };

/** What a shell answers for a command that it does not find: POSIX's, and that of Windows. */
const NO_SUCH_COMMAND: readonly (number | string)[] = [127, 9009];

/** How an editor ends that Ctrl-C has ended, itself or in the words of a shell. */
const INTERRUPTED: readonly (number | string)[] = ['SIGINT', 130];

/** The command that the environment names, or null. */
export function editorCommand(env: NodeJS.ProcessEnv): string | null {
  return env['VISUAL'] || env['EDITOR'] || null;
}

/** Runs an editor on a file and reads what it left. The terminal must be the editor's meanwhile. */
export async function editOutside(command: string, file: string): Promise<Edited> {
  const status = await deaf(() => statusOf(start(command, file)));
  if (NO_SUCH_COMMAND.includes(status)) {
    return {
      ok: false,
      message: `Your editor (${command}) could not be found: set VISUAL or EDITOR to a command that there is.`,
    };
  }
  const interrupted = INTERRUPTED.includes(status);
  if (status !== 0 && !interrupted) {
    return { ok: false, message: `The editor (${command}) ended with ${status}. Your text is as it was.` };
  }
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(file));
    return { ok: true, text, ...(interrupted && { interrupted }) };
  } catch (error) {
    const why = error instanceof TypeError ? 'it is not UTF-8' : reasonOf(error);
    return { ok: false, message: `What the editor left in ${file} cannot be read: ${why}.` };
  }
}

/** Its exit status or the signal that ended it; a sentence where it could not be started. */
function statusOf(child: ChildProcess): Promise<number | string> {
  return new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) => resolve(signal ?? code ?? 1));
  });
}

/** Ctrl-C and Ctrl-\\ in the editor's terminal reach this process, too, and are not for it: as git has it. */
async function deaf<T>(work: () => Promise<T>): Promise<T> {
  const ignore = (): void => undefined;
  process.on('SIGINT', ignore).on('SIGQUIT', ignore);
  try {
    return await work();
  } finally {
    process.off('SIGINT', ignore).off('SIGQUIT', ignore);
  }
}

/** Through the shell, since people set commands with options: `code --wait`. */
function start(command: string, file: string): ChildProcess {
  if (process.platform === 'win32') return spawn(`${command} "${file}"`, { shell: true, stdio: 'inherit' });
  // As an argument of the shell's own, a name is a name, whatever is in it.
  return spawn('/bin/sh', ['-c', `${command} "$@"`, 'sh', file], { stdio: 'inherit' });
}
