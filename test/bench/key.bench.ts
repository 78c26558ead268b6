/** From a key to the frame that answers it, over a whole lesson forward and back. */
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { atMost, milliseconds, type Figure, type Part } from './figure.ts';
import { ROOT } from './processes.ts';
import { median } from './statistics.ts';

const LESSON = 18;

/**
 * Sessions at each size, all with the same keys and each from cold. A key counts with its best time: what it takes
 * longer in the others is what the machine did besides.
 */
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
      const sessions: Session[] = [];
      while (sessions.length < SESSIONS) sessions.push(await session(columns, rows));
      const best = bestOf(sessions);
      const [middle, worst] = [median(best), Math.max(...best)];
      const apart = median(sessions.map((taken) => Math.max(...frames(taken))));
      const what = `a key at ${columns}×${rows}`;
      const worstText = `${milliseconds(worst)}, each key at its best (${milliseconds(apart)} in one session)`;
      figures.push(
        atMost(`${what}, median`, middle, AIM, ' ms', `${milliseconds(middle)} over ${best.length} keys`),
        atMost(`${what}, worst`, worst, AIM, ' ms', worstText),
      );
    }
    return figures;
  },
};

/** The milliseconds that each key took; null where the frame stayed as it was. */
type Session = readonly (number | null)[];

function frames(session: Session): readonly number[] {
  return session.filter((taken) => taken !== null);
}

/** The best time of each key that brought a frame. */
function bestOf(sessions: readonly Session[]): readonly number[] {
  const [first = []] = sessions;
  return first.flatMap((_, index) => {
    const times = frames(sessions.map((session) => session[index] ?? null));
    return times.length === 0 ? [] : [Math.min(...times)];
  });
}

function session(columns: number, rows: number): Promise<Session> {
  return new Promise((resolve, reject) => {
    const child = fork(
      fileURLToPath(new URL('key.child.ts', import.meta.url)),
      [columns, rows, LESSON].map(String),
      {
        cwd: ROOT,
        env: { ...process.env, NODE_ENV: 'production' },
        execArgv: ['--import', 'tsx'],
        // Its standard output is not the terminal that it writes to.
        stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      },
    );
    let said = '';
    child.stderr?.on('data', (data: Buffer) => (said += data.toString()));
    child.on('error', reject);
    child.on('message', (taken) => resolve(taken as Session));
    child.on('exit', () =>
      reject(new Error(said.trim() === '' ? 'the session sent no figures' : said.trim())),
    );
  });
}
