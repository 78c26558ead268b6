// Stands in for node:test in the test files that share a process. What a file declares at its top becomes a suite, so
// that its hooks belong to its own tests; everything inside is node:test itself.
import { writeFileSync } from 'node:fs';
import * as real from 'node:test';

/** What the file that is being loaded has declared so far; null once the tests run. */
let declared = null;
const suites = [];

function declaring(own) {
  const declare = (...args) => {
    if (declared === null) return own(...args);
    declared.push(() => own(...args));
    return Promise.resolve();
  };
  for (const variant of ['skip', 'todo', 'only']) {
    if (own[variant] !== undefined) declare[variant] = declaring(own[variant]);
  }
  return declare;
}

export const test = declaring(real.test);
export const it = declaring(real.it);
export const describe = declaring(real.describe);
export const suite = declaring(real.suite);
export const before = declaring(real.before);
export const after = declaring(real.after);
export const beforeEach = declaring(real.beforeEach);
export const afterEach = declaring(real.afterEach);
export const { mock } = real;
export default declaring(real.default);

/** Loads a test file. One that does not load has a test that fails, and leaves the other files alone. */
export async function load(file, importFile) {
  const own = (declared = []);
  try {
    await importFile();
  } catch (error) {
    own.push(() =>
      real.test('loads', () => {
        throw error;
      }),
    );
  }
  declared = null;
  suites.push([file, own]);
}

/** Runs the tests of all files that were loaded. When all came to their end, a file beside the one that was started says so. */
export function start() {
  for (const [file, own] of suites) real.describe(file, () => own.forEach((declare) => declare()));
  real.after(() => writeFileSync(`${process.argv[1]}.finished`, ''));
}
