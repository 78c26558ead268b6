/** From a key to the frame that answers it, over a whole lesson forward and back. */
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { atMost, milliseconds, type Figure, type Part } from './figure.ts';
import { ROOT } from './processes.ts';
import { median } from './statistics.ts';

const LESSON = 18;

/** Sessions at each size, each begun anew: the worst key of one session is often the machine's fault. */
const SESSIONS = 3;

const SIZES = [
  { columns: 120, rows: 40 },
  { columns: 80, rows: 24 },
] as const;

/** A frame at 60 a second, in milliseconds. */
const AIM = 16;

export const key: Part = {
  name: 'key',
  needsBuild: false,
  async measure() {
    const figures: Figure[] = [];
    for (const { columns, rows } of SIZES) {
      const sessions: (readonly number[])[] = [];
      while (sessions.length < SESSIONS) sessions.push(await session(columns, rows));
      const what = `a key at ${columns}×${rows}`;
      const middle = median(sessions.flat());
      const worst = median(sessions.map((taken) => Math.max(...taken)));
      figures.push(
        atMost(`${what}, median`, middle, AIM, ' ms', `${milliseconds(middle)} over ${sessions[0]?.length ?? 0} keys`),
        atMost(`${what}, worst`, worst, AIM, ' ms', `${milliseconds(worst)}, median of ${SESSIONS} sessions from cold`),
      );
    }
    return figures;
  },
};

/** The milliseconds that each key took. */
function session(columns: number, rows: number): Promise<readonly number[]> {
  return new Promise((resolve, reject) => {
    const child = fork(fileURLToPath(new URL('key.child.ts', import.meta.url)), [columns, rows, LESSON].map(String), {
      cwd: ROOT,
      env: { ...process.env, NODE_ENV: 'production' },
      execArgv: ['--import', 'tsx'],
      // Its standard output is not the terminal that it writes to.
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    let said = '';
    child.stderr?.on('data', (data: Buffer) => (said += data.toString()));
    child.on('error', reject);
    child.on('message', (taken) => resolve(taken as readonly number[]));
    child.on('exit', () => reject(new Error(said.trim() === '' ? 'the session sent no figures' : said.trim())));
  });
}
