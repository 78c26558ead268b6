/** What a learner can ask for, where, and why it may not be available now. Keys are bound to these in tui/keymap.ts. */
import { isLabReady } from '../rollout/challenge.ts';
import { rollbackAtHand } from '../lesson/play.ts';
import { hidesOutcomes } from '../lesson/application.ts';
import { comesNext, isFirstMoment, matchesOf } from './select.ts';
import { currentMoment, currentPlay, currentStep } from '../lesson/place.ts';
import type { Command, KeyContext } from './command.ts';
import type { ExercisePanel, LabPanel, LessonState, Tutor } from './state.ts';

export function contextOf(tutor: Tutor): KeyContext {
  if (tutor.help !== null) return 'help';
  const panel = tutor.lesson?.panel;
  if (panel?.type === 'exercise')
    return panel.asking !== null ? 'asking' : panel.editing ? 'editor' : 'exercise';
  if (tutor.lesson !== null) return panel?.type ?? 'lesson';
  return tutor.home.typing ? 'filter' : 'home';
}

/** Why a command of the present context does nothing now, as a short sentence, or null where it works. */
export function unavailable(tutor: Tutor, command: Command): string | null {
  const lesson = tutor.lesson;
  if (lesson === null) return unavailableAtHome(tutor, command);
  switch (lesson.panel?.type) {
    case undefined:
      return unavailableInLesson(tutor, lesson, command);
    case 'prompt':
      return unavailableInPrompt(lesson.panel, command);
    case 'search':
      return command === 'accept' && matchesOf(lesson).length === 0 ? 'Nothing matches.' : null;
    case 'predict':
      // Enter takes the answer under the cursor; a clicker's "next" must not choose by accident.
      return command === 'next' && lesson.panel.chosen.length === 0 ? 'Choose an answer first.' : null;
    case 'exercise':
      return unavailableInExercise(lesson, lesson.panel, command);
    case 'lab':
      return unavailableInLab(lesson, lesson.panel, command);
    case 'tools':
    case 'matrix':
    case 'drawing':
    case 'inspect':
      return null;
  }
}

function unavailableAtHome(tutor: Tutor, command: Command): string | null {
  const shown = tutor.heads.length;
  return command === 'accept' && shown === 0 ? 'There is no lesson.' : null;
}

function unavailableInLesson(tutor: Tutor, lesson: LessonState, command: Command): string | null {
  switch (command) {
    case 'next':
      if (lesson.lesson === null) return 'The lesson is still loading.';
      return comesNext(tutor)?.type === 'course' ? 'This is the end of the course.' : null;
    case 'matrix':
      return (lesson.lesson?.apps.length ?? 0) === 0 ? 'No application runs in this lesson.' : null;
    case 'drawing':
      if ((lesson.lesson?.apps.length ?? 0) === 0) return 'No application runs in this lesson.';
      return hidesOutcomes(lesson) ? 'Predict first: the drawing would tell what works.' : null;
    case 'lab':
      return lesson.head.hasLab ? null : 'This lesson has no lab.';
    case 'exercise':
      return lesson.head.hasExercise ? null : 'This lesson has no exercise.';
    case 'back':
      return lesson.rollback === null && isFirstMoment(lesson) ? 'This is the beginning.' : null;
    case 'ledger':
    case 'nextTable':
    case 'previousTable':
    case 'inspect':
      return lesson.opened === null ? 'The database is still starting.' : null;
    case 'prompt':
      if (lesson.rollback?.play === null) return 'The rollback is still running.';
      return lesson.opened === null ? 'The database is still starting.' : null;
    case 'tools':
      return (currentStep(lesson)?.tools.length ?? 0) === 0
        ? 'This step has no counterpart in other tools.'
        : null;
    case 'rollback':
      return whyNoRollback(lesson);
    default:
      return null;
  }
}

function whyNoRollback(lesson: LessonState): string | null {
  const step = currentStep(lesson);
  if (lesson.rollback !== null) return 'The rollback is on screen.';
  if (step === null || rollbackAtHand(step) === null) return 'This step keeps no rollback at hand.';
  const play = currentPlay(lesson);
  const moment = currentMoment(lesson);
  const migration = play?.actions.findIndex((action) => action.action.type === 'migration') ?? -1;
  const applied =
    moment !== null &&
    play !== null &&
    migration >= 0 &&
    (moment.type === 'text'
      ? moment.ran || (moment.next !== null && moment.next > migration)
      : moment.action > migration ||
        (moment.action === migration &&
          moment.statement === (play.actions[migration]?.played.statements.length ?? 0) - 1));
  return applied ? null : 'Run the migration to its end first.';
}

function unavailableInPrompt(
  panel: { readonly running: boolean; readonly ready: boolean },
  command: Command,
): string | null {
  if (command !== 'run') return null;
  if (panel.running) return 'A query is running; Ctrl-C stops it.';
  return panel.ready ? null : 'The database is still starting.';
}

function unavailableInExercise(lesson: LessonState, panel: ExercisePanel, command: Command): string | null {
  const hints = lesson.lesson?.exercise?.hints.length ?? 0;
  switch (command) {
    case 'edit':
    case 'editOutside':
    case 'startOver':
      if (panel.watching !== null) return `The text is in ${panel.watching}; write there.`;
      return panel.ready ? null : 'The draft is still being read.';
    case 'check':
      if (panel.running) return 'It is being checked; Ctrl-C stops it.';
      if (panel.ready) return null;
      return panel.watching === null
        ? 'The draft is still being read.'
        : `Nothing could be read from ${panel.watching} yet.`;
    case 'hint':
      // Letters typed on behind Ctrl-R are no hints asked for.
      if (panel.running) return 'It is being checked; Ctrl-C stops it.';
      return (lesson.exercise?.hints ?? 0) < hints ? null : 'That was the last hint.';
    case 'solution':
      return panel.running ? 'It is being checked; Ctrl-C stops it.' : null;
    case 'undoRun':
      return panel.graded === null ? 'Nothing has been run.' : null;
    default:
      return null;
  }
}

function unavailableInLab(lesson: LessonState, panel: LabPanel, command: Command): string | null {
  const lab = lesson.lesson?.lab;
  switch (command) {
    case 'accept': {
      if (lab == null || !isLabReady(lab, lesson.opened, lesson.plays)) {
        return 'The lesson is still being played; try again in a moment.';
      }
      const move = lab.moves[panel.cursor];
      if (panel.running) return 'The order is running; Ctrl-C stops it.';
      return move !== undefined && panel.order.includes(move.id) ? 'This move is made already.' : null;
    }
    case 'undoMove':
    case 'startOver':
      return panel.order.length === 0 ? 'No move has been made.' : null;
    case 'nextChallenge':
      return (lab?.challenges.length ?? 0) < 2 ? 'There is just one challenge.' : null;
    default:
      return null;
  }
}
