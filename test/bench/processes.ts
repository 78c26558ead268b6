/** Whole processes as the bench runs them: from start to end, with nothing of the learner's own around them. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';

/** The project's folder. */
export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** The program as it ships. */
export const PROGRAM = join(ROOT, 'dist', 'bin.js');

/** What every process is measured against: Node itself, doing nothing. */
export const NOTHING = ['-e', '0'] as const;

let scratch: string | null = null;

/** An empty folder that is gone when the bench ends. */
export function temporaryFolder(): string {
  if (scratch === null) {
    const made = mkdtempSync(join(tmpdir(), 'bench-'));
    process.once('exit', () => rmSync(made, { recursive: true, force: true }));
    scratch = made;
  }
  return mkdtempSync(join(scratch, 'part-'));
}

/** The environment of a learner who starts for the first time, at a terminal with colours. */
export function freshEnvironment(): Record<string, string> {
  const dropped = /^(CI|CI_.*|CONTINUOUS_INTEGRATION|NO_COLOR|FORCE_COLOR|NODE_ENV|NODE_OPTIONS)$/;
  const kept = Object.entries(process.env).filter(
    ([name, value]) => value !== undefined && !dropped.test(name),
  );
  return {
    ...(Object.fromEntries(kept) as Record<string, string>),
    TERM: 'xterm-256color',
    LEARN_MIGRATIONS_STATE: temporaryFolder(),
  };
}

/** What a process wrote, when it ended as it should. Throws with what it said otherwise. */
export function output(args: readonly string[], env = freshEnvironment()): string {
  const { status, stdout, stderr, error } = spawnSync(process.execPath, args, {
    cwd: ROOT,
    env,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  if (error !== undefined) throw error;
  if (status !== 0)
    throw new Error(`node ${args.join(' ')} ended with ${status ?? 'a signal'}: ${stderr.trim()}`);
  return stdout;
}

/** Milliseconds from start to end of `node` with these arguments; what it prints is thrown away. */
export function wholeProcess(args: readonly string[], env: Readonly<Record<string, string>>): number {
  const start = performance.now();
  const { status, error } = spawnSync(process.execPath, args, { cwd: ROOT, env, stdio: 'ignore' });
  const taken = performance.now() - start;
  if (error !== undefined) throw error;
  if (status !== 0) throw new Error(`node ${args.join(' ')} ended with ${status ?? 'a signal'}`);
  return taken;
}

/** Milliseconds in which Node does nothing, several times: the unit of what is measured around it. */
export function nothings(): readonly number[] {
  const env = freshEnvironment();
  return Array.from({ length: 5 }, () => wholeProcess(NOTHING, env));
}
