/** A process in a pseudo-terminal of 80×24, and waiting for what it writes. */
import { spawn } from 'node-pty';
import { deadline } from '../support/wait.ts';
import { ROOT } from './processes.ts';

export interface Pty {
  readonly pid: number;
  write(text: string): void;
  /** Everything written so far, escape sequences and all. */
  seen(): string;
  /** Resolves as soon as `wanted` holds of all that was written; rejects when the process ends before. */
  until(what: string, wanted: (seen: string) => boolean): Promise<void>;
  /** Resolves once nothing has been written for so many milliseconds. */
  quiet(milliseconds: number): Promise<void>;
  /** Resolves when the process has ended, by itself or killed. */
  readonly ended: Promise<void>;
  kill(): void;
}

/** Starts `node` with these arguments. */
export function openPty(args: readonly string[], env: Readonly<Record<string, string>>): Pty {
  const size = { cols: 80, rows: 24 };
  const terminal = spawn(process.execPath, [...args], {
    name: 'xterm-256color',
    ...size,
    cwd: ROOT,
    env: { ...env },
  });
  let seen = '';
  let over = false;
  const listeners = new Set<() => void>();
  const tell = (): void => [...listeners].forEach((listener) => listener());
  terminal.onData((data) => {
    seen += data;
    tell();
  });
  const ended = new Promise<void>((resolve) => {
    terminal.onExit(() => {
      over = true;
      resolve();
      tell();
    });
  });
  return {
    pid: terminal.pid,
    write: (text) => terminal.write(text),
    seen: () => seen,
    until: (what, wanted) =>
      deadline<undefined>(what, (done, fail) => {
        const look = (): void => {
          if (wanted(seen)) done(undefined);
          else if (over) fail(new Error(`it ended before there was ${what}`));
        };
        listeners.add(look);
        look();
        return () => listeners.delete(look);
      }),
    quiet: (milliseconds) =>
      deadline<undefined>('quiet', (done) => {
        let timer: NodeJS.Timeout | undefined;
        const begin = (): void => {
          clearTimeout(timer);
          timer = setTimeout(done, milliseconds, undefined);
        };
        listeners.add(begin);
        begin();
        return () => {
          clearTimeout(timer);
          listeners.delete(begin);
        };
      }),
    ended,
    kill: () => {
      if (over) return;
      // Windows knows no signals.
      if (process.platform === 'win32') terminal.kill();
      else terminal.kill('SIGKILL');
    },
  };
}
