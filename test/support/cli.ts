/** The built program as a process, with progress in a folder of its own. */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from './course.ts';

/** The program's entry; `npm test` builds it first. */
export const BIN = join(ROOT, 'dist', 'bin.js');
if (!existsSync(BIN)) throw new Error(`${BIN} is not there: npm run build`);

export interface Ran {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** For progress; a fresh one unless given. */
  readonly state?: string;
  /** Arguments of node itself. */
  readonly node?: readonly string[];
  /** What stands on standard input; nothing unless given. */
  readonly input?: string | Uint8Array;
  /** Close the program's standard output after this many characters. */
  readonly closeAfter?: number;
}

/** A program that hangs is a failure of its own. */
const PATIENCE = 60_000;

/** Runs the program without a terminal until it ends. */
export function cli(args: readonly string[], options: RunOptions = {}): Promise<Ran> {
  const state = options.state ?? temporaryFolder();
  const child = spawn(process.execPath, [...(options.node ?? []), BIN, ...args], {
    env: { ...childEnvironment(), LEARN_MIGRATIONS_STATE: state, ...options.env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  // A program that ends without reading is none of our business.
  child.stdin.on('error', () => undefined).end(options.input);
  return new Promise((resolve, reject) => {
    let stdout = '';
    let stderr = '';
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      reject(new Error(`learn-migrations ${args.join(' ')} hangs:\n${stdout}\n${stderr}`));
    }, PATIENCE);
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
      if (options.closeAfter !== undefined && stdout.length >= options.closeAfter) child.stdout.destroy();
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    child.on('error', reject);
    child.on('close', (status) => {
      clearTimeout(timer);
      resolve({ status, stdout, stderr });
    });
  });
}

/** The environment without what would change how the program looks. */
export function childEnvironment(): Record<string, string | undefined> {
  const without = ['CI', 'NO_COLOR', 'FORCE_COLOR', 'INK_SCREEN_READER', 'NODE_OPTIONS', 'SOURCE_DATE_EPOCH'];
  const env = Object.entries(process.env).filter(([name]) => !without.includes(name));
  return { ...Object.fromEntries(env), TERM: 'xterm-256color', LANG: 'C.UTF-8' };
}

const folders: string[] = [];

/** A new folder, gone when the tests end. */
export function temporaryFolder(): string {
  if (folders.length === 0) {
    process.once('exit', () => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));
  }
  const folder = mkdtempSync(join(tmpdir(), 'learn-'));
  folders.push(folder);
  return folder;
}
