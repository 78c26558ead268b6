/** The database engines there are, by name; each is loaded when it is asked for, and only then. */
import type { Engine } from './port.ts';

const ENGINES = {
  sqlite: async (): Promise<Engine> => (await import('./sqlite/engine.ts')).loadEngine(),
  postgres: async (): Promise<Engine> => (await import('./postgres/engine.ts')).loadEngine(),
};

export type EngineName = keyof typeof ENGINES;

/** Loads an engine, once in a process or worker; rejects where it cannot be loaded. */
export function loadEngine(name: EngineName): Promise<Engine> {
  return ENGINES[name]();
}
