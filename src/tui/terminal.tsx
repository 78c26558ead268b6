/** Runs the interface in the terminal, from the first frame until the learner leaves. */
import { render } from 'ink';
import type { Store } from '../app/store.ts';
import { App } from './app.tsx';
import { guardPastes } from './pasteGuard.ts';
import { createTheme, type ThemeKind } from './theme.ts';

export interface TerminalOptions {
  readonly theme: ThemeKind;
  /** Called once the first frame is out: what may wait for it starts here. */
  readonly onFirstFrame: () => void;
}

export interface Terminal {
  /** Resolves when the screen is the shell's again. Rejects with the error that ended the interface. */
  readonly ended: Promise<unknown>;
  close(): void;
  /** Gives the terminal to another program until the promise settles. */
  suspend(work: () => Promise<void>): Promise<void>;
}

/** Needs a terminal on standard input and output: Ink cannot read keys without one. */
export function openTerminal(store: Store, options: TerminalOptions): Terminal {
  takeTerminal();
  const unguard = guardPastes(process.stdin);
  let painted = false;
  /** Another program has the terminal. */
  let lent = false;
  let suspend: Terminal['suspend'] = (work) => work();
  const theme = createTheme(options.theme);
  const keepSuspend = (ready: Terminal['suspend']): void => {
    suspend = ready;
  };
  // A new element each time: React does not draw one again that it has drawn.
  const tree = () => <App store={store} theme={theme} onReady={keepSuspend} />;
  const app = render(tree(), {
    alternateScreen: true,
    incrementalRendering: true,
    exitOnCtrlC: false,
    maxFps: 60,
    interactive: true,
    onRender: () => {
      if (painted) return;
      painted = true;
      setImmediate(options.onFirstFrame);
    },
  });
  /** Draws every row anew: what the terminal shows may be anything. */
  const repaint = (): void => {
    // A screen reader is given text line by line; there is no screen to draw anew.
    if (lent || process.env['INK_SCREEN_READER'] === 'true') return;
    app.clear();
    process.stdout.write(ERASE_ALL);
    app.rerender(tree());
  };
  const suspended = (work: () => Promise<void>): Promise<void> =>
    suspend(async () => {
      lent = true;
      try {
        await stopReading();
        await work();
        // Ctrl-C is echoed as ^C, behind which the frame would begin.
        process.stdout.write('\r');
      } finally {
        lent = false;
      }
    });
  const unwatch = [unguard, repaintAfterResize(repaint), obeyJobControl(suspended, repaint)];
  return {
    ended: app.waitUntilExit().finally(() => {
      for (const stop of unwatch) stop();
    }),
    close: () => app.unmount(),
    suspend: suspended,
  };
}

/** Erases the screen and puts the cursor into its corner, where Ink begins a frame. */
const ERASE_ALL = '\u001b[2J\u001b[H';

/** Milliseconds without a further resize after which the screen is drawn anew. */
const RESIZE_QUIET = 60;

/**
 * A terminal that is resized in quick succession moves rows while Ink still
 * writes those of the size before. Once it is quiet, everything is drawn again.
 */
function repaintAfterResize(repaint: () => void): () => void {
  let timer: NodeJS.Timeout | undefined;
  const resized = (): void => {
    clearTimeout(timer);
    timer = setTimeout(repaint, RESIZE_QUIET);
  };
  process.stdout.on('resize', resized);
  return () => {
    clearTimeout(timer);
    process.stdout.off('resize', resized);
  };
}

/**
 * SIGTSTP: the shell gets its terminal back before the process stops, and the
 * program takes it again with `fg`. A process that was stopped without being
 * asked (SIGSTOP) finds a terminal that is no longer raw.
 */
function obeyJobControl(suspended: Terminal['suspend'], repaint: () => void): () => void {
  // Windows has no job control.
  if (process.platform === 'win32') return () => undefined;
  let stopping = false;
  const stop = (): void => {
    if (stopping) return;
    stopping = true;
    const work = (): Promise<void> => {
      process.kill(process.pid, 'SIGSTOP');
      return Promise.resolve();
    };
    void suspended(work)
      // An editor has the terminal: there is nothing to give back.
      .catch(work)
      .finally(() => (stopping = false));
  };
  const go = (): void => {
    if (stopping) return;
    process.stdin.setRawMode(true);
    repaint();
  };
  process.on('SIGTSTP', stop).on('SIGCONT', go);
  return () => process.off('SIGTSTP', stop).off('SIGCONT', go);
}

/**
 * Keys pressed before the first frame would be echoed by the terminal, and the
 * frame would begin behind them: the second screen keeps the cursor's column.
 */
function takeTerminal(): void {
  process.stdin.setRawMode(true);
  process.stdout.write('\r');
}

/**
 * Ink stops listening to the keyboard when it is suspended, but Node has asked
 * the terminal for more already, and would get the first keys that are meant
 * for the other program. Listening again starts reading again.
 */
async function stopReading(): Promise<void> {
  // A pause counts once the stream has noticed that nobody listens, and acts a moment later.
  await nextTurn();
  process.stdin.pause();
  await nextTurn();
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
