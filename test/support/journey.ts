/** The built program in a real pseudo-terminal, with a screen that reads what it draws. */
import type * as NodePty from 'node-pty';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Progress } from '../../src/tutor/state.ts';
import { BIN, childEnvironment } from './cli.ts';
import { openScreen, type Screen } from './screen.ts';
import { deadline } from './wait.ts';

export interface Journey {
  readonly screen: Screen;
  readonly pid: number;
  /** Sends keys in one piece. */
  readonly press: (keys: string) => void;
  resize(columns: number, rows: number): void;
  /** Everything that was written, escape sequences and all. */
  readonly raw: () => string;
  /** Resolves when the process has ended and all that it wrote is on the screen. */
  ended(): Promise<{ readonly status: number; readonly signal: number }>;
  kill(signal: NodeJS.Signals): void;
}

export interface JourneyOptions {
  /** The folder for progress. */
  readonly state: string;
  readonly columns?: number;
  readonly rows?: number;
  readonly env?: Readonly<Record<string, string>>;
  /** Run through a shell, which afterwards says the status and how the terminal is set. */
  readonly shell?: boolean;
}

let pty: typeof NodePty | null = null;
let unusable: string | false = false;
try {
  pty = await import('node-pty');
} catch (error) {
  unusable = `node-pty does not load here: ${error instanceof Error ? error.message : String(error)}`;
}

/** Why there can be no journeys on this machine, or false. For node:test's `skip`. */
export const NO_TERMINAL: string | false = unusable;

const open: { kill: () => void }[] = [];

/** Ends what a failed test left running. */
export function endJourneys(): void {
  for (const journey of open.splice(0)) journey.kill();
}

export function startJourney(args: readonly string[], options: JourneyOptions): Journey {
  if (pty === null) throw new Error(String(NO_TERMINAL));
  const { state, columns = 80, rows = 24, env = {}, shell = false } = options;
  const program = [process.execPath, BIN, ...args];
  const [command, ...rest] = shell
    ? ['/bin/sh', '-c', '"$@"; echo "status $?"; stty -a', 'sh', ...program]
    : program;
  const terminal = pty.spawn(command!, rest, {
    name: 'xterm-256color',
    cols: columns,
    rows,
    env: definedOnly({ ...childEnvironment(), LEARN_MIGRATIONS_STATE: state, ...env }),
  });
  const screen = openScreen(columns, rows);
  let raw = '';
  let end: { status: number; signal: number } | null = null;
  const listeners = new Set<() => void>();
  terminal.onData((data) => {
    raw += data;
    screen.write(data);
  });
  terminal.onExit(({ exitCode, signal }) => {
    end = { status: exitCode, signal: signal ?? 0 };
    listeners.forEach((listener) => listener());
  });
  open.push({ kill: () => end ?? terminal.kill('SIGKILL') });
  return {
    screen,
    pid: terminal.pid,
    press: (keys) => terminal.write(keys),
    resize(newColumns, newRows) {
      screen.resize(newColumns, newRows);
      terminal.resize(newColumns, newRows);
    },
    raw: () => raw,
    async ended() {
      const how = await deadline<{ status: number; signal: number }>(
        'the end of the program',
        (done) => {
          const look = (): void => {
            if (end !== null) done(end);
          };
          listeners.add(look);
          look();
          return () => listeners.delete(look);
        },
        screen.text,
      );
      await screen.settled();
      return how;
    },
    kill: (signal) => terminal.kill(signal),
  };
}

function definedOnly(env: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])),
  );
}

/** What is kept on disk of a lesson, or null. */
export function keptProgress(state: string, slug: string): Progress | null {
  try {
    return JSON.parse(readFileSync(join(state, 'course', `${slug}.json`), 'utf8')) as Progress;
  } catch {
    return null;
  }
}

/** Resolves when the file on disk is as wanted. */
export function untilKept(
  state: string,
  slug: string,
  wanted: (progress: Progress) => boolean,
): Promise<Progress> {
  return deadline(
    `progress of ${slug}`,
    (done) => {
      let timer: NodeJS.Timeout;
      const look = (): void => {
        const kept = keptProgress(state, slug);
        if (kept !== null && wanted(kept)) done(kept);
        else timer = setTimeout(look, 10);
      };
      look();
      return () => clearTimeout(timer);
    },
    () => JSON.stringify(keptProgress(state, slug)),
  );
}
