/** The list of lessons: moving in it, filtering it, opening one. */
import { applyEdit, createBuffer, textOf } from './editor/buffer.ts';
import type { Step, TutorEvent } from './events.ts';
import { listedHeads } from './select.ts';
import type { HomeState, Tutor } from './state.ts';
import { openAt } from './updatePlay.ts';

export function updateHome(tutor: Tutor, event: TutorEvent): Step<Tutor> {
  const { home } = tutor;
  if (event.type === 'edit' && home.typing && home.filter !== null) {
    return stay({ ...tutor, home: { ...home, filter: applyEdit(home.filter, event.edit), cursor: 0 } });
  }
  if (event.type !== 'command') return stay(tutor);
  const last = Math.max(0, listedHeads(tutor).length - 1);
  const to = (cursor: number): Step<Tutor> =>
    stay({ ...tutor, home: { ...home, cursor: Math.min(last, Math.max(0, cursor)) } });
  const { count = 1 } = event;
  switch (event.command) {
    case 'up':
    case 'pageUp':
      return to(home.cursor - count);
    case 'down':
    case 'pageDown':
      return to(home.cursor + count);
    case 'first':
      return to(0);
    case 'last':
      return to(last);
    case 'filter':
      return stay({ ...tutor, home: { ...home, filter: home.filter ?? createBuffer(), typing: true } });
    case 'escape':
      return stay({ ...tutor, home: escaped(tutor) });
    case 'accept':
      return accept(tutor);
    default:
      return stay(tutor);
  }
}

function accept(tutor: Tutor): Step<Tutor> {
  const head = listedHeads(tutor)[tutor.home.cursor];
  if (head === undefined) {
    return stay({ ...tutor, notice: { text: 'No lesson matches; Esc clears the filter.', tone: 'plain' } });
  }
  return openAt({ ...tutor, home: { ...tutor.home, typing: false } }, head.slug);
}

/** Esc leaves the typing first, then the filter; the cursor stays on its lesson. */
function escaped(tutor: Tutor): HomeState {
  const { home } = tutor;
  if (home.filter === null) return home;
  if (home.typing && textOf(home.filter) !== '') return { ...home, typing: false };
  const slug = listedHeads(tutor)[home.cursor]?.slug;
  return {
    cursor: Math.max(
      0,
      tutor.heads.findIndex((head) => head.slug === slug),
    ),
    filter: null,
    typing: false,
  };
}

function stay(state: Tutor): Step<Tutor> {
  return { state, effects: [] };
}
