/** `reset`: forgets what was done, after asking. */
import { createInterface } from 'node:readline/promises';
import { openDrafts } from '../../app/drafts.ts';
import { stateFolder } from '../../app/progress/folder.ts';
import { openProgress } from '../../app/progress/store.ts';
import { openCourse } from '../course.ts';
import { pickLesson } from '../pick.ts';
import { EXIT, ExitError } from '../exit.ts';
import { print } from '../output.ts';
import type { Common } from '../options.ts';

/** Forgets a lesson's progress, or the whole course's; drafts are set aside. Without a terminal it needs `--yes`. */
export async function reset(
  query: string | undefined,
  options: Common & { readonly yes?: true },
): Promise<void> {
  const source = await openCourse(options.lessons);
  const head = query === undefined ? null : pickLesson(source, query);
  const what = head === null ? 'the whole course' : `lesson ${head.number}, ${head.title}`;
  if (options.yes !== true && !(await agreed(what))) {
    await print('Nothing was forgotten.');
    return;
  }
  const folder = stateFolder(process.env, options.lessons ?? null);
  const store = await openProgress(folder);
  const { notices } = await store.reset(head?.slug ?? null);
  if (notices.length > 0)
    throw new ExitError(EXIT.fault, notices.map((notice) => `learn-migrations: ${notice}`).join('\n'));
  const drafts = openDrafts(folder);
  for (const { slug } of head === null ? source.heads() : [head]) drafts.forget(slug);
  await print(`Forgotten: the progress of ${what}.`);
}

async function agreed(what: string): Promise<boolean> {
  if (!process.stdin.isTTY || !process.stdout.isTTY) {
    throw new ExitError(EXIT.usage, `learn-migrations: to forget ${what} without being asked, add --yes.`);
  }
  const question = createInterface({ input: process.stdin, output: process.stdout });
  try {
    const answer = await question.question(`Forget the progress of ${what}? This cannot be undone. [y/N] `);
    return /^y(es)?$/i.test(answer.trim());
  } finally {
    question.close();
  }
}
