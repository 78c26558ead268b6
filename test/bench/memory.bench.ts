/** Peak memory: the program with a lesson stepped to its end, and the lesson played without a terminal. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stateFolder } from '../../src/app/progress/folder.ts';
import { readProgress } from '../../src/app/progress/read.ts';
import { information, times, type Part } from './figure.ts';
import { freshEnvironment, NOTHING, output, PROGRAM, temporaryFolder } from './processes.ts';
import { openPty, type Pty } from './pty.ts';

const LESSON = '18';

/** Milliseconds without output after which a key has had its answer. */
const QUIET = 60;

/** Keys after which a lesson must have come to its end. */
const MOST_KEYS = 300;

export const memory: Part = {
  name: 'memory',
  needsBuild: true,
  async measure() {
    if (process.platform !== 'linux') return [information('peak memory', 'measured on Linux alone')];
    const nothing = peakAtEnd(NOTHING);
    const against = (kilobytes: number): string =>
      `${megabytes(kilobytes)}, ${times(kilobytes / nothing)} of node -e 0 (${megabytes(nothing)})`;
    return [
      information(`peak memory, lesson ${LESSON} stepped to its end`, against(await peakOfSession())),
      information(
        `peak memory, run ${LESSON} --json`,
        against(peakAtEnd([PROGRAM, 'run', LESSON, '--json'])),
      ),
    ];
  },
};

/** Kilobytes that a process held at most, itself read as it ends. */
function peakAtEnd(args: readonly string[]): number {
  const folder = temporaryFolder();
  const [hook, report] = [join(folder, 'hook.cjs'), join(folder, 'status')];
  writeFileSync(
    hook,
    `const { readFileSync, writeFileSync } = require('fs');
     process.on('exit', () => writeFileSync(${JSON.stringify(report)}, readFileSync('/proc/self/status')));`,
  );
  output(['--require', hook, ...args]);
  return peakIn(readFileSync(report, 'utf8'));
}

/** Kilobytes that the interactive program held at most, all its threads together. */
async function peakOfSession(): Promise<number> {
  const env = freshEnvironment();
  const pty = openPty([PROGRAM, LESSON], env);
  try {
    await pty.until('the lesson', (seen) => seen.includes('step 1 of'));
    await stepToEnd(pty, env);
    return peakIn(readFileSync(`/proc/${pty.pid}/status`, 'utf8'));
  } finally {
    pty.kill();
    await pty.ended;
  }
}

/** Presses keys until the lesson is remembered as done. */
async function stepToEnd(pty: Pty, env: Readonly<Record<string, string>>): Promise<void> {
  const folder = stateFolder(env, null);
  for (let pressed = 0; pressed < MOST_KEYS; pressed++) {
    await pty.quiet(QUIET);
    if (Object.values(readProgress(folder).lessons).some(({ done }) => done)) return;
    // The digit answers a question, and is forgotten elsewhere.
    pty.write('1\u001b[C');
  }
  throw new Error(`${MOST_KEYS} keys did not lead to the end of the lesson`);
}

function peakIn(status: string): number {
  const found = /^VmHWM:\s*(\d+) kB$/m.exec(status)?.[1];
  if (found === undefined) throw new Error('the system does not tell a process’s peak memory');
  return Number(found);
}

function megabytes(kilobytes: number): string {
  return `${(kilobytes / 1024).toFixed(0)} MB`;
}
