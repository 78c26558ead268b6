/** The tutor as a pure machine: a state and an event give the next state and what is to be done. */
import { unavailable, contextOf } from './commands.ts';
import type { Command } from './command.ts';
import type { Step, TutorEvent } from './events.ts';
import { updateHome } from './updateHome.ts';
import { updateLesson } from './updateLesson.ts';
import { saved } from './moves.ts';
import { openAt, receive } from './updatePlay.ts';
import type { Tutor } from './state.ts';

export function update(tutor: Tutor, event: TutorEvent): Step<Tutor> {
  switch (event.type) {
    case 'command':
      return command(tutor, event);
    case 'digit':
    case 'edit': {
      // Whoever is writing would not see a warning that is gone with the next letter.
      const stays = contextOf(tutor) === 'editor' && tutor.notice?.tone === 'warning';
      const quiet = stays ? { ...tutor, leaving: false } : settled(tutor);
      return quiet.lesson === null ? updateHome(quiet, event) : updateLesson(quiet, quiet.lesson, event);
    }
    case 'idle':
      // Ctrl-C, another key, Ctrl-C: the first is long forgotten.
      return { state: tutor.leaving ? settled(tutor) : tutor, effects: [] };
    case 'open':
      return openAt(tutor, event.slug, event.step, event.practise);
    case 'notice':
      return { state: { ...tutor, notice: event.notice }, effects: [] };
    default: {
      const received = receive(tutor, event);
      return { ...received, state: withoutStale(received.state) };
    }
  }
}

/** The state without a refusal that no longer holds: "still loading" is gone when loading is over. */
function withoutStale(tutor: Tutor): Tutor {
  const { notice } = tutor;
  if (notice?.refused === undefined || unavailable(tutor, notice.refused) === notice.text) return tutor;
  return { ...tutor, notice: null };
}

function command(tutor: Tutor, event: Extract<TutorEvent, { type: 'command' }>): Step<Tutor> {
  const { command: name } = event;
  if (name === 'interrupt') return interrupt(tutor);
  const quiet = settled(tutor);
  if (contextOf(quiet) === 'help') return updateHelp(quiet, name);
  if (name === 'help') return { state: { ...quiet, help: { context: contextOf(quiet) } }, effects: [] };
  if (name === 'quit') return leave(quiet);
  const reason = unavailable(quiet, name);
  if (reason !== null)
    return { state: { ...quiet, notice: { text: reason, tone: 'plain', refused: name } }, effects: [] };
  return quiet.lesson === null ? updateHome(quiet, event) : updateLesson(quiet, quiet.lesson, event);
}

/** What the last key said is gone with the next one. */
function settled(tutor: Tutor): Tutor {
  return tutor.notice === null && !tutor.leaving ? tutor : { ...tutor, notice: null, leaving: false };
}

/** Ctrl-C: stops what runs; with nothing to stop it asks for a second one, which leaves. */
function interrupt(tutor: Tutor): Step<Tutor> {
  if (tutor.leaving) return leave(tutor);
  const stopped = isRunning(tutor);
  const text = stopped ? 'Stopped. Ctrl-C again leaves.' : 'Ctrl-C again leaves.';
  return {
    state: { ...tutor, leaving: true, notice: { text, tone: 'plain' } },
    effects: stopped ? [{ type: 'cancel' }] : [],
  };
}

/** Whether the learner is waiting for the database. */
function isRunning({ lesson }: Tutor): boolean {
  if (lesson === null) return false;
  if (lesson.panel?.type === 'prompt' || lesson.panel?.type === 'exercise' || lesson.panel?.type === 'lab')
    return lesson.panel.running;
  if (lesson.rollback !== null) return lesson.rollback.play === null;
  return (
    lesson.lesson !== null &&
    lesson.breakage === null &&
    lesson.plays.length < lesson.position.step &&
    lesson.position.moment > 0
  );
}

function leave(tutor: Tutor): Step<Tutor> {
  const { lesson } = tutor;
  // A lesson that was opened at a step keeps it, though no step was taken.
  const kept = lesson?.lesson == null ? { state: tutor, effects: [] } : saved(tutor, lesson);
  return { ...kept, effects: [...kept.effects, { type: 'leave' }] };
}

function updateHelp(tutor: Tutor, name: Command): Step<Tutor> {
  switch (name) {
    case 'help':
    case 'escape':
    case 'quit':
      return { state: { ...tutor, help: null }, effects: [] };
    default:
      return { state: tutor, effects: [] };
  }
}
