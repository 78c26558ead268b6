/** The exercise: its draft, the learner's own editor, the watched file, and checking the answer. */
import { existsSync, writeFileSync } from 'node:fs';
import type { Graded } from '../../grading/graded.ts';
import { gradeText } from '../../grading/run/grader.ts';
import { editOutside, editorCommand } from '../outsideEditor.ts';
import { reasonOf } from '../progress/read.ts';
import { watchText } from '../watch.ts';
import type { Session } from './lesson.ts';
import { Stoppable, warn, type Send, type Services } from './services.ts';

export interface ExerciseEffects {
  /** Reads the draft, or begins to watch a file; one that is not there is made with the starter. */
  readDraft(slug: string, watching: string | null, starter: string): void;
  saveDraft(slug: string, text: string): void;
  editOutside(slug: string, text: string): void;
  grade(session: Session, text: string): void;
  close(): void;
  readonly running: boolean;
  cancel(): void;
}

export function exerciseEffects(services: Services, send: Send): ExerciseEffects {
  const { source, database, answers, drafts, env, suspend } = services;
  const grading = new Stoppable();
  let unwatch: (() => void) | null = null;

  const notify = (text: string | null): void => {
    if (text !== null) send({ type: 'notice', notice: { text, tone: 'warning' } });
  };

  function watch(slug: string, file: string, starter: string): void {
    try {
      if (!existsSync(file)) writeFileSync(file, starter, { flag: 'wx' });
    } catch (error) {
      notify(`${file} cannot be made: ${reasonOf(error)}.`);
    }
    unwatch = watchText(file, (saved) => {
      if (saved.ok) send({ type: 'textEdited', slug, text: saved.text });
      else notify(saved.message);
    });
  }

  async function outside(slug: string, text: string): Promise<void> {
    const command = editorCommand(env);
    if (command === null) {
      notify('Set VISUAL or EDITOR to your editor first (for example EDITOR=nano); e writes here.');
      return;
    }
    void drafts.save(slug, text);
    const [unsaved] = await drafts.flush();
    if (unsaved !== undefined) {
      // What lies there is older than the text, or nothing at all.
      notify(unsaved);
      return;
    }
    await suspend(async () => {
      const edited = await editOutside(command, drafts.path(slug));
      if (!edited.ok) {
        // Reading it sets aside what is no text, so that the draft below does not take its place.
        notify(drafts.read(slug, { edited: true }).notice ?? edited.message);
        await drafts.save(slug, text);
      } else if (edited.text === text) {
        notify(
          edited.interrupted
            ? `Ctrl-C ended the editor (${command}). Your text is as it was.`
            : 'The text came back unchanged. An editor with a window of its own needs its wait option (code --wait).',
        );
      } else send({ type: 'textEdited', slug, text: edited.text });
    });
  }

  async function grade({ slug, now, lesson, fixture }: Session, text: string): Promise<void> {
    if (lesson === null || fixture === null) return;
    const signal = grading.begin();
    let graded: Graded | null = null;
    try {
      const { compiled } = source;
      const context = { learner: database, answers, now, compiled, detailed: true, signal };
      graded = await gradeText(lesson, fixture, text, context);
    } catch (error) {
      if (!signal.aborted) warn(send, error);
    } finally {
      grading.end(signal);
    }
    if (graded !== null && !signal.aborted) send({ type: 'graded', slug, graded });
    // A later text may be on its way already, and that is what the learner waits for.
    else if (!grading.running) send({ type: 'gradingStopped', slug });
  }

  return {
    readDraft(slug, watching, starter) {
      unwatch?.();
      unwatch = null;
      if (watching !== null) {
        watch(slug, watching, starter);
        return;
      }
      const { text, notice } = drafts.read(slug);
      notify(notice);
      send({ type: 'draftRead', slug, text });
    },
    saveDraft(slug, text) {
      void drafts.save(slug, text).then(notify);
    },
    editOutside(slug, text) {
      outside(slug, text).catch((error: unknown) => warn(send, error));
    },
    grade(session, text) {
      void grade(session, text);
    },
    close() {
      unwatch?.();
      unwatch = null;
      grading.stop();
    },
    get running() {
      return grading.running;
    },
    cancel: () => grading.stop(),
  };
}
