/** Runs the interface in the terminal, from the first frame until the learner leaves. */
import { render } from 'ink';
import type { Store } from '../app/store.ts';
import { App } from './app.tsx';
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
  let painted = false;
  let suspend: Terminal['suspend'] = (work) => work();
  const app = render(
    <App store={store} theme={createTheme(options.theme)} onReady={(ready) => (suspend = ready)} />,
    {
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
    },
  );
  return {
    ended: app.waitUntilExit(),
    close: () => app.unmount(),
    suspend: (work) =>
      suspend(async () => {
        await stopReading();
        await work();
        // Ctrl-C is echoed as ^C, behind which the frame would begin.
        process.stdout.write('\r');
      }),
  };
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
