/** From start to the first frame that has the course in it, against the least that Ink can show. */
import { performance } from 'node:perf_hooks';
import { comparison, type Part } from './figure.ts';
import { bundleHello, GREETING } from './hello.ts';
import { freshEnvironment, output, PROGRAM } from './processes.ts';
import { openPty } from './pty.ts';
import { compare } from './statistics.ts';

const PAIRS = 25;

export const frame: Part = {
  name: 'frame',
  needsBuild: true,
  async measure() {
    const hello = await bundleHello();
    const env = freshEnvironment();
    const title = firstTitle();
    const compared = await compare(
      PAIRS,
      () => untilShown([PROGRAM], title, env),
      () => untilShown([hello], GREETING, env),
    );
    return [comparison('first frame against a bundled Ink hello-world', compared, 1.25)];
  },
};

/** The title of the first lesson: the first frame that counts has it. */
function firstTitle(): string {
  const listed = JSON.parse(output([PROGRAM, 'list', '--json'])) as {
    lessons?: readonly { title?: string }[];
  };
  const title = listed.lessons?.[0]?.title;
  if (title === undefined) throw new Error('list --json names no lesson');
  return title;
}

/** Milliseconds until a process in a pseudo-terminal has written a text; it is killed then. */
async function untilShown(
  args: readonly string[],
  text: string,
  env: Record<string, string>,
): Promise<number> {
  const start = performance.now();
  const pty = openPty(args, env);
  try {
    await pty.until(text, (seen) => seen.includes(text));
    return performance.now() - start;
  } finally {
    pty.kill();
    // The next one gets the machine for itself.
    await pty.ended;
  }
}
