/** `list` as a whole process, against Node doing nothing: what the learner waits for before anything of ours. */
import { comparison, type Part } from './figure.ts';
import { freshEnvironment, NOTHING, PROGRAM, wholeProcess } from './processes.ts';
import { compare } from './statistics.ts';

const PAIRS = 40;

export const list: Part = {
  name: 'list',
  needsBuild: true,
  async measure() {
    const env = freshEnvironment();
    const compared = await compare(
      PAIRS,
      () => wholeProcess([PROGRAM, 'list'], env),
      () => wholeProcess(NOTHING, env),
    );
    return [comparison('list against node -e 0', compared, 1.3)];
  },
};
