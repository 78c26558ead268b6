/** Ink on a terminal that is none: streams with a size that tests set, and a screen that reads what comes out. */
import { EventEmitter } from 'node:events';
import { render, type RenderOptions } from 'ink';
import type { ReactNode } from 'react';
import { openScreen, type Screen } from './screen.ts';

export interface InkTerminal {
  readonly screen: Screen;
  /** Sends keys as the terminal would, all in one piece. */
  readonly press: (keys: string) => void;
  resize(columns: number, rows: number): void;
  /** Everything that was written, escape sequences and all. */
  written(): string;
  close(): Promise<void>;
}

export interface InkTerminalOptions {
  readonly columns?: number;
  readonly rows?: number;
  readonly screenReader?: boolean;
}

class Output extends EventEmitter {
  readonly isTTY = true;
  columns: number;
  rows: number;
  all = '';
  readonly #screen: Screen;
  constructor(columns: number, rows: number, screen: Screen) {
    super();
    this.columns = columns;
    this.rows = rows;
    this.#screen = screen;
  }
  write(data: string, ...rest: readonly unknown[]): boolean {
    this.all += data;
    // A terminal's driver makes CR LF of LF.
    this.#screen.write(data.replaceAll('\n', '\r\n'));
    const done = rest.find((argument) => typeof argument === 'function');
    if (done !== undefined) queueMicrotask(done as () => void);
    return true;
  }
}

class Input extends EventEmitter {
  readonly isTTY = true;
  #waiting: string[] = [];
  send(data: string): void {
    this.#waiting.push(data);
    this.emit('readable');
    this.emit('data', data);
  }
  read(): string | null {
    return this.#waiting.shift() ?? null;
  }
  setRawMode(): this {
    return this;
  }
  setEncoding(): this {
    return this;
  }
  resume(): this {
    return this;
  }
  pause(): this {
    return this;
  }
  ref(): this {
    return this;
  }
  unref(): this {
    return this;
  }
}

/** Renders as src/tui/terminal.tsx does, on streams of its own. */
export function renderInk(
  node: ReactNode,
  { columns = 80, rows = 24, screenReader = false }: InkTerminalOptions = {},
): InkTerminal {
  const screen = openScreen(columns, rows);
  const stdout = new Output(columns, rows, screen);
  const stdin = new Input();
  const options: RenderOptions = {
    stdout: stdout as unknown as NodeJS.WriteStream,
    stderr: stdout as unknown as NodeJS.WriteStream,
    stdin: stdin as unknown as NodeJS.ReadStream,
    alternateScreen: !screenReader,
    incrementalRendering: true,
    exitOnCtrlC: false,
    patchConsole: false,
    interactive: true,
    maxFps: 60,
    isScreenReaderEnabled: screenReader,
  };
  const app = render(node, options);
  return {
    screen,
    press: (keys) => stdin.send(keys),
    resize(newColumns, newRows) {
      screen.resize(newColumns, newRows);
      stdout.columns = newColumns;
      stdout.rows = newRows;
      stdout.emit('resize');
    },
    written: () => stdout.all,
    async close() {
      app.unmount();
      await app.waitUntilExit();
      screen.dispose();
    },
  };
}
