/** SQLite does what every engine does. */
import { loadEngine } from '../../src/database/registry.ts';
import { workerBundle } from '../support/database.ts';
import { contract } from './contract.ts';
import { ENDLESS } from './support.ts';

contract({
  name: 'sqlite',
  engine: await loadEngine('sqlite'),
  endless: ENDLESS,
  timeoutMs: 2_000,
  workerUrl: workerBundle(),
});
