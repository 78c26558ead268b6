/** From a key to the frame that answers it, over a whole lesson forward and back, against Node doing nothing. */
import { fork } from 'node:child_process';
import { atMost, milliseconds, times, type Figure, type Part } from './figure.ts';
import { bundleKeySession } from './key.bundle.ts';
import type { KeyTime } from './key.child.ts';
import { nothings, ROOT } from './processes.ts';
import { median } from './statistics.ts';

const LESSON = 18;

/**
 * Sessions at each size, all with the same keys and each from cold. A key counts with its best time: what it takes
 * longer in the others is what the machine did besides.
 */
const SESSIONS = 3;

/** Aims: parts of the time in which Node does nothing. */
const SIZES = [
  { columns: 120, rows: 40, middle: 0.12, worst: 0.3 },
  { columns: 80, rows: 24, middle: 0.12, worst: 0.3 },
] as const;

export const key: Part = {
  name: 'key',
  needsBuild: false,
  async measure() {
    const bundle = await bundleKeySession();
    const figures: Figure[] = [];
    for (const { columns, rows, middle, worst } of SIZES) {
      const sessions: Session[] = [];
      const nothing = [...nothings()];
      while (sessions.length < SESSIONS) {
        sessions.push(await session(bundle, columns, rows));
        nothing.push(...nothings());
      }
      const best = bestOf(sessions);
      const unit = median(nothing);
      const what = `a key at ${columns}×${rows} against node -e 0`;
      figures.push(
        figure(`${what}, median of ${best.length}`, ofMedian(best), unit, middle),
        figure(`${what}, worst`, ofWorst(best), unit, worst),
      );
    }
    return figures;
  },
};

function figure(what: string, { whole, ink }: KeyTime, unit: number, most: number): Figure {
  const own = `Ink's own part ${times(ink / unit)}, ${milliseconds(ink)}`;
  const text = `${times(whole / unit)}, ${milliseconds(whole)} against ${milliseconds(unit)} (${own})`;
  return atMost(what, whole / unit, most, '×', text);
}

function ofMedian(keys: readonly KeyTime[]): KeyTime {
  return { whole: median(keys.map(({ whole }) => whole)), ink: median(keys.map(({ ink }) => ink)) };
}

function ofWorst(keys: readonly KeyTime[]): KeyTime {
  return keys.reduce((worst, key) => (key.whole > worst.whole ? key : worst));
}

/** What each key took; null where the frame stayed as it was. */
type Session = readonly (KeyTime | null)[];

/** The best time of each key that brought a frame. */
function bestOf(sessions: readonly Session[]): readonly KeyTime[] {
  const [first = []] = sessions;
  return first.flatMap((_, index) => {
    const taken = sessions.flatMap((session) => session[index] ?? []);
    return taken.length === 0 ? [] : [taken.reduce((best, key) => (key.whole < best.whole ? key : best))];
  });
}

function session(bundle: string, columns: number, rows: number): Promise<Session> {
  return new Promise((resolve, reject) => {
    const child = fork(bundle, [columns, rows, LESSON].map(String), {
      cwd: ROOT,
      // Its standard output is not the terminal that it writes to.
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    let said = '';
    child.stderr?.on('data', (data: Buffer) => (said += data.toString()));
    child.on('error', reject);
    child.on('message', (taken) => resolve(taken as Session));
    child.on('exit', () =>
      reject(new Error(said.trim() === '' ? 'the session sent no figures' : said.trim())),
    );
  });
}
