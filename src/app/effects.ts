/** The one place where what the tutor wants done is carried out. */
import type { Effect } from '../tutor/events.ts';
import { consoleEffects } from './effects/console.ts';
import { exerciseEffects } from './effects/exercise.ts';
import { labEffects } from './effects/lab.ts';
import { lessonEffects } from './effects/lesson.ts';
import type { Send, Services } from './effects/services.ts';

export type { Services } from './effects/services.ts';

/** Carries effects out; `send` takes the answers. */
export function createEffects(services: Services, send: Send): (effect: Effect) => void {
  const { progress, clock, leave } = services;
  const lesson = lessonEffects(services, send);
  const console = consoleEffects(services, send);
  const exercise = exerciseEffects(services, send);
  const lab = labEffects(services, send);

  const close = (): void => {
    console.close();
    exercise.close();
    lab.cancel();
    lesson.close();
  };

  return (effect) => {
    switch (effect.type) {
      case 'openLesson':
        close();
        lesson.open(effect.slug);
        return;
      case 'closeLesson':
        close();
        return;
      case 'playRollback':
        lesson.playRollback(effect.step);
        return;
      case 'draw':
        lesson.draw();
        return;
      case 'openConsole':
        console.open({ ...effect.request, now: lesson.session()?.now ?? clock() });
        return;
      case 'runSql':
        console.run(effect.sql);
        return;
      case 'closeConsole':
        console.close();
        return;
      case 'readDraft':
        exercise.readDraft(effect.slug, effect.watching, effect.starter);
        return;
      case 'saveDraft':
        exercise.saveDraft(effect.slug, effect.text);
        return;
      case 'editOutside':
        exercise.editOutside(effect.slug, effect.text);
        return;
      case 'grade': {
        const session = lesson.session();
        if (session !== null) exercise.grade(session, effect.text);
        return;
      }
      case 'runLab': {
        const session = lesson.session();
        if (session !== null) lab.run(session, effect.request, effect.order);
        return;
      }
      case 'closeExercise':
        exercise.close();
        return;
      case 'cancel':
        // What the learner waits for lies on top: a query, a check, then the lesson.
        if (console.running) console.cancel();
        else if (exercise.running) exercise.cancel();
        else if (lab.running) lab.cancel();
        else lesson.cancel();
        return;
      case 'save':
        void progress.save(effect.slug, effect.progress).then((notice) => {
          if (notice !== null) send({ type: 'notice', notice: { text: notice, tone: 'warning' } });
        });
        return;
      case 'leave':
        close();
        leave();
        return;
    }
  };
}
