/** A terminal's screen as a person sees it: whatever is written to it, in any pieces, read as lines. */
import xterm from '@xterm/headless';
import { deadline } from './wait.ts';

export interface Screen {
  /** Takes what a program writes. */
  write(data: string): void;
  resize(columns: number, rows: number): void;
  /** Resolves when all that was written is on the screen. */
  settled(): Promise<void>;
  /** What is on screen now, lines without the blanks behind them. */
  readonly text: () => string;
  /** Resolves with the text as soon as it is as wanted. */
  until(what: string | RegExp, wanted?: (text: string) => boolean): Promise<string>;
  /** Whether the alternate screen is shown. */
  alternate(): boolean;
  cursorVisible(): boolean;
  cursor(): { readonly x: number; readonly y: number };
  dispose(): void;
}

export function openScreen(columns: number, rows: number): Screen {
  const terminal = new xterm.Terminal({ cols: columns, rows, allowProposedApi: true, scrollback: 0 });
  const listeners = new Set<() => void>();
  let visible = true;
  // What the library does not tell of itself: DECTCEM.
  for (const [final, shown] of [
    ['h', true],
    ['l', false],
  ] as const) {
    terminal.parser.registerCsiHandler({ prefix: '?', final }, (parameters) => {
      if (parameters.includes(25)) visible = shown;
      return false;
    });
  }

  function text(): string {
    const { active } = terminal.buffer;
    const lines = Array.from({ length: terminal.rows }, (_, row) => {
      return active.getLine(active.baseY + row)?.translateToString(true) ?? '';
    });
    return lines.join('\n');
  }

  return {
    write: (data) => terminal.write(data, () => listeners.forEach((listener) => listener())),
    resize: (newColumns, newRows) => terminal.resize(newColumns, newRows),
    settled: () => new Promise((resolve) => terminal.write('', resolve)),
    text,
    until: (what, wanted = (now) => (typeof what === 'string' ? now.includes(what) : what.test(now))) =>
      deadline(
        String(what),
        (done) => {
          const look = (): void => {
            const now = text();
            if (wanted(now)) done(now);
          };
          listeners.add(look);
          look();
          return () => listeners.delete(look);
        },
        text,
      ),
    alternate: () => terminal.buffer.active.type === 'alternate',
    cursorVisible: () => visible,
    cursor: () => ({ x: terminal.buffer.active.cursorX, y: terminal.buffer.active.cursorY }),
    dispose: () => terminal.dispose(),
  };
}
