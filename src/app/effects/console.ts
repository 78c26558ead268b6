/** The SQL prompt: a scratch copy of the state, thrown away when it is left. */
import type { Console, ConsoleRequest } from '../../rollout/database.ts';
import { Stoppable, warn, type Send, type Services } from './services.ts';

export interface ConsoleEffects {
  open(request: ConsoleRequest): void;
  run(sql: string): void;
  close(): void;
  readonly running: boolean;
  cancel(): void;
}

export function consoleEffects({ database }: Services, send: Send): ConsoleEffects {
  let current: Promise<Console> | null = null;
  const query = new Stoppable();

  async function begin(opening: Promise<Console>): Promise<void> {
    try {
      const { state } = await (await opening).run('');
      if (current === opening) send({ type: 'consoleOpened', state });
    } catch (error) {
      if (current === opening) warn(send, error);
    }
  }

  async function ask(opening: Promise<Console>, sql: string): Promise<void> {
    const signal = query.begin();
    try {
      const reply = await (await opening).run(sql, signal);
      if (current === opening) send({ type: 'consoleReplied', sql, reply });
    } catch (error) {
      if (current === opening) warn(send, error);
    } finally {
      query.end(signal);
    }
  }

  async function dispose(opening: Promise<Console>): Promise<void> {
    try {
      await (await opening).close();
    } catch {
      // It never opened: there is nothing to close and no answer to give.
    }
  }

  return {
    open(request) {
      current = database.console(request);
      void begin(current);
    },
    run(sql) {
      if (current !== null) void ask(current, sql);
    },
    close() {
      query.stop();
      if (current !== null) void dispose(current);
      current = null;
    },
    get running() {
      return query.running;
    },
    cancel: () => query.stop(),
  };
}
